// `--set name=value`: a preset's own parameters and the names of SEMANTICS §0, with their limits.
import { AppError } from '../../src-core/errors.ts';
import type { Filter, Parameter } from '../../src-core/filters/filter.ts';
import { definitionOf } from '../../src-core/filters/index.ts';
import {
  BORDERS,
  DEFAULT_SETTINGS,
  LIGHTS,
  NORMALISATIONS,
  OPACITIES,
  OUTPUTS,
  type Settings,
} from '../../src-core/filters/settings.ts';
import { parseNumber } from '../../src-core/kernel/expression.ts';

export interface Assignment {
  readonly name: string;
  readonly value: string;
}

export function parseAssignment(text: string): Assignment {
  const equals = text.indexOf('=');
  if (equals < 1) throw new AppError('invalid', `Expected name=value after --set, received "${text}".`);
  return { name: text.slice(0, equals).trim(), value: text.slice(equals + 1).trim() };
}

/** Acts on every filter that knows the name; at least one must. */
export function assign(filters: readonly Filter[], { name, value }: Assignment): readonly Filter[] {
  const isSetting = Object.hasOwn(READERS, name);
  if (!isSetting && !filters.some((filter) => parametersNamed(filter, name).length > 0))
    throw unknownName(filters, name);
  return filters.map((filter) =>
    isSetting ? withSetting(filter, name as keyof Settings, value) : withParameter(filter, name, value),
  );
}

function parametersNamed(filter: Filter, name: string): readonly Parameter[] {
  const { parameters, aliases = {} } = definitionOf(filter.type);
  const names = Object.hasOwn(aliases, name) ? aliases[name] : [name];
  return parameters.filter((parameter) => names?.includes(parameter.name));
}

function unknownName(filters: readonly Filter[], name: string): AppError {
  const own = filters.map((filter) => {
    const { parameters, aliases = {}, label } = definitionOf(filter.type);
    const names = [...Object.keys(aliases), ...parameters.map((parameter) => parameter.name)];
    return names.length > 0 ? `${label} has ${names.join(', ')}.` : `${filter.name} has no parameters of its own.`;
  });
  const known = [...new Set(own)].join(' ');
  return new AppError(
    'invalid',
    `"${name}" cannot be set. ${known} Every filter has ${Object.keys(READERS).join(', ')}.`,
  );
}

function withParameter(filter: Filter, name: string, text: string): Filter {
  const values = { ...filter.parameters };
  for (const parameter of parametersNamed(filter, name)) values[parameter.name] = readParameter(parameter, name, text);
  return { ...filter, parameters: values };
}

function readParameter(parameter: Parameter, name: string, text: string): number {
  const { choices, min, max, unit, whole, allowsZero } = parameter;
  const wanted = text.toLowerCase();
  if (choices) {
    const chosen = choices.find((choice) => choice.label.toLowerCase() === wanted || String(choice.value) === wanted);
    if (!chosen) throw expected(`one of ${choices.map((choice) => choice.label).join(', ')}`, name, text);
    return chosen.value;
  }
  const value = readNumber(text, name);
  if (allowsZero && value === 0) return 0;
  const limits = `${min} to ${max}${unit ? ` ${unit}` : ''}${allowsZero ? ', or 0 for none' : ''}`;
  if (value < min || value > max) throw expected(limits, name, text);
  if (whole && !Number.isInteger(value)) throw expected(`a whole number from ${limits}`, name, text);
  return value;
}

function expected(what: string, name: string, received: string): AppError {
  return new AppError('invalid', `Expected ${what} for ${name}, received "${received}".`);
}

function readNumber(text: string, name: string): number {
  const parsed = parseNumber(text);
  if ('error' in parsed)
    throw new AppError('invalid', `The value of ${name}, "${text}", is not a number: ${parsed.error}`);
  return parsed.value;
}

type Reader<T> = (text: string, name: string) => T;
const oneOf =
  <T extends string>(values: readonly T[]): Reader<T> =>
  (text, name) => {
    const found = values.find((value) => value === text.toLowerCase());
    if (found === undefined) throw expected(`one of ${values.join(', ')}`, name, text);
    return found;
  };

const READERS: { readonly [K in keyof Settings]: Reader<Settings[K]> } = {
  normalise: oneOf(NORMALISATIONS),
  divisor(text, name) {
    const value = readNumber(text, name);
    if (value === 0) throw expected('a number other than 0', name, text);
    return value;
  },
  bias: readNumber,
  border: oneOf(BORDERS),
  borderColour: readColour,
  flip(text, name) {
    if (/^(?:true|yes|on|1)$/iu.test(text)) return true;
    if (/^(?:false|no|off|0)$/iu.test(text)) return false;
    throw expected('true or false', name, text);
  },
  opacity: oneOf(OPACITIES),
  light: oneOf(LIGHTS),
  channels(text, name) {
    const wanted = text.toLowerCase();
    if (wanted === 'luminance') return wanted;
    const letters = [...'rgba'].filter((letter) => wanted.includes(letter)).join('');
    if (letters === '' || letters.length !== wanted.length)
      throw expected('letters of rgba, or luminance,', name, text);
    return letters;
  },
  output: oneOf(OUTPUTS),
  amount(text, name) {
    const value = readNumber(text, name);
    if (value < 0 || value > 1) throw expected('0 to 1, or 0% to 100%', name, text);
    return value;
  },
};

const NAMED_COLOURS: Readonly<Record<string, readonly number[]>> = {
  black: [0, 0, 0, 1],
  white: [1, 1, 1, 1],
  transparent: [0, 0, 0, 0],
};

/** `white`, `#f80`, `#ff8800cc`, or one number per channel: `0.5` or `1,0.5,0`. */
function readColour(text: string, name: string): number[] {
  const named = Object.hasOwn(NAMED_COLOURS, text.toLowerCase()) ? NAMED_COLOURS[text.toLowerCase()] : undefined;
  if (named) return [...named];
  const [, hex] = /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/iu.exec(text) ?? [];
  if (hex !== undefined) {
    const pairs = hex.length <= 4 ? [...hex].map((digit) => digit + digit) : (hex.match(/../gu) ?? []);
    return pairs.map((pair) => Number.parseInt(pair, 16) / 255);
  }
  const parts = text.split(/[\s,;]+/u).filter(Boolean);
  if (parts.length < 1 || parts.length > 4) throw expected('a colour such as white, #ff8800 or 1,0.5,0', name, text);
  return parts.map((part) => readNumber(part, name));
}

function withSetting<K extends keyof Settings>(filter: Filter, name: K, text: string): Filter {
  const value = READERS[name](text, name);
  // A divisor is used by `custom` only: whoever sets one means it.
  const custom = name === 'divisor' ? { normalise: 'custom' as const } : {};
  return { ...filter, settings: { ...filter.settings, ...custom, [name]: value } };
}

/** For the help: every name of §0 with its default. */
export function settingNames(): readonly string[] {
  return Object.keys(DEFAULT_SETTINGS);
}

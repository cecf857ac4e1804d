// What callers pass in, checked field by field: settings by the names of SEMANTICS §0, kernels, operators, rectangles.
import { AppError, refuse } from '../errors.ts';
import type { Operator, Taps } from '../filters/filter.ts';
import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '../filters/settings.ts';
import { contains, wholeOf, type Rectangle } from '../geometry.ts';
import { centreOf, MAX_KERNEL_SIDE, type Kernel } from '../kernel/kernel.ts';
import { DEPTHS, type Size } from '../raster.ts';
import type { ConvolveOptions, ConvolveSettings, KernelLike } from './types.ts';

const OPTION_NAMES: readonly string[] = [
  'signal',
  'depth',
  'colourSpace',
  'rectangle',
  'window',
  'range',
  'opaque',
  'plan',
  'keepInvalid',
];
const NO_DEFAULTS: Partial<Settings> = {};
const MAX_FLOAT32 = 3.4028234663852886e38;
/** Longest one-dimensional operator: a Gaussian of σ 250 has 2001 taps. */
const MAX_TAPS = 8193;

export function assertObject(value: unknown, expected: string, field: string): void {
  if (typeof value !== 'object' || value === null) refuse(expected, field, value);
}

export function checkOptions(options: ConvolveOptions): void {
  assertObject(options, 'options', 'options');
  const unknown = Object.keys(options).filter((name) => !OPTION_NAMES.includes(name));
  if (unknown.length > 0) {
    throw new AppError('invalid', `Expected the names of options, received ${unknown.join(', ')}.`);
  }
  const { signal, colourSpace } = options;
  // Whatever behaves like an AbortSignal: other realms have their own class.
  if (signal && typeof signal.throwIfAborted !== 'function') refuse('an AbortSignal', 'signal', signal);
  if (colourSpace && !(Array.isArray(colourSpace.curves) && Array.isArray(colourSpace.luminance))) {
    refuse('a colour space', 'colourSpace', colourSpace);
  }
}

type Completed = {
  readonly given: ConvolveSettings;
  readonly defaults: Partial<Settings>;
  readonly settings: Settings;
};
/** What was completed last: under a hand the weights change, hardly ever a setting. */
let last: Completed | null = null;

/** Fills in the defaults; refuses unknown names and wrong values with `invalid` and the field. */
export function completeSettings(given: ConvolveSettings, defaults: Partial<Settings> = NO_DEFAULTS): Settings {
  if (last?.defaults === defaults && isSame(last.given, given)) return last.settings;
  const settings = validated(given, defaults);
  // The caller may write into its list of colours.
  const kept = given.borderColour ? { ...given, borderColour: [...given.borderColour] } : { ...given };
  last = { given: kept, defaults, settings };
  return settings;
}

function isSame(one: ConvolveSettings, other: ConvolveSettings): boolean {
  const names = Object.keys(other) as (keyof ConvolveSettings)[];
  return names.length === Object.keys(one).length && names.every((name) => isSameValue(one[name], other[name]));
}

function isSameValue(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return Object.is(one, other);
  return one.length === other.length && one.every((value, index) => Object.is(value, other[index]));
}

function validated(settings: ConvolveSettings, defaults: Partial<Settings>): Settings {
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
  const parsed = settingsSchema.safeParse({ ...DEFAULT_SETTINGS, ...defaults, ...given });
  if (parsed.success) {
    if (parsed.data.normalise === 'custom' && given['divisor'] === undefined) {
      refuse('a number other than 0', 'divisor', undefined);
    }
    return parsed.data;
  }
  const issue = parsed.error.issues[0];
  if (issue?.code === 'unrecognized_keys') {
    throw new AppError('invalid', `Expected the names of filter settings, received ${issue.keys.join(', ')}.`);
  }
  const field = issue?.path.join('.') ?? 'settings';
  const received = issue?.path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown>)[key], given);
  if (issue?.code === 'invalid_value') refuse(issue.values.map(String).join(', '), field, received);
  if (issue?.code === 'invalid_type' && issue.expected === 'number') refuse('a finite number', field, received);
  throw new AppError('invalid', `The value for ${field} does not fit: ${issue?.message ?? 'unknown'}.`);
}

export function completeOperator(input: KernelLike | Operator): Operator {
  if (typeof input !== 'object' || input === null) refuse('a kernel', 'kernel', input);
  if (!('form' in input)) return { form: 'matrix', kernel: completeKernel(input) };
  if (input.form === 'matrix') return { form: 'matrix', kernel: completeKernel(input.kernel) };
  return {
    form: 'separable',
    vertical: completeTaps(input.vertical, 'vertical'),
    horizontal: completeTaps(input.horizontal, 'horizontal'),
  };
}

function completeKernel({ rows, columns, weights, anchor }: KernelLike): Kernel {
  assertSide(rows, 'rows', MAX_KERNEL_SIDE);
  assertSide(columns, 'columns', MAX_KERNEL_SIDE);
  const copied = completeWeights(weights, 'weights');
  if (copied.length !== rows * columns) refuse(`${rows * columns} numbers`, 'weights', copied);
  const cell = anchor ?? centreOf(rows, columns);
  assertIndex(cell.row, rows, 'anchor.row');
  assertIndex(cell.column, columns, 'anchor.column');
  return { rows, columns, weights: copied, anchor: { row: cell.row, column: cell.column } };
}

function completeTaps({ weights, anchor }: Taps, name: string): Taps {
  const copied = completeWeights(weights, `${name}.weights`);
  assertSide(copied.length, `${name}.weights.length`, MAX_TAPS);
  assertIndex(anchor, copied.length, `${name}.anchor`);
  return { weights: copied, anchor };
}

function completeWeights(weights: ArrayLike<number>, field: string): number[] {
  if (typeof weights !== 'object' || weights === null || !Number.isInteger(weights.length)) {
    refuse('a list of numbers', field, weights);
  }
  const copied: number[] = [];
  for (let index = 0; index < weights.length; index++) {
    const weight = weights[index];
    if (!Number.isFinite(weight)) refuse('a finite number', `${field}[${index}]`, weight);
    if (Math.abs(weight!) > MAX_FLOAT32) refuse('a number that fits float32', `${field}[${index}]`, weight);
    copied.push(weight!);
  }
  return copied;
}

function assertSide(value: number, field: string, max: number): void {
  if (!Number.isInteger(value) || value < 1 || value > max) refuse(`a whole number from 1 to ${max}`, field, value);
}

function assertIndex(value: number, length: number, field: string): void {
  if (!Number.isInteger(value) || value < 0 || value >= length) {
    refuse(`a whole number from 0 to ${length - 1}`, field, value);
  }
}

/** The parts of a call that say where: the window in the picture, and the rectangle of the result. */
export function checkPlaces(options: ConvolveOptions, source: Size): { window: Rectangle; whole: Size } {
  const { depth, range, window } = options;
  if (depth !== undefined && !DEPTHS.includes(depth)) refuse('u8, u16 or f32', 'depth', depth);
  if (range && !(range.length === 2 && range.every(Number.isFinite))) refuse('two finite numbers', 'range', range);
  if (!window) return { window: wholeOf(source), whole: { width: source.width, height: source.height } };
  assertObject(window, 'a part of the whole picture', 'window');
  assertObject(window.whole, 'the size of the whole picture', 'window.whole');
  const place = { x: window.x, y: window.y, width: source.width, height: source.height };
  if (!isWhole(place) || !contains(wholeOf(window.whole), place))
    refuse('a part of the whole picture', 'window', window);
  return { window: place, whole: { width: window.whole.width, height: window.whole.height } };
}

export function checkRectangle(rectangle: Rectangle | undefined, result: Size): Rectangle {
  if (!rectangle) return wholeOf(result);
  assertObject(rectangle, `a rectangle inside ${result.width} × ${result.height}`, 'rectangle');
  const { width, height } = rectangle;
  if (!isWhole(rectangle) || width < 1 || height < 1 || !contains(wholeOf(result), rectangle)) {
    refuse(`a rectangle inside ${result.width} × ${result.height}`, 'rectangle', JSON.stringify(rectangle));
  }
  return rectangle;
}

function isWhole({ x, y, width, height }: Rectangle): boolean {
  return [x, y, width, height].every(Number.isInteger);
}

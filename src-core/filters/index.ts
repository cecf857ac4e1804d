// The list of filter types, and how a filter value becomes something the engine can slide over a picture.
import { AppError, refuse } from '../errors.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { binomial } from './binomial.ts';
import { box } from './box.ts';
import { differenceOfGaussians } from './difference-of-gaussians.ts';
import { disc } from './disc.ts';
import { emboss } from './emboss.ts';
import type { Filter, FilterDefinition, Operator, Parameter, ParameterValues } from './filter.ts';
import { gaussian } from './gaussian.ts';
import { handMade, NEW_KERNEL } from './hand-made.ts';
import { highPass } from './high-pass.ts';
import { kirsch } from './kirsch.ts';
import { laplacianOfGaussian } from './laplacian-of-gaussian.ts';
import { motion } from './motion.ts';
import { prewitt } from './prewitt.ts';
import { scharr } from './scharr.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import { sobel } from './sobel.ts';
import { unsharp } from './unsharp.ts';

export const FILTER_DEFINITIONS: readonly FilterDefinition[] = [
  handMade,
  box,
  gaussian,
  disc,
  motion,
  binomial,
  unsharp,
  highPass,
  laplacianOfGaussian,
  differenceOfGaussians,
  sobel,
  scharr,
  prewitt,
  kirsch,
  emboss,
];

const byType = new Map(FILTER_DEFINITIONS.map((definition) => [definition.type, definition]));

/** Throws `unsupported` for a type that this version does not know. */
export function definitionOf(type: string): FilterDefinition {
  const definition = byType.get(type);
  if (!definition) throw new AppError('unsupported', `This version knows no filter of the type "${type}".`);
  return definition;
}

/** The nearest value the parameter allows. Throws `invalid` for NaN and ±∞. */
export function limitParameter(parameter: Parameter, value: number): number {
  if (!Number.isFinite(value)) refuse('a finite number', parameter.name, value);
  if (parameter.choices) {
    const nearest = parameter.choices
      .map((choice) => choice.value)
      .sort((a, b) => Math.abs(a - value) - Math.abs(b - value))[0];
    return nearest ?? parameter.default;
  }
  if (parameter.allowsZero && value < parameter.min) return value <= parameter.min / 2 ? 0 : parameter.min;
  const limited = Math.min(parameter.max, Math.max(parameter.min, value));
  return parameter.whole ? Math.round(limited) : limited;
}

/** Every parameter of the type with a value inside its limits; missing ones take their default. Throws `invalid` for unknown names. */
export function completeParameters(definition: FilterDefinition, values: ParameterValues = {}): ParameterValues {
  for (const name of Object.keys(values)) {
    if (definition.parameters.every((parameter) => parameter.name !== name)) {
      const known = definition.parameters.map((parameter) => parameter.name).join(', ') || 'none';
      throw new AppError('invalid', `${definition.label} has no parameter "${name}". It has: ${known}.`);
    }
  }
  const complete: Record<string, number> = {};
  for (const parameter of definition.parameters) {
    complete[parameter.name] = limitParameter(parameter, values[parameter.name] ?? parameter.default);
  }
  return complete;
}

export function operatorOf(filter: Filter): Operator {
  if (filter.kernel) return { form: 'matrix', kernel: filter.kernel };
  const definition = definitionOf(filter.type);
  return definition.operator(completeParameters(definition, filter.parameters));
}

export interface NewFilter {
  readonly name?: string;
  readonly parameters?: ParameterValues;
  readonly kernel?: Kernel;
  readonly settings?: Partial<Settings>;
}

export function createFilter(type: string, given: NewFilter = {}): Filter {
  const definition = definitionOf(type);
  return {
    id: newFilterId(),
    type,
    name: given.name ?? definition.label,
    enabled: true,
    parameters: completeParameters(definition, given.parameters),
    kernel: type === handMade.type ? (given.kernel ?? NEW_KERNEL) : null,
    settings: { ...DEFAULT_SETTINGS, ...definition.settings, ...given.settings },
  };
}

/** Unique within a stack; not a secret. */
export function newFilterId(): string {
  const part = () =>
    Math.floor(Math.random() * 36 ** 8)
      .toString(36)
      .padStart(8, '0');
  return part() + part();
}

/** Text behind the name in the stack: "σ 3.4 · linear", "5 × 5". */
export function filterSummary(filter: Filter): string {
  const definition = definitionOf(filter.type);
  const shape = filter.kernel
    ? `${filter.kernel.rows} × ${filter.kernel.columns}`
    : definition.summary(completeParameters(definition, filter.parameters));
  return [shape, filter.settings.light === 'linear' ? 'linear' : ''].filter(Boolean).join(' · ');
}

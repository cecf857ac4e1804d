// What can be done with whole kernels, as a list that the dialog is printed from: each is a line of arithmetic and its numbers.
import { AppError } from '../errors.ts';
import { add, convolve, scale, sharpenFrom, subtract } from '../kernel/algebra/arithmetic.ts';
import { inverseOf } from '../kernel/algebra/inverse.ts';
import { resample, rotateBy } from '../kernel/algebra/resample.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { sumsOf } from '../kernel/normalise.ts';
import { effectiveOf, type Effective } from './effective.ts';
import type { Filter, Parameter, ParameterValues } from './filter.ts';
import { asHandMade } from './matrix.ts';

export const OPERATION_IDS = [
  'add',
  'subtract',
  'convolve',
  'scale',
  'sharpen',
  'rotate',
  'resample',
  'invert',
] as const;
export type OperationId = (typeof OPERATION_IDS)[number];

export interface Operation {
  readonly id: OperationId;
  readonly label: string;
  /** What comes out, as a formula or half a sentence. */
  readonly explanation: string;
  readonly binary: boolean;
  readonly parameters: readonly Parameter[];
}

interface Definition extends Omit<Operation, 'id'> {
  /** `a` and `b` with divisor and amount worked in; `drawn` is `a` as the person sees it. */
  readonly apply: (operands: Operands, values: ParameterValues) => Outcome;
}

interface Operands {
  readonly drawn: Kernel;
  readonly a: () => Effective;
  readonly b: () => Effective;
}

/** A kernel alone keeps the filter's switches; with a bias it carries its own scale. */
interface Outcome {
  readonly kernel: Kernel;
  readonly bias?: number;
}

const LARGEST_RESULT = 101;
const size = (name: string, label: string): Parameter => ({
  name,
  label,
  min: 1,
  max: LARGEST_RESULT,
  step: 1,
  default: 5,
  unit: 'cells',
  whole: true,
});

const DEFINITIONS: Readonly<Record<OperationId, Definition>> = {
  add: {
    label: 'Add',
    explanation: 'A + B, anchor on anchor: the sum of both results',
    binary: true,
    parameters: [],
    apply: ({ a, b }) => ({ kernel: add(a().kernel, b().kernel), bias: a().bias + b().bias }),
  },
  subtract: {
    label: 'Subtract',
    explanation: 'A − B: what A shows and B does not',
    binary: true,
    parameters: [],
    apply: ({ a, b }) => ({ kernel: subtract(a().kernel, b().kernel), bias: a().bias - b().bias }),
  },
  convolve: {
    label: 'Convolve',
    explanation: 'A, then B, as one kernel',
    binary: true,
    parameters: [],
    apply: ({ a, b }) => ({
      kernel: convolve(a().kernel, b().kernel),
      bias: a().bias * sumsOf(b().kernel.weights).sum + b().bias,
    }),
  },
  scale: {
    label: 'Scale',
    explanation: 'Every weight times a factor',
    binary: false,
    parameters: [{ name: 'factor', label: 'Factor', min: -10, max: 10, step: 0.1, default: 2, unit: '×' }],
    apply: ({ a }, { factor = 1 }) => ({ kernel: scale(a().kernel, factor), bias: a().bias * factor }),
  },
  sharpen: {
    label: 'Sharpen by this blur',
    explanation: 'identity + amount · (identity − K): unsharp masking',
    binary: false,
    parameters: [{ name: 'amount', label: 'Amount', min: 0, max: 10, step: 0.1, default: 1, unit: '×' }],
    apply: ({ a }, { amount = 1 }) => ({ kernel: sharpenFrom(a().kernel, amount), bias: 0 }),
  },
  rotate: {
    label: 'Rotate by an angle',
    explanation: 'Clockwise about the anchor; quarter turns are exact',
    binary: false,
    parameters: [{ name: 'angle', label: 'Angle', min: -180, max: 180, step: 1, default: 45, unit: '°' }],
    apply: ({ drawn }, { angle = 0 }) => ({ kernel: rotateBy(drawn, angle) }),
  },
  resample: {
    label: 'Resample to a size',
    explanation: 'The same shape on more or fewer cells; the sum stays',
    binary: false,
    parameters: [size('rows', 'Rows'), size('columns', 'Columns')],
    apply: ({ drawn }, { rows = drawn.rows, columns = drawn.columns }) => ({ kernel: resample(drawn, rows, columns) }),
  },
  invert: {
    label: 'Invert',
    explanation: 'The kernel that undoes this one; more noise is a gentler undoing',
    binary: false,
    parameters: [
      { ...size('size', 'Size'), min: 3, step: 2, default: 15 },
      { name: 'noise', label: 'Noise', min: 1e-5, max: 0.5, step: 1e-5, default: 0.01, unit: '', logarithmic: true },
    ],
    apply: ({ a }, { size: side = 15, noise = 0.01 }) => ({
      kernel: inverseOf(a().kernel, side % 2 === 1 ? side : side + 1, noise),
      bias: 0,
    }),
  },
};

export const OPERATIONS: readonly Operation[] = OPERATION_IDS.map((id) => {
  const { label, explanation, binary, parameters } = DEFINITIONS[id];
  return { id, label, explanation, binary, parameters };
});

export function operationById(id: OperationId): Operation {
  const { label, explanation, binary, parameters } = DEFINITIONS[id];
  return { id, label, explanation, binary, parameters };
}

/** What an operation starts with: sizes are the kernel's own. */
export function defaultsFor({ parameters }: Operation, kernel: Kernel): ParameterValues {
  const own: ParameterValues = {
    rows: kernel.rows,
    columns: kernel.columns,
    size: Math.min(LARGEST_RESULT, 2 * Math.max(kernel.rows, kernel.columns) + 1),
  };
  return Object.fromEntries(
    parameters.map(({ name, min, max, default: value }) => [name, Math.min(max, Math.max(min, own[name] ?? value))]),
  );
}

/**
 * `filter` with its kernel replaced by the outcome; name, place and whether it is on stay. `other` is B of a binary
 * operation. Throws `invalid` without one, `unsupported` where a filter is no sum, `too-large` beyond 257 × 257.
 */
export function applyOperation(id: OperationId, filter: Filter, other: Filter | null, values: ParameterValues): Filter {
  const { kernel: drawn, ...matrix } = asHandMade(filter);
  if (!drawn) throw new AppError('internal', 'A filter without a matrix cannot be calculated with.');
  const operands: Operands = {
    drawn,
    a: () => effectiveOf(filter),
    b: () => {
      if (!other) throw new AppError('invalid', 'Choose the second kernel.');
      return effectiveOf(other);
    },
  };
  const { kernel, bias } = DEFINITIONS[id].apply(operands, values);
  if (bias === undefined) return { ...matrix, kernel };
  const settings = {
    ...filter.settings,
    normalise: 'none' as const,
    bias,
    flip: false,
    amount: 1,
    output: 'clamp' as const,
  };
  return { ...matrix, kernel, settings };
}

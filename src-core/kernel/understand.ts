// All that the analysis dock draws of one kernel, computed in one go beside the page.
import { matrixOf } from '../filters/matrix.ts';
import type { Operator } from '../filters/filter.ts';
import { halfTurn } from './algebra/arithmetic.ts';
import { analyse, type Analysis, type Meaning } from './analyse.ts';
import { sumsOf } from './normalise.ts';
import type { Kernel } from './kernel.ts';
import { cutOf, fallsTo, projectionOf, type Direction, type Projection } from './projection.ts';
import { factorsOf, type Factor } from './singular.ts';
import { stepResponse, type StepResponse } from './step-response.ts';
import { asCorrelation, magnitudeOf, phaseOf, transferOf } from './transfer.ts';

/** |H| along one direction of the picture. */
export interface Cut {
  readonly direction: Direction;
  /** From 0 to ½ cycles per pixel in the direction's coordinates, evenly; `reach` is what the last value's wave has. */
  readonly values: Float64Array;
  /** Cycles per pixel along the direction at the last value: ½, on diagonals √½. */
  readonly reach: number;
  /** Where |H| has fallen to √½ of its value at 0; null where it never does, or is 0 there. */
  readonly minusThreeDecibels: number | null;
}

export interface Understanding {
  readonly analysis: Analysis;
  /** |H| and its phase on a size × size grid, frequency zero in the middle. */
  readonly size: number;
  readonly magnitude: Float32Array;
  readonly phase: Float32Array;
  readonly cuts: readonly Cut[];
  /** What one bright pixel becomes, the pixel's own place being the anchor; null for what has no matrix. */
  readonly impulse: Kernel | null;
  /** The weights as drawn, for views of their shape. */
  readonly kernel: Kernel | null;
  /** Of a kernel of rank 1 or 2 that is small enough to be read. */
  readonly factors: readonly Factor[] | null;
  readonly steps: { readonly across: StepResponse; readonly down: StepResponse };
}

export const UNDERSTANDING_SIZE = 128;
const STEPS = 128;
const CUTS: readonly Direction[] = ['across', 'down', 'falling', 'rising'];
/** Matrices with more cells are neither listed as vectors nor drawn in space. */
const MOST_SIDE = 257;

export function understand(operator: Operator, meaning: Meaning): Understanding {
  const analysis = analyse(operator, meaning);
  const { divisor } = analysis;
  const correlation = asCorrelation(operator, meaning.flip);
  const projections = new Map(
    CUTS.map((direction) => [direction, projectionOf(correlation, divisor, direction)] as const),
  );
  const transfer = transferOf(correlation, divisor, UNDERSTANDING_SIZE);
  const kernel = fitting(operator);
  return {
    analysis,
    size: UNDERSTANDING_SIZE,
    magnitude: magnitudeOf(transfer),
    phase: phaseOf(transfer),
    cuts: CUTS.map((direction) => cut(direction, projections.get(direction)!)),
    impulse: kernel && impulseOf(kernel, divisor, meaning.flip),
    kernel,
    factors: kernel && factorsOf(kernel),
    steps: {
      across: stepResponse(projections.get('across')!),
      down: stepResponse(projections.get('down')!),
    },
  };
}

function fitting(operator: Operator): Kernel | null {
  const kernel = matrixOf(operator);
  return kernel && Math.max(kernel.rows, kernel.columns) <= MOST_SIDE ? kernel : null;
}

function cut(direction: Direction, projection: Projection): Cut {
  const diagonal = direction === 'falling' || direction === 'rising';
  // A wave of (f, f) cycles per pixel has f · √2 of them along the diagonal.
  const scale = diagonal ? Math.SQRT2 : 1;
  const values = cutOf(projection, STEPS);
  const fallen = isZero(projection) ? null : fallsTo(projection, Math.SQRT1_2, STEPS);
  return { direction, values, reach: scale / 2, minusThreeDecibels: fallen === null ? null : fallen * scale };
}

function isZero({ weights }: Projection): boolean {
  const { sum, absolute } = sumsOf([...weights]);
  return Math.abs(sum) <= 1e-6 * absolute;
}

/** SEMANTICS §1: as drawn, an impulse returns the kernel turned by 180°, flipped the kernel itself, anchor on the impulse. */
function impulseOf(kernel: Kernel, divisor: number, flip: boolean): Kernel {
  const { rows, columns, weights, anchor } = flip ? kernel : halfTurn(kernel);
  return { rows, columns, weights: weights.map((weight) => weight / divisor), anchor };
}

// The rows of the bench's grid: what is slid over the picture, and how it changes from one repetition to the next.
import { diagonalMatrix, discMatrix, nibbledDisc, outer, randomMatrix, withWeight, type Matrix } from './kernels.ts';

export type Subject =
  | ({ readonly kind: 'matrix' } & Matrix)
  | { readonly kind: 'gaussian'; readonly sigma: number }
  | { readonly kind: 'box'; readonly width: number; readonly height: number };

export interface Case {
  readonly name: string;
  readonly label: string;
  readonly kind: Subject['kind'];
  /** Rows and columns, about. */
  readonly side: number;
  /** Whole weights: 8 and 16 bits have to be the reference's bytes. */
  readonly whole: boolean;
  /** Small and neither rank 1 nor sparse: on f32 nobody has a better way than the plain sum. */
  readonly plainSum: boolean;
  /** Linear light where a person has not chosen. */
  readonly blur: boolean;
  /**
   * 0 is the subject as it is named. Every further number changes one weight, or the fewest that leave it the same kind
   * of kernel (Sobel's pair, a column of the 5×5 Gaussian), or σ by a thousandth, or the height of a box by 2.
   */
  readonly subject: (repetition: number) => Subject;
}

const matrix = (value: Matrix): Subject => ({ kind: 'matrix', ...value });

function matrixCase(
  name: string,
  label: string,
  side: number,
  vary: (repetition: number) => Matrix,
  features: Partial<Pick<Case, 'whole' | 'plainSum' | 'blur'>>,
): Case {
  const subject = (repetition: number): Subject => matrix(vary(repetition));
  return { name, label, kind: 'matrix', side, whole: false, plainSum: false, blur: false, ...features, subject };
}

function randomCase(side: number): Case {
  const base = randomMatrix(side);
  const vary = (repetition: number): Matrix => {
    const index = (repetition * 7919) % base.weights.length;
    return repetition === 0 ? base : withWeight(base, index, (base.weights[index] ?? 0) * (1 + repetition / 1024));
  };
  return matrixCase(`random-${side}`, `random ${side}×${side}`, side, vary, { plainSum: side <= 9 });
}

function gaussianCase(sigma: number): Case {
  return {
    name: `gaussian-${sigma}`,
    label: `Gaussian σ ${sigma}`,
    kind: 'gaussian',
    side: 2 * Math.floor(4 * sigma + 0.5) + 1,
    whole: false,
    plainSum: false,
    blur: true,
    subject: (repetition) => ({ kind: 'gaussian', sigma: sigma + repetition / 1000 }),
  };
}

function boxCase(radius: number): Case {
  const side = 2 * radius + 1;
  return {
    name: `box-${radius}`,
    label: `box r ${radius}`,
    kind: 'box',
    side,
    whole: true,
    plainSum: false,
    blur: true,
    subject: (repetition) => ({ kind: 'box', width: side, height: side + 2 * (repetition % 2) }),
  };
}

/** Whole weights stay small: the sums of every repetition fit the same numbers. */
const step = (repetition: number): number => repetition % 8;
/** Where they may grow: more kernels than the engine remembers calls (src-core/engine/calls.ts), so that each is planned. */
const longStep = (repetition: number): number => repetition % 32;

const DISC = discMatrix(31);
const LINE = diagonalMatrix(21);

export const CASES: readonly Case[] = [
  matrixCase(
    'sharpen',
    '3×3 sharpen',
    3,
    (repetition) => ({
      rows: 3,
      columns: 3,
      weights: [0, -1, 0, -1, 5 + longStep(repetition), -1, 0, -1, 0],
      divisor: 1,
    }),
    { whole: true, plainSum: true },
  ),
  matrixCase('sobel', '3×3 Sobel', 3, (repetition) => outer([1, 2 + longStep(repetition), 1], [-1, 0, 1], 1), {
    whole: true,
    plainSum: true,
  }),
  matrixCase(
    'gaussian-5x5',
    '5×5 Gaussian / 256',
    5,
    (repetition) => outer([1, 4, 6, 4, 1], [1, 4, 6 - (step(repetition) % 4), 4, 1], 256),
    { whole: true },
  ),
  ...[5, 9, 15, 31, 63, 127].map(randomCase),
  matrixCase('disc-31', 'disc 31', 31, (repetition) => (repetition === 0 ? DISC : nibbledDisc(DISC, repetition)), {
    whole: true,
    blur: true,
  }),
  matrixCase('motion-21', 'motion 21, diagonal', 21, (repetition) => withWeight(LINE, 0, 1 + step(repetition)), {
    whole: true,
    blur: true,
  }),
  ...[2, 8, 32, 100].map(gaussianCase),
  ...[10, 50].map(boxCase),
];

export function caseOf(name: string): Case {
  const found = CASES.find((entry) => entry.name === name);
  if (!found)
    throw new Error(`There is no case ${name}: expected one of ${CASES.map((entry) => entry.name).join(', ')}.`);
  return found;
}

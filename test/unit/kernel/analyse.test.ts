import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFilter, operatorOf } from '../../../src-core/filters/index.ts';
import { matrixOf } from '../../../src-core/filters/matrix.ts';
import { DEFAULT_SETTINGS } from '../../../src-core/filters/settings.ts';
import { analyse } from '../../../src-core/kernel/analyse.ts';
import { kernelOf, type Kernel } from '../../../src-core/kernel/kernel.ts';
import { divisorOf } from '../../../src-core/kernel/normalise.ts';
import { centreOfMass, rankOf, symmetryOf } from '../../../src-core/kernel/structure.ts';
import { presetById } from '../../../src-core/presets.ts';
import { FIXED, kernels } from './arbitraries.ts';

const AUTO = DEFAULT_SETTINGS;
const ofMatrix = (kernel: Kernel) => analyse({ form: 'matrix', kernel }, AUTO);
const ofPreset = (id: string) => {
  const filter = presetById(id)!.create();
  return analyse(operatorOf(filter), filter.settings);
};

describe('divisors (§3)', () => {
  const weights = [2, -1, 3];
  it.each([
    ['none', weights, 1],
    ['auto', weights, 4],
    ['abs', weights, 6],
    ['positive', weights, 5],
    ['custom', weights, 7],
    ['auto', [-1, -1], -2],
    ['auto', [1, -1], 1],
    ['auto', [1e6, -1e6, 0.5], 1],
    ['auto', [0], 1],
    ['abs', [0], 1],
    ['positive', [-3], 1],
  ] as const)('%s of %j is %d', (normalise, list, expected) => {
    expect(divisorOf(list, { normalise, divisor: 7 })).toBe(expected);
  });

  it('no rule ever yields 0', () => {
    fc.assert(
      fc.property(
        kernels(),
        fc.constantFrom('none', 'auto', 'abs', 'positive', 'custom' as const),
        (kernel, normalise) => {
          expect(divisorOf(kernel, { normalise, divisor: 0 })).not.toBe(0);
        },
      ),
      FIXED,
    );
  });
});

describe('structure', () => {
  it('Sobel is of rank 1, a disc is not, nothing is of rank 0', () => {
    expect(ofPreset('sobel-x')).toMatchObject({ rank: 1, separable: true, symmetry: 'Odd', sumsToZero: true });
    expect(ofPreset('disc').rank).toBeGreaterThan(1);
    expect(ofMatrix(kernelOf([[0, 0]]))).toMatchObject({ rank: 0, taps: 0 });
  });

  it('a Gaussian matrix is separable and its analysis equals that of its lines', () => {
    const operator = operatorOf(createFilter('gaussian', { parameters: { sigmaX: 1.5, sigmaY: 2.5 } }));
    const lines = analyse(operator, AUTO);
    const matrix = ofMatrix(matrixOf(operator)!);
    expect(matrix.rank).toBe(1);
    expect({ ...lines, response: 0 }).toMatchObject({
      rank: 1,
      taps: matrix.taps,
      cells: matrix.cells,
      cost: matrix.cost,
      symmetry: '4-fold',
    });
    expect(lines.sum).toBeCloseTo(1, 12);
    lines.response.forEach((value, index) => expect(value).toBeCloseTo(matrix.response[index]!, 5));
  });

  it('the vectors of a kernel of rank n add up to it', () => {
    fc.assert(
      fc.property(kernels(6), (kernel) => {
        const { terms } = rankOf(kernel);
        const largest = Math.max(1, ...kernel.weights.map(Math.abs));
        kernel.weights.forEach((weight, index) => {
          const row = Math.floor(index / kernel.columns);
          const column = index % kernel.columns;
          const sum = terms.reduce((total, term) => total + term.vertical[row]! * term.horizontal[column]!, 0);
          expect(Math.abs(sum - weight) / largest).toBeLessThan(1e-7);
        });
      }),
      { ...FIXED, numRuns: 60 },
    );
  });

  it.each([
    [
      [
        [1, 2, 1],
        [2, 4, 2],
        [1, 2, 1],
      ],
      '8-fold',
    ],
    [
      [
        [1, 2, 1],
        [3, 4, 3],
        [1, 2, 1],
      ],
      '4-fold',
    ],
    [[[-1, 0, 1]], 'Odd'],
    [
      [
        [1, 2, 1],
        [0, 0, 0],
      ],
      'Left–right',
    ],
    [
      [
        [1, 0],
        [2, 0],
        [1, 0],
      ],
      'Top–bottom',
    ],
    [
      [
        [1, 2],
        [2, 5],
      ],
      'Diagonal',
    ],
    [
      [
        [1, 2],
        [2, 1],
      ],
      'Diagonal',
    ],
    [
      [
        [1, 2, 3],
        [3, 2, 1],
      ],
      'Even',
    ],
    [
      [
        [1, 2],
        [3, 5],
      ],
      'None',
    ],
  ])('names the symmetry of %j', (rows, name) => {
    expect(symmetryOf(kernelOf(rows))).toBe(name);
  });

  it('finds where the weights balance, counted from the anchor', () => {
    expect(centreOfMass(kernelOf([[1, 1]]))).toEqual({ x: -0.5, y: 0 });
    expect(
      centreOfMass(
        kernelOf([
          [0, 0, 0],
          [0, 0, 2],
        ]),
      ),
    ).toEqual({ x: 1, y: 0 });
    expect(centreOfMass(kernelOf([[-1, 1]]))).toBeNull();
  });
});

describe('frequency response', () => {
  it('is |sum ÷ divisor| at frequency zero for every kernel', () => {
    fc.assert(
      fc.property(kernels(5), (kernel) => {
        const { response, responseSize, sum, divisor, absoluteSum } = ofMatrix(kernel);
        const middle = response[(responseSize / 2) * responseSize + responseSize / 2]!;
        const scale = Math.max(1, absoluteSum / Math.abs(divisor));
        expect(Math.abs(middle - Math.abs(sum / divisor)) / scale).toBeLessThan(1e-5);
      }),
      { ...FIXED, numRuns: 40 },
    );
  });

  it('does not depend on where the anchor lies', () => {
    const a = ofMatrix(kernelOf([[1, 2, 3]], { row: 0, column: 0 })).response;
    const b = ofMatrix(kernelOf([[1, 2, 3]], { row: 0, column: 2 })).response;
    a.forEach((value, index) => expect(value).toBeCloseTo(b[index]!, 5));
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterSchema, type FilterDefinition, type Operator } from '../../../src-core/filters/filter.ts';
import {
  completeParameters,
  createFilter,
  definitionOf,
  FILTER_DEFINITIONS,
  filterSummary,
  limitParameter,
  operatorOf,
} from '../../../src-core/filters/index.ts';
import { asHandMade, likenessOf, matrixOf, resetFilter } from '../../../src-core/filters/matrix.ts';
import { DEFAULT_SETTINGS, settingsSchema } from '../../../src-core/filters/settings.ts';
import { kernelSchema } from '../../../src-core/kernel/kernel.ts';
import { divisorOf, sumsOf } from '../../../src-core/kernel/normalise.ts';

const FIXED = { seed: 20_260, numRuns: 12 } as const;

/** Any values inside the limits, corners included; large matrices are drawn once in a while only. */
function valuesOf(definition: FilterDefinition): fc.Arbitrary<Record<string, number>> {
  return fc.record(
    Object.fromEntries(
      definition.parameters.map((parameter) => {
        if (parameter.choices) return [parameter.name, fc.constantFrom(...parameter.choices.map(({ value }) => value))];
        const modest = Math.min(parameter.max, parameter.min + 12);
        const any = fc.double({ min: parameter.min, max: modest, noNaN: true });
        return [parameter.name, parameter.whole ? any.map(Math.round) : any];
      }),
    ),
  );
}

const extremes = (definition: FilterDefinition, end: 'min' | 'max') =>
  Object.fromEntries(definition.parameters.map((parameter) => [parameter.name, parameter[end]]));

function assertOperator(operator: Operator): void {
  if (operator.form === 'matrix') {
    expect(kernelSchema.safeParse(operator.kernel).error?.issues).toBeUndefined();
    return;
  }
  for (const { weights, anchor } of [operator.vertical, operator.horizontal]) {
    expect(weights.every(Number.isFinite)).toBe(true);
    expect(anchor).toBeGreaterThanOrEqual(0);
    expect(anchor).toBeLessThan(weights.length);
  }
}

describe.each(FILTER_DEFINITIONS.map((definition) => [definition.type, definition] as const))(
  '%s',
  (type, definition) => {
    it('makes a filter that its schema accepts, with settings of §0', () => {
      const filter = createFilter(type);
      expect(filterSchema.safeParse(filter).error?.issues).toBeUndefined();
      expect(settingsSchema.safeParse({ ...DEFAULT_SETTINGS, ...definition.settings }).success).toBe(true);
      expect(filterSummary(filter).length).toBeGreaterThan(0);
    });

    it('makes a well-formed operator of any values, at both ends of every slider', () => {
      fc.assert(
        fc.property(
          valuesOf(definition),
          (values) => void assertOperator(definition.operator(completeParameters(definition, values))),
        ),
        FIXED,
      );
      assertOperator(definition.operator(completeParameters(definition, extremes(definition, 'min'))));
      assertOperator(definition.operator(completeParameters(definition, extremes(definition, 'max'))));
    });

    it('has parameters with sensible limits, and aliases and links that name them', () => {
      const names = definition.parameters.map((parameter) => parameter.name);
      for (const parameter of definition.parameters) {
        expect(parameter.default).toBeGreaterThanOrEqual(parameter.min);
        expect(parameter.default).toBeLessThanOrEqual(parameter.max);
        expect(Object.hasOwn(DEFAULT_SETTINGS, parameter.name)).toBe(false);
        if (parameter.choices) expect(parameter.choices.map(({ value }) => value)).toContain(parameter.default);
      }
      for (const targets of [...Object.values(definition.aliases ?? {}), ...(definition.linked ?? [])]) {
        for (const target of targets) expect(names).toContain(target);
      }
    });
  },
);

describe('parameters', () => {
  const { parameters } = definitionOf('gaussian');
  it('come inside their limits, and 0 means none where it may', () => {
    expect(limitParameter(parameters[0]!, 400)).toBe(250);
    expect(limitParameter(parameters[0]!, 0)).toBe(0);
    expect(limitParameter(parameters[0]!, 0.08)).toBe(0.1);
    expect(limitParameter(definitionOf('kirsch').parameters[0]!, 2.4)).toBe(2);
    expect(limitParameter(definitionOf('sobel').parameters[0]!, 100)).toBe(90);
  });

  it('that are unknown, NaN or infinite are refused', () => {
    expect(() => createFilter('gaussian', { parameters: { radius: 2 } })).toThrow(
      /no parameter "radius". It has: sigmaX, sigmaY/,
    );
    expect(() => createFilter('gaussian', { parameters: { sigmaX: NaN } })).toThrow(/finite/);
    expect(() => createFilter('gaussian', { parameters: { sigmaX: Infinity } })).toThrow(/finite/);
    expect(() => createFilter('nonsense')).toThrow(/no filter of the type "nonsense"/);
  });
});

describe('Gaussian (§10)', () => {
  const lines = (sigmaX: number, sigmaY = sigmaX) => {
    const operator = operatorOf(createFilter('gaussian', { parameters: { sigmaX, sigmaY } }));
    if (operator.form !== 'separable') throw new Error('expected a separable operator');
    return operator;
  };

  it.each([0.1, 0.124, 0.125, 0.5, 0.62, 1, 2, 3.4, 8, 250])('has radius ⌊4σ + ½⌋ and sum 1 at σ %d', (sigma) => {
    const { horizontal } = lines(sigma);
    const radius = Math.floor(4 * sigma + 0.5);
    expect(horizontal.weights).toHaveLength(2 * radius + 1);
    expect(horizontal.anchor).toBe(radius);
    expect(horizontal.weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    const centre = horizontal.weights[radius]!;
    horizontal.weights.forEach((weight, index) => {
      expect(weight / centre).toBeCloseTo(Math.exp(-((index - radius) ** 2) / (2 * sigma * sigma)), 10);
    });
  });

  it('σ 0 on an axis means none there', () => {
    expect(lines(3, 0).vertical).toEqual({ weights: [1], anchor: 0 });
    expect(lines(3, 0).horizontal.weights).toHaveLength(25);
  });

  it('works in linear light unless told otherwise (§8)', () => {
    expect(createFilter('gaussian').settings.light).toBe('linear');
    expect(createFilter('sobel').settings.light).toBe('encoded');
  });
});

describe('what the kernels do', () => {
  const kernel = (type: string, parameters = {}) => matrixOf(operatorOf(createFilter(type, { parameters })))!;
  const sum = (type: string, parameters = {}) => sumsOf(kernel(type, parameters).weights).sum;

  it('derivatives sum to 0, sharpening and relief to 1', () => {
    for (const type of ['sobel', 'scharr', 'prewitt', 'kirsch', 'log', 'dog', 'high-pass'])
      expect(sum(type)).toBeCloseTo(0, 10);
    for (const strength of [0.1, 2, 10]) expect(sum('unsharp', { strength })).toBeCloseTo(1, 10);
    for (const direction of [0, 3, 7]) expect(sum('emboss', { direction, depth: 2.5 })).toBeCloseTo(1, 12);
  });

  it('Sobel, Scharr and Prewitt are their textbook matrices, and turn', () => {
    expect(kernel('sobel').weights).toEqual([-1, 0, 1, -2, 0, 2, -1, 0, 1].map((weight) => weight));
    expect(kernel('sobel', { direction: 90 }).weights).toEqual([-1, -2, -1, 0, 0, 0, 1, 2, 1]);
    expect(kernel('sobel', { direction: 45 }).weights).toEqual([-2, -1, 0, -1, 0, 1, 0, 1, 2]);
    expect(kernel('sobel', { direction: 135 }).weights).toEqual([0, -1, -2, 1, 0, -1, 2, 1, 0]);
    expect(kernel('scharr', { direction: 90 }).weights).toEqual([-3, -10, -3, 0, 0, 0, 3, 10, 3]);
    expect(kernel('prewitt').weights).toEqual([-1, 0, 1, -1, 0, 1, -1, 0, 1]);
  });

  it('Kirsch and emboss face eight directions', () => {
    expect(kernel('kirsch').weights).toEqual([5, 5, 5, -3, 0, -3, -3, -3, -3]);
    expect(kernel('kirsch', { direction: 2 }).weights).toEqual([-3, -3, 5, -3, 0, 5, -3, -3, 5]);
    expect(kernel('emboss').weights).toEqual([-2, -1, 0, -1, 1, 1, 0, 1, 2]);
    expect(kernel('emboss', { direction: 3 }).weights).toEqual([2, 1, 0, 1, 1, -1, 0, -1, -2]);
    const all = new Set(Array.from({ length: 8 }, (_, direction) => kernel('kirsch', { direction }).weights.join()));
    expect(all.size).toBe(8);
  });

  it('a motion line along an axis is exact, and any line has about its length as weight', () => {
    expect(kernel('motion', { length: 5, angle: 0 })).toMatchObject({ rows: 1, columns: 5, weights: [1, 1, 1, 1, 1] });
    expect(kernel('motion', { length: 4, angle: 90 })).toMatchObject({
      rows: 5,
      columns: 1,
      weights: [0.5, 1, 1, 1, 0.5],
    });
    for (const angle of [20, 45, -70, 130]) {
      const across = Math.max(Math.abs(Math.cos((angle * Math.PI) / 180)), Math.abs(Math.sin((angle * Math.PI) / 180)));
      expect(sum('motion', { length: 41, angle })).toBeGreaterThan(41 * across);
      expect(sum('motion', { length: 41, angle })).toBeLessThan(41 * 1.15);
    }
    // Positive angles rise to the right.
    const rising = kernel('motion', { length: 9, angle: 45 });
    const at = (x: number, y: number) =>
      rising.weights[(y + rising.anchor.row) * rising.columns + x + rising.anchor.column]!;
    expect([at(3, -3) > 0.5, at(-3, 3) > 0.5, at(3, 3), at(-3, -3)]).toEqual([true, true, 0, 0]);
  });

  it('a disc covers its area and is symmetric', () => {
    for (const radius of [0.5, 1, 3, 7.3, 20])
      expect(sum('disc', { radius }) / (Math.PI * radius ** 2)).toBeCloseTo(1, 1);
    const { weights } = kernel('disc', { radius: 4.7 });
    expect([...weights].reverse()).toEqual(weights);
    expect(kernel('disc', { radius: 0.5 })).toMatchObject({ rows: 1, columns: 1 });
  });

  it('a box of even size has the anchor of §2, and binomial rows are Pascal’s', () => {
    expect(operatorOf(createFilter('box', { parameters: { width: 4, height: 1 } }))).toEqual({
      form: 'separable',
      vertical: { weights: [1], anchor: 0 },
      horizontal: { weights: [1, 1, 1, 1], anchor: 2 },
    });
    const { vertical } = operatorOf(createFilter('binomial', { parameters: { size: 7 } })) as Extract<
      Operator,
      { form: 'separable' }
    >;
    expect(vertical.weights).toEqual([1, 6, 15, 20, 15, 6, 1]);
  });
});

describe('as a matrix', () => {
  it('a parametric filter keeps id, name, switches and effect', () => {
    const filter = createFilter('dog', { name: 'Bands' });
    const made = asHandMade(filter);
    expect(made).toMatchObject({ id: filter.id, name: 'Bands', type: 'kernel', settings: filter.settings });
    expect(matrixOf(operatorOf(made))).toEqual(matrixOf(operatorOf(filter)));
    expect(filterSchema.safeParse(made).success).toBe(true);
    expect(divisorOf(made.kernel!, made.settings)).toBe(0.25);
    expect(asHandMade(made)).toBe(made);
  });

  it('a Gaussian too wide for one says so', () => {
    expect(matrixOf(operatorOf(createFilter('gaussian', { parameters: { sigmaX: 250 } })))).toBeNull();
    expect(() => asHandMade(createFilter('gaussian', { parameters: { sigmaX: 250 } }))).toThrow(/wider than 257 × 257/);
    expect(asHandMade(createFilter('gaussian', { parameters: { sigmaX: 32, sigmaY: 32 } })).kernel).toMatchObject({
      rows: 257,
      columns: 257,
    });
  });

  it('a likeness is small, and keeps the sum', () => {
    for (const filter of [
      createFilter('gaussian', { parameters: { sigmaX: 80 } }),
      createFilter('disc', { parameters: { radius: 40 } }),
    ]) {
      const small = likenessOf(filter, 15);
      expect([small.rows, small.columns]).toEqual(
        [15, 15].map((side, axis) => (axis === 0 && filter.type === 'gaussian' ? 15 : side)),
      );
      const whole = matrixOf(operatorOf(filter));
      expect(sumsOf(small.weights).sum).toBeCloseTo(whole ? sumsOf(whole.weights).sum : 1, 6);
    }
    expect(likenessOf(createFilter('sobel'), 15)).toMatchObject({ rows: 3, columns: 3 });
  });

  it('resetting returns to the defaults of the type, or keeps a hand-made matrix', () => {
    const changed = createFilter('box', { parameters: { width: 9 }, settings: { bias: 1 } });
    expect(resetFilter(changed)).toEqual({ ...createFilter('box'), id: changed.id });
    const made = { ...asHandMade(changed), name: 'Mine' };
    expect(resetFilter(made)).toMatchObject({ name: 'Mine', kernel: made.kernel, settings: DEFAULT_SETTINGS });
  });
});

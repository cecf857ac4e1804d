// Kernels from formulas: values against JavaScript's own, names, and errors at the character that caused them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProblem, kernelFromFormula, parseFormula } from '../../../src-core/kernel/formula.ts';
import { centreOf, kernelSchema } from '../../../src-core/kernel/kernel.ts';

const shape = (rows: number, columns: number) => ({ rows, columns, anchor: centreOf(rows, columns) });

function weights(text: string, rows = 5, columns = 5, parameters: Record<string, number> = {}): readonly number[] {
  const formula = parseFormula(text);
  if (isProblem(formula)) throw new Error(`${formula.error} at ${formula.position}`);
  const kernel = kernelFromFormula(formula, shape(rows, columns), parameters);
  if ('error' in kernel) throw new Error(kernel.error);
  return kernelSchema.parse(kernel).weights;
}

describe('a formula', () => {
  it('has x right and y down from the anchor, r and a as its polar twin, w and h as the size', () => {
    expect(weights('x + 10*y', 3, 3)).toEqual([-11, -10, -9, -1, 0, 1, 9, 10, 11]);
    expect(weights('w + 10*h', 1, 2)).toEqual([12, 12]);
    weights('r*r - x*x - y*y').forEach((value) => expect(value).toBeCloseTo(0, 12));
    weights('r*cos(a) - x').forEach((value) => expect(value).toBeCloseTo(0, 12));
    weights('r*sin(a) - y').forEach((value) => expect(value).toBeCloseTo(0, 12));
  });

  it('is the Gaussian of its example, with s as a parameter', () => {
    const text = 'exp(-(x*x+y*y)/(2*s*s))';
    expect(parseFormula(text)).toMatchObject({ parameters: ['s'] });
    expect(weights(text, 1, 5, { s: 1.5 })).toEqual([-2, -1, 0, 1, 2].map((x) => Math.exp(-(x * x) / 4.5)));
  });

  it('compares, chooses, and takes functions of several values', () => {
    expect(weights('r <= 1', 3, 3)).toEqual([0, 1, 0, 1, 1, 1, 0, 1, 0]);
    expect(weights('x < 0 ? -1 : x > 0 ? 1 : 0', 1, 3)).toEqual([-1, 0, 1]);
    expect(weights('max(abs(x), abs(y))', 3, 3)).toEqual([1, 1, 1, 1, 0, 1, 1, 1, 1]);
    expect(weights('clamp(x, -1, 1)', 1, 5)).toEqual([-1, -1, 0, 1, 1]);
    expect(weights('mod(x, 2)', 1, 5)).toEqual([0, 1, 0, 1, 0]);
    expect(weights('sinc(x)', 1, 3).map((value) => Math.round(value * 1e9) / 1e9 + 0)).toEqual([0, 1, 0]);
  });

  it('binds as arithmetic does, whatever the numbers', () => {
    const number = fc.integer({ min: -9, max: 9 });
    fc.assert(
      fc.property(number, number, fc.integer({ min: 1, max: 9 }), (p, q, s) => {
        const value = (text: string): number => weights(text, 1, 1, { p, q, s })[0]!;
        expect(value('p + q * s')).toBe(p + q * s);
        expect(value('(p + q) / s - q')).toBeCloseTo((p + q) / s - q, 12);
        expect(value('-s^2 + p')).toBe(-(s ** 2) + p);
        expect(value('2^s^0.5')).toBeCloseTo(2 ** (s ** 0.5), 9);
        expect(value('p - q - s')).toBe(p - q - s);
        expect(value('p >= q')).toBe(Number(p >= q));
      }),
    );
  });

  it.each([
    ['exp(-x', 6, /"\)"/u],
    ['2 * * 3', 4, /number/u],
    ['x + ', 3, /number after "\+"/u],
    ['foo(x)', 0, /"foo" is not a known function/u],
    ['exp', 3, /"\(" after "exp"/u],
    ['max(x)', 5, /"," and another of the 2 values/u],
    ['x y', 2, /operator before "y"/u],
    ['x > 0 ? 1', 9, /":"/u],
    ['', 0, /number/u],
  ])('says what is wrong with %j, and where', (text, position, error) => {
    const parsed = parseFormula(text);
    expect(parsed).toMatchObject({ error: expect.stringMatching(error) as string, position });
  });

  it('refuses a value that is none, with its cell', () => {
    const formula = parseFormula('1 / x');
    if (isProblem(formula)) throw new Error(formula.error);
    expect(kernelFromFormula(formula, shape(1, 3), {})).toEqual({ error: 'The formula is too large at x 0, y 0.' });
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-x+*/()^<>=?:,.a-z0-9²%√ ]{0,40}$/u)), (text) => {
        const parsed = parseFormula(text);
        if (isProblem(parsed)) expect(parsed.position).toBeLessThanOrEqual(text.length);
        else kernelFromFormula(parsed, shape(3, 3), {});
      }),
      { numRuns: 2000 },
    );
  });
});

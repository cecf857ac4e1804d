import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isExpression, parseNumber } from '../../../src-core/kernel/expression.ts';
import { FIXED } from './arbitraries.ts';

function valueOf(text: string, current?: number): number {
  const parsed = parseNumber(text, current === undefined ? {} : { current });
  if ('error' in parsed) throw new Error(`${text}: ${parsed.error}`);
  return parsed.value;
}

function errorOf(text: string, current?: number): string {
  const parsed = parseNumber(text, current === undefined ? {} : { current });
  if (!('error' in parsed)) throw new Error(`${text} was read as ${parsed.value}`);
  return parsed.error;
}

describe('expressions', () => {
  it.each([
    ['1/9', 1 / 9],
    ['-0.5', -0.5],
    ['−0.5', -0.5],
    ['sqrt(2)/4', Math.SQRT2 / 4],
    ['√2/4', Math.SQRT2 / 4],
    ['√(2 + 2)', 2],
    ['2*pi', 2 * Math.PI],
    ['2π', Number.NaN],
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['2^3^2', 512],
    ['2**3', 8],
    ['-2^2', -4],
    ['2^-1', 0.5],
    ['8 / 4 / 2', 1],
    ['10 - 3 - 2', 5],
    ['6 ÷ 3 × 2', 4],
    ['50%', 0.5],
    ['128/255', 128 / 255],
    ['e', Math.E],
    ['1e3', 1000],
    ['1.5e-3', 0.0015],
    ['exp(1)', Math.E],
    ['ln(e)', 1],
    ['abs(-3)', 3],
    ['sin(pi/2)', 1],
    ['cos(0)', 1],
    ['.5', 0.5],
    ['5.', 5],
    ['--5', 5],
    ['  7 ', 7],
    ['3²', 9],
    ['3.5 px', 3.5],
    ['45°', 45],
    ['2 ×', 2],
  ])('reads %s', (text, expected) => {
    if (Number.isNaN(expected)) expect(errorOf(text)).toBe('Expected an operator before "π".');
    else expect(valueOf(text)).toBeCloseTo(expected, 12);
  });

  it('reads a decimal comma where it is unambiguous (§14)', () => {
    expect(valueOf('0,5')).toBe(0.5);
    expect(valueOf(',5')).toBe(0.5);
    expect(valueOf('-1,25/2')).toBe(-0.625);
    expect(valueOf('0,125')).toBe(0.125);
    expect(errorOf('1,000')).toMatch(/Write one number/);
    expect(errorOf('1,234,567')).toMatch(/Write one number/);
    expect(errorOf('1.5,2')).toMatch(/Write one number/);
  });

  it('takes x and leading operators from the current value', () => {
    expect(valueOf('x*2', 3)).toBe(6);
    expect(valueOf('+5', 3)).toBe(8);
    expect(valueOf('*2', 3)).toBe(6);
    expect(valueOf('/2 + 1', 3)).toBe(2.5);
    expect(valueOf('-5', 3)).toBe(-5);
    expect(valueOf('+5')).toBe(5);
    const cell = parseNumber('+5', { current: 3, relative: false });
    expect(cell).toEqual({ value: 5, source: '+5' });
  });

  it.each([
    ['1/', 'Expected a number after "/".', 2],
    ['2 * ', 'Expected a number after "*".', 3],
    ['3 −', 'Expected a number after "−".', 3],
    ['', 'Expected a number.', 0],
    ['   ', 'Expected a number.', 3],
    ['1/0', 'Divide by a number other than 0.', 2],
    ['(1 + 2', 'Expected ")".', 6],
    ['1 2', 'Expected an operator before "2".', 2],
    ['sqrt 2', 'Expected "(" after "sqrt".', 5],
    ['sqrt(-1)', 'The result is not a number.', 0],
    ['10^400', 'The result is too large.', 0],
    ['1e999', 'The result is too large.', 0],
    ['exp(100)', 'The result is too large.', 0],
  ])('says what is wrong with %j and where', (text, error, position) => {
    expect(parseNumber(text)).toEqual({ error, position });
  });

  it('knows no names beyond its list, however they are spelt', () => {
    for (const text of ['constructor', '__proto__', 'toString', 'NaN', 'Infinity', 'x', 'alert(1)', 'globalThis']) {
      expect(errorOf(text)).toBeTruthy();
    }
  });

  it('refuses what is nested too deeply or too long instead of overflowing', () => {
    expect(errorOf(`${'('.repeat(90)}1${')'.repeat(90)}`)).toBe('The expression is nested too deeply.');
    expect(errorOf('-'.repeat(150))).toBe('The expression is nested too deeply.');
    expect(errorOf('9'.repeat(201))).toBe('Expected at most 200 characters.');
  });

  it('reads back every finite float32 that JavaScript prints', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(valueOf(String(value))).toBe(value === 0 ? 0 : value);
      }),
      FIXED,
    );
  });

  it('ends on every text, with a finite number or a sentence', () => {
    const token = fc.constantFrom(
      '1',
      '2.5',
      '+',
      '-',
      '*',
      '/',
      '^',
      '**',
      '(',
      ')',
      ' ',
      ',',
      '.',
      '%',
      'x',
      'sqrt',
      'pi',
      'e',
      '√',
      '²',
      '−',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 14 }), (tokens) => {
        const parsed = parseNumber(tokens.join(''), { current: 2 });
        if ('error' in parsed) expect(parsed.error).toMatch(/^\S.*\.$/);
        else expect(Number.isFinite(parsed.value)).toBe(true);
      }),
      { ...FIXED, numRuns: 200 },
    );
  });

  it('keeps only texts that say more than their number', () => {
    expect(['1', '-0.5', '−3', '0,5', '1e-3', '.5'].map(isExpression)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(['1/9', 'sqrt(2)', '50%', '2*pi'].map(isExpression)).toEqual([true, true, true, true]);
  });
});

// How the step-through is told: its stops, its numbers as text, its sentences, and the text that is copied.
import { describe, expect, it } from 'vitest';
import { packTaps, unpackTaps, type Explanation } from '../../../src-core/explain/explanation.ts';
import { codeText, fittedText } from '../../../src-core/explain/number-text.ts';
import { printExplanation } from '../../../src-core/explain/print-explanation.ts';
import { ledgerOf, positionOfTap, stopAt, stopCount, STEPS } from '../../../src-core/explain/walk.ts';
import { agreementOf, agreementSentence, borderSentence } from '../../../src-core/explain/words.ts';
import type { Settings } from '../../../src-core/filters/settings.ts';
import { createRaster } from '../../../src-core/raster.ts';
import { ledgerRow } from '../../../src-renderer/components/step/ledger-row.ts';
import { kernelFilter, opened, work } from '../document/fixtures.ts';

/** A grey picture of 2 × 1: 10 and 200. */
async function explained(matrix: number[][], settings: Partial<Settings> = {}, x = 0): Promise<Explanation> {
  const raster = createRaster(2, 1, 1, 'u8');
  raster.data.set([10, 200]);
  const { document } = await opened(raster);
  const filter = kernelFilter(matrix, settings);
  const question = { filters: [filter] as never, filterId: filter.id, x, y: 0 };
  const { value, body } = await document.step(question, work());
  await document.close();
  return unpackTaps(value, body);
}

describe('the walk', () => {
  it('has five steps, and a stop for every sum', () => {
    const stops = Array.from({ length: stopCount(3) }, (_, position) => stopAt(position, 3));
    expect(stops.map(({ step }) => step)).toEqual(['select', 'centre', 'multiply', 'sum', 'sum', 'sum', 'assign']);
    expect(new Set(stops.map(({ step }) => step))).toEqual(new Set(STEPS));
    expect(stops.map(({ multiplied }) => multiplied)).toEqual([0, 0, 1, 1, 2, 3, 3]);
    expect(stops.map(({ summed }) => summed)).toEqual([0, 0, 0, 1, 2, 3, 3]);
    expect(stopAt(positionOfTap(2), 3)).toMatchObject({ step: 'sum', tap: 2 });
  });
});

describe('numbers', () => {
  it('are whole where they are whole, and never show the noise of float64', () => {
    expect([144, 589815, -121, 0.1 + 0.2, 100.00000000000001, 1234.56].map(codeText)).toEqual([
      '144',
      '589815',
      '−121',
      '0.3',
      '100',
      '1234.6',
    ]);
    expect(codeText(null)).toBe('no number');
  });

  it('lose digits before a cell overflows, but never those that tell their size', () => {
    expect(fittedText(0.0398, 4)).toBe('0.04');
    expect(fittedText(-1153.2, 6)).toBe('−1153');
    expect(fittedText(121.4, 3)).toBe('121');
    expect(fittedText(-121, 3)).toBeNull();
    expect(fittedText(9.99, 2)).toBe('10');
    expect(fittedText(3e-11, 4)).toBeNull();
    expect(fittedText(NaN, 3)).toBe('NaN');
  });
});

describe('sentences', () => {
  it('say where the border reads', async () => {
    const three = [[1, 1, 1]];
    expect(borderSentence(await explained(three))).toBe('Hatched lies outside: Clamp reads column 0.');
    expect(borderSentence(await explained(three, { border: 'wrap' }, 1))).toBe(
      'Hatched lies outside: Wrap reads column 0.',
    );
    expect(borderSentence(await explained([[1, 1]], {}, 1))).toBeNull();
  });

  it('say when the engine differs, and by how much it may', async () => {
    const explanation = await explained([[1]]);
    const near = { ...explanation.results[0]!, result: 10, engine: 11, unrounded: 10.499 };
    const approximate = { ...explanation, plan: { label: '9×9 transform', exact: false, bound: 0.02 } };
    expect(agreementOf(approximate, near)).toBe('close');
    expect(agreementSentence(approximate, near)).toBe(
      'The engine has 11: 9×9 transform is within 0.02 of a level before rounding',
    );
    expect(agreementOf(explanation, near)).toBe('different');
    expect(agreementOf(approximate, { ...near, engine: 13 })).toBe('different');
  });
});

describe('a row of the running sum', () => {
  it('tells a product once it is made, a sum once it is summed', async () => {
    const explanation = await explained([[1, 2, 1]]);
    const ledger = ledgerOf(explanation, 0);
    const row = (position: number): readonly string[] => {
      const { value, weight, product, sum } = ledgerRow(explanation, ledger, 0, 0, stopAt(position, 3));
      return [value, weight, product, sum];
    };
    expect(row(1)).toEqual(['10', '1', '—', '—']);
    expect(row(2)).toEqual(['10', '1', '10', '—']);
    expect(row(3)).toEqual(['10', '1', '10', '10']);
  });
});

describe('copied text', () => {
  it('holds every tap and every line of the result', async () => {
    const explanation = await explained([[1, 2, 1]], { normalise: 'auto', bias: 0.1, output: 'signed' });
    expect(printExplanation(explanation, 0, 'Soft').split('\n')).toEqual([
      'Soft, pixel 0, 0, grey: 1 × 3 taps',
      'As drawn, sum 4. Hatched lies outside: Clamp reads column 0.',
      '',
      'tap           reads  stored  value  weight  product  sum',
      '  1  0, 0 (outside)      10     10       1       10   10',
      '  2            0, 0      10     10       2       20   30',
      '  3            1, 0     200    200       1      200  230',
      '',
      'Sum             230',
      '÷ divisor 4    57.5',
      '+ bias 25.5      83',
      'Signed + 0.5  210.5',
      'Rounded         211',
      'Clamped         211',
      '',
      '10 becomes 211. The engine has 211 too.',
    ]);
  });
});

describe('the numbers of the taps', () => {
  it('come back from bytes as they were, and are refused when some are missing', async () => {
    const explanation = await explained([[1, -2, 0.5]]);
    const { weights, stored, entering, alpha, ...facts } = explanation;
    const bytes = packTaps(explanation);
    expect(unpackTaps(facts, bytes)).toEqual({ ...facts, weights, stored, entering, alpha });
    expect(() => unpackTaps(facts, bytes.subarray(8))).toThrow('did not arrive whole');
  });
});

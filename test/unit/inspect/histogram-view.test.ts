import { describe, expect, it } from 'vitest';
import {
  binAt,
  binText,
  commonDomain,
  heightOf,
  highestShare,
  shareText,
  stepPath,
  ticksOf,
  valueText,
} from '../../../src-renderer/components/inspect/histogram-view.ts';
import { areaOf } from '../../../src-renderer/picture/marks.ts';
import type { Histogram } from '../../../src-renderer/state/inspection.svelte.ts';
import { scaleText } from '../../../src-renderer/components/inspect/difference-text.ts';
import { invalidPixelsText, marksText } from '../../../src-renderer/components/inspect/marks-text.ts';

const lane = {
  name: 'grey',
  minimum: 0,
  maximum: 1,
  mean: 0,
  deviation: 0,
  median: 0,
  below: 0,
  above: 0,
  clippedLow: 0,
  clippedHigh: 0,
} as const;

function histogram(counts: readonly number[], patch: Partial<Histogram> = {}): Histogram {
  return {
    depth: 'u8',
    domain: [0, 1],
    bins: counts.length,
    size: { width: 10, height: 10 },
    exact: true,
    lanes: [lane],
    pixels: { below: 0, above: 0, invalid: 0 },
    milliseconds: 1,
    counts: Uint32Array.from(counts),
    ...patch,
  };
}

describe('a histogram on paper', () => {
  it('is drawn in steps, closed along the ground when it is filled', () => {
    const four = histogram([0, 50, 100, 25]);
    const frame = { domain: [0, 1], width: 40, height: 100, most: 100, logarithmic: false } as const;
    expect(stepPath(four, four.counts, frame, true)).toBe('M0 100V100H10V50H20V0H30V75H40V100Z');
    expect(stepPath(four, four.counts, frame, false)).not.toMatch(/Z$/);
  });

  it('lets clipped pixels at the ends be cut off, unless there is nothing else', () => {
    expect(highestShare([histogram([90, 2, 8, 0])], ['grey'])).toBe(0.08);
    expect(highestShare([histogram([90, 0, 0, 10])], ['grey'])).toBe(0.9);
  });

  it('gives a single pixel some height in logarithmic scale', () => {
    expect(heightOf(0, 1000, true)).toBe(0);
    expect(heightOf(1, 999, true)).toBeCloseTo(0.1, 2);
    expect(heightOf(999, 999, true)).toBe(1);
    expect(heightOf(500, 1000, false)).toBe(0.5);
  });

  it('of floats spans what lies beyond 0 and 1, each side on the same axis', () => {
    const wide = histogram([1, 2, 3, 4], { depth: 'f32', domain: [-0.5, 1.5] });
    const narrow = histogram([1, 2, 3, 4], { depth: 'f32' });
    const domain = commonDomain([narrow, wide, null]);
    expect(domain).toEqual([-0.5, 1.5]);
    expect(binAt(wide, domain, 0.99)).toBe(3);
    expect(binAt(narrow, domain, 0.1)).toBeNull();
    expect(binAt(narrow, domain, 0.5)).toBe(2);
    const frame = { domain, width: 40, height: 100, most: 4, logarithmic: false };
    expect(stepPath(narrow, narrow.counts, frame, false)).toMatch(/^M10 100/);
    expect(ticksOf(domain, 'f32').map(({ text }) => text)).toEqual(['0', '0.5', '1', '−0.5', '1.5']);
    expect(binText(wide, 0)).toBe('−0.500 to 0.000');
  });

  it('names bins by the codes they hold', () => {
    expect(binText(histogram(Array<number>(256).fill(0)), 128)).toBe('128');
    expect(binText(histogram(Array<number>(1024).fill(0), { depth: 'u16' }), 1)).toBe('64–127');
    expect(ticksOf([0, 1], 'u16').map(({ text }) => text)).toEqual(['0', '16384', '32768', '49152', '65535']);
  });

  it('writes statistics in the numbers of the document', () => {
    expect([valueText(-0.25, 'u8'), valueText(1, 'u8'), valueText(0.5, 'u16'), valueText(-1.23456, 'f32')]).toEqual([
      '−63.8',
      '255',
      '32768',
      '−1.235',
    ]);
    expect([shareText(0, 10), shareText(1, 1e6), shareText(5, 1000), shareText(1, 2)]).toEqual([
      '0 %',
      '< 0.01 %',
      '0.50 %',
      '50.0 %',
    ]);
  });
});

describe('marks in words', () => {
  it('count pixels, and say where and how well', () => {
    const pixels = { below: 1204, above: 88, invalid: 0 };
    expect(marksText({ pixels, exact: true, whole: true })).toBe('1,204 px below 0, 88 px above 1');
    expect(marksText({ pixels, exact: false, whole: false })).toMatch(/^about in view 1,204 px/);
    expect(marksText({ pixels: { ...pixels, invalid: 3 }, exact: true, whole: true })).toMatch(/3 px without a value$/);
    expect([invalidPixelsText(1), invalidPixelsText(3)]).toEqual([
      '1 pixel had no valid value and was set to 0.',
      '3 pixels had no valid value and were set to 0.',
    ]);
  });
});

describe('where marked pixels lie', () => {
  it('is told in pixels of the source, inside the result', () => {
    const value = { rectangle: { x: 2, y: 0, width: 3, height: 2 }, level: 1, exact: true, milliseconds: 1 };
    const pixels = { below: 0, above: 1, invalid: 2 };
    const bounds = { x: 5, y: 7, width: 9, height: 3 };
    const bytes = Uint8Array.of(0, 4, 0, 2, 0, 5);
    expect(areaOf('invalid', { ...value, pixels }, bytes, bounds)).toEqual({ x: 11, y: 7, width: 3, height: 3 });
    expect(areaOf('above', { ...value, pixels }, bytes, bounds)).toEqual({ x: 9, y: 9, width: 2, height: 1 });
    expect(areaOf('invalid', { ...value, pixels }, new Uint8Array(6), bounds)).toBeNull();
  });
});

describe('the scale of a difference', () => {
  it('tells what its ends stand for', () => {
    expect(scaleText({ gain: 4, signed: true, of: 'colour' }, 'u8')).toBe('−64 to +64 levels');
    expect(scaleText({ gain: 32, signed: false, of: 'colour' }, 'u16')).toBe('0 to 2,048 levels');
    expect(scaleText({ gain: 8, signed: true, of: 'colour' }, 'f32')).toBe('−0.13 to +0.13');
  });
});

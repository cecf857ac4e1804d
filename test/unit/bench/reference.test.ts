import { describe, expect, it } from 'vitest';
import { convolveReference } from '../../../src-core/convolve/convolve.ref.ts';
import { DEFAULT_SETTINGS } from '../../../src-core/filters/settings.ts';
import { hash } from '../../../src-core/sample/noise.ts';
import { createRaster, type ChannelCount, type Depth, type Raster } from '../../../src-core/raster.ts';
import { caseOf, type Subject } from '../../bench/cases.ts';
import { deviationFrom, ownTolerance } from '../../bench/errors.ts';
import type { Assignment } from '../../bench/protocol.ts';
import { operatorOf, samplePixels } from '../../bench/reference.ts';
import { settingsOf } from '../../bench/settings.ts';
import { plainTruth, settledTruth } from '../../bench/truth.ts';

function noise(width: number, height: number, channels: ChannelCount, depth: Depth): Raster {
  const raster = createRaster(width, height, channels, depth);
  const max = depth === 'u8' ? 255 : depth === 'u16' ? 65535 : 1;
  raster.data.forEach((_, i) => (raster.data[i] = hash(i, 0, 3) * max));
  return raster;
}

function assignmentOf(raster: Raster, subject: Subject, changes: Partial<Assignment>): Assignment {
  const { width, height, channels, depth } = raster;
  const place = { file: '', width, height, channels, depth, threads: 1, case: '', whole: false, subject };
  return { ...place, border: 'mirror', light: 'encoded', opacity: 'raw', ...changes };
}

describe('the truth at a sample of pixels', () => {
  it('looks at the outermost two rows and columns on every side, and nowhere twice', () => {
    const rows = samplePixels({ width: 300, height: 200 }, 16, 40, 1);
    expect(rows).toHaveLength(16);
    expect(rows.map(({ y }) => y)).toEqual(expect.arrayContaining([0, 1, 198, 199]));
    for (const { columns } of rows) {
      expect(new Set(columns).size).toBe(40);
      expect(columns).toEqual(expect.arrayContaining([0, 1, 298, 299]));
    }
    expect(samplePixels({ width: 3, height: 1 }, 16, 40, 1)).toEqual([{ y: 0, columns: [0, 1, 2] }]);
  });

  const plain = { border: 'mirror', light: 'encoded', opacity: 'raw' } as const;
  it.each([
    ['random-9', 3, 'u8', plain],
    ['gaussian-2', 1, 'u16', plain],
    ['box-10', 4, 'u8', { ...plain, border: 'clamp' }],
    ['sobel', 4, 'f32', plain],
    ['gaussian-2', 4, 'u16', { ...plain, light: 'linear', opacity: 'auto' }],
    ['gaussian-2', 3, 'u8', { ...plain, light: 'linear', border: 'clamp' }],
    ['gaussian-5x5', 4, 'u8', { ...plain, opacity: 'auto' }],
    ['disc-31', 4, 'f32', { ...plain, light: 'linear', opacity: 'auto' }],
    ['sharpen', 4, 'u16', { ...plain, opacity: 'auto' }],
    ['sobel', 2, 'u8', { ...plain, opacity: 'auto', border: 'clamp' }],
  ] as const)('is the reference of the engine: %s, %i channels of %s', (name, channels, depth, settled) => {
    const raster = noise(24, 19, channels, depth);
    // Clear and opaque parts, where opacity has laws of its own.
    if (channels % 2 === 0) {
      for (let i = channels - 1; i < raster.data.length; i += channels) {
        if (i % 7 < 3)
          raster.data[i] = i < raster.data.length / 2 ? 0 : depth === 'f32' ? 1 : depth === 'u8' ? 255 : 65535;
      }
    }
    const subject = caseOf(name).subject(1);
    const assignment = assignmentOf(raster, subject, settled);
    const settings = { ...DEFAULT_SETTINGS, ...settingsOf(subject, assignment) };
    const whole = convolveReference(raster, operatorOf(subject), settings).raster.data;
    const truths = [settledTruth(raster, assignment)];
    if (settled === plain) truths.push(plainTruth(raster, subject));
    for (const { probes, atFirst } of truths) {
      expect(probes.length).toBeGreaterThan(150 * channels);
      const expected = probes.map((sample) => whole[sample] ?? NaN);
      const { max } = deviationFrom(atFirst(assignment.border), expected, depth);
      expect(max).toBeLessThanOrEqual(depth === 'f32' ? 1e-6 : 0);
    }
  });

  it('remembers the beginning and sees a pixel that has changed since', () => {
    const raster = noise(20, 20, 1, 'f32');
    const subject = caseOf('sharpen').subject(0);
    const { atFirst, of } = plainTruth(raster, subject);
    const before = [...Array.from(atFirst('mirror'))];
    raster.data[0] = 9;
    expect([...Array.from(atFirst('mirror'))]).toEqual(before);
    expect([...Array.from(of(subject, 'mirror'))]).not.toEqual(before);
  });
});

describe('the deviation from the truth', () => {
  it('rounds and clamps the truth as the depth does before it compares', () => {
    expect(deviationFrom([-3, 1.5, 300, 7.4], [0, 2, 255, 8], 'u8')).toEqual({ max: 1, off: 0.25, samples: 4 });
    expect(deviationFrom([0.5, 0.25], [0.5, 0.5], 'f32')).toEqual({ max: 0.25, off: 0.5, samples: 2 });
  });

  it('takes a NaN for as wrong as can be', () => {
    expect(deviationFrom([1, 2], [NaN, 2], 'u8').max).toBe(Infinity);
    expect(() => deviationFrom([1], [], 'u8')).toThrow('samples');
  });

  it('wants exact bytes of whole kernels on integers only', () => {
    expect(ownTolerance('u8', true, false, 9)).toBe(0);
    expect(ownTolerance('u8', false, true, 1)).toBe(1);
    expect(ownTolerance('u16', false, true, 1)).toBeCloseTo(6.5535);
    expect(ownTolerance('f32', true, false, 9)).toBeCloseTo(9e-6);
  });
});

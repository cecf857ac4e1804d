import { describe, expect, it } from 'vitest';
import type { PixelValues } from '../../../src-renderer/state/inspector.ts';
import { copiedText, formatLabel, pixelTexts, sampleTextIn, sidesOf } from '../../../src-renderer/state/pixel-text.ts';

/** 3 × 3 pixels of which the one in the middle is told. */
const values: PixelValues = {
  x: 12,
  y: 7,
  key: '',
  radius: 1,
  side: 3,
  channels: 3,
  before: new Float32Array(27).fill(0.9).with(12, 0).with(13, 0.5).with(14, 1),
  after: new Float32Array(27)
    .with(12, 0)
    .with(13, 64 / 255)
    .with(14, 1),
  pixel: { result: [-0.25, 0.251, 1.5], linearBefore: [0, 0.214, 1], linearAfter: [-0.05, 0.05, 2.54] },
};
const kind = { channels: 3, depth: 'u8' } as const;

describe('the values of a pixel', () => {
  it('§5 are codes as they are stored, for floats fractions', () => {
    expect(sampleTextIn(0.5, 'codes', 'u8')).toBe('128');
    expect(sampleTextIn(1 / 65535, 'codes', 'u16')).toBe('1');
    expect(sampleTextIn(1.7, 'codes', 'u8')).toBe('255');
    expect(sampleTextIn(-0.25, 'codes', 'f32')).toBe('−0.2500');
    expect(['u8', 'u16', 'f32'].map((depth) => formatLabel('codes', depth as 'u8'))).toEqual([
      '0–255',
      '0–65535',
      '0–1',
    ]);
  });

  it('are hexadecimal with as many digits as the depth has', () => {
    expect([sampleTextIn(0.5, 'hex', 'u8'), sampleTextIn(0.5, 'hex', 'u16'), sampleTextIn(1, 'hex', 'f32')]).toEqual([
      '80',
      '8000',
      'FF',
    ]);
  });

  it('are told before they are clamped as floats and in linear light', () => {
    const { before, after } = sidesOf(values);
    expect(pixelTexts(before, 'codes', kind)).toEqual(['0', '128', '255']);
    expect(pixelTexts(after, 'codes', kind)).toEqual(['0', '64', '255']);
    expect(pixelTexts(after, 'float', kind)).toEqual(['−0.2500', '0.2510', '1.5000']);
    expect(pixelTexts(after, 'linear', kind)).toEqual(['−0.0500', '0.0500', '2.5400']);
    expect(pixelTexts(null, 'codes', kind)).toEqual(['—', '—', '—']);
  });

  it('are copied as they are written', () => {
    expect(copiedText(values, 'codes', kind)).toBe('x 12, y 7: R 0 G 128 B 255 → R 0 G 64 B 255');
    expect(copiedText(values, 'hex', kind)).toBe('x 12, y 7: #0080FF → #0040FF');
    const cropped = { ...values, after: null, pixel: { ...values.pixel, result: [], linearAfter: [] } };
    expect(copiedText(cropped, 'float', kind)).toMatch(/→ cropped away$/);
  });
});

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { renderSample } from '../../../src-core/sample.ts';

const digest = (data: ArrayLike<number>): string => createHash('sha256').update(Uint8Array.from(data)).digest('hex');

describe('the sample picture', () => {
  it('is RGB in 8 bits of the size asked for, and the same every time', () => {
    const first = renderSample(120, 80);
    expect(first).toMatchObject({ width: 120, height: 80, channels: 3, depth: 'u8' });
    expect(first.data.length).toBe(120 * 80 * 3);
    expect(digest(renderSample(120, 80).data)).toBe(digest(first.data));
  });

  it('shows what filters work on: gradients, hard edges, fine texture, colour and a full range of tones', () => {
    const { width, height, data } = renderSample(480, 320);
    const at = (x: number, y: number, channel: number): number => data[(y * width + x) * 3 + channel] ?? 0;
    let darkest = 255;
    let brightest = 0;
    let edges = 0;
    let flat = 0;
    let warm = 0;
    let cool = 0;
    for (let y = 1; y < height; y++) {
      for (let x = 1; x < width; x++) {
        const green = at(x, y, 1);
        darkest = Math.min(darkest, green);
        brightest = Math.max(brightest, green);
        const step = Math.abs(green - at(x - 1, y, 1));
        if (step > 40) edges++;
        if (step <= 8) flat++;
        if (at(x, y, 0) > at(x, y, 2) + 60) warm++;
        if (at(x, y, 2) > at(x, y, 0) + 15) cool++;
      }
    }
    const pixels = width * height;
    expect(darkest).toBeLessThan(20);
    expect(brightest).toBeGreaterThan(235);
    expect(edges / pixels).toBeGreaterThan(0.005);
    expect(flat / pixels).toBeGreaterThan(0.7);
    expect(warm / pixels).toBeGreaterThan(0.1);
    expect(cool / pixels).toBeGreaterThan(0.1);
  });

  it('has any shape, down to one pixel', () => {
    for (const [width, height] of [
      [1, 1],
      [3, 200],
      [300, 7],
    ] as const) {
      expect(renderSample(width, height).data.length).toBe(width * height * 3);
    }
  });
});

// One axis of a wide kernel taken apart: the error that a design states, against the kernel that its steps amount to.
import { describe, expect, it } from 'vitest';
import { designAxis, type AxisDesign } from '../../../src-core/convolve/multirate-design.ts';
import { gaussianTaps } from '../../../src-core/filters/taps.ts';

/** The weights with which pixels reach the one at `place`, by the design's own steps. */
function kernelAt(design: AxisDesign, place: number): Map<number, number> {
  const { step, spline, filter, radius, meet, spread } = design;
  const cell = Math.floor(place / step);
  const phase = place - cell * step;
  const kernel = new Map<number, number>();
  for (let i = 0; i < meet; i++) {
    for (let t = -radius; t <= radius; t++) {
      for (let j = 0; j < spline.length; j++) {
        const pixel = (cell - i + t) * step + j - place;
        const weight = spread[phase * meet + i]! * filter[t + radius]! * spline[j]!;
        kernel.set(pixel, (kernel.get(pixel) ?? 0) + weight);
      }
    }
  }
  return kernel;
}

describe('an axis taken apart', () => {
  it('errs by what it states at its worst phase, and keeps the sum at every phase', () => {
    for (const [sigma, step, order] of [
      [5, 2, 6],
      [5, 3, 4],
      [8, 4, 4],
      [13.7, 6, 6],
      [32, 16, 4],
    ] as const) {
      const taps = gaussianTaps(sigma);
      const design = designAxis(taps, step, order, Math.ceil(taps.anchor / step));
      let worst = 0;
      for (let place = 0; place < step; place++) {
        const kernel = kernelAt(design, place);
        const offsets = new Set([...kernel.keys(), ...taps.weights.map((_, i) => i - taps.anchor)]);
        const errors = [...offsets].map((x) => (kernel.get(x) ?? 0) - (taps.weights[x + taps.anchor] ?? 0));
        worst = Math.max(
          worst,
          errors.reduce((sum, error) => sum + Math.abs(error), 0),
        );
        expect([...kernel.values()].reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
      }
      expect(design.error).toBeCloseTo(worst, 10);
      expect(design.error).toBeLessThan(order === 6 ? 3e-4 : 2e-3);
    }
  });
});

// Which part of the picture a part of the result reads (SEMANTICS §6), held against where the reference really reads.
import { describe, expect, it } from 'vitest';
import { mapCoordinate } from '../../../src-core/convolve/border.ts';
import {
  innerRectangle,
  inputRectangle,
  reachOf,
  resultOrigin,
  resultSize,
} from '../../../src-core/engine/geometry.ts';
import { BORDERS } from '../../../src-core/filters/settings.ts';
import { contains } from '../../../src-core/geometry.ts';
import { between, matrix, pick, randomFrom, randomMatrix } from '../convolve/support.ts';

const operator = matrix(
  [
    [1, 2, 3, 4],
    [5, 6, 7, 8],
  ],
  { row: 0, column: 1 },
);

describe('geometry (§6)', () => {
  it('turns the reach round under flip (§1)', () => {
    expect(reachOf(operator, false)).toEqual({ left: 1, right: 2, top: 0, bottom: 1 });
    expect(reachOf(operator, true)).toEqual({ left: 2, right: 1, top: 1, bottom: 0 });
  });

  it('shrinks the result under crop only, and says which pixels keep filters (§6)', () => {
    const size = { width: 10, height: 6 };
    expect(resultSize(size, operator, { border: 'crop', flip: false })).toEqual({ width: 7, height: 5 });
    expect(resultOrigin(operator, { border: 'crop', flip: true })).toEqual({ x: 2, y: 1 });
    expect(resultSize(size, operator, { border: 'keep', flip: false })).toEqual(size);
    expect(innerRectangle(size, operator, false)).toEqual({ x: 1, y: 0, width: 7, height: 5 });
  });

  it('holds every pixel that a rectangle of the result reads, for every border (§6)', () => {
    const random = randomFrom(41);
    for (let run = 0; run < 3000; run++) {
      const whole = { width: between(random, 1, 12), height: between(random, 1, 12) };
      const kernel = randomMatrix(random, between(random, 1, 14), between(random, 1, 14), true);
      const settings = { border: pick(random, BORDERS), flip: random() < 0.5 };
      const inner = innerRectangle(whole, kernel, settings.flip);
      if (settings.border === 'crop' && (inner.width < 1 || inner.height < 1)) continue;
      const size = resultSize(whole, kernel, settings);
      const x = between(random, 0, size.width - 1);
      const y = between(random, 0, size.height - 1);
      const rectangle = {
        x,
        y,
        width: between(random, 1, size.width - x),
        height: between(random, 1, size.height - y),
      };
      const input = inputRectangle(rectangle, kernel, settings, whole);
      expect(contains({ x: 0, y: 0, ...whole }, input)).toBe(true);
      const reach = reachOf(kernel, settings.flip);
      const origin = resultOrigin(kernel, settings);
      const reads = (start: number, length: number, before: number, after: number, side: number): number[] =>
        Array.from({ length: length + before + after }, (_, i) =>
          mapCoordinate(settings.border, start - before + i, side),
        ).filter((i) => i >= 0);
      const columns = reads(rectangle.x + origin.x, rectangle.width, reach.left, reach.right, whole.width);
      const rows = reads(rectangle.y + origin.y, rectangle.height, reach.top, reach.bottom, whole.height);
      expect(Math.min(...columns)).toBeGreaterThanOrEqual(input.x);
      expect(Math.max(...columns)).toBeLessThan(input.x + input.width);
      expect(Math.min(...rows)).toBeGreaterThanOrEqual(input.y);
      expect(Math.max(...rows)).toBeLessThan(input.y + input.height);
    }
  });

  it('does not ask for the far side where the border does not read it (§6)', () => {
    const whole = { width: 100, height: 100 };
    const corner = { x: 0, y: 0, width: 10, height: 10 };
    expect(inputRectangle(corner, operator, { border: 'clamp', flip: false }, whole)).toEqual({
      x: 0,
      y: 0,
      width: 12,
      height: 11,
    });
    expect(inputRectangle(corner, operator, { border: 'mirror', flip: false }, whole)).toEqual({
      x: 0,
      y: 0,
      width: 12,
      height: 11,
    });
    expect(inputRectangle(corner, operator, { border: 'wrap', flip: false }, whole)).toEqual({
      x: 0,
      y: 0,
      width: 100,
      height: 11,
    });
  });
});

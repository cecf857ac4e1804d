// A long list makes the tiles in view alone, and arrows walk through all of it.
import { describe, expect, it } from 'vitest';
import { copyName } from '../../../src-renderer/actions/library-keeping.ts';
import {
  placeOf,
  rangeIn,
  tileAfter,
  tileGrid,
  wholeHeight,
} from '../../../src-renderer/components/gallery/tile-grid.ts';

const grid = tileGrid(216, 80);

describe('tiles of a long list', () => {
  it('stand in as many columns as have room, edge to edge', () => {
    expect(grid).toEqual({ columns: 2, width: 107, height: 80 });
    expect(tileGrid(90, 80).columns).toBe(1);
    expect(placeOf(grid, 5)).toEqual({ left: 109, top: 164 });
    expect(wholeHeight(grid, 5)).toBe(3 * 82 - 2);
    expect(wholeHeight(grid, 0)).toBe(0);
  });

  it('of 500 some thirty are made, at the ends as in the middle', () => {
    for (const top of [-40, 0, 4000, 20_000]) {
      const [first, last] = rangeIn(grid, 500, top, top + 700);
      expect(last - first).toBeLessThanOrEqual(30);
      const shown = top < 20_500 && top + 700 > 0;
      if (shown) expect(last - first).toBeGreaterThan(10);
    }
    expect(rangeIn(grid, 3, 0, 700)).toEqual([0, 3]);
  });

  it.each([
    ['ArrowRight', 0, 1],
    ['ArrowLeft', 0, null],
    ['ArrowDown', 1, 3],
    // The last row holds one tile.
    ['ArrowDown', 3, 4],
    ['ArrowDown', 4, null],
    ['ArrowUp', 4, 2],
    ['ArrowUp', 1, null],
    ['Home', 3, 0],
    ['End', 0, 4],
    ['PageDown', 0, 4],
    ['PageUp', 3, 1],
    ['a', 0, null],
  ])('%s from %d goes to %j of five', (key, from, to) => {
    const next = tileAfter(grid, 5, from, key, 2);
    expect(next === from ? null : next).toBe(to);
  });
});

it('copies have names of their own', () => {
  expect(copyName('Edge', new Set(['Edge']))).toBe('Edge copy');
  expect(copyName('Edge copy', new Set(['Edge', 'Edge copy', 'Edge copy 2']))).toBe('Edge copy 3');
  expect(copyName('x'.repeat(120), new Set()).length).toBeLessThanOrEqual(120);
});

import { beforeEach, describe, expect, it } from 'vitest';
import type { Rectangle } from '../../../src-core/geometry.ts';
import {
  boundingBox,
  CELL,
  cellsCovering,
  cellsOf,
  inCells,
  joined,
  levelOf,
  levelSize,
  overviewLevel,
} from '../../../src-renderer/picture/levels.ts';
import { Surface, type Framing, type Patch } from '../../../src-renderer/picture/surface.ts';
import { TileCache, type Pixels } from '../../../src-renderer/picture/tile-cache.ts';
import { FakePixmaps, type Sheet } from './fixtures.ts';

const bounds = { x: 0, y: 0, width: 6000, height: 4000 };
const inked = (rectangle: Rectangle, ink: number): Pixels => ({
  rectangle,
  bytes: new Uint8Array(rectangle.width * rectangle.height * 4).fill(ink),
});
const box = (x: number, y: number, width: number, height: number): Rectangle => ({ x, y, width, height });

describe('levels', () => {
  it('are full size from 100 % and halve below', () => {
    expect([4, 1, 0.99, 0.5, 0.49, 0.25, 0.01].map(levelOf)).toEqual([0, 0, 0, 1, 1, 2, 6]);
  });

  it('count every started pixel, and the overview fits 1024 of them', () => {
    expect(levelSize({ width: 401, height: 1 }, 2)).toEqual({ width: 101, height: 1 });
    expect(overviewLevel({ width: 1024, height: 10 })).toBe(0);
    expect(overviewLevel(bounds)).toBe(3);
  });

  it('are covered in whole cells that stay inside the result', () => {
    const shown = box(990, 700, 10, 100);
    expect(cellsCovering(shown, box(0, 0, 1000, 800), 0)).toEqual(box(896, 640, 104, 160));
    expect(cellsCovering(shown, box(0, 0, 1000, 800), 1)).toEqual(box(384, 256, 116, 144));
    expect(cellsCovering(shown, box(0, 0, 0, 0), 1)).toBeNull();
    expect(inCells(box(130, 130, 1, 1), { width: 1000, height: 200 }, 1)).toEqual(box(0, 0, 384, 200));
  });

  it('name every cell that a rectangle touches once', () => {
    expect([...cellsOf(box(100, 0, 60, CELL))]).toEqual([
      { column: 0, row: 0 },
      { column: 1, row: 0 },
    ]);
    expect(boundingBox([box(5, 5, 1, 1), box(0, 9, 2, 2)])).toEqual(box(0, 5, 6, 6));
    expect(boundingBox([])).toBeNull();
  });

  it('join into few rectangles', () => {
    const cells = (...columnsOfRows: readonly (readonly number[])[]): Rectangle[] =>
      columnsOfRows.flatMap((columns, row) => columns.map((column) => box(column * 10, row * 10, 10, 10)));
    expect(joined(cells([0, 1, 2], [0, 1, 2]))).toEqual([box(0, 0, 30, 20)]);
    expect(joined(cells([0, 1], [0, 1], [0], [0]))).toEqual([box(0, 0, 20, 20), box(0, 20, 10, 20)]);
    expect(joined(cells([0, 2], [0, 2]))).toEqual([box(0, 0, 10, 20), box(20, 0, 10, 20)]);
    expect(joined([])).toEqual([]);
  });
});

describe('the cache of exact pixels', () => {
  const whole = box(0, 0, 300, 128);

  it('keeps whole cells only, the last of a level at its own size', () => {
    const cache = new TileCache(1e6);
    cache.put('a', 0, whole, inked(box(64, 0, 236, 128), 1));
    expect([0, 1, 2].map((column) => cache.has('a', 0, { column, row: 0 }))).toEqual([false, true, true]);
    expect(cache.bytes).toBe((128 + 44) * 128 * 4);
    expect(cache.has('b', 0, { column: 1, row: 0 })).toBe(false);
    expect(cache.has('a', 1, { column: 1, row: 0 })).toBe(false);
  });

  it('lets go of the longest unused when its budget is full', () => {
    const cell = { column: 0, row: 0 };
    const cache = new TileCache(3 * CELL * CELL * 4);
    for (const key of ['a', 'b', 'c']) cache.put(key, 0, whole, inked(box(0, 0, CELL, CELL), 1));
    cache.get('a', 0, cell);
    cache.put('d', 0, whole, inked(box(0, 0, CELL, CELL), 1));
    expect(['a', 'b', 'c', 'd'].map((key) => cache.has(key, 0, cell))).toEqual([true, false, true, true]);
    cache.clear();
    expect(cache.bytes).toBe(0);
  });
});

describe('a surface', () => {
  let pixmaps: FakePixmaps;
  let surface: Surface<Sheet>;
  beforeEach(() => {
    pixmaps = new FakePixmaps();
    surface = new Surface(pixmaps);
  });
  const at = (shown: Rectangle, patch: Partial<Framing> = {}): Framing => ({
    key: 'k',
    level: 0,
    bounds,
    shown,
    ...patch,
  });
  const cell = (column: number, row: number) => ({ column, row });
  /** What stands at a pixel of the level. */
  const inkAt = (x: number, y: number): number => {
    const { rectangle, picture } = surface.picture!;
    return picture.ink[(y - rectangle.y) * picture.width + x - rectangle.x]!;
  };
  const patchOf = (key: string, grain: number, area: Rectangle, ink: number): Patch<Sheet> => {
    const picture = pixmaps.create({ width: area.width / 2 ** grain, height: area.height / 2 ** grain });
    picture.ink.fill(ink);
    return { key, grain, area, picture };
  };

  it('shows a stand-in until the exact pixels come, cell by cell', () => {
    surface.frame(at(box(1024, 1024, 512, 384)), null);
    expect(surface.stretch(patchOf('k', 2, box(1024, 1024, 512, 384), 3), 'k')).toBe(true);
    expect(surface.gradeOf(cell(8, 8), 'k')).toBe(2);
    expect(surface.gradeOf(cell(8, 8), 'other')).toBeNull();
    surface.write('k', 0, inked(box(1024, 1024, 128, 128), 9));
    expect(surface.gradeOf(cell(8, 8), 'k')).toBe('exact');
    expect([inkAt(1030, 1030), inkAt(1200, 1030)]).toEqual([9, 3]);
    surface.stretch(patchOf('k', 1, box(1024, 1024, 512, 384), 4), 'k');
    expect([inkAt(1030, 1030), inkAt(1200, 1030)]).toEqual([9, 4]);
  });

  it('draws a stand-in over itself until better pixels have come, and lets go of it then', () => {
    const shown = box(1024, 1024, 512, 384);
    surface.frame(at(shown), null);
    const patch = patchOf('k', 2, shown, 3);
    expect(surface.stretchLater(patch, 'k')).toBe(true);
    expect(surface.gradeOf(cell(8, 8), 'k')).toBe(2);
    expect(inkAt(1030, 1030)).toBe(0);
    const from = surface.picture!.rectangle;
    const place = { ...shown, x: shown.x - from.x, y: shown.y - from.y };
    expect(surface.cover).toEqual({ picture: patch.picture, to: place, within: [place] });
    // The left half: the right one is one rectangle still.
    surface.write('k', 0, inked({ ...shown, width: 256 }, 9));
    expect(surface.cover?.within).toEqual([{ ...place, x: place.x + 256, width: 256 }]);
    surface.write('k', 0, inked({ ...shown, x: shown.x + 256, width: 256 }, 9));
    expect(surface.cover).toBeNull();
    expect(patch.picture.released).toBe(true);
    surface.release();
    expect(pixmaps.held).toEqual([]);
  });

  it('stretches what is left of a stand-in where it is needed there', () => {
    const shown = box(2048, 2048, 512, 384);
    surface.frame(at(shown), null);
    surface.stretchLater(patchOf('k', 2, shown, 3), 'k');
    surface.write('k', 0, inked({ ...shown, width: 128 }, 9));
    // A newer one for a part of it.
    surface.stretchLater(patchOf('new', 2, { ...shown, x: 2432, width: 128 }, 4), 'new');
    expect([2050, 2180, 2440].map((x) => inkAt(x, 2100))).toEqual([9, 3, 0]);
    // The picture moves to another surface.
    surface.frame(at({ ...shown, x: shown.x + 3 * CELL }, { key: 'new' }), null);
    expect(surface.cover).toBeNull();
    expect(inkAt(2440, 2100)).toBe(4);
    expect(pixmaps.held).toHaveLength(2);
  });

  it('takes no stand-in that is worse than what is there', () => {
    surface.frame(at(box(0, 0, 256, 128)), null);
    surface.write('k', 0, inked(box(0, 0, 256, 128), 9));
    const held = pixmaps.held.length;
    expect(surface.stretchLater(patchOf('k', 1, box(0, 0, 256, 128), 3), 'k')).toBe(false);
    expect(surface.cover).toBeNull();
    expect(pixmaps.held).toHaveLength(held);
  });

  it('does not let older filters replace the wanted ones', () => {
    surface.frame(at(box(0, 0, 128, 128)), null);
    surface.stretch(patchOf('k', 2, box(0, 0, 128, 128), 3), 'k');
    expect(surface.stretch(patchOf('old', 0, box(0, 0, 128, 128), 4), 'k')).toBe(false);
    expect(inkAt(5, 5)).toBe(3);
  });

  it('stays as it is while what shows lies well inside, and takes its pixels along when it moves', () => {
    const shown = box(2048, 2048, 512, 384);
    expect(surface.frame(at(shown), null)).toBe(true);
    surface.write('k', 0, inked(shown, 9));
    expect(surface.frame(at({ ...shown, x: shown.x + CELL }), null)).toBe(false);
    const before = surface.picture?.picture;
    expect(surface.frame(at({ ...shown, x: shown.x + 3 * CELL }), null)).toBe(true);
    expect(surface.gradeOf(cell(19, 16), 'k')).toBe('exact');
    expect(surface.gradeOf(cell(21, 16), 'k')).toBeNull();
    expect([inkAt(2559, 2100), inkAt(2560, 2100)]).toEqual([9, 0]);
    surface.frame(at({ ...shown, x: shown.x + 8 * CELL }), null);
    expect(before?.released).toBe(true);
    expect(pixmaps.held).toHaveLength(2);
  });

  it('holds a small level whole, so that panning never rebuilds it', () => {
    surface.frame(at(box(0, 0, 128, 128), { level: 2 }), null);
    expect(surface.picture?.rectangle).toEqual(box(0, 0, 1500, 1000));
    expect(surface.frame(at(box(1408, 896, 92, 104), { level: 2 }), null)).toBe(false);
  });

  it('shows at another level what it has, and says how coarse that is', () => {
    surface.frame(at(box(0, 0, 1500, 1000), { level: 2 }), null);
    surface.write('k', 2, inked(box(0, 0, 1500, 1000), 5));
    surface.frame(at(box(1024, 1024, 512, 512)), null);
    expect(inkAt(1100, 1100)).toBe(5);
    expect(surface.gradeOf(cell(8, 8), 'k')).toBe(2);
  });

  it('fills with the overview what is not there, without covering what is finer', () => {
    surface.frame(at(box(1024, 1024, 256, 256)), null);
    surface.write('k', 0, inked(box(1024, 1024, 256, 256), 9));
    const overview = patchOf('k', 3, bounds, 2);
    surface.frame(at(box(1152, 1024, 896, 256)), overview);
    expect([inkAt(1200, 1100), inkAt(1400, 1100)]).toEqual([9, 2]);
    expect(surface.gradeOf(cell(12, 8), 'k')).toBe(3);
  });

  it('moves with a result that a filter crops (§6), and calls nothing exact that was of another', () => {
    surface.frame(at(box(0, 0, 512, 512), { bounds: box(0, 0, 512, 512) }), null);
    surface.write('k', 0, inked(box(0, 0, 512, 512), 9));
    surface.frame(at(box(0, 0, 508, 508), { bounds: box(2, 2, 508, 508) }), null);
    expect(inkAt(0, 0)).toBe(9);
    expect(surface.gradeOf(cell(0, 0), 'k')).toBe(0);
  });

  it('takes back from the cache what was seen before', () => {
    const cache = new TileCache(1e8);
    const shown = box(0, 0, 256, 128);
    cache.put('k', 0, bounds, inked(shown, 6));
    surface.frame(at(shown), null);
    let steps = 0;
    expect(surface.recall(at(shown), cache, () => ++steps < 2)).toEqual({ changed: true, complete: false });
    expect(surface.gradeOf(cell(1, 0), 'k')).toBeNull();
    expect(surface.recall(at(shown), cache, () => true)).toEqual({ changed: true, complete: true });
    expect(surface.recall(at(shown), cache, () => true)).toEqual({ changed: false, complete: true });
    expect(surface.gradeOf(cell(1, 0), 'k')).toBe('exact');
    expect(inkAt(255, 127)).toBe(6);
  });
});

// Zoom and pan of large kernels: what stays where.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cellUnder,
  fitSize,
  fittedView,
  isPainted,
  isZoomable,
  LARGEST_CELL,
  pannedView,
  paneFor,
  revealedView,
  zoomedView,
} from '../../../src-renderer/components/kernel/surface-view.ts';

const shape = { rows: 101, columns: 101 };
const pane = { width: 296, height: 296 };
const shapes = fc.record({ rows: fc.integer({ min: 1, max: 257 }), columns: fc.integer({ min: 32, max: 257 }) });

describe('the view of a large kernel', () => {
  it('is painted over nine columns and zooms over 31 rows or columns', () => {
    expect([isPainted({ rows: 9, columns: 9 }), isPainted({ rows: 3, columns: 10 })]).toEqual([false, true]);
    expect([isPainted({ rows: 32, columns: 3 }), isZoomable({ rows: 31, columns: 31 })]).toEqual([true, false]);
    expect([isZoomable({ rows: 32, columns: 3 }), isZoomable(shape)]).toEqual([true, true]);
  });

  it('begins with all of the kernel in the middle of a pane as wide as the room', () => {
    fc.assert(
      fc.property(shapes, (any) => {
        const room = paneFor(any, 296);
        const view = fittedView(any, room);
        expect(room.width).toBe(296);
        expect(view.x * 2 + view.size * any.columns).toBeCloseTo(room.width, 6);
        expect(view.y * 2 + view.size * any.rows).toBeCloseTo(room.height, 6);
        expect(Math.min(view.x, view.y)).toBeGreaterThan(-1);
      }),
    );
  });

  it('keeps the cell under the pointer when it zooms, within the limits', () => {
    const about = { x: 120.3, y: 88.8 };
    const before = cellUnder(fittedView(shape, pane), about);
    let view = fittedView(shape, pane);
    for (let i = 0; i < 20; i++) view = zoomedView(view, 1.25, about, shape, pane);
    expect(view.size).toBe(LARGEST_CELL);
    expect(cellUnder(view, about)).toEqual(before);
    for (let i = 0; i < 30; i++) view = zoomedView(view, 0.8, about, shape, pane);
    expect(view.size).toBe(fitSize(shape, pane));
    expect(view).toEqual(fittedView(shape, pane));
  });

  it('never shows ground beside a kernel that is larger than its pane', () => {
    const near = zoomedView(fittedView(shape, pane), 8, { x: 0, y: 0 }, shape, pane);
    expect(pannedView(near, { x: 9999, y: 9999 }, shape, pane)).toMatchObject({ x: 0, y: 0 });
    const far = pannedView(near, { x: -9999, y: -9999 }, shape, pane);
    expect(far.x + far.size * shape.columns).toBeCloseTo(pane.width, 6);
  });

  it('reveals any cell wholly, and moves no more than it must', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(100), fc.double({ min: 1.2, max: 16, noNaN: true }), (row, column, zoom) => {
        const view = zoomedView(fittedView(shape, pane), zoom, { x: 148, y: 148 }, shape, pane);
        const shown = revealedView(view, { row, column }, shape, pane);
        expect(shown.x + column * shown.size).toBeGreaterThanOrEqual(-1e-6);
        expect(shown.x + (column + 1) * shown.size).toBeLessThanOrEqual(pane.width + 1e-6);
        expect(shown.y + row * shown.size).toBeGreaterThanOrEqual(-1e-6);
        expect(shown.y + (row + 1) * shown.size).toBeLessThanOrEqual(pane.height + 1e-6);
        expect(revealedView(shown, { row, column }, shape, pane)).toEqual(shown);
      }),
    );
  });
});

// Strokes of the brush: what they cover, what they leave, and that they keep the symmetry.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverAt, regionAt, Stroke, type Brush } from '../../../src-core/kernel/brush.ts';
import { kernelOf, type Kernel } from '../../../src-core/kernel/kernel.ts';
import { hasSymmetry, symmetrise, SYMMETRIES } from '../../../src-core/kernel/symmetry.ts';
import { FIXED, kernels } from './arbitraries.ts';

const blank = (side: number): Kernel => kernelOf(Array.from({ length: side }, () => Array<number>(side).fill(0)));
const hard: Brush = { mode: 'set', value: 2, size: 1, softness: 0 };
const at = (row: number, column: number, pressure = 1) => ({ row, column, pressure });
const rowsOf = ({ weights, columns }: Kernel): number[][] =>
  Array.from({ length: weights.length / columns }, (_, row) => weights.slice(row * columns, (row + 1) * columns));

describe('a stroke', () => {
  it('of one cell sets the cells on its way and nothing beside them', () => {
    const stroke = new Stroke(blank(4), hard, 'none');
    stroke.lineTo(at(0, 0));
    stroke.lineTo(at(0, 2));
    expect(rowsOf(stroke.lineTo(at(2, 2)))).toEqual([
      [2, 2, 2, 0],
      [0, 0, 2, 0],
      [0, 0, 2, 0],
      [0, 0, 0, 0],
    ]);
  });

  it('leaves the kernels it handed out before as they were', () => {
    const stroke = new Stroke(blank(3), hard, 'none');
    const first = stroke.lineTo(at(0, 0));
    const copy = [...first.weights];
    stroke.lineTo(at(2, 2));
    expect(first.weights).toEqual(copy);
  });

  it('adds once however often it goes over a cell, and the next stroke adds again', () => {
    const add: Brush = { ...hard, mode: 'add', value: 0.1 };
    const stroke = new Stroke(blank(3), add, 'none');
    for (const column of [0, 1, 2, 1, 0]) stroke.lineTo(at(1, column));
    expect(stroke.kernel.weights.slice(3, 6)).toEqual([0.1, 0.1, 0.1]);
    const again = new Stroke(stroke.kernel, { ...add, value: 0.2 }, 'none');
    expect(again.lineTo(at(1, 1)).weights[4]).toBe(0.3);
  });

  it('erases to 0 and keeps what was typed elsewhere', () => {
    const kernel = { ...kernelOf([[1 / 9, 3]]), expressions: ['1/9', null] };
    const stroke = new Stroke(kernel, { ...hard, mode: 'erase' }, 'none');
    expect(stroke.lineTo(at(0, 1))).toMatchObject({ weights: [1 / 9, 0], expressions: ['1/9', null] });
    expect(stroke.lineTo(at(0, 0)).expressions).toBeUndefined();
  });

  it('sets exactly the value where it covers fully', () => {
    const stroke = new Stroke(blank(5), { ...hard, value: 1 / 3, size: 4, softness: 0.5 }, 'none');
    expect(stroke.lineTo(at(2, 2)).weights[12]).toBe(1 / 3);
  });

  it('falls off towards a soft edge, fully in the middle and nothing outside', () => {
    const soft: Brush = { ...hard, size: 6, softness: 0.6 };
    const covers = [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5].map((distance) => coverAt(distance, soft));
    expect(covers[0]).toBe(1);
    expect(covers.slice(-2)).toEqual([0, 0]);
    expect(covers).toEqual([...covers].sort((a, b) => b - a));
    expect(new Set(covers).size).toBeGreaterThan(4);
  });

  it('of a large hard brush is round, without single cells at its ends', () => {
    for (const size of [6, 8, 10, 14]) {
      const stroke = new Stroke(blank(17), { ...hard, value: 1, size }, 'none');
      const widths = rowsOf(stroke.lineTo(at(8, 8)))
        .map((row) => row.filter((weight) => weight === 1).length)
        .filter((width) => width > 0);
      expect(Math.min(...widths), `${size}`).toBeGreaterThan(2);
    }
  });

  it('takes its value times the pressure of the pen', () => {
    const stroke = new Stroke(blank(3), { ...hard, value: 8 }, 'none');
    stroke.lineTo(at(0, 0, 0.25));
    expect(stroke.lineTo(at(0, 2, 0.75)).weights.slice(0, 3)).toEqual([2, 4, 6]);
  });

  it('drawn straight forgets its way, and what it had covered comes back', () => {
    const stroke = new Stroke(blank(3), hard, 'none');
    stroke.lineTo(at(0, 0));
    stroke.lineTo(at(2, 0));
    expect(rowsOf(stroke.straight(at(0, 0), at(0, 2)))).toEqual([
      [2, 2, 2],
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });

  it('depends on its path alone, not on how many points it was drawn with', () => {
    const soft: Brush = { ...hard, size: 5, softness: 1 };
    const slow = new Stroke(blank(9), soft, 'none');
    for (let column = 1; column <= 7; column++) slow.lineTo(at(4, column));
    const fast = new Stroke(blank(9), soft, 'none');
    fast.lineTo(at(4, 1));
    fast.lineTo(at(4, 7));
    slow.kernel.weights.forEach((weight, index) => expect(weight).toBeCloseTo(fast.kernel.weights[index]!, 9));
  });

  it('keeps every symmetry of the kernel it is drawn on', () => {
    fc.assert(
      fc.property(
        kernels(9),
        fc.constantFrom(...SYMMETRIES),
        fc.record({
          mode: fc.constantFrom('set' as const, 'add' as const, 'erase' as const),
          value: fc.integer({ min: -9, max: 9 }),
          size: fc.double({ min: 1, max: 6, noNaN: true }),
          softness: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
        fc.array(fc.tuple(fc.nat(8), fc.nat(8), fc.double({ min: 0.1, max: 1, noNaN: true })), {
          minLength: 1,
          maxLength: 5,
        }),
        (kernel, symmetry, brush, path) => {
          const stroke = new Stroke(symmetrise(kernel, symmetry), brush, symmetry);
          for (const [row, column, pressure] of path)
            stroke.lineTo({ row: row % kernel.rows, column: column % kernel.columns, pressure });
          expect(hasSymmetry(stroke.kernel, symmetry)).toBe(true);
        },
      ),
      FIXED,
    );
  });

  it('over the axis of an odd symmetry leaves opposite sides and 0 between', () => {
    const stroke = new Stroke(blank(3), { ...hard, size: 3 }, 'odd-left-right');
    expect(stroke.lineTo(at(1, 1)).weights).toEqual([2, 0, -2, 2, 0, -2, 2, 0, -2]);
  });
});

describe('a bucket', () => {
  it('fills cells of equal weight that touch by an edge', () => {
    const kernel = kernelOf([
      [1, 1, 0],
      [0, 1, 0],
      [1, 0, 1],
    ]);
    const region = regionAt(kernel, { row: 0, column: 0 });
    expect(region.map(({ row, column }) => `${row},${column}`).sort()).toEqual(['0,0', '0,1', '1,1']);
  });

  it('fills the largest kernel at once', () => {
    expect(regionAt(blank(257), { row: 128, column: 3 })).toHaveLength(257 * 257);
  });
});

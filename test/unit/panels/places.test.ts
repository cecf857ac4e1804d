// Where things go: dragged cards, arrows in the gallery and in rows of choices, sizes, units and the analysis' curve.
import { describe, expect, it } from 'vitest';
import { rovingTarget } from '../../../src-renderer/components/controls/roving.ts';
import { withoutUnit } from '../../../src-renderer/components/controls/number-text.ts';
import { neighbourOf } from '../../../src-renderer/components/gallery/neighbour.ts';
import { biasScale, biasUnits } from '../../../src-renderer/components/kernel/bias-unit.ts';
import { colourLetters, spreadColour } from '../../../src-renderer/components/kernel/setting-choices.ts';
import { steppedSide } from '../../../src-renderer/components/kernel/side-step.ts';
import { cellSize } from '../../../src-renderer/components/kernel/surface-drawing.ts';
import { cellName, edgeOf, fittedWeight, gridName } from '../../../src-renderer/components/kernel/cell-text.ts';
import { kernelOf } from '../../../src-core/kernel/kernel.ts';
import { gapAt, placeOf } from '../../../src-renderer/components/stack/card-drag.svelte.ts';
import { hasNegativeWeight, operatorSums } from '../../../src-renderer/components/stack/operator-sums.ts';
import { clearest, plotTop, responseAlong } from '../../../src-renderer/components/analysis/curve.ts';
import { PRESETS } from '../../../src-core/presets.ts';
import { operatorOf } from '../../../src-core/filters/index.ts';
import { matrixOf } from '../../../src-core/filters/matrix.ts';
import { sumsOf } from '../../../src-core/kernel/normalise.ts';

describe('what is wider than its cell', () => {
  it('grows towards the middle of the grid', () => {
    expect([0, 1, 2].map((column) => edgeOf(column, 3))).toEqual(['start', 'centre', 'end']);
    expect(edgeOf(0, 1)).toBe('centre');
    expect([2, 3, 5, 6].map((column) => edgeOf(column, 9))).toEqual(['start', 'centre', 'centre', 'end']);
  });
});

describe('the weight in a cell', () => {
  it('has as many digits as there is room for, and says when none of them tells it', () => {
    expect([6, 4.5, 3.5, 2.5].map((room) => fittedWeight(0.60653, room))).toEqual(['0.6065', '0.607', '0.61', '0.6']);
    expect([6, 5, 4].map((room) => fittedWeight(-0.0626, room))).toEqual(['−0.063', '−0.06', '−.06']);
    expect(fittedWeight(1.8e-8, 4)).toBe('≈ 0');
    expect(fittedWeight(0, 1)).toBe('0');
    expect([5, 3].map((room) => fittedWeight(123.456, room))).toEqual(['123.5', '123']);
  });

  it('keeps its whole part where even that has no room', () => {
    expect(fittedWeight(123456, 4)).toBe('123456');
  });
});

describe('a dragged card', () => {
  it('lands in the gap nearest to the pointer', () => {
    const middles = [14, 44, 74];
    expect(gapAt(0, middles)).toBe(0);
    expect(gapAt(30, middles)).toBe(1);
    expect(gapAt(200, middles)).toBe(3);
  });

  it('stays where it is in both gaps beside it', () => {
    expect(placeOf(1, 1)).toBe(1);
    expect(placeOf(2, 1)).toBe(1);
    expect(placeOf(0, 1)).toBe(0);
    expect(placeOf(3, 1)).toBe(2);
  });
});

describe('arrows', () => {
  const tile = (column: number, row: number) => ({ left: column * 110, top: row * 82, width: 100, height: 78 });
  // Two columns; the second row has one tile, as at the end of a group.
  const tiles = [tile(0, 0), tile(1, 0), tile(0, 1), tile(0, 2), tile(1, 2)];

  it('go to the tile above and below, over the ends of groups', () => {
    expect(neighbourOf(tiles, 1, 'ArrowDown')).toBe(2);
    expect(neighbourOf(tiles, 2, 'ArrowDown')).toBe(3);
    expect(neighbourOf(tiles, 4, 'ArrowUp')).toBe(2);
    expect(neighbourOf(tiles, 0, 'ArrowUp')).toBeNull();
    expect(neighbourOf(tiles, 4, 'ArrowRight')).toBeNull();
    expect(neighbourOf(tiles, 4, 'Home')).toBe(0);
  });

  it('pass over what is disabled and go round', () => {
    expect(rovingTarget('ArrowRight', 0, [true, false, true])).toBe(2);
    expect(rovingTarget('ArrowRight', 2, [true, false, true])).toBe(0);
    expect(rovingTarget('ArrowRight', 2, [true, false, true], false)).toBeNull();
    expect(rovingTarget('x', 0, [true])).toBeNull();
  });
});

describe('sizes and units', () => {
  it('odd sides stay odd, and the ends hold', () => {
    expect(steppedSide(5, 1, false, 31)).toBe(7);
    expect(steppedSide(2, -1, false, 31)).toBe(1);
    expect(steppedSide(30, 1, false, 31)).toBe(31);
    expect(steppedSide(5, 1, true, 31)).toBe(6);
  });

  it('a field of percent reads 50 % as 50', () => {
    expect(withoutUnit('50 %', '%')).toBe('50');
    expect(withoutUnit('−3 px', 'px')).toBe('-3');
    expect(withoutUnit('x*2', undefined)).toBe('x*2');
    expect(withoutUnit('%', '%')).toBe('%');
  });

  it('§4 the bias is shown in percent or in levels of the depth', () => {
    expect(biasUnits('u8')).toEqual(['%', '/255']);
    expect(biasUnits('u16')).toEqual(['%', '/65535']);
    expect(biasUnits('f32')[0]).toBe('');
    expect(0.5 * biasScale('%')).toBe(50);
    expect(biasScale('/65535')).toBe(65535);
  });

  it('§6 one border number stands for every channel', () => {
    expect(spreadColour([0.5], 4)).toEqual([0.5, 0.5, 0.5, 0.5]);
    expect(spreadColour([1, 0], 3)).toEqual([1, 0, 0]);
    expect(colourLetters(2)).toEqual(['Y', 'α']);
  });

  it('the surface has square cells that fit', () => {
    expect(cellSize(31, 31, 304, 608)).toBe(9);
    expect(cellSize(257, 257, 304, 608)).toBe(1);
    expect(cellSize(500, 1, 304, 608)).toBeLessThan(1);
  });
});

describe('words for screen readers', () => {
  const kernel = kernelOf([[1, -16, 4]], { row: 0, column: 0 });

  it('name a cell by its distance from the anchor, with its effective weight', () => {
    expect(cellName(kernel, { row: 0, column: 1 }, 256)).toBe('row 0, column 1, weight −16, effective −0.0625');
    expect(cellName(kernel, { row: 0, column: 0 }, 1)).toMatch(/anchor$/);
  });

  it('name the grid with its size, counted from the anchor as its cells are', () => {
    expect(gridName(kernel)).toBe('Kernel, 1 row, 3 columns, anchor row 0, column 0, rows 0 to 0, columns 0 to 2');
    const name = gridName({ ...kernel, anchor: { row: 0, column: 1 } });
    expect(name).toMatch(/^Kernel, 1 row, 3 columns, anchor row 0, column 0, rows 0 to 0, columns −1 to 1$/);
  });
});

describe('sums of an operator', () => {
  it('of separable filters equal those of the matrix they stand for', () => {
    for (const preset of PRESETS) {
      const operator = operatorOf(preset.create());
      const matrix = matrixOf(operator);
      if (!matrix) continue;
      const [given, expected] = [operatorSums(operator), sumsOf(matrix.weights)];
      expect(given.sum).toBeCloseTo(expected.sum, 9);
      expect(given.absolute).toBeCloseTo(expected.absolute, 9);
      expect(given.positive).toBeCloseTo(expected.positive, 9);
    }
  });

  it('know whether a weight is negative', () => {
    expect(hasNegativeWeight(sumsOf([1, -1]))).toBe(true);
    expect(hasNegativeWeight(sumsOf([1, 1]))).toBe(false);
  });
});

describe('the curve of |H|', () => {
  it('runs from frequency zero to half the sampling rate, across or to the corner', () => {
    const size = 4;
    const response = Float32Array.from({ length: 16 }, (_, index) => index);
    expect(responseAlong(response, size, false)).toEqual([10, 9, 8]);
    expect(responseAlong(response, size, true)).toEqual([10, 5, 0]);
  });

  it('always shows the line at 1 ×', () => {
    expect(plotTop([0.1], [0.2])).toBe(1.15);
    expect(plotTop([5], [2])).toBeCloseTo(5.4);
  });

  it('puts its label where no line runs, and where it always is while that is free', () => {
    const [end, start] = [
      { x: 77, y: 12 },
      { x: 3, y: 12 },
    ];
    const flat = Array.from({ length: 33 }, () => 50);
    const rising = Array.from({ length: 33 }, (_, i) => 60 - i * 1.5);
    expect(clearest([end, start], [flat, flat], 16, 96)).toBe(end);
    expect(clearest([end, start], [flat, rising], 16, 96)).toBe(start);
    // Steeper than its samples are apart, it still crosses the label.
    const steep = Array.from({ length: 33 }, (_, i) => (i < 28 ? 62 : -38));
    expect(clearest([end, start], [flat, steep], 16, 96)).toBe(start);
  });
});

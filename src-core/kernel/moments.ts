// Sums over the weights of a kernel and their places: what balance, spread and slope are made of.
import type { Operator, Taps } from '../filters/filter.ts';

export interface Moments {
  readonly taps: number;
  readonly sum: number;
  readonly absolute: number;
  /** The size of what is below 0 when the sum is above, and the other way round. */
  readonly negative: number;
  /** Σ w·x and so on; places in pixels from the anchor, to the right and down. */
  readonly x: number;
  readonly y: number;
  readonly xx: number;
  readonly yy: number;
  readonly xy: number;
  /** The farthest place of a weight, along a row or a column. */
  readonly reach: number;
}

export function momentsOf(correlation: Operator, divisor: number): Moments {
  return correlation.form === 'matrix'
    ? ofWeights(correlation.kernel, divisor)
    : ofProduct(ofWeights(columnOf(correlation.vertical), divisor), ofWeights(rowOf(correlation.horizontal), 1));
}

type Weights = Pick<Extract<Operator, { form: 'matrix' }>['kernel'], 'rows' | 'columns' | 'weights' | 'anchor'>;

function columnOf({ weights, anchor }: Taps): Weights {
  return { rows: weights.length, columns: 1, weights, anchor: { row: anchor, column: 0 } };
}

function rowOf({ weights, anchor }: Taps): Weights {
  return { rows: 1, columns: weights.length, weights, anchor: { row: 0, column: anchor } };
}

function ofWeights({ rows, columns, weights, anchor }: Weights, divisor: number): Moments {
  let [taps, sum, absolute, sx, sy, xx, yy, xy, reach] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let row = 0, index = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, index++) {
      const weight = (weights[index] ?? 0) / divisor;
      if (weight === 0) continue;
      const [x, y] = [column - anchor.column, row - anchor.row];
      taps += 1;
      sum += weight;
      absolute += Math.abs(weight);
      sx += weight * x;
      sy += weight * y;
      xx += weight * x * x;
      yy += weight * y * y;
      xy += weight * x * y;
      reach = Math.max(reach, Math.abs(x), Math.abs(y));
    }
  }
  return { taps, sum, absolute, negative: (absolute - Math.abs(sum)) / 2, x: sx, y: sy, xx, yy, xy, reach };
}

/** Of vertical ⊗ horizontal, from those of its lines. */
function ofProduct(down: Moments, across: Moments): Moments {
  const [sum, absolute] = [down.sum * across.sum, down.absolute * across.absolute];
  return {
    taps: down.taps * across.taps,
    sum,
    absolute,
    negative: (absolute - Math.abs(sum)) / 2,
    x: down.sum * across.x,
    y: down.y * across.sum,
    xx: down.sum * across.xx,
    yy: down.yy * across.sum,
    xy: down.y * across.x,
    reach: Math.max(down.reach, across.reach),
  };
}

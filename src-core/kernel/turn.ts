// The same operation in another form: turned by 180° for programs that flip, padded for those that know no anchor.
import type { Kernel } from './kernel.ts';

/** Turned by 180°, its anchor with it: correlation with the one is convolution with the other. */
export function turned(kernel: Kernel): Kernel {
  const { rows, columns, anchor, weights, expressions } = kernel;
  return {
    rows,
    columns,
    weights: weights.toReversed(),
    anchor: { row: rows - 1 - anchor.row, column: columns - 1 - anchor.column },
    ...(expressions ? { expressions: expressions.toReversed() } : {}),
  };
}

/** The smallest matrix of odd sides, each at least `least`, with the anchor in its middle: cells of 0 are added. */
export function centred(kernel: Kernel, least = 1): Kernel {
  const reach = (anchor: number, length: number): number =>
    Math.max(anchor, length - 1 - anchor, Math.ceil((least - 1) / 2));
  const down = reach(kernel.anchor.row, kernel.rows);
  const across = reach(kernel.anchor.column, kernel.columns);
  const columns = 2 * across + 1;
  const weights = new Array<number>((2 * down + 1) * columns).fill(0);
  kernel.weights.forEach((weight, index) => {
    const row = Math.floor(index / kernel.columns) - kernel.anchor.row + down;
    const column = (index % kernel.columns) - kernel.anchor.column + across;
    weights[row * columns + column] = weight;
  });
  return { rows: 2 * down + 1, columns, weights, anchor: { row: down, column: across } };
}

export function rowsOf(kernel: Kernel): readonly (readonly number[])[] {
  return Array.from({ length: kernel.rows }, (_, row) =>
    kernel.weights.slice(row * kernel.columns, (row + 1) * kernel.columns),
  );
}

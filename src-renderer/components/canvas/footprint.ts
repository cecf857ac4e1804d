// Which pixels a filter reads for one result: the kernel laid on the picture, with its anchor on the pixel.
import type { Filter } from '../../../src-core/filters/filter.ts';
import { operatorOf } from '../../../src-core/filters/index.ts';
import type { Point, Rectangle } from '../../../src-core/geometry.ts';

/** SEMANTICS §1: as drawn the taps lie at p + (j − a), flipped at p − (j − a). */
export function footprintOf(filter: Filter, pixel: Point): Rectangle {
  const operator = operatorOf(filter);
  const separable = operator.form === 'separable';
  const columns = separable ? operator.horizontal.weights.length : operator.kernel.columns;
  const rows = separable ? operator.vertical.weights.length : operator.kernel.rows;
  const column = separable ? operator.horizontal.anchor : operator.kernel.anchor.column;
  const row = separable ? operator.vertical.anchor : operator.kernel.anchor.row;
  const { flip } = filter.settings;
  return {
    x: pixel.x - (flip ? columns - 1 - column : column),
    y: pixel.y - (flip ? rows - 1 - row : row),
    width: columns,
    height: rows,
  };
}

// Samples that a running sum must not touch: numbers beyond the fixed point, NaN and infinities of float pictures. They
// count as 0 there, and are added afterwards to the sums of those pixels alone whose taps meet them, in the reference's
// order. Slow, and right.
import { mapCoordinate } from './border';
import { border, number, originX, originY, pointer, scratch, whole, wholeHeight, workChannels } from './job';
import { loadRow } from './load';
import * as slots from './running-slots';

/** Float64 sums of `count` pixels from (x, y) of the result buffer; `flags` tells which row buffers hold outliers. */
export function addOutliers(sums: usize, x: i32, y: i32, count: i32, flags: usize, firstRow: i32): void {
  const rows = whole(slots.ROWS);
  const ring = whole(slots.RING);
  const columns = whole(slots.COLUMNS);
  const line = scratch + pointer(slots.AT_LINE);
  const limit = number(slots.LIMIT);
  const top = y - whole(slots.ANCHOR_ROW);
  for (let row = 0; row < rows; row++) {
    if (load<u8>(flags + <usize>((top + row - firstRow) % ring)) == 0) continue;
    const weights = pointer(slots.WEIGHTS) + ((<usize>(row * columns)) << 3);
    const pixels = count + columns - 1;
    loadRow(
      line,
      originX + x - whole(slots.ANCHOR_COLUMN),
      mapCoordinate(border, originY + top + row, wholeHeight),
      pixels,
    );
    for (let i = 0; i < pixels; i++) {
      for (let c = 0; c < workChannels; c++) {
        const value = load<f64>(line + ((<usize>(i * workChannels + c)) << 3));
        if (!(abs(value) <= limit)) spread(sums + ((<usize>c) << 3), i, value, count, columns, weights);
      }
    }
  }
}

/** Adds the sample of column `i` to every pixel that has a tap there. */
function spread(sums: usize, i: i32, value: f64, count: i32, columns: i32, weights: usize): void {
  for (let pixel = max(0, i - columns + 1); pixel <= min(i, count - 1); pixel++) {
    const weight = load<f64>(weights + ((<usize>(i - pixel)) << 3));
    if (weight == 0) continue;
    const at = sums + ((<usize>(pixel * workChannels)) << 3);
    store<f64>(at, load<f64>(at) + weight * value);
  }
}

// What columns near an edge read of the picture, with the border applied: in each source row the same few pixels, which are
// looked up in a table of their columns.
import { mapCoordinate } from './border';
import { copyPixel } from './copy-pixel';
import * as emitted from './emitted-slots';
import { border, pixelBytes, pointer, scratch, sourcePixel, wholeHeight, wholeWidth } from './job';
import { storeBorder } from './lines';

/** Where pixels from column `first` on lie in their row, or -1 for the border colour, to `out`. */
export function placeColumns(out: usize, first: i32, count: i32): void {
  for (let i = 0; i < count; i++) {
    const column = mapCoordinate(border, first + i, wholeWidth);
    store<i32>(out + ((<usize>i) << 2), column < 0 ? -1 : column * <i32>pixelBytes);
  }
}

/** The windows from a source row on: those of even rows lie one after the other, and so do those of odd rows. */
export function windowsOf(row: i32, windowBytes: usize): usize {
  const start = scratch + pointer(emitted.AT_EDGE_SAMPLES);
  return start + (row & 1 ? pointer(emitted.EDGE_BYTES) : 0) + <usize>(row >> 1) * windowBytes;
}

/** Windows of `count` rows of the picture from row y on (which may lie outside). */
export function gatherWindows(columns: usize, window: i32, y: i32, count: i32): void {
  const bytes = pixelBytes;
  const end = columns + ((<usize>window) << 2);
  for (let i = 0; i < count; i++) {
    const row = mapCoordinate(border, y + i, wholeHeight);
    const from = sourcePixel(0, max(row, 0));
    let out = windowsOf(i, <usize>window * bytes);
    for (let entry = columns; entry < end; entry += 4) {
      const place = load<i32>(entry);
      if (row < 0 || place < 0) storeBorder(out);
      else copyPixel(out, from + <usize>place, bytes);
      out += bytes;
    }
  }
}

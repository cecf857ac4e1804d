// Rows of stored samples with the border applied, in their own depth: where they lie, if the whole run is inside the
// picture, else copied with what lies beyond the edge filled in. Encoded light, each channel for itself.
import { mapCoordinate } from './border';
import { copyPixel } from './copy-pixel';
import { border, channels, pixelBytes, pointer, reachLeft, sourceDepth, sourcePixel, whole, wholeWidth } from './job';
import * as slots from './slots';

/** `width` pixels from picture column x of row y (-1: of the border colour), with the kernel's reach on both sides. */
export function lineOf(buffer: usize, x: i32, y: i32, width: i32): usize {
  const first = x - reachLeft;
  const end = x + width + whole(slots.REACH_RIGHT);
  if (y >= 0 && first >= 0 && end <= wholeWidth) return sourcePixel(first, y);
  const from = max(first, 0);
  const to = min(end, wholeWidth);
  const inside = y >= 0 && from < to;
  if (inside)
    memory.copy(buffer + <usize>(from - first) * pixelBytes, sourcePixel(from, y), <usize>(to - from) * pixelBytes);
  let out = buffer;
  for (let i = first; i < end; i++) {
    if (inside && i == from) {
      out += <usize>(to - from) * pixelBytes;
      i = to;
      if (i >= end) break;
    }
    const column = y < 0 ? -1 : mapCoordinate(border, i, wholeWidth);
    if (column < 0) storeBorder(out);
    else copyPixel(out, sourcePixel(column, y), pixelBytes);
    out += pixelBytes;
  }
  return buffer;
}

/** The border colour as codes (integers) or as it is (float). */
export function storeBorder(out: usize): void {
  const colour = pointer(slots.BORDER_COLOUR);
  for (let c: usize = 0; c < <usize>channels; c++) {
    const value = load<f64>(colour + (c << 3));
    if (sourceDepth == 0) store<u8>(out + c, <u8>value);
    else if (sourceDepth == 1) store<u16>(out + (c << 1), <u16>value);
    else store<f32>(out + (c << 2), <f32>value);
  }
}

// The strip of a tile that running sums work on: what the method's parameters and the strip's place make of each other.
import { originX, pixelBytes, whole, wholeWidth, workChannels } from './job';
import * as slots from './running-slots';

/** The strip at hand. Rows and columns are those of the result buffer. */
export let numbers: i32 = 0;
export let left: i32 = 0;
export let right: i32 = 0;
export let top: i32 = 0;
export let bottom: i32 = 0;
/** The first row of the picture that counts, and the first for which sums are taken. */
export let firstRow: i32 = 0;
export let firstStep: i32 = 0;
/** Samples computed per row, and how many of them lie before `left`. */
export let samples: i32 = 0;
export let margin: i32 = 0;
/** Samples from a column's sum that leaves a window to the one that enters it; 0 where taps leave nothing to take. */
export let span: i32 = 0;
/** Bytes of a pixel in the row buffers and of a sum from row to row. */
export let ringPixel: usize = 0;
export let sumBytes: usize = 0;
export let down: i32 = 0;
export let across: i32 = 0;
/** Some row of the strip holds samples that are summed apart. */
export let apart: bool = false;
/** The picture's column under a row buffer's first pixel. */
export let firstX: i32 = 0;
/** Stored samples from `inPlace` to `inPlaceEnd` read the picture where it lies; row buffers hold what the others read. */
export let inPlace: i32 = 0;
export let inPlaceEnd: i32 = 0;
/** Of a row buffer, in pixels: where the copy for the first samples ends, and where that for the last ones begins. */
export let copyEnd: i32 = 0;
export let copyStart: i32 = 0;

export function readRunning(): void {
  numbers = whole(slots.NUMBERS);
  down = whole(slots.DOWN);
  across = whole(slots.ACROSS);
  ringPixel = numbers < slots.WORK_32 ? pixelBytes : (<usize>workChannels) << (numbers == slots.WORK_64 ? 3 : 2);
  sumBytes = numbers == slots.CODES_8_16 ? 2 : numbers == slots.WORK_64 || numbers == slots.FLOATS ? 8 : 4;
  margin = whole(slots.MARGIN_LEFT) * workChannels;
  span = whole(slots.SPAN) * workChannels;
}

/** The strip from (x0, y0) up to (x1, y1) of the result buffer. */
export function placeStrip(x0: i32, y0: i32, x1: i32, y1: i32): void {
  left = x0;
  right = x1;
  top = y0;
  bottom = y1;
  samples = margin + (right - left + whole(slots.MARGIN_RIGHT)) * workChannels;
  firstRow = top - whole(slots.ANCHOR_ROW);
  firstStep = down > 0 ? top - whole(slots.ROWS) + 1 : top;
  apart = false;
  findInPlace();
}

/** A row of the strip holds samples that are summed apart. */
export function keepApart(): void {
  apart = true;
}

/** Which samples read nothing but pixels of the picture that count. */
function findInPlace(): void {
  const reach = whole(slots.LAST_COLUMN) - whole(slots.FIRST_COLUMN);
  const x = originX + left - whole(slots.ANCHOR_COLUMN);
  firstX = x - whole(slots.MARGIN_LEFT) + whole(slots.FIRST_COLUMN);
  const firstPixel = max(x, 0) - firstX;
  const endPixel = min(x + right - left + whole(slots.COLUMNS) - 1, wholeWidth) - firstX;
  const pixels = slots.PART / workChannels;
  copyEnd = ((firstPixel + pixels - 1) / pixels) * pixels;
  copyStart = max(((endPixel - reach) / pixels) * pixels, copyEnd);
  if (numbers >= slots.WORK_32) copyStart = copyEnd;
  inPlace = copyEnd * workChannels;
  inPlaceEnd = copyStart * workChannels;
  copyEnd += reach;
}

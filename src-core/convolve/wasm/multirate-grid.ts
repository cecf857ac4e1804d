// From the source to coarse samples that are filtered along the row: rows are decimated along themselves, those of a
// spline's length are kept in a ring, and every step down the rows makes one coarse row.
import { highestRead, lowestRead, mapCoordinate } from './border';
import { convertSamples } from './convert';
import {
  border,
  isCancelled,
  pointer,
  scratch,
  sourceDepth,
  whole,
  wholeHeight,
  wholeWidth,
  workChannels,
} from './job';
import { loadRow } from './load';
import { beginCodes, nextCodes, startCodes } from './multirate-codes';
import { dropInvalid } from './multirate-invalid';
import { shrinkRow } from './multirate-shrink';
import * as multirate from './multirate-slots';
import * as slots from './slots';
import { sumTaps32 } from './taps';

/** The pixels of a row that are decimated: first column, how many, and how many coarse pixels they make. */
let first: i32 = 0;
let pixels: i32 = 0;
let cells: i32 = 0;
let rowStep: i32 = 0;
/** Columns that rows of codes have, and the row of sums that `nextCodes` gives next. */
let codesLeft: i32 = 0;
let codesEnd: i32 = 0;
let nextSums: i32 = 0;
/** What the last row read: rows beyond the edge may read the same. */
let lastRead: i32 = 0;
let lastNarrow: usize = 0;

/** Coarse rows and columns from (left, top) on, to `out`; false when the job was cancelled. */
export function shrinkRegion(out: usize, outBytes: usize, left: i32, top: i32, columns: i32, rows: i32): bool {
  const radius = whole(multirate.RADIUS_X);
  const step = whole(multirate.STEP_X);
  rowStep = whole(multirate.ROW_STEP);
  cells = columns + 2 * radius;
  first = (left - radius) * step;
  pixels = (cells - 1) * step + whole(multirate.LENGTH_X);
  const rowsStep = whole(multirate.STEP_Y) / rowStep;
  const ring = whole(multirate.ROWS_LENGTH);
  const ringBytes = pointer(multirate.NARROW_BYTES);
  const narrow = scratch + pointer(multirate.AT_NARROW);
  const row = scratch + pointer(multirate.AT_ROW);
  const offsets = scratch + pointer(multirate.AT_OFFSETS);
  const base = top * rowsStep;
  beginRows((base + (rows - 1) * rowsStep + ring - 1) * rowStep + 4 * (rowStep - 1));
  let known = base;
  for (let r = 0; r < rows; r++) {
    const start = base + r * rowsStep;
    for (known = max(known, start); known < start + ring; known++) {
      if (isCancelled()) return false;
      narrowRow(narrow + <usize>((known - base) % ring) * ringBytes, known);
    }
    let from = narrow;
    if (ring > 1) {
      for (let t = 0; t < ring; t++) {
        store<u32>(offsets + ((<usize>t) << 2), <u32>(<usize>((start + t - base) % ring) * ringBytes));
      }
      sumTaps32(row, narrow, cells * workChannels, offsets, pointer(multirate.ROWS_WEIGHTS), ring);
      from = row;
    }
    const taps = 2 * radius + 1;
    const to = out + <usize>r * outBytes;
    sumTaps32(to, from, columns * workChannels, pointer(multirate.OFFSETS_X), pointer(multirate.FILTER_X), taps);
  }
  return true;
}

function beginRows(lastRow: i32): void {
  lastNarrow = 0;
  if (rowStep == 1) return;
  codesLeft = lowestRead(border, first, first + pixels - 1, wholeWidth);
  codesEnd = highestRead(border, first, first + pixels - 1, wholeWidth) + 1;
  beginCodes(scratch + pointer(multirate.AT_CODES), codesLeft, codesEnd - codesLeft, rowStep, lastRow);
  nextSums = i32.MIN_VALUE;
}

/** Row `index` of sums of codes, or of the picture, decimated along itself. */
function narrowRow(out: usize, index: i32): void {
  const read = sameRead(index);
  if (lastNarrow != 0 && read == lastRead && read != NOTHING) {
    if (lastNarrow != out) memory.copy(out, lastNarrow, pointer(multirate.NARROW_BYTES));
    lastNarrow = out;
    return;
  }
  lastRead = read;
  lastNarrow = out;
  const step = whole(multirate.STEP_X);
  const line = step == 1 ? out : scratch + pointer(multirate.AT_LINE);
  if (rowStep == 1) loadFinite(line, read);
  else loadSums(line, index);
  if (step == 1) return;
  // What runs on beyond the end must be numbers, if with no weight.
  memory.fill(line + ((<usize>(pixels * workChannels)) << 2), 0, 64);
  const vectors = whole(multirate.SHRINK_VECTORS);
  shrinkRow(out, line, cells, step, workChannels, pointer(multirate.SHRINK_WEIGHTS), vectors);
}

const NOTHING = -2;

/** The picture's only row (-1: the border colour) that goes into row `index`; NOTHING where there are several. */
function sameRead(index: i32): i32 {
  const top = mapCoordinate(border, index * rowStep, wholeHeight);
  if (rowStep == 1) return top;
  const lastRow = index * rowStep + 4 * (rowStep - 1);
  const outside = lastRow < 0 || index * rowStep >= wholeHeight;
  return outside && (border == 0 || border == 4) ? top : NOTHING;
}

function loadFinite(line: usize, y: i32): void {
  loadRow(line, first, y, pixels);
  if (sourceDepth == 2) dropInvalid(line, pixels * workChannels, y);
}

/** Sums of rows of codes; beyond the edge, those of the columns that stand in. */
function loadSums(line: usize, index: i32): void {
  const sums = scratch + pointer(multirate.AT_LINE_SUMS);
  if (index != nextSums) startCodes(sums, index);
  nextCodes(sums);
  nextSums = index + 1;
  const from = max(first, 0);
  const to = min(first + pixels, wholeWidth);
  const samples = workChannels;
  if (from < to) convertPixels(line, from - first, sums, from - codesLeft, to - from);
  for (let i = 0; i < pixels; i++) {
    if (first + i >= from && first + i < to) i = to - first;
    if (i >= pixels) break;
    const column = mapCoordinate(border, first + i, wholeWidth);
    if (column >= 0) convertPixels(line, i, sums, column - codesLeft, 1);
    else storeBorder(line + ((<usize>(i * samples)) << 2));
  }
}

function convertPixels(line: usize, at: i32, sums: usize, from: i32, count: i32): void {
  const samples = <usize>workChannels;
  convertSamples(
    line + ((<usize>at * samples) << 2),
    sums + ((<usize>from * samples) << 1),
    count * workChannels,
    1,
    false,
  );
}

/** Every row of a column beyond the edge is of the border colour. */
function storeBorder(out: usize): void {
  const colour = pointer(slots.BORDER_COLOUR);
  const weight = <f32>(rowStep * rowStep * rowStep * rowStep);
  for (let c: usize = 0; c < <usize>workChannels; c++) {
    store<f32>(out + (c << 2), <f32>load<f64>(colour + (c << 3)) * weight);
  }
}

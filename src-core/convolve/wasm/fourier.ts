// Convolution as a product of spectra, by overlap-save (Stockham 1966; Press et al., Numerical Recipes, 13.1): blocks of
// the result are anchored at the picture's origin. A block is two tiles side by side, real and imaginary part of one
// transform. The transformed rows lie in a ring: going down, a block leaves the rows that the next one reads as well.
import { mapCoordinate } from './border';
import { finishPixels } from './finish-pixels';
import { multiplyColumns } from './fourier-columns';
import { directSums } from './fourier-direct';
import { gatherLanes, isTame, scatterLanes } from './fourier-lines';
import { roundSums, transformRow, untransformRow } from './fourier-rows';
import * as fourier from './fourier-slots';
import {
  border,
  hasAlpha,
  isCancelled,
  law,
  originX,
  originY,
  pointer,
  reachLeft,
  reachTop,
  scratch,
  sourceDepth,
} from './job';
import { weighted, whole, wholeHeight, wholeWidth, wide, workChannels } from './job';
import { loadRow } from './load';
import * as slots from './slots';

let rowLength: i32 = 0;
let columnLength: i32 = 0;
let validWidth: i32 = 0;
let validHeight: i32 = 0;
/** Blocks that share a transform, one in each lane, and vectors per pixel of them. */
let blocks: i32 = 0;
let groups: i32 = 0;
/** α of an opaque picture stays what it is where the law asks for nothing else. */
let withAlpha: bool = true;
/** Of a transformed row: one group's part, and all of it. */
let groupBytes: usize = 0;
let rowBytes: usize = 0;
/** Lanes side by side, the first block's column and row, and how many rows of blocks each lane goes down. */
let across: i32 = 0;
let firstColumn: i32 = 0;
let firstRow: i32 = 0;
let stripRows: i32 = 0;
/** The tile, in the result buffer's coordinates. */
let tileLeft: i32 = 0;
let tileTop: i32 = 0;
let tileRight: i32 = 0;
let tileBottom: i32 = 0;

export function fourierTile(left: i32, top: i32, right: i32, bottom: i32): void {
  tileLeft = left;
  tileTop = top;
  tileRight = right;
  tileBottom = bottom;
  if (ASC_FEATURE_SIMD) {
    if (wide) tile<v128, f64>();
    else tile<v128, f32>();
  } else {
    if (wide) tile<f64, f64>();
    else tile<f32, f32>();
  }
}

function tile<V, T>(): void {
  rowLength = whole(fourier.ROW_LENGTH);
  columnLength = whole(fourier.COLUMN_LENGTH);
  validWidth = whole(fourier.VALID_WIDTH);
  validHeight = whole(fourier.VALID_HEIGHT);
  const lanes = <i32>(sizeof<V>() / sizeof<T>());
  withAlpha = !hasAlpha || law == 0 || weighted;
  const planes = withAlpha ? workChannels : workChannels - 1;
  const fills = planes % lanes == 0;
  blocks = fills ? 1 : lanes;
  groups = fills ? planes / lanes : planes;
  groupBytes = <usize>rowLength * 2 * sizeof<V>() + fourier.GAP_BYTES;
  rowBytes = <usize>groups * groupBytes;
  across = fills ? 1 : whole(fourier.LANES_ACROSS);
  firstRow = (originY + tileTop) / validHeight;
  const rows = (originY + tileBottom - 1) / validHeight - firstRow + 1;
  // Samples that no transform writes are 0.
  memory.fill(scratch + pointer(fourier.AT_REAL), 0, pointer(fourier.AT_RING) - pointer(fourier.AT_REAL));
  const last = (originX + tileRight - 1) / (2 * validWidth);
  for (firstColumn = (originX + tileLeft) / (2 * validWidth); firstColumn <= last; firstColumn += across) {
    // Lanes that would lie beyond the tile go further down.
    while (across > 1 && across >> 1 > last - firstColumn) across >>= 1;
    const down = blocks / across;
    stripRows = (rows + down - 1) / down;
    if (!strip<V, T>()) return;
  }
}

/** The picture's column of a lane's block, and its row in the strip's row of blocks `index`. */
function blockX(lane: i32): i32 {
  return (firstColumn + (lane % across)) * 2 * validWidth;
}

function blockY(lane: i32, index: i32): i32 {
  return (firstRow + (lane / across) * stripRows + index) * validHeight;
}

function isWanted(lane: i32, index: i32): bool {
  return index < stripRows && blockX(lane) < originX + tileRight && blockY(lane, index) < originY + tileBottom;
}

function strip<V, T>(): bool {
  const wild = scratch + pointer(fourier.AT_TABLES) + ((<usize>columnLength) << 3);
  for (let index = 0; index < stripRows; index++) {
    for (let row = index == 0 ? 0 : columnLength - validHeight; row < columnLength; row++) {
      if (isCancelled()) return false;
      const slot = (index * validHeight + row) & (columnLength - 1);
      store<u32>(wild + ((<usize>slot) << 2), readRow<V, T>(slot, index, row));
    }
    if (!multiplyBlock<V, T>(index) || !writeBlock<V, T>(index)) return false;
  }
  return true;
}

/** Loads and transforms one row of the strip's blocks; a bit for each lane that is not finite. */
function readRow<V, T>(slot: i32, index: i32, row: i32): u32 {
  const lines = scratch + pointer(fourier.AT_LINES);
  const apart = pointer(fourier.LINE_BYTES);
  const pixels = validWidth + rowLength;
  let wild: u32 = 0;
  let any = false;
  for (let lane = 0; lane < blocks; lane++) {
    const line = lines + <usize>lane * apart;
    const x = blockX(lane) - reachLeft;
    const y = blockY(lane, index) - reachTop + row;
    // Beyond what the picture's own pixels read, nothing is known of the source and nothing is asked.
    const inside = isWanted(lane, index) && y < wholeHeight + whole(slots.REACH_BOTTOM);
    const count = inside ? min(pixels, wholeWidth + whole(slots.REACH_RIGHT) - x) : 0;
    const bytes = <usize>(count * workChannels) * sizeof<T>();
    if (inside) {
      any = true;
      loadRow(line, x, mapCoordinate(border, y, wholeHeight), count);
      if (sourceDepth == 2 && !isTame<T>(line, count * workChannels)) wild |= 1 << lane;
    }
    memory.fill(line + bytes, 0, <usize>(pixels * workChannels) * sizeof<T>() - bytes);
  }
  const out = scratch + pointer(fourier.AT_RING) + <usize>slot * rowBytes;
  if (!any) {
    memory.fill(out, 0, rowBytes);
    return 0;
  }
  let real = lines;
  let imaginary = lines + <usize>(validWidth * workChannels) * sizeof<T>();
  if (ASC_FEATURE_SIMD && blocks > 1) {
    const samples = rowLength * workChannels;
    real = scratch + pointer(fourier.AT_REAL);
    gatherLanes<T>(real, lines, apart, samples, workChannels, withAlpha);
    gatherLanes<T>(scratch + pointer(fourier.AT_IMAGINARY), imaginary, apart, samples, workChannels, withAlpha);
    imaginary = scratch + pointer(fourier.AT_IMAGINARY);
  }
  const step = stepOf<V, T>();
  for (let group = 0; group < groups; group++) {
    const part = <usize>group * sizeof<V>();
    const to = out + <usize>group * groupBytes;
    transformRow<V, T>(to, real + part, imaginary + part, step, rowLength, pointer(fourier.ROW_TWIDDLES));
  }
  return wild;
}

function multiplyBlock<V, T>(index: i32): bool {
  const inputs = scratch + pointer(fourier.AT_TABLES);
  const outputs = inputs + ((<usize>columnLength) << 2);
  for (let row = 0; row < columnLength; row++) {
    const slot = (index * validHeight + row) & (columnLength - 1);
    const at = (<usize>row) << 2;
    store<u32>(inputs + at, <u32>(<usize>slot * rowBytes));
    // Rows that the next block reads stay; what is not valid goes to a row behind the ring.
    store<u32>(outputs + at, <u32>(<usize>(row < validHeight ? slot : columnLength) * rowBytes));
  }
  const spectrumBytes = <usize>columnLength * 2 * sizeof<T>();
  for (let group = 0; group < groups; group++) {
    let ring = scratch + pointer(fourier.AT_RING) + <usize>group * groupBytes;
    for (let column = 0; column < rowLength; column += 2) {
      if (isCancelled()) return false;
      multiplyColumns<V, T>(
        ring,
        inputs,
        outputs,
        scratch + pointer(fourier.AT_COLUMNS),
        columnLength,
        pointer(fourier.COLUMN_TWIDDLES),
        pointer(fourier.SPECTRUM) + <usize>column * spectrumBytes,
      );
      ring += 4 * sizeof<V>();
    }
  }
  return true;
}

function writeBlock<V, T>(index: i32): bool {
  let wild: u32 = 0;
  const flags = scratch + pointer(fourier.AT_TABLES) + ((<usize>columnLength) << 3);
  for (let slot: usize = 0; slot < <usize>columnLength; slot++) wild |= load<u32>(flags + (slot << 2));
  const real = scratch + pointer(fourier.AT_REAL);
  const imaginary = scratch + pointer(fourier.AT_IMAGINARY);
  const step = stepOf<V, T>();
  for (let row = 0; row < validHeight; row++) {
    if (!isShown(index, row)) continue;
    if (isCancelled()) return false;
    const slot = (index * validHeight + row) & (columnLength - 1);
    const from = scratch + pointer(fourier.AT_RING) + <usize>slot * rowBytes;
    for (let group = 0; group < groups; group++) {
      const part = <usize>group * sizeof<V>();
      const data = from + <usize>group * groupBytes;
      untransformRow<V, T>(data, real + part, imaginary + part, step, rowLength, pointer(fourier.ROW_TWIDDLES));
    }
    if (whole(fourier.ROUNDS) != 0) {
      const bytes = <usize>validWidth * step;
      roundSums<V, T>(real, bytes);
      roundSums<V, T>(imaginary, bytes);
    }
    if (!writeRow<V, T>(real, imaginary, index, row, wild)) return false;
  }
  return true;
}

/** Bytes from a pixel to the next in a row of lanes. */
function stepOf<V, T>(): usize {
  return blocks > 1 ? <usize>groups * sizeof<V>() : <usize>workChannels * sizeof<T>();
}

function isShown(index: i32, row: i32): bool {
  for (let lane = 0; lane < blocks; lane++) {
    const y = blockY(lane, index) + row - originY;
    if (isWanted(lane, index) && y >= tileTop && y < tileBottom) return true;
  }
  return false;
}

function writeRow<V, T>(real: usize, imaginary: usize, index: i32, row: i32, wild: u32): bool {
  if (ASC_FEATURE_SIMD && blocks > 1) {
    const lines = scratch + pointer(fourier.AT_LINES);
    const apart = pointer(fourier.LINE_BYTES);
    const samples = validWidth * workChannels;
    scatterLanes<T>(lines, apart, real, samples, workChannels, withAlpha);
    scatterLanes<T>(lines + <usize>samples * sizeof<T>(), apart, imaginary, samples, workChannels, withAlpha);
    for (let lane = 0; lane < blocks; lane++) {
      const bad = ((wild >> lane) & 1) != 0;
      if (!writeRun<T>(lines + <usize>lane * apart, lane, 0, 2 * validWidth, index, row, bad)) return false;
    }
    return true;
  }
  return (
    writeRun<T>(real, 0, 0, validWidth, index, row, wild != 0) &&
    writeRun<T>(imaginary, 0, validWidth, validWidth, index, row, wild != 0)
  );
}

/** `width` sums from the lane's block's column `offset` on. */
function writeRun<T>(sums: usize, lane: i32, offset: i32, width: i32, index: i32, row: i32, bad: bool): bool {
  const x = blockX(lane) + offset - originX;
  const y = blockY(lane, index) + row - originY;
  const left = max(x, tileLeft);
  const right = min(x + width, tileRight);
  if (left >= right || y < tileTop || y >= tileBottom || !isWanted(lane, index)) return true;
  const first = sums + <usize>((left - x) * workChannels) * sizeof<T>();
  if (bad) {
    const room = scratch + pointer(fourier.AT_COLUMNS);
    if (!directSums<T>(first, originX + left, originY + y, right - left, room)) return false;
  }
  finishPixels(first, left, y, right - left);
  return true;
}

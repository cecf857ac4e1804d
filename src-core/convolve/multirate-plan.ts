// A multirate plan made ready: which coarse samples a place needs, who makes them, and the room that takes.
import type { Reach } from '../engine/geometry.ts';
import type { Rectangle } from '../geometry.ts';
import type { Size } from '../raster.ts';
import type { AxisDesign, MultirateDesign } from './multirate-design.ts';
import { placeTables } from './multirate-tables.ts';
import type { Block, Frame, Prepared } from './proposal.ts';
import type { Terms } from './terms.ts';
import * as slots from './wasm/multirate-slots.ts';

/** Coarse samples that all tiles share stay below this; else every tile makes its own, which stay below the other. */
const SHARED_BYTES = 26 * 2 ** 20;
const OWN_BYTES = 3 * 2 ** 20;
const TILE_SAMPLES = 4096;
const TILE_ROWS = 64;
/** A band of coarse rows begins with as many as meet in a pixel, for nothing. */
const BAND_ROWS = 8;
/** What vectors may read and write beyond the end of a row. */
const PAD = 128;

/** From the last pixel of a cell and from the first: the spline's support, the filter's, and the cells that meet. */
export function reachOfDesign({ x, y }: MultirateDesign): Reach {
  const before = ({ step, meet, radius }: AxisDesign): number => (meet + radius) * step - 1;
  const after = ({ step, radius, spline }: AxisDesign): number => radius * step + spline.length - 1;
  return { left: before(x), right: after(x), top: before(y), bottom: after(y) };
}

export function prepareMultirate(terms: Terms, design: MultirateDesign, frame: Frame): Prepared {
  const { x, y } = design;
  const { area, whole, workChannels, threads } = frame;
  const region = regionOf(design, area);
  const rowBytes = (columns: number): number => columns * workChannels * 4 + PAD;
  const shared = rowBytes(region.width) * region.height <= SHARED_BYTES;
  const tile = shared ? sharedTile(design, frame) : ownTile(design, frame);
  // Wherever it lies, a tile touches at most so many cells.
  const tileCells = Math.ceil((tile.width - 1) / x.step) + 1;
  const tileRows = Math.ceil((tile.height - 1) / y.step) + 1;
  const own: Size = { width: tileCells + x.meet - 1, height: tileRows + y.meet - 1 + 2 * y.radius };
  const columns = shared ? region.width : own.width;
  const cells = columns + 2 * x.radius;
  const pixels = (cells - 1) * x.step + x.spline.length;
  const narrowBytes = rowBytes(cells);
  const bandRows = Math.max(BAND_ROWS, threads === 1 ? region.height : Math.ceil(region.height / (2 * threads)));
  const rowsLength = design.rowStep === 1 ? y.spline.length : 4 * (y.step / design.rowStep - 1) + 1;

  const places: [slot: number, offset: number][] = [];
  let scratchBytes = 0;
  const room = (slot: number, bytes: number): void => {
    places.push([slot, scratchBytes]);
    scratchBytes += Math.ceil(bytes / 64) * 64;
  };
  room(slots.AT_LINE, Math.max(rowBytes(pixels), rowBytes((tileCells + 4) * x.step)));
  room(slots.AT_NARROW, rowsLength * narrowBytes);
  room(slots.AT_ROW, slots.LEAD + 4 * narrowBytes);
  room(slots.AT_OFFSETS, 4 * Math.max(rowsLength, 2 * y.radius + 1, y.meet));
  room(slots.AT_FILTERED, y.meet * narrowBytes);
  if (!shared) room(slots.AT_COARSE, own.height * rowBytes(own.width));
  if (design.codes) room(slots.AT_PAIRS, slots.LEAD + 16 * (own.width + 8));
  if (design.rowStep > 1) {
    room(slots.AT_CODES, 13 * (whole.width * workChannels + 16));
    room(slots.AT_LINE_SUMS, 2 * whole.width * workChannels + PAD);
  }
  if (terms.sourceDepth === 'f32') {
    room(slots.AT_FOUND, rowBytes(tile.width + 2 * design.kernel.x));
    room(slots.AT_SEARCHED, rowBytes(tile.width + 2 * design.kernel.x));
  }
  return {
    tile,
    scratchBytes,
    phases: shared ? [Math.ceil(region.height / bandRows)] : [],
    write(block) {
      for (const [slot, offset] of places) block.set(slot, offset);
      block.set(slots.ROWS_LENGTH, rowsLength);
      block.set(slots.NARROW_BYTES, narrowBytes);
      block.set(slots.BAND_ROWS, bandRows);
      block.set(slots.COARSE_LEFT, region.x);
      block.set(slots.COARSE_TOP, region.y);
      block.set(slots.COARSE_COLUMNS, region.width);
      block.set(slots.COARSE_ROWS, region.height);
      block.set(slots.COARSE_BYTES, rowBytes(columns));
      block.set(slots.COARSE, shared ? block.reserve(rowBytes(region.width) * region.height + PAD) : 0);
      block.set(slots.NOT_FINITE, terms.sourceDepth === 'f32' ? block.place(new Uint8Array(whole.height)) : 0);
      placeShape(block, design);
      placeTables(block, design, workChannels, terms.divisor);
    },
  };
}

function placeShape(block: Block, { x, y, rowStep, kernel }: MultirateDesign): void {
  block.set(slots.STEP_X, x.step);
  block.set(slots.LENGTH_X, x.spline.length);
  block.set(slots.RADIUS_X, x.radius);
  block.set(slots.MEET_X, x.meet);
  block.set(slots.STEP_Y, y.step);
  block.set(slots.LENGTH_Y, y.spline.length);
  block.set(slots.RADIUS_Y, y.radius);
  block.set(slots.MEET_Y, y.meet);
  block.set(slots.ROW_STEP, rowStep);
  block.set(slots.KERNEL_X, kernel.x);
  block.set(slots.KERNEL_Y, kernel.y);
}

/** The coarse samples that results of `area` read: columns filtered along the row already, rows not yet. */
function regionOf({ x, y }: MultirateDesign, area: Rectangle): Rectangle {
  const span = (start: number, length: number, { step, meet }: AxisDesign, radius: number): [number, number] => {
    const first = Math.floor(start / step) - meet + 1 - radius;
    return [first, Math.floor((start + length - 1) / step) + 1 + radius - first];
  };
  const [left, width] = span(area.x, area.width, x, 0);
  const [top, height] = span(area.y, area.height, y, y.radius);
  return { x: left, y: top, width, height };
}

function sharedTile({ y }: MultirateDesign, { area, workChannels, threads }: Frame): Size {
  const width = Math.min(area.width, Math.floor(TILE_SAMPLES / workChannels));
  const fairShare = Math.ceil((area.height * Math.ceil(area.width / width)) / (4 * threads));
  return { width, height: Math.max(16, Math.min(area.height, Math.max(TILE_ROWS, 8 * y.step), fairShare)) };
}

/** As tall as its coarse samples find room: the filter's reach above and below is made again by the neighbours. */
function ownTile({ x, y }: MultirateDesign, { area, workChannels, threads }: Frame): Size {
  const width = Math.min(area.width, Math.floor(TILE_SAMPLES / workChannels));
  const rows = OWN_BYTES / ((width / x.step + x.meet) * workChannels * 4) - y.meet - 2 * y.radius;
  const fairShare = Math.ceil((area.height * Math.ceil(area.width / width)) / (2 * threads));
  const least = 4 * y.radius * y.step;
  return { width, height: Math.max(16, Math.min(area.height, Math.max(least, Math.floor(rows) * y.step), fairShare)) };
}

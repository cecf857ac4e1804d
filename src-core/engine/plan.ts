// How a call is cut into tiles, and how much scratch a thread needs for one of them.
import type { Selection } from '../convolve/select.ts';
import { extentOf } from '../convolve/sums.ts';
import type { Terms } from '../convolve/terms.ts';
import type { Rectangle } from '../geometry.ts';
import type { Reach } from './geometry.ts';

export interface TilePlan {
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly tileColumns: number;
  readonly tileCount: number;
  readonly workChannels: number;
  /** In samples. */
  readonly rowStride: number;
  readonly groupStride: number;
  /** Scratch of one thread: offsets in bytes, and all of it. */
  readonly rowSlots: number;
  readonly offsets: number;
  readonly line: number;
  readonly sums: number;
  readonly rows: number;
  readonly scratchBytes: number;
}

/** A row of a tile in samples: its few rows stay in the first cache. */
const TILE_SAMPLES = 1024;
const TILE_ROWS = 64;
/** Multiply-adds between two looks at the cancel flag: a few milliseconds. */
const ROW_WORK = 2e7;
/** Row buffers of one thread stay below this. */
const ROWS_BYTES = 24 * 2 ** 20;

export function planTiles(
  terms: Terms,
  { proposal, arithmetic }: Selection,
  reach: Reach,
  result: Rectangle,
  windowHeight: number,
  threads: number,
): TilePlan {
  const workChannels = terms.luminance ? (terms.hasAlpha ? 2 : 1) : terms.channels;
  const { rows: kernelRows } = extentOf(terms.operator);
  const groups = proposal.horizontal.length;
  const sampleBytes = arithmetic.widePlain || (terms.law !== 'plain' && arithmetic.wideWeighted) ? 8 : 4;

  let tileWidth = Math.min(result.width, Math.floor(TILE_SAMPLES / workChannels));
  // Rows above and below a tile are filtered again for its neighbours: tall kernels want tall tiles.
  const tallEnough = Math.max(TILE_ROWS, 4 * kernelRows);
  const tiles = Math.ceil(result.width / tileWidth) * Math.ceil(result.height / tallEnough);
  if (tiles < threads) tileWidth = Math.max(32, Math.ceil(result.width / threads));
  const perPixel = proposal.final.length * workChannels * (sampleBytes / 4);
  tileWidth = Math.min(tileWidth, result.width, Math.max(16, Math.floor(ROW_WORK / perPixel)));
  // Filtered rows of tall kernels: rather narrow strips of full height than rows filtered twice.
  const tallRows = Math.min(result.height, tallEnough) + kernelRows;
  const affordableWidth = Math.floor(ROWS_BYTES / (tallRows * Math.max(1, groups) * workChannels * sampleBytes));
  if (groups > 0) tileWidth = Math.min(tileWidth, Math.max(32, affordableWidth));
  const tileColumns = Math.ceil(result.width / tileWidth);

  const linePixels = tileWidth + reach.left + reach.right;
  const lineSamples = padded(linePixels * workChannels);
  const groupStride = padded(tileWidth * workChannels);
  const rowStride = groups === 0 ? lineSamples : groups * groupStride;
  const affordable = Math.floor(ROWS_BYTES / (rowStride * sampleBytes)) - kernelRows;
  const fairShare = Math.ceil((result.height * tileColumns) / (2 * threads));
  const tileHeight = Math.max(8, Math.min(result.height, tallEnough, Math.max(TILE_ROWS, affordable), fairShare));
  const bufferedRows = Math.min(tileHeight + kernelRows - 1, windowHeight + 1);

  let end = 0;
  const place = (bytes: number): number => {
    const start = end;
    end += Math.ceil(bytes / 64) * 64;
    return start;
  };
  const rowSlots = place((windowHeight + 1) * 4);
  const offsets = place(proposal.final.length * 4);
  const line = place(lineSamples * sampleBytes);
  const sums = place(groupStride * sampleBytes);
  const rows = place(bufferedRows * rowStride * sampleBytes);
  return {
    tileWidth,
    tileHeight,
    tileColumns,
    tileCount: tileColumns * Math.ceil(result.height / tileHeight),
    workChannels,
    rowStride,
    groupStride,
    rowSlots,
    offsets,
    line,
    sums,
    rows,
    scratchBytes: end,
  };
}

/** The inner loops work on four samples at once and may read and write up to three beyond the end. */
function padded(samples: number): number {
  return Math.ceil(samples / 4) * 4 + 4;
}

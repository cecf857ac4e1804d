// Looks through the samples of a picture: extremes, sums and what is out of range, or how many fall into which bin. Every
// thread has tables of its own (tally-layout.ts), which the engine adds up.
import { claimChunk, isStopped, number, pointer, readPixelJob, whole } from './pixel-job';
import * as slots from './pixel-slots';
import * as layout from './tally-layout';

let table: usize = 0;
let bins: i32 = 0;
let channels: i32 = 1;
let hasLuminance: bool = false;
let redShare: f64 = 0;
let greenShare: f64 = 0;
let blueShare: f64 = 0;
let start: f64 = 0;
let scale: f64 = 0;
let limitLow: f64 = 0;
let limitHigh: f64 = 0;
let edgeLow: f64 = 0;
let edgeHigh: f64 = 0;

export function tally(job: usize, thread: i32): void {
  readPixelJob(job, thread);
  table = pointer(slots.TALLY) + <usize>thread * pointer(slots.TALLY_BYTES);
  bins = whole(slots.BINS);
  channels = whole(slots.CHANNELS);
  hasLuminance = channels > 2;
  redShare = number(slots.LUMINANCE_RED);
  greenShare = number(slots.LUMINANCE_GREEN);
  blueShare = number(slots.LUMINANCE_BLUE);
  start = number(slots.DOMAIN_START);
  scale = number(slots.DOMAIN_SCALE);
  limitLow = number(slots.LIMIT_LOW);
  limitHigh = number(slots.LIMIT_HIGH);
  edgeLow = number(slots.EDGE_LOW);
  edgeHigh = number(slots.EDGE_HIGH);
  const stride = pointer(slots.SOURCE_STRIDE);
  const depth = whole(slots.DEPTH);
  const chunkRows = whole(slots.CHUNK_ROWS);
  const height = whole(slots.HEIGHT);
  for (let chunk = claimChunk(); chunk >= 0; chunk = claimChunk()) {
    const end = min(height, (chunk + 1) * chunkRows);
    for (let y = chunk * chunkRows; y < end; y++) {
      const row = pointer(slots.SOURCE) + <usize>y * stride;
      if (depth == 0) codesOfRow<u8>(row);
      else if (depth == 1) codesOfRow<u16>(row);
      else if (bins > 0) floatsOfRow(row);
      else measureRow(row);
      if (isStopped()) return;
    }
  }
}

function count(lane: i32, bin: i32): void {
  const at = table + ((<usize>(lane * bins + bin)) << 2);
  store<u32>(at, load<u32>(at) + 1);
}

/** Codes are their own bins. */
function codesOfRow<T>(row: usize): void {
  const pixel = <usize>channels * sizeof<T>();
  const end = row + <usize>whole(slots.WIDTH) * pixel;
  for (; row < end; row += pixel) {
    for (let c = 0; c < channels; c++) count(c, <i32>load<T>(row + <usize>c * sizeof<T>()));
    if (hasLuminance) {
      const red = redShare * <f64>load<T>(row);
      const green = greenShare * <f64>load<T>(row + sizeof<T>());
      const blue = blueShare * <f64>load<T>(row + 2 * sizeof<T>());
      count(channels, min(bins - 1, max(0, <i32>floor(red + green + blue + 0.5))));
    }
  }
}

function luminanceOf(pixel: usize): f64 {
  return redShare * load<f32>(pixel) + greenShare * load<f32>(pixel, 4) + blueShare * load<f32>(pixel, 8);
}

/** What lies beyond the domain falls into its first or last bin. */
function sort(lane: i32, value: f64): void {
  if (isFinite(value)) count(lane, <i32>min<f64>(bins - 1, max<f64>(0, floor((value - start) * scale))));
}

function floatsOfRow(row: usize): void {
  const pixel = (<usize>channels) << 2;
  const end = row + <usize>whole(slots.WIDTH) * pixel;
  for (; row < end; row += pixel) {
    for (let c = 0; c < channels; c++) sort(c, load<f32>(row + ((<usize>c) << 2)));
    if (hasLuminance) sort(channels, luminanceOf(row));
  }
}

function add(at: usize, field: i32, value: f64): void {
  const place = at + ((<usize>field) << 3);
  store<f64>(place, load<f64>(place) + value);
}

/** Below is 1, above 2, no valid value 4. */
function measure(lane: i32, value: f64): i32 {
  if (!isFinite(value)) return 4;
  const at = table + ((<usize>(lane * layout.LANE_NUMBERS)) << 3);
  const minimum = at + (layout.MINIMUM << 3);
  const maximum = at + (layout.MAXIMUM << 3);
  if (value < load<f64>(minimum)) store<f64>(minimum, value);
  if (value > load<f64>(maximum)) store<f64>(maximum, value);
  add(at, layout.SUM, value);
  add(at, layout.SQUARES, value * value);
  if (value <= edgeLow) add(at, layout.CLIPPED_LOW, 1);
  if (value >= edgeHigh) add(at, layout.CLIPPED_HIGH, 1);
  if (value < limitLow) {
    add(at, layout.BELOW, 1);
    return 1;
  }
  if (value > limitHigh) {
    add(at, layout.ABOVE, 1);
    return 2;
  }
  return 0;
}

function measureRow(row: usize): void {
  const pixel = (<usize>channels) << 2;
  const end = row + <usize>whole(slots.WIDTH) * pixel;
  const lanes = hasLuminance ? channels + 1 : channels;
  const pixels = table + ((<usize>(lanes * layout.LANE_NUMBERS)) << 3);
  for (; row < end; row += pixel) {
    let marks = 0;
    for (let c = 0; c < channels; c++) marks |= measure(c, load<f32>(row + ((<usize>c) << 2)));
    if (hasLuminance) measure(channels, luminanceOf(row));
    if (marks == 0) continue;
    if (marks & 1) add(pixels, layout.PIXELS_BELOW, 1);
    if (marks & 2) add(pixels, layout.PIXELS_ABOVE, 1);
    if (marks & 4) add(pixels, layout.PIXELS_INVALID, 1);
  }
}

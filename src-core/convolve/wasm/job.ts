// The running job as globals; every thread has its own instance of the module, so these are its own.
import * as slots from './slots';

export let job: usize = 0;
export let scratch: usize = 0;
/** room.ts */
export let room: usize = 0;

export let source: usize = 0;
export let sourceStride: usize = 0;
export let sourceDepth: i32 = 0;
export let channels: i32 = 0;
export let pixelBytes: usize = 0;
export let windowX: i32 = 0;
export let windowY: i32 = 0;
export let windowWidth: i32 = 0;
export let windowHeight: i32 = 0;
export let wholeWidth: i32 = 0;
export let wholeHeight: i32 = 0;
export let border: i32 = 0;
export let originX: i32 = 0;
export let originY: i32 = 0;
export let resultDepth: i32 = 0;
export let resultPixelBytes: usize = 0;
export let workChannels: i32 = 0;
export let law: i32 = 0;
export let ticks: i32 = 0;
export let luminance: bool = false;
export let linear: bool = false;
export let hasAlpha: bool = false;
export let colours: i32 = 0;
export let colourUnit: f64 = 1;
export let alphaUnit: f64 = 1;
export let reachLeft: i32 = 0;
export let reachTop: i32 = 0;
export let resultWidth: i32 = 0;
export let resultHeight: i32 = 0;
export let sourceMax: f64 = 1;
export let resultMax: f64 = 1;
export let redWeight: f64 = 0;
export let greenWeight: f64 = 0;
export let blueWeight: f64 = 0;
/** Ones where floats without a valid value stay what they are. */
export let keptInvalid: i32 = 0;

/** The plan that serves the tile at hand; whether its work samples are weighted by α, and are float64. */
let plan: usize = 0;
export let weighted: bool = false;
export let wide: bool = false;

export function number(slot: i32): f64 {
  return load<f64>(slot < slots.PLAN ? job + ((<usize>slot) << 3) : plan + ((<usize>(slot - slots.PLAN)) << 3));
}

export function whole(slot: i32): i32 {
  return <i32>number(slot);
}

export function pointer(slot: i32): usize {
  return <usize>(<u32>number(slot));
}

function fullScale(depth: i32): f64 {
  return depth == 0 ? 255 : depth == 1 ? 65535 : 1;
}

export function readJob(block: usize, thread: i32): void {
  job = block;
  scratch = pointer(slots.SCRATCH) + <usize>thread * pointer(slots.SCRATCH_BYTES);
  room = scratch + pointer(slots.ROOM);
  source = pointer(slots.SOURCE);
  sourceStride = pointer(slots.SOURCE_STRIDE);
  sourceDepth = whole(slots.SOURCE_DEPTH);
  channels = whole(slots.CHANNELS);
  pixelBytes = (<usize>channels) << sourceDepth;
  windowX = whole(slots.WINDOW_X);
  windowY = whole(slots.WINDOW_Y);
  windowWidth = whole(slots.WINDOW_WIDTH);
  windowHeight = whole(slots.WINDOW_HEIGHT);
  wholeWidth = whole(slots.WHOLE_WIDTH);
  wholeHeight = whole(slots.WHOLE_HEIGHT);
  border = whole(slots.BORDER);
  originX = whole(slots.ORIGIN_X);
  originY = whole(slots.ORIGIN_Y);
  resultDepth = whole(slots.RESULT_DEPTH);
  resultPixelBytes = (<usize>channels) << resultDepth;
  workChannels = whole(slots.WORK_CHANNELS);
  law = whole(slots.LAW);
  ticks = whole(slots.TICKS);
  reachLeft = whole(slots.REACH_LEFT);
  reachTop = whole(slots.REACH_TOP);
  resultWidth = whole(slots.RESULT_WIDTH);
  resultHeight = whole(slots.RESULT_HEIGHT);
  luminance = whole(slots.LUMINANCE) != 0;
  linear = whole(slots.LINEAR) != 0;
  hasAlpha = (channels & 1) == 0;
  colours = hasAlpha ? channels - 1 : channels;
  colourUnit = number(slots.COLOUR_UNIT);
  sourceMax = fullScale(sourceDepth);
  resultMax = fullScale(resultDepth);
  redWeight = number(slots.LUMINANCE_RED);
  greenWeight = number(slots.LUMINANCE_GREEN);
  blueWeight = number(slots.LUMINANCE_BLUE);
  keptInvalid = whole(slots.KEEP_INVALID) != 0 ? -1 : 0;
}

export function usePlan(isWeighted: bool): void {
  weighted = isWeighted;
  plan = pointer(isWeighted ? slots.WEIGHTED : slots.PLAIN);
  wide = whole(slots.WIDE) != 0;
  alphaUnit = number(slots.ALPHA_UNIT);
}

/** The row of the source buffer that holds a row of the picture. */
export function sourcePixel(x: i32, y: i32): usize {
  return source + <usize>(y - windowY) * sourceStride + <usize>(x - windowX) * pixelBytes;
}

export function isCancelled(): bool {
  return atomic.load<i32>(job + slots.CANCEL) != 0;
}

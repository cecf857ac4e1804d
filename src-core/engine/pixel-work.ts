// What the threads do to pixels besides filtering them: shrink them, put parts together, look through them. Large
// copies belong here, never on the thread that answers messages.
import * as slots from '../convolve/wasm/pixel-slots.ts';
import { refuse } from '../errors.ts';
import { intersect, wholeOf, type Rectangle } from '../geometry.ts';
import { hasOpacity, type Raster } from '../raster.ts';
import { shrunkSize } from './geometry.ts';
import type { ImageSpec } from './images.ts';
import { setKind, strideOf, type Fill } from './pixel-job.ts';
import type { PixelTasks } from './pixel-task.ts';
import type { ImagePart, Look, PixelWork } from './types.ts';

/** Vectors read and write a little beyond the end of a line. */
const LINE_SLACK = 64;
/** As wasm/shrink.ts has it: a line sums so many samples, or those of one block. */
const SEGMENT_SAMPLES = 4096;
const LOOK_CODES = { valid: 0, srgb: 1, light: 2, untouched: 3 } as const;

export function createPixelWork({ carryOut }: PixelTasks): PixelWork {
  return {
    async shrink(source, factor, { signal } = {}) {
      if (!Number.isInteger(factor) || factor < 1) refuse('a whole number of at least 1', 'factor', factor);
      const { channels, depth, width, height } = source;
      const size = shrunkSize(source, factor);
      const { image } = await carryOut({
        entry: 'shrink',
        reads: [source],
        makes: { ...size, channels, depth },
        signal,
        rows: size.height,
        rowPixels: width * Math.min(factor, height),
        lineBytes: Math.max(SEGMENT_SAMPLES, Math.min(factor, width) * channels) * 8 + LINE_SLACK,
        fill([pointer = 0], target, set) {
          setKind(set, source);
          set(slots.SOURCE, pointer);
          set(slots.SOURCE_STRIDE, strideOf(source));
          set(slots.WIDTH, width);
          set(slots.HEIGHT, height);
          set(slots.FACTOR, factor);
          set(slots.TARGET, target);
          set(slots.TARGET_STRIDE, strideOf({ ...size, channels, depth }));
        },
      });
      return image!;
    },

    async compose(parts, rectangle, { look = null, keepInvalid = false, signal } = {}) {
      const kind = kindOf(parts);
      const makes: ImageSpec = {
        width: rectangle.width,
        height: rectangle.height,
        channels: look ? 4 : kind.channels,
        depth: look ? 'u8' : kind.depth,
      };
      const { image, count } = await carryOut({
        entry: 'show',
        reads: parts.map(({ raster }) => raster),
        makes,
        signal,
        rows: rectangle.height,
        rowPixels: rectangle.width,
        lineBytes: look === 'srgb' && kind.depth !== 'u8' ? rectangle.width * kind.channels + LINE_SLACK : 0,
        fill(sources, target, set, place) {
          setKind(set, kind);
          set(slots.WIDTH, rectangle.width);
          set(slots.HEIGHT, rectangle.height);
          set(slots.TARGET, target);
          set(slots.TARGET_STRIDE, strideOf(makes));
          set(slots.PARTS, place(placesOf(parts, sources, rectangle)));
          set(slots.PART_COUNT, parts.length);
          if (look) setLook(look, set, place);
          else set(slots.LOOK, keepInvalid ? LOOK_CODES.untouched : LOOK_CODES.valid);
        },
      });
      return { image: image!, invalidSamples: count };
    },

    async isOpaque(source, { signal } = {}) {
      if (!hasOpacity(source.channels)) return true;
      const { count } = await carryOut({
        entry: 'scan',
        reads: [source],
        makes: null,
        signal,
        rows: source.height,
        rowPixels: source.width,
        lineBytes: 0,
        fill([pointer = 0], _, set) {
          setKind(set, source);
          set(slots.SOURCE, pointer);
          set(slots.SOURCE_STRIDE, strideOf(source));
          set(slots.WIDTH, source.width);
          set(slots.HEIGHT, source.height);
        },
      });
      return count === 0;
    },

    async countInvalid(source, rectangle, { signal } = {}) {
      const { x, y, width, height } = intersect(rectangle, wholeOf(source));
      if (source.depth !== 'f32' || width <= 0 || height <= 0) return 0;
      const { count } = await carryOut({
        entry: 'invalid',
        reads: [source],
        makes: null,
        signal,
        rows: height,
        rowPixels: width,
        lineBytes: 0,
        fill([pointer = 0], _, set) {
          setKind(set, source);
          set(slots.SOURCE, pointer + y * strideOf(source) + x * strideOf({ ...source, width: 1 }));
          set(slots.SOURCE_STRIDE, strideOf(source));
          set(slots.WIDTH, width);
          set(slots.HEIGHT, height);
        },
      });
      return count;
    },
  };
}

function kindOf(parts: readonly ImagePart[]): Pick<Raster, 'channels' | 'depth'> {
  const [first] = parts;
  if (!first) return refuse('at least one', 'parts', parts.length);
  const { channels, depth } = first.raster;
  if (parts.some(({ raster }) => raster.channels !== channels || raster.depth !== depth)) {
    refuse(`channels and depth as of the first, ${channels} and ${depth}`, 'parts', 'others');
  }
  return { channels, depth };
}

/** For each part its first pixel that shows, and the rectangle of the target that it fills. */
function placesOf(parts: readonly ImagePart[], sources: readonly number[], rectangle: Rectangle): Float64Array {
  const places = new Float64Array(parts.length * slots.PART_FIELDS);
  parts.forEach(({ raster, x, y }, index) => {
    const shown = intersect(rectangle, { x, y, width: raster.width, height: raster.height });
    const stride = strideOf(raster);
    const first = (shown.y - y) * stride + (shown.x - x) * strideOf({ ...raster, width: 1 });
    const at = index * slots.PART_FIELDS;
    places[at + slots.PART_POINTER] = sources[index]! + first;
    places[at + slots.PART_STRIDE] = stride;
    places[at + slots.PART_X] = shown.x - rectangle.x;
    places[at + slots.PART_Y] = shown.y - rectangle.y;
    places[at + slots.PART_WIDTH] = Math.max(0, shown.width);
    places[at + slots.PART_HEIGHT] = Math.max(0, shown.height);
  });
  return places;
}

function setLook(look: Look, set: Parameters<Fill>[0], place: Parameters<Fill>[1]): void {
  if (look === 'srgb') return set(slots.LOOK, LOOK_CODES.srgb);
  set(slots.LOOK, LOOK_CODES.light);
  const [red, green = red, blue = red] = look.light.map(place);
  set(slots.LIGHT_0, red!);
  set(slots.LIGHT_1, green!);
  set(slots.LIGHT_2, blue!);
  set(slots.MATRIX, look.matrix ? place(Float32Array.from(look.matrix)) : 0);
  set(slots.ENCODING, place(look.encoding));
}

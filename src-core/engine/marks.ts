// Which pixels of a rectangle are out of range before they are clamped, or have no valid value: from counts for every
// pixel of the level, which are kept like the pixels themselves.
import type { Params, pixelCalls } from '../contract.ts';
import { AppError } from '../errors.ts';
import type { Point, Rectangle } from '../geometry.ts';
import type { MarksValue } from '../inspection.ts';
import type { Raster } from '../raster.ts';
import { estimateRanges } from './estimate-ranges.ts';
import { evaluate, type Ground, type TurnOptions } from './evaluate.ts';
import { releaseAll, type Evaluation } from './evaluation.ts';
import { resultOrigin, shrunkSize } from './geometry.ts';
import { limitsOf } from './limits.ts';
import type { OpenPicture } from './open-picture.ts';
import { shiftedBy } from './preview.ts';
import { fitInside } from './samples.ts';
import { coarsenStack, prefixOf, resolveStack, type Stack } from './stack.ts';
import { shrunkParts, type Reduce } from './tiles.ts';
import type { EngineImage, PixelMarks } from './types.ts';

const MOST_PIXELS = 20_000_000;
const NONE: PixelMarks = { below: 0, above: 0, invalid: 0 };
/** What a byte of the reply says. */
const BITS = { below: 1, above: 2, invalid: 4 } as const;

export async function marks(
  picture: OpenPicture,
  params: Params<typeof pixelCalls, 'marks'>,
  signal: AbortSignal,
): Promise<{ value: MarksValue; body: Uint8Array }> {
  const started = performance.now();
  const { filters, level, quality } = params;
  const stack = resolveStack(filters, picture.source, picture.names);
  const rectangle = fitInside(params.rectangle, shrunkSize(stack.output, 2 ** level));
  if (rectangle.width * rectangle.height > MOST_PIXELS) {
    throw new AppError('too-large', 'Expected at most 20 megapixels for marks.');
  }
  const body = new Uint8Array(rectangle.width * rectangle.height);
  const isStored = picture.source.depth !== 'f32' && stack.stages.length === 0;
  // Integers as they are stored are in range.
  let pixels = NONE;
  let exact = true;
  if (!isStored) {
    const draw = quality === 'exact' ? markExactly : markQuickly;
    ({ pixels, exact } = await draw(picture, stack, rectangle, params, body, signal));
  }
  return { value: { rectangle, level, exact, pixels, milliseconds: performance.now() - started }, body };
}

type Asked = Pick<Params<typeof pixelCalls, 'marks'>, 'level' | 'invalid'>;

interface Marked {
  readonly pixels: PixelMarks;
  readonly exact: boolean;
}

async function markExactly(
  picture: OpenPicture,
  unranged: Stack,
  rectangle: Rectangle,
  { level, invalid }: Asked,
  body: Uint8Array,
  signal: AbortSignal,
): Promise<Marked> {
  const { ground } = picture;
  const options = { depth: 'f32', purpose: 'inspect', signal, keepInvalid: true } as const;
  const stack = await picture.ranges.complete(ground, unranged, options);
  const parts = await shrunkParts(ground, stack, level, rectangle, options, MARKING);
  let pixels = await readMarks(ground, parts, rectangle, body, signal);
  if (invalid) {
    for (let count = 1; count < stack.stages.length; count += 1) {
      const more = await invalidAfter(picture, stack, count, rectangle, level, options);
      more.bytes.forEach((byte, index) => (body[index]! |= byte & BITS.invalid));
      pixels = { ...pixels, invalid: pixels.invalid + more.invalid };
    }
  }
  return { pixels, exact: true };
}

/** What a filter before the last left without a valid value: it was set to 0 for the next one. */
async function invalidAfter(
  { ground }: OpenPicture,
  stack: Stack,
  count: number,
  rectangle: Rectangle,
  level: number,
  options: TurnOptions,
): Promise<{ readonly bytes: Uint8Array; readonly invalid: number }> {
  const prefix = prefixOf(stack, count - 1);
  const origin = originOf(prefix);
  const factor = 2 ** level;
  const moved = {
    ...rectangle,
    x: rectangle.x + Math.round((stack.origin.x - origin.x) / factor),
    y: rectangle.y + Math.round((stack.origin.y - origin.y) / factor),
  };
  const bytes = new Uint8Array(rectangle.width * rectangle.height);
  const inside = fitInside(moved, shrunkSize(prefix.output, factor));
  if (inside.width !== rectangle.width || inside.height !== rectangle.height) return { bytes, invalid: 0 };
  const parts = await shrunkParts(ground, prefix, level, inside, options, MARKING);
  const { invalid } = await readMarks(ground, parts, inside, bytes, options.signal);
  return { bytes, invalid };
}

function originOf({ stages }: Stack): Point {
  return stages
    .map(({ operator, settings }) => resultOrigin(operator, settings))
    .reduce((sum, { x, y }) => ({ x: sum.x + x, y: sum.y + y }), { x: 0, y: 0 });
}

const MARKING: Reduce = {
  name: 'marks',
  of: (engine, { raster, plans }, factor, signal) => engine.mark(raster, factor, limitsOf(plans), { signal }),
};

/** Shrunk source under shrunk kernels; a pixel of the level stands for all of its own. */
async function markQuickly(
  picture: OpenPicture,
  unranged: Stack,
  rectangle: Rectangle,
  { level }: Asked,
  body: Uint8Array,
  signal: AbortSignal,
): Promise<Marked> {
  const options = { depth: 'f32', purpose: 'inspect', signal, keepInvalid: true } as const;
  const { stack, estimated } = await estimateRanges(picture, unranged, level, options);
  const source = await picture.pyramid.level(level, signal);
  const factor = 2 ** level;
  const used = level === 0 ? stack : coarsenStack(stack, source, () => factor);
  const shifted = level === 0 ? rectangle : shiftedBy(rectangle, stack.origin, factor, source);
  const ground = { ...picture.ground, source, regions: null };
  const parts = await ground.queue.run('inspect', signal, async () => {
    const result = await evaluate(ground, used, shifted, options);
    try {
      const image = await ground.engine.mark(result.raster, 1, limitsOf(result.plans), { signal });
      return [{ ...result, rectangle: shifted, raster: image, release: () => image.release() }];
    } finally {
      result.release();
    }
  });
  const found = await readMarks(ground, parts, shifted, body, signal);
  const { below, above, invalid } = found;
  const each = factor * factor;
  const pixels = { below: below * each, above: above * each, invalid: invalid * each };
  return { pixels, exact: level === 0 && !estimated };
}

/** Fills in the bytes and adds the counts up. Releases the parts. */
async function readMarks(
  { engine }: Ground,
  parts: readonly Evaluation[],
  rectangle: Rectangle,
  body: Uint8Array,
  signal: AbortSignal,
): Promise<PixelMarks> {
  let image: EngineImage | null = null;
  try {
    const placed = parts.map(({ raster, rectangle: { x, y } }) => ({ raster, x, y }));
    ({ image } = await engine.compose(placed, rectangle, { signal }));
    return addMarks(image, body);
  } finally {
    image?.release();
    releaseAll(parts);
  }
}

function addMarks({ data }: Raster, body: Uint8Array): PixelMarks {
  let [below, above, invalid] = [0, 0, 0];
  for (let pixel = 0, at = 0; pixel < body.length; pixel += 1, at += 3) {
    const [low, high, none] = [data[at]!, data[at + 1]!, data[at + 2]!];
    if (low === 0 && high === 0 && none === 0) continue;
    below += low;
    above += high;
    invalid += none;
    body[pixel] = (low > 0 ? BITS.below : 0) | (high > 0 ? BITS.above : 0) | (none > 0 ? BITS.invalid : 0);
  }
  return { below, above, invalid };
}

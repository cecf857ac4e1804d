// The values around one pixel, before and after.
import { curveOf, decodeCurve } from '../colour/curve.ts';
import type { Params, pixelCalls, Value } from '../contract.ts';
import { fullScale, hasOpacity, type Raster, type Size } from '../raster.ts';
import type { Point } from '../geometry.ts';
import { estimateRanges } from './estimate-ranges.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation } from './evaluation.ts';
import type { OpenPicture } from './open-picture.ts';
import { fitInside } from './samples.ts';
import { resolveStack } from './stack.ts';

export async function inspect(
  picture: OpenPicture,
  { filters, x, y, radius }: Params<typeof pixelCalls, 'inspect'>,
  signal: AbortSignal,
): Promise<{ value: Value<typeof pixelCalls, 'inspect'>; body: Uint8Array }> {
  const { source, ground } = picture;
  const options = { depth: source.depth, purpose: 'inspect', signal } as const;
  // Until the range of `minmax` is known, the values are those of the approximate picture that is shown.
  const { stack } = await estimateRanges(picture, resolveStack(filters, source, picture.names), 0, options);
  const side = 2 * radius + 1;
  const centre = clampPoint({ x, y }, stack.output);
  const samples = new Float32Array(2 * side * side * source.channels);
  const half = samples.length / 2;
  const around = fitInside({ x: centre.x - radius, y: centre.y - radius, width: side, height: side }, stack.output);
  const at = { ...centre, width: 1, height: 1 };
  const { result, float } = await ground.queue.run('inspect', signal, async () => {
    const result = await evaluate(ground, stack, around, options);
    return { result, float: await pixelOf(evaluate(ground, stack, at, { ...options, depth: 'f32' })) };
  });
  try {
    const before = { x: centre.x + stack.origin.x, y: centre.y + stack.origin.y };
    readAround(source, { x: 0, y: 0 }, before, radius, samples.subarray(0, half));
    readAround(result.raster, around, centre, radius, samples.subarray(half));
  } finally {
    result.release();
  }
  const middle = ((side * side - 1) / 2) * source.channels;
  const stored = [...samples.subarray(middle, middle + source.channels)];
  const pixel = {
    result: float,
    linearBefore: linearOf(stored, picture),
    linearAfter: linearOf(float, picture),
  };
  return { value: { channels: source.channels, side, pixel }, body: new Uint8Array(samples.buffer) };
}

/** The samples of a result of one pixel, which is released. */
async function pixelOf(evaluation: Promise<Evaluation>): Promise<number[]> {
  const { raster, release } = await evaluation;
  const samples = [...raster.data];
  release();
  return samples;
}

/** Opacity has no light. */
function linearOf(samples: readonly number[], { source, colourSpace }: OpenPicture): number[] {
  const colours = hasOpacity(source.channels) ? source.channels - 1 : source.channels;
  return samples.map((value, channel) =>
    finite(channel < colours ? decodeCurve(curveOf(colourSpace, channel), value) : value),
  );
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}

function clampPoint({ x, y }: Point, { width, height }: Size): Point {
  return { x: Math.min(Math.max(x, 0), width - 1), y: Math.min(Math.max(y, 0), height - 1) };
}

/** `raster` stands at `corner` of its picture; beyond its edges the nearest pixel is repeated. */
function readAround(raster: Raster, corner: Point, centre: Point, radius: number, target: Float32Array): void {
  const { channels, data } = raster;
  const scale = fullScale(raster.depth);
  let to = 0;
  for (let dy = -radius; dy <= radius; dy += 1) {
    for (let dx = -radius; dx <= radius; dx += 1) {
      const { x, y } = clampPoint({ x: centre.x + dx - corner.x, y: centre.y + dy - corner.y }, raster);
      const from = (y * raster.width + x) * channels;
      for (let c = 0; c < channels; c += 1) target[to++] = data[from + c]! / scale;
    }
  }
}

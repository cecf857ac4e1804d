// The luminance of a square in the middle of the result, for spectra.
import { curveOf, decodeCurve } from '../colour/curve.ts';
import type { ColourSpace } from '../colour/colour-space.ts';
import type { Params, pixelCalls, Value } from '../contract.ts';
import type { Light } from '../filters/settings.ts';
import type { Rectangle } from '../geometry.ts';
import { fullScale, hasOpacity, type Raster } from '../raster.ts';
import { estimateRanges } from './estimate-ranges.ts';
import { evaluate } from './evaluate.ts';
import type { OpenPicture } from './open-picture.ts';
import { resolveStack } from './stack.ts';

export async function luminance(
  picture: OpenPicture,
  { filters, maxSide, light }: Params<typeof pixelCalls, 'luminance'>,
  signal: AbortSignal,
): Promise<{ value: Value<typeof pixelCalls, 'luminance'>; body: Uint8Array }> {
  const { source, ground, colourSpace, names } = picture;
  const options = { depth: source.depth, purpose: 'thumbnail', signal } as const;
  const { stack } = await estimateRanges(picture, resolveStack(filters, source, names), 0, options);
  const { width, height } = stack.output;
  const side = 2 ** Math.floor(Math.log2(Math.min(width, height, maxSide)));
  const [x, y] = [Math.floor((width - side) / 2), Math.floor((height - side) / 2)];
  const square = { x, y, width: side, height: side };
  const result = await ground.queue.run('thumbnail', signal, () => evaluate(ground, stack, square, options));
  try {
    const values = luminanceOf(result.raster, square, result.rectangle, colourSpace, light);
    return { value: { side, x, y }, body: new Uint8Array(values.buffer) };
  } finally {
    result.release();
  }
}

/** SEMANTICS §9's Y, in either light; the raster stands at `place`. */
function luminanceOf(
  { data, width, channels, depth }: Raster,
  square: Rectangle,
  place: Rectangle,
  colourSpace: ColourSpace,
  light: Light,
): Float32Array<ArrayBuffer> {
  const colours = hasOpacity(channels) ? channels - 1 : channels;
  const shares = colours === 1 ? [1] : colourSpace.luminance;
  const scale = fullScale(depth);
  const values = new Float32Array(square.width * square.height);
  let to = 0;
  for (let row = 0; row < square.height; row += 1) {
    let from = ((square.y - place.y + row) * width + square.x - place.x) * channels;
    for (let column = 0; column < square.width; column += 1, from += channels) {
      let sum = 0;
      for (let channel = 0; channel < colours; channel += 1) {
        const value = data[from + channel]! / scale;
        sum += shares[channel]! * (light === 'linear' ? decodeCurve(curveOf(colourSpace, channel), value) : value);
      }
      values[to++] = sum;
    }
  }
  return values;
}

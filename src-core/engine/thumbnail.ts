// Small pictures of what a stack does, for galleries: recognisable rather than to scale.
import type { Params, pixelCalls } from '../contract.ts';
import { extentOf } from '../convolve/sums.ts';
import { wholeOf } from '../geometry.ts';
import type { Raster, Size } from '../raster.ts';
import type { Reply } from './bodies.ts';
import { evaluateParts } from './evaluate.ts';
import type { OpenPicture } from './open-picture.ts';
import { createResizer } from './resize.ts';
import { show } from './show.ts';
import { coarsenStack, resolveStack, type Filtered } from './stack.ts';

/** A kernel may cover this part of the shorter side; on the full picture most would be too small to see. */
const LARGEST_KERNEL = 0.5;

export async function thumbnail(
  picture: OpenPicture,
  params: Filtered<Params<typeof pixelCalls, 'thumbnail'>>,
  signal: AbortSignal,
): Promise<Reply<Size>> {
  const source = await miniature(picture, params, signal);
  const { width, height } = source;
  const limit = Math.max(3, Math.min(width, height) * LARGEST_KERNEL);
  const stack = coarsenStack(resolveStack(params.filters, picture.source, picture.names), source, (operator) => {
    const { rows, columns } = extentOf(operator);
    return Math.max(1, Math.max(rows, columns) / limit);
  });
  const options = { depth: source.depth, signal } as const;
  // Galleries keep their pictures themselves.
  const ground = { ...picture.ground, source, regions: null };
  const body = await ground.queue.run('thumbnail', signal, async () => {
    const parts = await evaluateParts(ground, stack, wholeOf(source), options);
    return show(picture, parts, wholeOf(source), { space: 'display', signal });
  });
  return { value: { width, height }, body: body.bytes, release: body.release };
}

/** The source inside the given box, never enlarged; made once for every preset of a gallery. */
async function miniature(
  picture: OpenPicture,
  box: { maxWidth: number; maxHeight: number },
  signal: AbortSignal,
): Promise<Raster> {
  signal.throwIfAborted();
  const size = sizeInside(picture.source, box);
  const key = `${size.width}×${size.height}`;
  const making =
    picture.miniatures.get(key) ??
    make(picture, size).catch((thrown: unknown) => {
      picture.miniatures.delete(key);
      throw thrown;
    });
  picture.miniatures.set(key, making);
  const raster = await making;
  signal.throwIfAborted();
  return raster;
}

function sizeInside({ width, height }: Size, { maxWidth, maxHeight }: { maxWidth: number; maxHeight: number }): Size {
  const scale = Math.min(1, maxWidth / width, maxHeight / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

async function make(picture: OpenPicture, size: Size): Promise<Raster> {
  const { source, pyramid, closed } = picture;
  const level = Math.floor(Math.log2(Math.min(source.width / size.width, source.height / size.height)));
  const near = await pyramid.near(Math.max(0, level), closed);
  const resizer = createResizer(near, size, {
    channels: near.channels,
    depth: near.depth,
    colourSpace: picture.colourSpace,
  });
  await resizer.add(near, closed);
  return resizer.target;
}

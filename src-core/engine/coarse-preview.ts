// What the page sees of a picture that is still being decoded: never exact, and coarser than it will be.
import type { RenderParams, RenderValue } from '../contract.ts';
import type { Reply } from './bodies.ts';
import { shrunkSize } from './geometry.ts';
import type { OpenPicture } from './open-picture.ts';
import { render } from './preview.ts';
import { fitInside } from './samples.ts';
import { resolveStack } from './stack.ts';

/** Whether a coarse picture will do: not where every pixel is asked for, nor finer ones than there are. */
export function suitsCoarse({ finest }: OpenPicture, { quality, level, shrink = 0 }: RenderParams): boolean {
  return (quality === 'approximate' || shrink > 0) && level + shrink >= finest;
}

/** What would be shrunk after computing is computed coarser instead, as far as the picture itself is coarser. */
export async function renderCoarse(
  picture: OpenPicture,
  params: RenderParams,
  signal: AbortSignal,
): Promise<Reply<RenderValue>> {
  const { level, shrink = 0 } = params;
  const steps = Math.max(0, picture.finest - level);
  const { output } = resolveStack(params.filters, picture.source, picture.names);
  const rectangle = fitInside(params.rectangle, shrunkSize(output, 2 ** level));
  const coarser = {
    x: Math.floor(rectangle.x / 2 ** steps),
    y: Math.floor(rectangle.y / 2 ** steps),
    ...shrunkSize(rectangle, 2 ** steps),
  };
  const asked = { ...params, rectangle: coarser, level: level + steps, shrink: shrink - steps } as const;
  const reply = await render(picture, { ...asked, quality: 'approximate' }, signal);
  return { ...reply, value: { ...reply.value, rectangle, level, exact: false, coarse: true } };
}

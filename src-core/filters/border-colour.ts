// One filter on pictures of different kinds: its border colour, told for one kind, read for another.
import type { ChannelCount } from '../raster.ts';

/** Numbers for RGB or grey, with or without α, for a picture of `channels`. A colour without α is opaque. */
export function fitBorderColour(
  colour: readonly number[],
  channels: ChannelCount,
  luminance: readonly [number, number, number],
): number[] {
  if (colour.length === 1 || colour.length === channels) return [...colour];
  const alpha = colour.length % 2 === 0 ? (colour.at(-1) ?? 1) : 1;
  const [red = 0, green = red, blue = red] = colour.length === 2 ? colour.slice(0, 1) : colour;
  const [r, g, b] = luminance;
  const colours = channels > 2 ? [red, green, blue] : [r * red + g * green + b * blue];
  return channels % 2 === 0 ? [...colours, alpha] : colours;
}

// Draws one half of the loupe from sample values.
import type { Point, Rectangle } from '../../../src-core/geometry.ts';

export interface LoupePicture {
  /** Encoded fractions of full scale, side² · channels of them. */
  readonly samples: Float32Array;
  readonly side: number;
  readonly channels: number;
  readonly colourSpace: string;
  /** CSS pixels per image pixel. */
  readonly scale: number;
  readonly ratio: number;
  /** The pixel in the middle. */
  readonly pixel: Point;
  /** In image pixels; null for none. */
  readonly footprint: Rectangle | null;
}

/** Colour spaces that style sheets know, by what profiles call themselves. */
const KNOWN_SPACES: readonly (readonly [RegExp, string])[] = [
  [/adobe ?rgb/i, 'a98-rgb'],
  [/display ?p3/i, 'display-p3'],
  [/prophoto|romm/i, 'prophoto-rgb'],
  [/(rec|bt)\.? ?2020/i, 'rec2020'],
];

/**
 * The colour of a pixel on screen. sRGB, and what is not known, is quantised as SEMANTICS §5 has it:
 * clamp, then floor(v · 255 + ½); other spaces are left to the browser.
 */
export function cssColour(samples: ArrayLike<number>, at: number, channels: number, colourSpace = 'sRGB'): string {
  const space = channels < 3 ? undefined : KNOWN_SPACES.find(([name]) => name.test(colourSpace))?.[1];
  if (space) {
    const part = (index: number): number => Math.min(1, Math.max(0, samples[at + index] ?? 0));
    return `color(${space} ${part(0)} ${part(1)} ${part(2)} / ${channels === 4 ? part(3) : 1})`;
  }
  const level = (index: number): number => Math.floor(Math.min(1, Math.max(0, samples[at + index] ?? 0)) * 255 + 0.5);
  const grey = channels < 3;
  const alpha = channels === 2 || channels === 4 ? Math.min(1, Math.max(0, samples[at + channels - 1] ?? 0)) : 1;
  return `rgb(${level(0)} ${level(grey ? 0 : 1)} ${level(grey ? 0 : 2)} / ${alpha})`;
}

export function paintLoupe(canvas: HTMLCanvasElement, picture: LoupePicture): void {
  const { samples, side, channels, colourSpace, scale, ratio, pixel, footprint } = picture;
  const cell = Math.round(scale * ratio);
  canvas.width = canvas.height = side * cell;
  const context = canvas.getContext('2d');
  if (!context) return;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      context.fillStyle = cssColour(samples, (row * side + column) * channels, channels, colourSpace);
      context.fillRect(column * cell, row * cell, cell, cell);
    }
  }
  context.fillStyle = 'rgb(0 0 0 / 0.22)';
  for (let line = 1; line < side; line++) {
    context.fillRect(line * cell, 0, 1, side * cell);
    context.fillRect(0, line * cell, side * cell, 1);
  }
  const middle = (side - 1) / 2;
  const line = Math.max(1, Math.round(ratio));
  const box = ({ x, y, width, height }: Rectangle): void => {
    for (const [lineWidth, colour] of [
      [3 * line, 'rgb(0 0 0 / 0.75)'],
      [line, '#fff'],
    ] as const) {
      context.lineWidth = lineWidth;
      context.strokeStyle = colour;
      // Half a line aside, so that it falls on whole pixels.
      context.strokeRect(x * cell + line / 2, y * cell + line / 2, width * cell, height * cell);
    }
  };
  if (footprint && footprint.width * footprint.height > 1 && footprint.width < side && footprint.height < side) {
    const { x, y, width, height } = footprint;
    box({ x: x - pixel.x + middle, y: y - pixel.y + middle, width, height });
  }
  box({ x: middle, y: middle, width: 1, height: 1 });
}

// The numbers in the pixels, from 4800 %: one line per channel, black or white, whichever reads better.
import { intersect, type Rectangle } from '../../src-core/geometry.ts';
import type { Difference } from '../../src-core/inspection.ts';
import {
  bytesPerSample,
  fullScale,
  hasOpacity,
  type ChannelCount,
  type Depth,
  type Samples,
} from '../../src-core/raster.ts';
import type { ValueTile } from './job.ts';
import type { Part } from './parts.ts';
import type { ValueFormat } from './scene.ts';
import type { View } from './zoom.ts';

/** What is written into one pixel. */
export interface PixelText {
  readonly lines: readonly string[];
  /** What the pixel shows: 0 black to 1 white. */
  readonly light: number;
}

/** What is written into the pixels of a rectangle, which is in image pixels of the source. */
export interface PixelNumbers {
  readonly rectangle: Rectangle;
  /** In every pixel. */
  readonly lineCount: number;
  /** null for a pixel of which nothing is known. */
  at(column: number, row: number): PixelText | null;
}

/** Code values for integers, three significant digits for float; true minus. */
export function valueText(sample: number, depth: Depth): string {
  const text = depth === 'f32' ? String(Number(sample.toPrecision(3))) : String(sample);
  return text.replace('-', '−');
}

/** The samples of a tile. */
export function valuesIn(tile: ValueTile, { channels, depth }: ValueFormat): PixelNumbers | null {
  const samples = samplesOf(tile, channels, depth);
  const { width } = tile.rectangle;
  return (
    samples && {
      rectangle: onSource(tile),
      lineCount: channels,
      at(column, row) {
        const from = (row * width + column) * channels;
        const pixel = samples.subarray(from, from + channels);
        return { lines: [...pixel].map((sample) => valueText(sample, depth)), light: lightOf(pixel, fullScale(depth)) };
      },
    }
  );
}

/** After minus before; without its sign where the picture shows none. */
export function changesIn(
  after: ValueTile,
  before: ValueTile,
  { channels, depth }: ValueFormat,
  { gain, signed, of }: Difference,
): PixelNumbers | null {
  const [now, then] = [samplesOf(after, channels, depth), samplesOf(before, channels, depth)];
  if (!now || !then) return null;
  const [rectangle, other] = [onSource(after), onSource(before)];
  const colours = hasOpacity(channels) ? channels - 1 : channels;
  const [first, end] = hasOpacity(channels) && of === 'opacity' ? [colours, channels] : [0, colours];
  return {
    rectangle,
    lineCount: end - first,
    at(column, row) {
      const [x, y] = [rectangle.x + column - other.x, rectangle.y + row - other.y];
      if (x < 0 || y < 0 || x >= other.width || y >= other.height) return null;
      const [here, there] = [(row * rectangle.width + column) * channels, (y * other.width + x) * channels];
      const changes = Array.from({ length: end - first }, (_, index) => {
        const change = now[here + first + index]! - then[there + first + index]!;
        return signed ? change : Math.abs(change);
      });
      const shown = changes.map(
        (change) => (signed ? 0.5 : 0) + (change / fullScale(depth)) * gain * (signed ? 0.5 : 1),
      );
      return {
        lines: changes.map((change) => `${signed && change > 0 ? '+' : ''}${valueText(change, depth)}`),
        light: lightOf(
          shown.map((light) => Math.min(1, Math.max(0, light))),
          1,
        ),
      };
    },
  };
}

export function paintNumbers(
  context: OffscreenCanvasRenderingContext2D,
  part: Part,
  { rectangle, lineCount, at }: PixelNumbers,
  { zoom }: View,
  ratio: number,
  font: string,
): void {
  const left = part.origin.x + rectangle.x * zoom;
  const top = part.origin.y + rectangle.y * zoom;
  const shown = intersect(part.clip, {
    x: left,
    y: top,
    width: rectangle.width * zoom,
    height: rectangle.height * zoom,
  });
  if (shown.width <= 0 || shown.height <= 0) return;
  const line = Math.min(15 * ratio, zoom / (lineCount + 0.6));
  context.font = `${Math.floor(line * 0.78)}px ${font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const lastRow = Math.min(rectangle.height - 1, Math.floor((shown.y + shown.height - top) / zoom));
  const lastColumn = Math.min(rectangle.width - 1, Math.floor((shown.x + shown.width - left) / zoom));
  for (let row = Math.floor((shown.y - top) / zoom); row <= lastRow; row++) {
    for (let column = Math.floor((shown.x - left) / zoom); column <= lastColumn; column++) {
      const text = at(column, row);
      if (!text) continue;
      context.fillStyle = text.light > 0.5 ? '#000' : '#fff';
      const middle = top + (row + 0.5) * zoom - ((lineCount - 1) * line) / 2;
      text.lines.forEach((words, index) => {
        context.fillText(words, left + (column + 0.5) * zoom, middle + index * line, zoom * 0.94);
      });
    }
  }
}

function onSource({ rectangle, bounds }: ValueTile): Rectangle {
  return { ...rectangle, x: bounds.x + rectangle.x, y: bounds.y + rectangle.y };
}

/** A view where the bytes allow it; a body inside a frame may start at any address. null where they are not all there. */
function samplesOf({ bytes, rectangle }: ValueTile, channels: ChannelCount, depth: Depth): Samples | null {
  const size = bytesPerSample(depth);
  if (bytes.byteLength < rectangle.width * rectangle.height * channels * size) return null;
  if (bytes.byteLength % size !== 0) return null;
  const aligned = bytes.byteOffset % size === 0 ? bytes : bytes.slice();
  const { buffer, byteOffset, byteLength } = aligned;
  if (depth === 'u8') return aligned;
  if (depth === 'u16') return new Uint16Array(buffer, byteOffset, byteLength / 2);
  return new Float32Array(buffer, byteOffset, byteLength / 4);
}

function lightOf(pixel: ArrayLike<number>, scale: number): number {
  const channels = pixel.length;
  const [r, g, b] = [0, 1, 2].map((channel) => (pixel[channels < 3 ? 0 : channel] ?? 0) / scale) as [
    number,
    number,
    number,
  ];
  const alpha = channels === 2 || channels === 4 ? (pixel[channels - 1] ?? 0) / scale : 1;
  // A transparent pixel shows the checkerboard, which is dark or light with the theme: half-way is as good as any.
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) * alpha + 0.4 * (1 - alpha);
}

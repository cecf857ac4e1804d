// The numbers in the pixels, from 4800 %: one line per channel, black or white, whichever reads better.
import { intersect } from '../../../src-core/geometry.ts';
import { bytesPerSample, fullScale, type ChannelCount, type Depth, type Samples } from '../../../src-core/raster.ts';
import type { ValueTile } from '../../state/job.ts';
import type { Part } from '../../state/parts.ts';
import type { View } from '../../state/zoom.ts';

/** How the bytes of a `document` rectangle are to be read. */
export interface ValueFormat {
  readonly channels: ChannelCount;
  readonly depth: Depth;
  /** The interface's face. */
  readonly font: string;
}

/** Code values for integers, three significant digits for float; true minus. */
export function valueText(sample: number, depth: Depth): string {
  const text = depth === 'f32' ? String(Number(sample.toPrecision(3))) : String(sample);
  return text.replace('-', '−');
}

export function paintValues(
  context: CanvasRenderingContext2D,
  part: Part,
  tile: ValueTile,
  view: View,
  ratio: number,
  { channels, depth, font }: ValueFormat,
): void {
  const samples = samplesOf(tile.bytes, depth);
  const { rectangle, bounds } = tile;
  if (!samples || samples.length < rectangle.width * rectangle.height * channels) return;
  const { zoom } = view;
  const line = Math.min(15 * ratio, zoom / (channels + 0.6));
  context.font = `${Math.floor(line * 0.78)}px ${font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const left = part.origin.x + (bounds.x + rectangle.x) * zoom;
  const top = part.origin.y + (bounds.y + rectangle.y) * zoom;
  const shown = intersect(part.clip, {
    x: left,
    y: top,
    width: rectangle.width * zoom,
    height: rectangle.height * zoom,
  });
  if (shown.width <= 0 || shown.height <= 0) return;
  const lastRow = Math.min(rectangle.height - 1, Math.floor((shown.y + shown.height - top) / zoom));
  const lastColumn = Math.min(rectangle.width - 1, Math.floor((shown.x + shown.width - left) / zoom));
  for (let row = Math.floor((shown.y - top) / zoom); row <= lastRow; row++) {
    for (let column = Math.floor((shown.x - left) / zoom); column <= lastColumn; column++) {
      const at = (row * rectangle.width + column) * channels;
      context.fillStyle = inkOn(samples, at, channels, fullScale(depth));
      const middle = top + (row + 0.5) * zoom - ((channels - 1) * line) / 2;
      for (let channel = 0; channel < channels; channel++) {
        const text = valueText(samples[at + channel] ?? 0, depth);
        context.fillText(text, left + (column + 0.5) * zoom, middle + channel * line, zoom * 0.94);
      }
    }
  }
}

/** A view where the bytes allow it; a body inside a frame may start at any address. */
function samplesOf(bytes: Uint8Array, depth: Depth): Samples | null {
  const size = bytesPerSample(depth);
  if (bytes.byteLength % size !== 0) return null;
  const aligned = bytes.byteOffset % size === 0 ? bytes : bytes.slice();
  const { buffer, byteOffset, byteLength } = aligned;
  if (depth === 'u8') return aligned;
  if (depth === 'u16') return new Uint16Array(buffer, byteOffset, byteLength / 2);
  return new Float32Array(buffer, byteOffset, byteLength / 4);
}

function inkOn(samples: Samples, at: number, channels: ChannelCount, scale: number): string {
  const [r, g, b] = [0, 1, 2].map((channel) => (samples[at + (channels < 3 ? 0 : channel)] ?? 0) / scale) as [
    number,
    number,
    number,
  ];
  const alpha = channels === 2 || channels === 4 ? (samples[at + channels - 1] ?? 0) / scale : 1;
  // A transparent pixel shows the checkerboard, which is dark or light with the theme: half-way is as good as any.
  const light = (0.2126 * r + 0.7152 * g + 0.0722 * b) * alpha + 0.4 * (1 - alpha);
  return light > 0.5 ? '#000' : '#fff';
}

// The values of one pixel as text: codes, fractions before they are clamped, hexadecimal, linear light.
import type { PixelValuesFormat } from '../../src-core/inspection.ts';
import { fullScale, hasOpacity, type ChannelCount, type Depth } from '../../src-core/raster.ts';
import type { PixelValues } from './inspector.ts';

export interface PixelKind {
  readonly channels: ChannelCount;
  readonly depth: Depth;
}

/** What a side of the comparison says of its pixel; null where it has none. */
export interface PixelSide {
  readonly stored: readonly number[] | null;
  /** Before it is clamped and quantised. */
  readonly float: readonly number[] | null;
  readonly linear: readonly number[] | null;
}

export function formatLabel(format: PixelValuesFormat, depth: Depth): string {
  if (format === 'float') return 'Float';
  if (format === 'hex') return 'Hex';
  if (format === 'linear') return 'Linear';
  return depth === 'u8' ? '0–255' : depth === 'u16' ? '0–65535' : '0–1';
}

export function sidesOf(values: PixelValues): { before: PixelSide; after: PixelSide } {
  const { side, channels, before, after, pixel } = values;
  const middle = ((side * side - 1) / 2) * channels;
  const at = (samples: Float32Array | null): number[] | null =>
    samples && [...samples.subarray(middle, middle + channels)];
  const given = (numbers: readonly number[]): readonly number[] | null => (numbers.length > 0 ? numbers : null);
  return {
    before: { stored: at(before), float: at(before), linear: given(pixel.linearBefore) },
    after: { stored: at(after), float: given(pixel.result), linear: given(pixel.linearAfter) },
  };
}

/** One text per channel; dashes where there is no pixel. */
export function pixelTexts(
  side: PixelSide | null,
  format: PixelValuesFormat,
  { channels, depth }: PixelKind,
): string[] {
  const samples = format === 'float' ? side?.float : format === 'linear' ? side?.linear : side?.stored;
  if (!samples) return Array.from({ length: channels }, () => '—');
  return samples.map((value) => sampleTextIn(value, format, depth));
}

export function sampleTextIn(value: number, format: PixelValuesFormat, depth: Depth): string {
  if (format === 'hex') return hexText(value, depth);
  if (format !== 'codes' || depth === 'f32') return fractionText(value);
  return String(codeOf(value, fullScale(depth)));
}

/** SEMANTICS §5. */
function codeOf(value: number, max: number): number {
  return Math.floor(Math.min(1, Math.max(0, value)) * max + 0.5);
}

/** Floats have no code of their own: that of 8 bits stands for them. */
function hexText(value: number, depth: Depth): string {
  const max = depth === 'u16' ? 65535 : 255;
  return codeOf(value, max)
    .toString(16)
    .toUpperCase()
    .padStart(depth === 'u16' ? 4 : 2, '0');
}

export function fractionText(value: number): string {
  const text = value.toFixed(Math.abs(value) >= 100 ? 1 : 4);
  return (Number(text) === 0 ? text.replace('-', '') : text).replace('-', '−');
}

/** CSS pixels that a channel's text needs in the status bar. */
export function columnWidth(format: PixelValuesFormat, depth: Depth): number {
  if (format === 'float' || format === 'linear') return 46;
  if (format === 'hex') return depth === 'u16' ? 32 : 20;
  return depth === 'u8' ? 24 : depth === 'u16' ? 36 : 46;
}

/** For the clipboard: "x 120, y 45: R 12 G 200 B 7 → R 13 G 198 B 8". */
export function copiedText(values: PixelValues, format: PixelValuesFormat, kind: PixelKind): string {
  const { before, after } = sidesOf(values);
  const write = (side: PixelSide): string => {
    const texts = pixelTexts(side, format, kind);
    if (side.stored === null) return 'cropped away';
    if (format === 'hex') return `#${texts.join('')}`;
    const letters = channelLetters(kind.channels);
    return texts.map((text, index) => `${letters[index]} ${text}`).join(' ');
  };
  return `x ${values.x}, y ${values.y}: ${write(before)} → ${write(after)}`;
}

export function channelLetters(channels: ChannelCount): readonly string[] {
  const colours = channels < 3 ? ['Y'] : ['R', 'G', 'B'];
  return hasOpacity(channels) ? [...colours, 'α'] : colours;
}

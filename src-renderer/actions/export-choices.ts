// What an export may choose among, from the formats' own descriptions.
import type { Format, FormatOption, OptionValues } from '../../src-core/formats/format.ts';
import type { Depth } from '../../src-core/raster.ts';

const ORDER: readonly Depth[] = ['u8', 'u16', 'f32'];
export const DEPTH_LABELS: Readonly<Record<Depth, string>> = { u8: '8 bit', u16: '16 bit', f32: '32 bit float' };

export function defaultOptions(format: Format): OptionValues {
  return Object.fromEntries(format.options.map((option) => [option.name, option.default]));
}

/** Deepest first: what the format writes, never deeper than the document (SEMANTICS §15); at least its shallowest. */
export function depthsOf(format: Format, document: Depth): readonly Depth[] {
  const deepest = ORDER.indexOf(document);
  const fitting = format.writes.filter((depth) => ORDER.indexOf(depth) <= deepest);
  return fitting.length > 0 ? fitting : format.writes.slice(-1);
}

/** Quality says nothing about a lossless file. */
export function isMoot(option: FormatOption, values: OptionValues): boolean {
  return values['lossless'] === true && (option.name === 'quality' || option.name === 'chroma');
}

/** The other side of a size whose sides are linked: the picture keeps its proportions, at least one pixel. */
export function linkedSide(side: number, own: number, other: number): number {
  return Math.max(1, Math.round((side * other) / own));
}

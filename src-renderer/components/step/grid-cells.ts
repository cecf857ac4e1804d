// The three grids of the step-through as values: which cells show, their colours, their texts. The dock lays them out,
// saved pictures draw them.
import type { Explanation } from '../../../src-core/explain/explanation.ts';
import { fittedText } from '../../../src-core/explain/number-text.ts';
import { isAlphaChannel, type Ledger, type Stop } from '../../../src-core/explain/walk.ts';
import { isOutside } from '../../../src-core/explain/words.ts';
import { cssColour } from '../canvas/loupe-paint.ts';
import { contrastOf, type HeatScale, type Rgb } from '../kernel/heat.ts';

/** A grid of more rows or columns shows an excerpt round the tap that is looked at. */
const MOST_SIDE = 9;
const EXCERPT = 5;
/** CSS pixels: of a grid, of its tallest cell, and of all its rows. */
export const GRID_WIDTH = 164;
export const CELL_HEIGHT = 44;
export const GRID_HEIGHT = 136;
/** In the widest face there is. */
const DIGIT = 7;

export interface Excerpt {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

export interface GridCell {
  readonly tap: number;
  /** '' where the cell only shows its colour. */
  readonly text: string;
  readonly fill: string;
  readonly ink: string;
  /** Drawn hatched: it reads from beyond the picture's edge. */
  readonly outside: boolean;
  readonly anchor: boolean;
  readonly hot: boolean;
  /** Its product has not been made yet. */
  readonly waiting: boolean;
}

export interface StepGrids {
  readonly excerpt: Excerpt;
  /** Only a part of the kernel shows. */
  readonly partial: boolean;
  readonly neighbourhood: readonly GridCell[];
  readonly weights: readonly GridCell[];
  readonly products: readonly GridCell[];
}

export interface GridLooks {
  readonly heat: HeatScale;
  readonly colourSpace: string;
}

export function excerptOf({ rows, columns, anchor }: Explanation, tap: number | null): Excerpt {
  const row = tap === null ? anchor.row : Math.floor(tap / columns);
  const column = tap === null ? anchor.column : tap % columns;
  const along = (at: number, length: number): readonly [number, number] => {
    if (rows <= MOST_SIDE && columns <= MOST_SIDE) return [0, length];
    const side = Math.min(length, EXCERPT);
    return [Math.min(length - side, Math.max(0, at - Math.floor(side / 2))), side];
  };
  const [top, height] = along(row, rows);
  const [left, width] = along(column, columns);
  return { row: top, column: left, rows: height, columns: width };
}

/** Of a cell of the excerpt, CSS pixels. */
export function cellSize({ rows, columns }: Excerpt): { readonly width: number; readonly height: number } {
  return {
    width: (GRID_WIDTH - 1 - columns) / columns,
    height: Math.min(CELL_HEIGHT, (GRID_HEIGHT - 1 - rows) / rows),
  };
}

export function gridsOf(
  explanation: Explanation,
  channel: number,
  ledger: Ledger,
  stop: Stop,
  { heat, colourSpace }: GridLooks,
): StepGrids {
  const { columns, channels, stored, weights, codes, anchor } = explanation;
  const excerpt = excerptOf(explanation, stop.tap);
  const taps = Array.from({ length: excerpt.rows * excerpt.columns }, (_, i) => {
    const row = excerpt.row + Math.floor(i / excerpt.columns);
    return row * columns + excerpt.column + (i % excerpt.columns);
  });
  const anchorTap = anchor.row * columns + anchor.column;
  const room = (cellSize(excerpt).width - 1) / DIGIT;
  const cells = (
    valueOf: (tap: number) => number,
    look: (tap: number) => { readonly fill: string; readonly ink: string },
    made: (tap: number) => boolean,
    hatched = false,
  ): readonly GridCell[] => {
    const texts = taps.map((tap) => fittedText(valueOf(tap), room));
    // A grid with holes among its numbers would be harder to read than one without numbers.
    const readable = texts.every((text) => text !== null);
    return taps.map((tap, i) => ({
      tap,
      text: readable && made(tap) ? (texts[i] ?? '') : '',
      ...look(tap),
      outside: hatched && isOutside(explanation, tap),
      anchor: tap === anchorTap,
      hot: tap === stop.tap,
      waiting: !made(tap),
    }));
  };
  const always = (): boolean => true;
  const largestWeight = largest(weights);
  const largestProduct = largest(ledger.products);
  const isAlpha = isAlphaChannel(explanation, channel);
  return {
    excerpt,
    partial: taps.length < weights.length,
    neighbourhood: cells(
      (tap) => stored[tap * channels + channel] ?? 0,
      (tap) => pixelLook(stored.subarray(tap * channels, (tap + 1) * channels), codes, isAlpha, colourSpace),
      always,
      true,
    ),
    weights: cells(
      (tap) => weights[tap] ?? 0,
      (tap) => heat.of(weights[tap] ?? 0, largestWeight),
      always,
    ),
    products: cells(
      (tap) => ledger.products[tap] ?? 0,
      (tap) => heat.of(ledger.products[tap] ?? 0, largestProduct),
      (tap) => tap < stop.multiplied,
    ),
  };
}

/** Of weights and products, which stay the same from step to step. */
const known = new WeakMap<Float64Array, number>();

function largest(values: Float64Array): number {
  const before = known.get(values);
  if (before !== undefined) return before;
  let most = 0;
  for (const value of values) if (Number.isFinite(value)) most = Math.max(most, Math.abs(value));
  known.set(values, most);
  return most;
}

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [1, 1, 1];

/** A pixel as it looks over mid-grey, α as a grey of its own, and the ink that reads on it. */
export function pixelLook(
  samples: ArrayLike<number>,
  codes: number,
  isAlpha: boolean,
  colourSpace: string,
): { readonly fill: string; readonly ink: string } {
  const channels = samples.length;
  const part = (channel: number): number => Math.min(1, Math.max(0, (samples[channel] ?? 0) / codes)) || 0;
  const alpha = channels % 2 === 0 ? part(channels - 1) : 1;
  const over = (channel: number): number => part(channel) * alpha + 0.5 * (1 - alpha);
  const colour: Rgb = isAlpha
    ? [alpha, alpha, alpha]
    : channels < 3
      ? [over(0), over(0), over(0)]
      : [over(0), over(1), over(2)];
  return {
    fill: cssColour(colour, 0, 3, colourSpace),
    ink: contrastOf(WHITE, colour) >= contrastOf(BLACK, colour) ? '#ffffff' : '#000000',
  };
}

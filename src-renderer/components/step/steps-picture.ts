// The step-through drawn on a canvas, as the dock lays it out: what is saved as PNG, and every frame of a GIF.
import { channelNames } from '../../../src-core/explain/channel-names.ts';
import type { Explanation } from '../../../src-core/explain/explanation.ts';
import { codeText, NOT_YET } from '../../../src-core/explain/number-text.ts';
import { isAlphaChannel, ledgerOf, stopAt, STEPS } from '../../../src-core/explain/walk.ts';
import {
  agreementSentence,
  borderSentence,
  resultLines,
  valueHead,
  weightsSentence,
} from '../../../src-core/explain/words.ts';
import { HeatScale, type HeatTokens } from '../kernel/heat.ts';
import { GRID_HEIGHT, GRID_WIDTH, cellSize, gridsOf, pixelLook, type Excerpt, type GridCell } from './grid-cells.ts';
import { ledgerRow } from './ledger-row.ts';
import { excerptSentence, productsSentence } from './step-sentences.ts';
import { Pen } from './pen.ts';

/** Colours of the theme, by what they are for. */
export interface StepsLooks {
  readonly heat: HeatTokens;
  readonly font: string;
  readonly surface: string;
  readonly inset: string;
  readonly line: string;
  readonly field: string;
  readonly strong: string;
  readonly primary: string;
  readonly secondary: string;
  readonly tertiary: string;
  readonly accent: string;
  readonly accentFill: string;
  readonly accentQuiet: string;
  readonly selected: string;
  readonly ringOuter: string;
  readonly ringInner: string;
}

export interface StepsPicture {
  readonly explanation: Explanation;
  readonly channel: number;
  readonly filterName: string;
  readonly colourSpace: string;
  readonly looks: StepsLooks;
}

/** CSS pixels. */
export const PICTURE_WIDTH = 1024;
export const PICTURE_HEIGHT = 272;
const HEAD = 36;
const COLUMNS = [0, 188, 376, 564, 852, PICTURE_WIDTH] as const;
const NAMES = ['Neighbourhood', 'Weights', 'Products', 'Running sum', 'Result'] as const;
const PAD = 12;
const ROW = 18;

export class StepsDrawing {
  readonly #picture: StepsPicture;
  readonly #ledger;
  readonly #heat;

  constructor(picture: StepsPicture) {
    this.#picture = picture;
    this.#ledger = ledgerOf(picture.explanation, picture.channel);
    this.#heat = new HeatScale(picture.looks.heat);
  }

  /** `scale`: device pixels of a CSS pixel. */
  draw(context: OffscreenCanvasRenderingContext2D, position: number, scale: number): void {
    const { explanation, channel, filterName, colourSpace, looks } = this.#picture;
    const stop = stopAt(position, explanation.weights.length);
    const now = STEPS.indexOf(stop.step);
    const grids = gridsOf(explanation, channel, this.#ledger, stop, { heat: this.#heat, colourSpace });
    const pen = new Pen(context, looks.font);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    pen.fill(0, 0, PICTURE_WIDTH, PICTURE_HEIGHT, looks.surface);
    pen.fill(0, HEAD - 1, PICTURE_WIDTH, 1, looks.line);
    const { x, y } = explanation.pixel;
    const name = channelNames(explanation.channels)[channel]?.name ?? '';
    const title = pen.text('Step through', PAD, HEAD / 2, looks.strong, { size: 12, bold: true });
    pen.text(`${filterName} · pixel ${x}, ${y} · ${name}`, PAD + title + 10, HEAD / 2, looks.tertiary);
    NAMES.forEach((heading, index) => {
      const left = COLUMNS[index] ?? 0;
      const width = (COLUMNS[index + 1] ?? 0) - left;
      if (index > 0) pen.fill(left - 1, HEAD, 1, PICTURE_HEIGHT - HEAD, looks.line);
      if (index === now) pen.fill(left, HEAD - 1, width - 1, 2, looks.accent);
      const disc = index === now ? looks.accentFill : index < now ? looks.selected : null;
      pen.disc(left + PAD + 8, HEAD + 16, 8, disc, looks.tertiary);
      pen.text(String(index + 1), left + PAD + 8, HEAD + 16.5, disc ? '#ffffff' : looks.secondary, { align: 'center' });
      pen.text(heading, left + PAD + 22, HEAD + 16.5, index === now ? looks.strong : looks.secondary, {
        size: 12,
        bold: index === now,
      });
    });
    const excerpt = grids.excerpt;
    this.#grid(pen, COLUMNS[0] + PAD, grids.neighbourhood, excerpt);
    this.#grid(pen, COLUMNS[1] + PAD, grids.weights, excerpt);
    this.#grid(pen, COLUMNS[2] + PAD, grids.products, excerpt);
    const partial = excerptSentence(explanation, grids);
    this.#foot(pen, 0, borderSentence(explanation) ?? partial ?? '');
    this.#foot(pen, 1, [weightsSentence(explanation), partial].filter(Boolean).join(' '));
    this.#foot(pen, 2, productsSentence(stop, explanation.weights.length));
    this.#rows(pen, position);
    this.#result(pen, now === 4);
  }

  #foot(pen: Pen, column: 0 | 1 | 2 | 4, text: string): void {
    const left = (COLUMNS[column] ?? 0) + PAD;
    const width = (COLUMNS[column + 1] ?? 0) - left - PAD;
    const lines = pen.wrap(text, width);
    lines.forEach((line, i) =>
      pen.text(line, left, PICTURE_HEIGHT - 17 - (lines.length - 1 - i) * 15, this.#picture.looks.secondary),
    );
  }

  #grid(pen: Pen, left: number, cells: readonly GridCell[], excerpt: Excerpt): void {
    const { looks } = this.#picture;
    const { width, height } = cellSize(excerpt);
    const top = HEAD + 30;
    const whole = Math.min(GRID_HEIGHT, excerpt.rows * (height + 1) + 1);
    pen.box(left - 1, top - 1, GRID_WIDTH + 2, whole + 2, looks.field, 4);
    pen.box(left, top, GRID_WIDTH, whole, looks.inset, 4);
    cells.forEach((cell, index) => {
      if (cell.waiting) return;
      const x = left + 1 + (index % excerpt.columns) * (width + 1);
      const y = top + 1 + Math.floor(index / excerpt.columns) * (height + 1);
      pen.box(x, y, width, height, cell.fill, 2);
      if (cell.outside) pen.hatch(x, y, width, height, cell.ink);
      if (cell.anchor) pen.brackets(x + 2, y + 2, width - 4, height - 4, cell.ink);
      pen.text(cell.text, x + width / 2, y + height / 2 + 0.5, cell.ink, { align: 'center' });
    });
    const hot = cells.findIndex((cell) => cell.hot);
    if (hot < 0) return;
    const x = left + 1 + (hot % excerpt.columns) * (width + 1);
    const y = top + 1 + Math.floor(hot / excerpt.columns) * (height + 1);
    pen.ring(x, y, width, height, looks.ringOuter, looks.ringInner);
  }

  #rows(pen: Pen, position: number): void {
    const { explanation, channel, looks } = this.#picture;
    const count = explanation.weights.length;
    const stop = stopAt(position, count);
    const left = COLUMNS[3] + PAD;
    const right = COLUMNS[4] - PAD;
    const ends = [1, 2, 3, 4].map((n) => left + 24 + ((right - left - 28) * n) / 4);
    const top = HEAD + 30;
    const shown = Math.floor((PICTURE_HEIGHT - 10 - top - 16) / ROW);
    const at = stop.tap ?? (stop.summed > 0 ? count - 1 : 0);
    const first = Math.max(0, Math.min(count - shown, at - Math.floor(shown / 2)));
    ['value', 'weight', 'product', 'sum'].forEach((head, i) => {
      const text = i === 0 ? valueHead(explanation, channel) : head;
      pen.text(text, (ends[i] ?? 0) - (i < 2 ? 14 : 0), top + 8, looks.tertiary, { align: 'right' });
    });
    for (let tap = first; tap < Math.min(count, first + shown); tap++) {
      const row = ledgerRow(explanation, this.#ledger, channel, tap, stop);
      const y = top + 16 + (tap - first) * ROW + ROW / 2;
      if (row.state === 'now') pen.fill(left, y - ROW / 2, right - left, ROW, looks.accentQuiet);
      const ink = row.state === 'now' ? looks.strong : row.state === 'done' ? looks.primary : looks.tertiary;
      pen.text(String(tap + 1), left, y, looks.tertiary);
      [row.value, row.weight, row.product, row.sum].forEach((text, i) =>
        pen.text(text, (ends[i] ?? 0) - (i < 2 ? 14 : 0), y, ink, { align: 'right' }),
      );
      pen.text('×', (ends[0] ?? 0) - 7, y, looks.tertiary, { align: 'center' });
      pen.text('=', (ends[1] ?? 0) - 7, y, looks.tertiary, { align: 'center' });
    }
  }

  #result(pen: Pen, reached: boolean): void {
    const { explanation, channel, colourSpace, looks } = this.#picture;
    const left = COLUMNS[4] + PAD;
    const right = COLUMNS[5] - PAD;
    const result = explanation.results[channel];
    if (!result) return this.#foot(pen, 4, 'Crop leaves no result here.');
    const lines = resultLines(explanation, channel);
    const pitch = lines.length > 6 ? 15 : ROW;
    lines.forEach(({ label, value }, i) => {
      const y = HEAD + 30 + pitch * (i + 0.5);
      pen.text(label, left, y, looks.tertiary);
      pen.text(reached ? value : NOT_YET, right, y, reached ? looks.primary : looks.tertiary, { align: 'right' });
    });
    const y = HEAD + 30 + pitch * lines.length + 18;
    const isAlpha = isAlphaChannel(explanation, channel);
    const swatch = (which: 'own' | 'result', x: number): void => {
      const samples = explanation.results.map((each) => each[which] ?? 0);
      const known = which === 'own' || reached;
      const fill = known ? pixelLook(samples, explanation.codes, isAlpha, colourSpace).fill : looks.surface;
      pen.box(x - 1, y - 11, 22, 22, looks.field, 4);
      pen.box(x, y - 10, 20, 20, fill, 3);
    };
    swatch('own', left);
    const own = pen.text(codeText(result.own), left + 26, y, looks.strong, { size: 13 });
    const arrow = pen.text('→', left + 32 + own, y, looks.strong, { size: 13 });
    swatch('result', left + 38 + own + arrow);
    const made = reached ? codeText(result.result) : NOT_YET;
    pen.text(made, left + 64 + own + arrow, y, reached ? looks.strong : looks.tertiary, { size: 13 });
    if (reached) this.#foot(pen, 4, `${agreementSentence(explanation, result)}.`);
  }
}

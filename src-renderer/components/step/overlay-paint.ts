// Draws the step-through on the picture, in device pixels: values, hatching, arrows from where the border reads, frames.
import type { Explanation } from '../../../src-core/explain/explanation.ts';
import { fittedText } from '../../../src-core/explain/number-text.ts';
import { isAlphaChannel, type Stop } from '../../../src-core/explain/walk.ts';
import { isOutside } from '../../../src-core/explain/words.ts';
import type { Point, Rectangle } from '../../../src-core/geometry.ts';
import type { View } from '../../picture/zoom.ts';
import { pixelLook } from './grid-cells.ts';

export interface Overlay {
  readonly view: View;
  readonly ratio: number;
  /** Image pixels; between two while it slides. */
  readonly place: Point;
  readonly footprint: Rectangle;
  /** null while there are no numbers for the pixel. */
  readonly explanation: Explanation | null;
  readonly stop: Stop;
  readonly channel: number;
  readonly accent: string;
  readonly font: string;
  readonly colourSpace: string;
}

type Context = CanvasRenderingContext2D;

/** CSS pixels of an image pixel from which cells are hatched, and from which they hold their value. */
const HATCHED = 6;
const READABLE = 24;
/** From here frames are two pixels thick. */
const THICK = 16;
/** More arrows than this would hide what they point at: only that of the current tap is drawn. */
const MOST_ARROWS = 16;
/** Image pixels: an arrow from further away crosses what is read, and is drawn for the current tap alone. */
const FAR = 6;
/** CSS pixels. */
const DIGIT = 7;
const HATCH = 7;

export function paintOverlay(context: Context, overlay: Overlay): void {
  const { view, ratio, footprint, place, explanation, stop, accent } = overlay;
  const cell = view.zoom / ratio;
  if (explanation && cell >= HATCHED) {
    eachTap(explanation, overlay, (tap, box) => paintTap(context, overlay, explanation, tap, box));
    paintArrows(context, overlay, explanation);
  }
  const line = cell < THICK ? 1 : 2;
  frame(context, boxOf(view, footprint), ratio, line, '#fff');
  frame(context, boxOf(view, { ...place, width: 1, height: 1 }), ratio, line, accent);
  if (explanation && stop.tap !== null && cell >= HATCHED) {
    frame(context, tapBox(overlay, explanation, stop.tap), ratio, line, '#fff', 'rgb(0 0 0 / 0.9)');
  }
}

function boxOf({ x, y, zoom }: View, box: Rectangle): Rectangle {
  return { x: x + box.x * zoom, y: y + box.y * zoom, width: box.width * zoom, height: box.height * zoom };
}

function tapBox({ view, footprint }: Overlay, { columns }: Explanation, tap: number): Rectangle {
  const x = footprint.x + (tap % columns);
  const y = footprint.y + Math.floor(tap / columns);
  return boxOf(view, { x, y, width: 1, height: 1 });
}

/** Taps that show on the canvas. */
function eachTap({ rows, columns }: Explanation, overlay: Overlay, visit: (tap: number, box: Rectangle) => void): void {
  const { view, footprint } = overlay;
  const whole = boxOf(view, footprint);
  const first = (at: number): number => Math.max(0, Math.floor(-at / view.zoom));
  const last = (at: number, room: number, count: number): number => Math.min(count, Math.ceil((room - at) / view.zoom));
  const size = { width: globalThis.innerWidth * overlay.ratio, height: globalThis.innerHeight * overlay.ratio };
  for (let row = first(whole.y); row < last(whole.y, size.height, rows); row++) {
    for (let column = first(whole.x); column < last(whole.x, size.width, columns); column++) {
      const x = whole.x + column * view.zoom;
      const y = whole.y + row * view.zoom;
      visit(row * columns + column, { x, y, width: view.zoom, height: view.zoom });
    }
  }
}

function paintTap(context: Context, overlay: Overlay, explanation: Explanation, tap: number, box: Rectangle): void {
  const { ratio, channel, font, colourSpace } = overlay;
  const { channels, codes, stored } = explanation;
  const isAlpha = isAlphaChannel(explanation, channel);
  if (isOutside(explanation, tap)) {
    const samples = stored.subarray(tap * channels, (tap + 1) * channels);
    context.save();
    context.beginPath();
    context.rect(box.x, box.y, box.width, box.height);
    context.clip();
    context.globalAlpha = 0.55;
    context.fillStyle = pixelLook(samples, codes, isAlpha, colourSpace).fill;
    context.fillRect(box.x, box.y, box.width, box.height);
    context.globalAlpha = 1;
    context.lineWidth = ratio;
    for (const [colour, shift] of [
      ['rgb(0 0 0 / 0.3)', ratio],
      ['rgb(255 255 255 / 0.4)', 0],
    ] as const) {
      context.strokeStyle = colour;
      context.beginPath();
      for (let at = -box.height; at < box.width; at += HATCH * ratio) {
        context.moveTo(box.x + at + shift, box.y + box.height);
        context.lineTo(box.x + at + box.height + shift, box.y);
      }
      context.stroke();
    }
    context.restore();
  }
  const cell = box.width / ratio;
  if (cell < READABLE) return;
  const text = fittedText(stored[tap * channels + channel] ?? 0, (cell - 3) / DIGIT);
  if (text === null) return;
  context.font = `${Math.round(11 * ratio)}px ${font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 3 * ratio;
  context.strokeStyle = 'rgb(0 0 0 / 0.6)';
  context.fillStyle = '#fff';
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
}

function paintArrows(context: Context, overlay: Overlay, explanation: Explanation): void {
  const { view, ratio, stop } = overlay;
  const { columns, columnsFrom, rowsFrom, weights } = explanation;
  if (view.zoom / ratio < READABLE / 2) return;
  const outside: number[] = [];
  for (let tap = 0; tap < weights.length && outside.length <= MOST_ARROWS; tap++) {
    if (isOutside(explanation, tap)) outside.push(tap);
  }
  const current = stop.tap !== null && isOutside(explanation, stop.tap) ? [stop.tap] : [];
  for (const tap of outside.length <= MOST_ARROWS ? outside : current) {
    const x = columnsFrom[tap % columns];
    const y = rowsFrom[Math.floor(tap / columns)];
    if (x == null || y == null) continue;
    const from = middleOf(boxOf(view, { x, y, width: 1, height: 1 }));
    const to = middleOf(tapBox(overlay, explanation, tap));
    const far = Math.hypot(to.x - from.x, to.y - from.y) > FAR * view.zoom;
    if (!far || tap === stop.tap) arrow(context, from, to, view.zoom, ratio);
  }
}

function middleOf({ x, y, width, height }: Rectangle): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

/** A bow from pixel to pixel, beside their numbers. */
function arrow(context: Context, from: Point, to: Point, cell: number, ratio: number): void {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length === 0) return;
  const along = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  // To the side that is up, or left of an upright arrow.
  const side =
    along.x > 0 || (along.x === 0 && along.y < 0) ? { x: along.y, y: -along.x } : { x: -along.y, y: along.x };
  const lift = 0.28 * cell;
  const start = { x: from.x + side.x * lift, y: from.y + side.y * lift };
  const end = { x: to.x + side.x * lift, y: to.y + side.y * lift };
  const bow = Math.min(0.45 * cell, 0.3 * length);
  const middle = { x: (start.x + end.x) / 2 + side.x * bow, y: (start.y + end.y) / 2 + side.y * bow };
  const heading = Math.atan2(end.y - middle.y, end.x - middle.x);
  const barb = 6.5 * ratio;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const [width, colour] of [
    [4, 'rgb(0 0 0 / 0.6)'],
    [1.5, '#fff'],
  ] as const) {
    context.lineWidth = width * ratio;
    context.strokeStyle = colour;
    context.beginPath();
    context.moveTo(start.x, start.y);
    context.quadraticCurveTo(middle.x, middle.y, end.x, end.y);
    for (const turn of [-0.5, 0.5]) {
      context.moveTo(end.x - barb * Math.cos(heading + turn), end.y - barb * Math.sin(heading + turn));
      context.lineTo(end.x, end.y);
    }
    context.stroke();
  }
}

function frame(
  context: Context,
  { x, y, width, height }: Rectangle,
  ratio: number,
  line: number,
  colour: string,
  halo = 'rgb(0 0 0 / 0.65)',
): void {
  context.lineJoin = 'miter';
  for (const [lineWidth, style] of [
    [(line + 2) * ratio, halo],
    [line * ratio, colour],
  ] as const) {
    context.lineWidth = lineWidth;
    context.strokeStyle = style;
    context.strokeRect(Math.round(x), Math.round(y), Math.round(width), Math.round(height));
  }
}

// The arithmetic of looking: zoom stops, fitting, zooming about a point and keeping the picture within reach.
// Zoom is device pixels per image pixel: 1 (100 %) shows every image pixel on exactly one pixel of the screen.
import type { Point, Rectangle } from '../../src-core/geometry.ts';
import type { Size } from '../../src-core/raster.ts';

export const ZOOM_STOPS: readonly number[] = [
  0.0625,
  0.125,
  0.25,
  1 / 3,
  0.5,
  2 / 3,
  1,
  1.5,
  2,
  3,
  4,
  6,
  8,
  12,
  16,
  24,
  32,
  48,
  64,
];
export const MAX_ZOOM = 64;
/** From here pixels are squares with a grid between them. */
export const GRID_ZOOM = 8;
/** From here pixels show their values. */
export const VALUES_ZOOM = 48;
export const WHEEL_FACTOR = 1.25;
/** How much of the picture always stays in view, in CSS pixels. */
export const KEEP_IN_VIEW = 64;
/** Space round a fitted picture, in CSS pixels. */
export const FIT_MARGIN = 24;

/** `x`, `y`: where the picture's top left corner lies in its pane, in device pixels. */
export interface View extends Point {
  readonly zoom: number;
}

/** The largest round zoom at which the whole picture stands in the pane; quarters above 100 %, whole per cents below. */
export function fitZoom(image: Size, pane: Size, ratio: number): number {
  const margin = 2 * FIT_MARGIN * ratio;
  const free = Math.min((pane.width - margin) / image.width, (pane.height - margin) / image.height);
  // A pane smaller than its margins still shows something.
  const fit = Math.max(free, Math.min(pane.width / image.width, pane.height / image.height) / 2, 1e-4);
  const grain = fit >= 1 ? 4 : fit >= 0.1 ? 100 : 1000;
  return Math.min(MAX_ZOOM, Math.max(Math.floor(fit * grain) / grain, 1e-3));
}

export function clampZoom(zoom: number, fit: number): number {
  return Math.min(MAX_ZOOM, Math.max(zoom, Math.min(ZOOM_STOPS[0]!, fit)));
}

/** The next stop above or below; the fitting zoom is a stop too. */
export function nextStop(zoom: number, fit: number, direction: 1 | -1): number {
  const stops = [...ZOOM_STOPS, fit].sort((a, b) => a - b);
  // A stop closer than 1 % is where we already are.
  const found =
    direction === 1 ? stops.find((stop) => stop > zoom * 1.01) : stops.findLast((stop) => stop < zoom / 1.01);
  return clampZoom(found ?? zoom, fit);
}

/** Wheel zoom that lands on 100 % instead of beside it. */
export function wheelZoom(zoom: number, notches: number): number {
  const next = zoom * WHEEL_FACTOR ** notches;
  return Math.abs(next - 1) < 0.015 ? 1 : next;
}

/** Changes the zoom so that the image point under `about` (device pixels in the pane) stays there. */
export function zoomAbout(view: View, zoom: number, about: Point): View {
  const scale = zoom / view.zoom;
  return { zoom, x: about.x - (about.x - view.x) * scale, y: about.y - (about.y - view.y) * scale };
}

export function centred(image: Size, pane: Size, zoom: number): View {
  return {
    zoom,
    x: Math.round((pane.width - image.width * zoom) / 2),
    y: Math.round((pane.height - image.height * zoom) / 2),
  };
}

/** Moves the picture back until `keep` device pixels of it (or all, when it is smaller) are in the pane, on whole pixels. */
export function keepInView(view: View, image: Size, pane: Size, keep: number): View {
  const along = (at: number, length: number, room: number): number => {
    const shown = Math.min(keep, length, room);
    return Math.round(Math.min(room - shown, Math.max(shown - length, at)));
  };
  return {
    zoom: view.zoom,
    x: along(view.x, image.width * view.zoom, pane.width),
    y: along(view.y, image.height * view.zoom, pane.height),
  };
}

/** The image pixels of `bounds` that show, even in part, in the pane. Empty rectangles have no side of 0 but `null`. */
export function visiblePixels(view: View, bounds: Rectangle, pane: Size): Rectangle | null {
  const left = Math.max(bounds.x, Math.floor(-view.x / view.zoom));
  const top = Math.max(bounds.y, Math.floor(-view.y / view.zoom));
  const right = Math.min(bounds.x + bounds.width, Math.ceil((pane.width - view.x) / view.zoom));
  const bottom = Math.min(bounds.y + bounds.height, Math.ceil((pane.height - view.y) / view.zoom));
  return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}

/** "150 %", "66.7 %", "6.25 %": never more digits than tell stops apart. */
export function zoomText(zoom: number): string {
  const percent = zoom * 100;
  const digits = percent >= 100 ? 0 : percent >= 10 ? 1 : 2;
  return `${Number(percent.toFixed(digits))} %`;
}

// Rectangles in pixels; x to the right, y down, right and bottom edges excluded.
import type { Size } from './raster.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rectangle extends Point, Size {}

export function intersect(a: Rectangle, b: Rectangle): Rectangle {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(0, Math.min(a.x + a.width, b.x + b.width) - x),
    height: Math.max(0, Math.min(a.y + a.height, b.y + b.height) - y),
  };
}

export function wholeOf(size: Size): Rectangle {
  return { x: 0, y: 0, width: size.width, height: size.height };
}

export function times({ x, y, width, height }: Rectangle, factor: number): Rectangle {
  return { x: x * factor, y: y * factor, width: width * factor, height: height * factor };
}

export function contains(outer: Rectangle, inner: Rectangle): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** What of `a` lies outside `b`: none, or up to four rectangles, those above and below as wide as `a`. */
export function subtract(a: Rectangle, b: Rectangle): Rectangle[] {
  const common = intersect(a, b);
  if (common.width === 0 || common.height === 0) return [a];
  const right = common.x + common.width;
  const bottom = common.y + common.height;
  return [
    { ...a, height: common.y - a.y },
    { ...common, x: a.x, width: common.x - a.x },
    { ...common, x: right, width: a.x + a.width - right },
    { ...a, y: bottom, height: a.y + a.height - bottom },
  ].filter(({ width, height }) => width > 0 && height > 0);
}

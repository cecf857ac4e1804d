// Where the result lies on the source: `crop` filters make it smaller, SEMANTICS §6, and the picture must not jump for that.
import type { Filter } from '../../src-core/filters/filter.ts';
import type { Rectangle } from '../../src-core/geometry.ts';
import type { Size } from '../../src-core/raster.ts';
import { extentsOf } from '../picture/reach.ts';

/** In source pixels. Sides may come out below 1: the engine refuses such a recipe and says so. */
export function resultBounds(size: Size, filters: readonly Filter[]): Rectangle {
  let bounds: Rectangle = { x: 0, y: 0, width: size.width, height: size.height };
  for (const filter of filters) {
    if (!filter.enabled || filter.settings.border !== 'crop') continue;
    const [horizontal, vertical] = extentsOf(filter);
    const { flip } = filter.settings;
    bounds = {
      x: bounds.x + (flip ? horizontal.after : horizontal.before),
      y: bounds.y + (flip ? vertical.after : vertical.before),
      width: bounds.width - horizontal.before - horizontal.after,
      height: bounds.height - vertical.before - vertical.after,
    };
  }
  return bounds;
}

// Where a coordinate beyond the edge is read (SEMANTICS §6). wasm/border.ts is its twin.
import type { Border } from '../filters/settings.ts';

/** -1 means the border colour. Kernels larger than the image wrap round the period any number of times. */
export function mapCoordinate(border: Border, i: number, length: number): number {
  if (i >= 0 && i < length) return i;
  switch (border) {
    case 'mirror': {
      if (length === 1) return 0;
      const period = 2 * length - 2;
      const within = modulo(i, period);
      return within < length ? within : period - within;
    }
    case 'reflect': {
      const within = modulo(i, 2 * length);
      return within < length ? within : 2 * length - 1 - within;
    }
    case 'wrap':
      return modulo(i, length);
    case 'constant':
      return -1;
    case 'clamp':
    case 'crop':
    case 'keep':
      return i < 0 ? 0 : length - 1;
  }
}

function modulo(i: number, period: number): number {
  return ((i % period) + period) % period;
}

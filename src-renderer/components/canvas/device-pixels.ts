// The size of an element in whole device pixels, as the compositor snaps it.
import type { Size } from '../../../src-core/raster.ts';

interface Box {
  readonly inlineSize: number;
  readonly blockSize: number;
}

/** The part of a ResizeObserverEntry that tells sizes. */
export interface ResizedElement {
  readonly contentBoxSize: readonly Box[];
  readonly devicePixelContentBoxSize?: readonly Box[];
}

/** Trusts the browser's own count where it agrees with the ratio; an emulated screen reports CSS pixels there. */
export function devicePixels(entry: ResizedElement, ratio: number): Size {
  const css = entry.contentBoxSize[0];
  const device = entry.devicePixelContentBoxSize?.[0];
  const along = (side: keyof Box): number => {
    const expected = (css?.[side] ?? 1) * ratio;
    const counted = device?.[side] ?? expected;
    return Math.max(1, Math.round(Math.abs(counted - expected) <= 1 ? counted : expected));
  };
  return { width: along('inlineSize'), height: along('blockSize') };
}

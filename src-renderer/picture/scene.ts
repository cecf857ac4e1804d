// What the page wants drawn besides the pixels: where they lie, and what stands over them. Plain data, in device pixels.
import type { Point, Rectangle } from '../../src-core/geometry.ts';
import type { Difference } from '../../src-core/inspection.ts';
import type { ChannelCount, Depth } from '../../src-core/raster.ts';
import type { MarkKind } from './marks.ts';
import type { Part } from './parts.ts';
import type { View } from './zoom.ts';

export interface Scene {
  readonly parts: readonly Part[];
  readonly view: View;
  readonly ratio: number;
  /** Transparent pixels may exist. */
  readonly checkered: boolean;
  readonly grid: boolean;
  /** The numbers in the pixels; null where there are none. */
  readonly values: ValueFormat | null;
  /** How what changed is drawn, in place of the result; null where that stands. */
  readonly difference: Difference | null;
  /** The inspected pixel, and the cells of the kernel round it, in image pixels. */
  readonly probe: Point | null;
  readonly footprint: Rectangle | null;
  readonly colours: SceneColours;
}

/** How the bytes of a `document` rectangle are to be read. */
export interface ValueFormat {
  readonly channels: ChannelCount;
  readonly depth: Depth;
  /** The interface's face. */
  readonly font: string;
}

export interface SceneColours {
  /** Of the checkerboard. */
  readonly a: string;
  readonly b: string;
  readonly marks: MarkTones;
}

/** The two tones of a kind. */
export type MarkTones = Readonly<Record<MarkKind, readonly [string, string]>>;

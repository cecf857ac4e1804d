// What should be seen, what is there, and a piece of it to ask the engine for.
import type { Filter } from '../../src-core/filters/filter.ts';
import type { Point, Rectangle } from '../../src-core/geometry.ts';
import type { Difference } from '../../src-core/inspection.ts';
import type { Cell } from './levels.ts';
import type { Pace, Quality } from './pace.ts';

export type LayerName = 'after' | 'before';

/** One side of the comparison as it should be on screen. */
export interface WantedLayer {
  readonly filters: readonly Filter[];
  /** How what the filters change is drawn, in place of their result. */
  readonly difference?: Difference | undefined;
  /** Names the pixels: equal keys mean equal results. */
  readonly key: string;
  /** Where the result lies on the source, in image pixels. */
  readonly bounds: Rectangle;
  /** The visible part, in image pixels of the source; null when none of it shows. */
  readonly visible: Rectangle | null;
  /** What would show if the layer had the whole pane: behind the split line, or while a key is held. */
  readonly near: Rectangle | null;
}

export interface Wanted {
  readonly layers: Readonly<Record<LayerName, WantedLayer>>;
  /** Layers that are on screen, the more important first. */
  readonly shown: readonly LayerName[];
  /** Device pixels per image pixel. */
  readonly zoom: number;
  /** 1 pixel of the level = 2^level image pixels; 0 from 100 %. */
  readonly level: number;
  /** Numbers are drawn into the pixels. */
  readonly values: boolean;
}

/** Sample values of the visible pixels in the document's own depth; `rectangle` in image pixels of the result. */
export interface ValueTile {
  readonly key: string;
  readonly rectangle: Rectangle;
  readonly bounds: Rectangle;
  readonly bytes: Uint8Array;
}

/**
 * `first`: one picture of all that shows, small enough to come at once · `exact`: a block of what shows ·
 * `values`: numbers for the pixels · `overview`: the whole result, coarse · `ahead`: exact pixels that may show next.
 */
export type JobKind = 'first' | 'exact' | 'values' | 'overview' | 'ahead';

export interface Job {
  readonly kind: JobKind;
  readonly layer: LayerName;
  readonly key: string;
  readonly filters: readonly Filter[];
  readonly bounds: Rectangle;
  readonly level: number;
  readonly quality: Quality;
  /** The reply is shrunk by 2^shrink. */
  readonly shrink: number;
  /** In pixels of the level. */
  readonly rectangle: Rectangle;
}

/** What a cell shows of the wanted filters: its exact pixels, a stand-in of this grain, or nothing of theirs. */
export type Grade = 'exact' | number | null;

export interface Situation {
  readonly wanted: Wanted;
  readonly running: readonly Job[];
  readonly gradeOf: (layer: LayerName, cell: Cell) => Grade;
  /** Whether exact pixels of the cell are kept, though not on the surface. */
  readonly isKept: (layer: LayerName, cell: Cell) => boolean;
  readonly values: Readonly<Record<LayerName, ValueTile | null>>;
  readonly overviewKeys: Readonly<Record<LayerName, string | null>>;
  readonly pace: Pace;
  /** Edits follow one another: exact pixels would be out of date before they came. */
  readonly dragging: boolean;
  /** Where the eye is, in image pixels. */
  readonly focus: Point | null;
}

// What to ask the engine for next: a pure decision from what should be seen and what is there.
import type { Filter } from '../../src-core/filters/filter.ts';
import { contains, type Rectangle } from '../../src-core/geometry.ts';
import type { Size } from '../../src-core/raster.ts';

export type LayerName = 'after' | 'before';
export type Quality = 'exact' | 'approximate';

/** One side of the comparison as it should be on screen. */
export interface WantedLayer {
  readonly filters: readonly Filter[];
  /** Names the pixels: equal keys mean equal results. */
  readonly key: string;
  /** Where the result lies on the source, in image pixels. */
  readonly bounds: Rectangle;
  /** The visible part, in image pixels of the source; null when none of it shows. */
  readonly visible: Rectangle | null;
}

export interface Wanted {
  readonly layers: Readonly<Record<LayerName, WantedLayer>>;
  /** Layers that are on screen, the more important first. */
  readonly shown: readonly LayerName[];
  /** 1 pixel of the level = 2^level image pixels; 0 from 100 %. */
  readonly level: number;
  /** Numbers are drawn into the pixels. */
  readonly values: boolean;
  /** Nothing moved for a while: pixels beyond the edges may be fetched. */
  readonly calm: boolean;
}

/** Pixels that arrived. */
export interface Tile<P> {
  readonly key: string;
  readonly level: number;
  /** In pixels of the level, from the result's own corner. */
  readonly rectangle: Rectangle;
  readonly bounds: Rectangle;
  readonly exact: boolean;
  readonly picture: P;
}

export interface LayerTiles<P> {
  /** The whole picture, coarse; possibly of older filters. */
  readonly overview: Tile<P> | null;
  /** What was last fetched for the screen. */
  readonly detail: Tile<P> | null;
  /** Sample values of the visible rectangle, in the document's own depth. */
  readonly values: Tile<Uint8Array> | null;
}

export interface Job {
  readonly layer: LayerName;
  readonly slot: 'overview' | 'detail' | 'values';
  readonly level: number;
  readonly quality: Quality;
  readonly rectangle: Rectangle;
  readonly key: string;
  /** The first picture of its kind on screen; interrupting these for ever would starve the eye. */
  readonly first: boolean;
}

/** Milliseconds that an exact picture may take before an approximate one is shown first. */
const PATIENCE_BELOW_100 = 24;
const PATIENCE_AT_100 = 120;
/** Longest side of an overview, in its own pixels. */
const OVERVIEW_SIDE = 1024;
/** Requests snap to this grid, so that a small pan needs nothing new; in pixels of the level. */
const SNAP = 32;
/** How far beyond the edges a calm view reaches; in pixels of the level. */
const MARGIN = 160;

export function levelOf(zoom: number): number {
  // The small tolerance keeps 50 % on level 1 when it was reached by arithmetic.
  return zoom >= 1 ? 0 : Math.min(16, Math.max(0, Math.floor(Math.log2(1 / zoom) + 1e-6)));
}

/** Size of a level: every started pixel counts. */
export function levelSize(size: Size, level: number): Size {
  const scale = 2 ** level;
  return { width: Math.max(1, Math.ceil(size.width / scale)), height: Math.max(1, Math.ceil(size.height / scale)) };
}

export function overviewLevel(size: Size): number {
  let level = 0;
  while (Math.max(size.width, size.height) / 2 ** level > OVERVIEW_SIDE) level += 1;
  return level;
}

/** The rectangle of a level that covers the visible image pixels; snapped outwards, grown by `margin`, cut at the result's edges. */
export function levelRectangle(layer: WantedLayer, level: number, margin = 0): Rectangle | null {
  const { visible, bounds } = layer;
  if (!visible || bounds.width < 1 || bounds.height < 1) return null;
  const scale = 2 ** level;
  const whole = levelSize(bounds, level);
  const low = (at: number): number => Math.max(0, Math.floor((at / scale - margin) / SNAP) * SNAP);
  const high = (at: number, end: number): number => Math.min(end, Math.ceil((at / scale + margin) / SNAP) * SNAP);
  const x = low(visible.x - bounds.x);
  const y = low(visible.y - bounds.y);
  const width = high(visible.x - bounds.x + visible.width, whole.width) - x;
  const height = high(visible.y - bounds.y + visible.height, whole.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

/** The visible image pixels in pixels of the level, not snapped: what a tile must hold to satisfy the eye. */
function needed(layer: WantedLayer, level: number): Rectangle | null {
  const rectangle = levelRectangle(layer, level);
  if (!rectangle || !layer.visible) return null;
  const scale = 2 ** level;
  const x = Math.max(rectangle.x, Math.floor((layer.visible.x - layer.bounds.x) / scale));
  const y = Math.max(rectangle.y, Math.floor((layer.visible.y - layer.bounds.y) / scale));
  const right = Math.ceil((layer.visible.x - layer.bounds.x + layer.visible.width) / scale);
  const bottom = Math.ceil((layer.visible.y - layer.bounds.y + layer.visible.height) / scale);
  return {
    x,
    y,
    width: Math.min(rectangle.x + rectangle.width, right) - x,
    height: Math.min(rectangle.y + rectangle.height, bottom) - y,
  };
}

/** True when the tile holds all that is visible of the wanted filters at this level. */
export function covers(tile: Tile<unknown> | null, layer: WantedLayer, level: number): boolean {
  const rectangle = needed(layer, level);
  if (!rectangle) return true;
  return tile !== null && tile.key === layer.key && tile.level === level && contains(tile.rectangle, rectangle);
}

/** True when every visible pixel of the layer is the exact result of the wanted filters. */
export function isExact(tiles: LayerTiles<unknown>, layer: WantedLayer, level: number): boolean {
  return covers(tiles.detail, layer, level) && (tiles.detail?.exact ?? !layer.visible);
}

/**
 * The next thing to fetch, or null when all is there. `exactMs`: how long the last exact picture took, null when unknown.
 */
export function nextJob(
  wanted: Wanted,
  tiles: Readonly<Record<LayerName, LayerTiles<unknown>>>,
  exactMs: number | null,
): Job | null {
  const { level, shown } = wanted;
  const detail = (name: LayerName, at: number, quality: Quality, first: boolean, margin = 0): Job | null => {
    const rectangle = levelRectangle(wanted.layers[name], at, margin);
    const { key } = wanted.layers[name];
    return rectangle && { layer: name, slot: 'detail', level: at, quality, rectangle, key, first };
  };

  for (const name of shown) {
    const layer = wanted.layers[name];
    const have = tiles[name].detail;
    if (covers(have, layer, level)) continue;
    if (layer.filters.length === 0) return detail(name, level, 'exact', true);
    if (level > 0) {
      return detail(name, level, exactMs !== null && exactMs < PATIENCE_BELOW_100 ? 'exact' : 'approximate', true);
    }
    const roughIsThere = have !== null && !have.exact && covers(have, layer, 1);
    if (exactMs === null || exactMs < PATIENCE_AT_100) return detail(name, 0, 'exact', true);
    if (!roughIsThere) return detail(name, 1, 'approximate', true);
  }
  for (const name of shown) {
    if (!isExact(tiles[name], wanted.layers[name], level)) return detail(name, level, 'exact', false);
  }
  if (wanted.values) {
    for (const name of shown) {
      const layer = wanted.layers[name];
      if (covers(tiles[name].values, layer, 0)) continue;
      const job = detail(name, 0, 'exact', false);
      if (job) return { ...job, slot: 'values' };
    }
  }
  if (!wanted.calm) return null;
  return overviewJob(wanted, tiles) ?? marginJob(wanted, tiles, detail);
}

/** The whole picture of the wanted filters, so that a pan finds something; the original always, for the key that shows it. */
function overviewJob(wanted: Wanted, tiles: Readonly<Record<LayerName, LayerTiles<unknown>>>): Job | null {
  for (const name of ['after', 'before'] as const) {
    const { key, bounds, filters } = wanted.layers[name];
    const { overview } = tiles[name];
    if (overview?.key === key || bounds.width < 1 || bounds.height < 1) continue;
    const level = overviewLevel(bounds);
    const rectangle = { x: 0, y: 0, ...levelSize(bounds, level) };
    const quality = filters.length === 0 ? 'exact' : 'approximate';
    return { layer: name, slot: 'overview', level, quality, rectangle, key, first: false };
  }
  return null;
}

function marginJob(
  wanted: Wanted,
  tiles: Readonly<Record<LayerName, LayerTiles<unknown>>>,
  detail: (name: LayerName, level: number, quality: Quality, first: boolean, margin: number) => Job | null,
): Job | null {
  for (const name of wanted.shown) {
    const have = tiles[name].detail;
    const job = detail(name, wanted.level, 'exact', false, MARGIN);
    if (!job || !have || contains(have.rectangle, job.rectangle)) continue;
    // Half a margin still being there is enough: a pan of a few pixels fetches nothing.
    const enough = levelRectangle(wanted.layers[name], wanted.level, MARGIN / 2);
    if (enough && !contains(have.rectangle, enough)) return job;
  }
  return null;
}

export function sameJob(a: Job, b: Job): boolean {
  return (
    a.layer === b.layer &&
    a.slot === b.slot &&
    a.level === b.level &&
    a.quality === b.quality &&
    a.key === b.key &&
    a.rectangle.x === b.rectangle.x &&
    a.rectangle.y === b.rectangle.y &&
    a.rectangle.width === b.rectangle.width &&
    a.rectangle.height === b.rectangle.height
  );
}

// One layer of the picture as one drawable at one level: exact cells where they have come, stretched coarser or older
// pixels elsewhere, so that it can be drawn in one piece at any zoom and nothing flickers while the new pixels come.
import { contains, intersect, type Rectangle } from '../../src-core/geometry.ts';
import type { Size } from '../../src-core/raster.ts';
import { CELL, cellsOf, inCells, levelSize, rectangleOf, type Cell } from './levels.ts';
import { StandIn, type Cover } from './stand-in.ts';
import { areaIn, areaOf, placeIn, type SurfacePicture } from './surface-picture.ts';
import type { Pixmaps } from './pixmaps.ts';
import type { Pixels, TileCache } from './tile-cache.ts';

/** A coarser picture of a part of the result. */
export interface Patch<P> {
  /** Names the filters. */
  readonly key: string;
  /** One pixel of it stands for 2^grain image pixels. */
  readonly grain: number;
  /** What it shows, in image pixels of the source. */
  readonly area: Rectangle;
  readonly picture: P;
}

/** What a cell holds; `exact`: the very pixels of its level. */
interface Content {
  readonly key: string;
  readonly grain: number;
  readonly exact: boolean;
}

/** Where and at which level a layer is looked at. */
export interface Framing {
  readonly key: string;
  readonly level: number;
  /** Where the result lies on the source, in image pixels. */
  readonly bounds: Rectangle;
  /** In pixels of the level, whole cells. */
  readonly shown: Rectangle;
}

/** Whether pixels were drawn, and whether all that there was to draw. */
export interface Progress {
  readonly changed: boolean;
  readonly complete: boolean;
}

/** A whole level up to this size is held, so that panning never rebuilds; in pixels. */
const WHOLE_LEVEL_PIXELS = 2_000_000;
/** Cells beyond what is shown that a surface has room for. */
const MARGIN = 1;

/** A drawable with what its cells hold. */
interface Filled<P> extends SurfacePicture<P> {
  readonly contents: Map<string, Content>;
}

/** The largest a surface gets for a screen of this size, unless it holds a whole level. */
export function surfaceSize({ width, height }: Size): Size {
  const most = (side: number): number => (Math.ceil(side / CELL) + 1 + 2 * MARGIN) * CELL;
  return { width: most(width), height: most(height) };
}

export class Surface<P> {
  readonly #pixmaps: Pixmaps<P>;
  #current: Filled<P> | null = null;
  /** What was there before the last move or zoom: cells take from it when they come into view. */
  #previous: Filled<P> | null = null;
  /** Over the current one. */
  #standIn: StandIn<P> | null = null;

  constructor(pixmaps: Pixmaps<P>) {
    this.#pixmaps = pixmaps;
  }

  get picture(): SurfacePicture<P> | null {
    return this.#current;
  }

  /** Nothing is on it yet. */
  get blank(): boolean {
    return !this.#current || this.#current.contents.size === 0;
  }

  /** What is drawn over it. */
  get cover(): Cover<P> | null {
    return this.#standIn?.cover ?? null;
  }

  /** What was there before, which may reach farther. */
  get backdrop(): Pick<Patch<P>, 'area' | 'picture'> | null {
    return this.#previous && { area: areaOf(this.#previous), picture: this.#previous.picture };
  }

  /** Whether its cells are those of this level of this result. */
  isOf(level: number, bounds: Rectangle): boolean {
    return this.#current?.level === level && sameRectangle(this.#current.bounds, bounds);
  }

  /** The cells' content: exact, the grain of what stands in, or null for another filter's pixels or none. */
  gradeOf(cell: Cell, key: string): 'exact' | number | null {
    const content = this.#current?.contents.get(nameOf(cell));
    if (content?.key !== key) return null;
    return content.exact ? 'exact' : content.grain;
  }

  /** Makes room for what is shown and fills it with the best that is at hand. True when something changed. */
  frame(framing: Framing, overview: Patch<P> | null): boolean {
    const { level, bounds, shown, key } = framing;
    const old = this.#current;
    const whole = { x: 0, y: 0, ...levelSize(bounds, level) };
    const fits = old?.level === level && sameRectangle(old.bounds, bounds) && contains(old.rectangle, shown);
    if (!fits) {
      this.#settle();
      const small = whole.width * whole.height <= WHOLE_LEVEL_PIXELS;
      const rectangle = small ? whole : inCells(shown, whole, MARGIN);
      if (this.#previous) this.#pixmaps.release(this.#previous.picture);
      this.#previous = old;
      this.#current = { picture: this.#pixmaps.create(rectangle), level, bounds, rectangle, contents: new Map() };
    }
    const taken = this.#takeFromPrevious(shown, key);
    const stretched = overview !== null && this.#stretch(overview, key, shown);
    return !fits || taken || stretched;
  }

  /** Draws a coarse picture wherever it is better than what is there for the wanted filters. True when it shows. */
  stretch(patch: Patch<P>, wantedKey: string): boolean {
    return this.#current !== null && this.#stretch(patch, wantedKey, this.#current.rectangle);
  }

  /** The same, but it is drawn over the surface for now. The picture belongs to the surface. */
  stretchLater(patch: Patch<P>, wantedKey: string): boolean {
    const target = this.#current;
    const cells = target && this.#claim(target, patch, wantedKey, target.rectangle);
    if (!cells || cells.size === 0) {
      this.#pixmaps.release(patch.picture);
      return false;
    }
    this.#settle();
    this.#standIn = new StandIn(this.#pixmaps, patch.picture, areaIn(target, patch.area), cells);
    return true;
  }

  /** Puts exact pixels of this surface's level. True when they show. */
  write(key: string, level: number, pixels: Pixels): boolean {
    const target = this.#current;
    if (target?.level !== level) return false;
    const part = intersect(pixels.rectangle, target.rectangle);
    if (part.width <= 0 || part.height <= 0) return false;
    this.#put(target, pixels, part);
    for (const cell of cellsOf(part)) {
      const full = rectangleOf(cell, target.rectangle);
      if (contains(part, full)) this.#hold(target, cell, { key, grain: level, exact: true });
    }
    return true;
  }

  /** Takes the cells of `shown` that were seen before from the cache, as many as there is time for. */
  recall({ key, level, shown }: Framing, cache: TileCache, hasTime: () => boolean): Progress {
    const target = this.#current;
    let changed = false;
    if (!target) return { changed, complete: true };
    for (const cell of cellsOf(intersect(shown, target.rectangle))) {
      if (this.gradeOf(cell, key) === 'exact') continue;
      const pixels = cache.get(key, level, cell);
      if (!pixels) continue;
      if (!hasTime()) return { changed, complete: false };
      this.#put(target, pixels, rectangleOf(cell, target.rectangle));
      this.#hold(target, cell, { key, grain: level, exact: true });
      changed = true;
    }
    return { changed, complete: true };
  }

  release(): void {
    this.#dropStandIn();
    for (const surface of [this.#current, this.#previous]) if (surface) this.#pixmaps.release(surface.picture);
    this.#current = null;
    this.#previous = null;
  }

  #put(target: SurfacePicture<P>, pixels: Pixels, part: Rectangle): void {
    this.#pixmaps.write(target.picture, pixels, part, placeIn(target, part));
  }

  /** Cells that hold nothing, or other filters' pixels where the wanted ones' were there before. */
  #takeFromPrevious(shown: Rectangle, key: string): boolean {
    const target = this.#current;
    const previous = this.#previous;
    if (!target || !previous) return false;
    const within: Rectangle[] = [];
    for (const cell of cellsOf(shown)) {
      const have = target.contents.get(nameOf(cell));
      if (have?.key === key) continue;
      const part = rectangleOf(cell, target.rectangle);
      const content = contentUnder(previous, target, part);
      if (content && (!have || content.key === key)) {
        this.#hold(target, cell, content);
        within.push(placeIn(target, part));
      }
    }
    if (within.length === 0) return false;
    this.#pixmaps.stretch(target.picture, previous.picture, areaIn(target, areaOf(previous)), within);
    return true;
  }

  #stretch(patch: Patch<P>, wantedKey: string, region: Rectangle): boolean {
    const target = this.#current;
    if (!target) return false;
    const within = [...this.#claim(target, patch, wantedKey, region).values()];
    if (within.length > 0) this.#pixmaps.stretch(target.picture, patch.picture, areaIn(target, patch.area), within);
    return within.length > 0;
  }

  /** The cells for which the patch is better than what they hold: they hold it from now on. Their places by name. */
  #claim(target: Filled<P>, patch: Patch<P>, wantedKey: string, region: Rectangle): Map<string, Rectangle> {
    const reach = grownByOne(areaIn(target, patch.area));
    const grain = Math.max(patch.grain, target.level);
    const claimed = new Map<string, Rectangle>();
    for (const cell of cellsOf(region)) {
      const place = placeIn(target, rectangleOf(cell, target.rectangle));
      const have = target.contents.get(nameOf(cell));
      if (!contains(reach, place) || (have && !better(patch, have, wantedKey))) continue;
      this.#hold(target, cell, { key: patch.key, grain, exact: false });
      claimed.set(nameOf(cell), place);
    }
    return claimed;
  }

  #hold(target: Filled<P>, cell: Cell, content: Content): void {
    target.contents.set(nameOf(cell), content);
    if (this.#standIn && !this.#standIn.giveUp(nameOf(cell))) this.#dropStandIn();
  }

  #dropStandIn(): void {
    this.#standIn?.release();
    this.#standIn = null;
  }

  #settle(): void {
    if (this.#current) this.#standIn?.settle(this.#current.picture);
    this.#standIn = null;
  }
}

/** What a new cell takes over from an older surface: the coarsest of what lies under it, or null where that is mixed. */
function contentUnder(old: Filled<unknown>, next: SurfacePicture<unknown>, part: Rectangle): Content | null {
  const ratio = 2 ** (next.level - old.level);
  const dx = (next.bounds.x - old.bounds.x) / 2 ** old.level;
  const dy = (next.bounds.y - old.bounds.y) / 2 ** old.level;
  const whole = levelSize(old.bounds, old.level);
  const under = intersect(
    { x: part.x * ratio + dx, y: part.y * ratio + dy, width: part.width * ratio, height: part.height * ratio },
    { x: 0, y: 0, ...whole },
  );
  if (under.width <= 0 || under.height <= 0) return null;
  let worst: Content | null = null;
  for (const cell of cellsOf(under)) {
    const content = old.contents.get(nameOf(cell));
    if (!content || (worst && worst.key !== content.key)) return null;
    const coarser = !worst || content.grain > worst.grain || (content.grain === worst.grain && !content.exact);
    if (coarser) worst = content;
  }
  if (!worst) return null;
  const unchanged = ratio === 1 && sameRectangle(old.bounds, next.bounds);
  return { key: worst.key, grain: Math.max(worst.grain, next.level), exact: worst.exact && unchanged };
}

function better(patch: Patch<unknown>, have: Content, wantedKey: string): boolean {
  if (have.key === patch.key) return !have.exact && patch.grain < have.grain;
  // What was sharp of older filters stands in better than what is coarse of others that are old too.
  return patch.key === wantedKey;
}

/** A level's last pixel may stand for less than its size: a fraction of a pixel beyond an edge is no gap. */
function grownByOne({ x, y, width, height }: Rectangle): Rectangle {
  return { x: x - 1, y: y - 1, width: width + 2, height: height + 2 };
}

function sameRectangle(a: Rectangle, b: Rectangle): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

function nameOf({ column, row }: Cell): string {
  return `${column}/${row}`;
}

// One layer of the picture as one drawable at one level: exact cells where they have come, stretched coarser or older
// pixels elsewhere, so that it can be drawn in one piece at any zoom and nothing flickers while the new pixels come.
import { contains, intersect, type Point, type Rectangle } from '../../src-core/geometry.ts';
import type { Size } from '../../src-core/raster.ts';
import { cellsOf, inCells, levelSize, rectangleOf, type Cell } from './levels.ts';
import type { Pixels, TileCache } from './tile-cache.ts';

/** Drawables of one kind: canvases in a page, counted stand-ins in tests. */
export interface Pixmaps<P> {
  /** Empty and transparent. */
  create(size: Size): P;
  /** Puts a part of the pixels (in their own level's coordinates) at a place, replacing what was there. */
  write(target: P, pixels: Pixels, part: Rectangle, at: Point): void;
  /** Draws the whole of `source` onto `to`, replacing what was there, only inside the given rectangles. */
  stretch(target: P, source: P, to: Rectangle, within: readonly Rectangle[]): void;
  release(drawable: P): void;
}

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

/** A surface as the canvas draws it. */
export interface SurfacePicture<P> {
  readonly picture: P;
  readonly level: number;
  /** In pixels of the level, from the result's own corner. */
  readonly rectangle: Rectangle;
  readonly bounds: Rectangle;
}

/** A whole level up to this size is held, so that panning never rebuilds; in pixels. */
const WHOLE_LEVEL_PIXELS = 4_000_000;
/** Cells kept beyond what is shown, and how many of them must be left. */
const MARGIN = 3;
const SPARE = 1;

export class Surface<P> {
  readonly #pixmaps: Pixmaps<P>;
  #picture: SurfacePicture<P> | null = null;
  #contents = new Map<string, Content>();

  constructor(pixmaps: Pixmaps<P>) {
    this.#pixmaps = pixmaps;
  }

  get picture(): SurfacePicture<P> | null {
    return this.#picture;
  }

  /** The cells' content: exact, the grain of what stands in, or null for another filter's pixels or none. */
  gradeOf(cell: Cell, key: string): 'exact' | number | null {
    const content = this.#contents.get(nameOf(cell));
    if (content?.key !== key) return null;
    return content.exact ? 'exact' : content.grain;
  }

  /** Makes room for what is shown; pixels at hand are taken over, the coarse ones stretched. True when something changed. */
  frame(framing: Framing, overview: Patch<P> | null): boolean {
    const { level, bounds, shown } = framing;
    const old = this.#picture;
    const whole = { x: 0, y: 0, ...levelSize(bounds, level) };
    if (old?.level === level && sameRectangle(old.bounds, bounds)) {
      if (contains(old.rectangle, inCells(shown, whole, SPARE))) return false;
    }
    const small = whole.width * whole.height <= WHOLE_LEVEL_PIXELS;
    const rectangle = small ? whole : inCells(shown, whole, MARGIN);
    const next = { picture: this.#pixmaps.create(rectangle), level, bounds, rectangle };
    const contents = this.#contents;
    this.#picture = next;
    this.#contents = new Map();
    if (old) {
      for (const cell of cellsOf(rectangle)) {
        const content = contentUnder(old, contents, next, rectangleOf(cell, whole));
        if (content) this.#contents.set(nameOf(cell), content);
      }
      const { picture } = old;
      this.#pixmaps.stretch(next.picture, picture, this.#placeOf(areaOf(old)), [{ ...rectangle, x: 0, y: 0 }]);
      this.#pixmaps.release(picture);
    }
    if (overview) this.stretch(overview, framing.key);
    return true;
  }

  /** Draws a coarse picture wherever it is better than what is there for the wanted filters. True when it shows. */
  stretch(patch: Patch<P>, wantedKey: string): boolean {
    const target = this.#picture;
    if (!target) return false;
    const to = this.#placeOf(patch.area);
    const within: Rectangle[] = [];
    for (const cell of cellsOf(target.rectangle)) {
      const part = rectangleOf(cell, target.rectangle);
      const local = { ...part, x: part.x - target.rectangle.x, y: part.y - target.rectangle.y };
      if (!contains(grownByOne(to), local)) continue;
      const have = this.#contents.get(nameOf(cell));
      if (have && !better(patch, have, wantedKey)) continue;
      this.#contents.set(nameOf(cell), { key: patch.key, grain: Math.max(patch.grain, target.level), exact: false });
      within.push(local);
    }
    if (within.length > 0) this.#pixmaps.stretch(target.picture, patch.picture, to, within);
    return within.length > 0;
  }

  /** Puts exact pixels of this surface's level. True when they show. */
  write(key: string, level: number, pixels: Pixels): boolean {
    const target = this.#picture;
    if (target?.level !== level) return false;
    const part = intersect(pixels.rectangle, target.rectangle);
    if (part.width <= 0 || part.height <= 0) return false;
    this.#put(target, pixels, part);
    for (const cell of cellsOf(part)) {
      const full = rectangleOf(cell, target.rectangle);
      if (contains(part, full)) this.#contents.set(nameOf(cell), { key, grain: level, exact: true });
    }
    return true;
  }

  /** Takes the cells of `shown` that were seen before from the cache. True when one was. */
  recall({ key, level, shown }: Framing, cache: TileCache): boolean {
    const target = this.#picture;
    if (!target) return false;
    let found = false;
    for (const cell of cellsOf(intersect(shown, target.rectangle))) {
      if (this.gradeOf(cell, key) === 'exact') continue;
      const pixels = cache.get(key, level, cell);
      if (!pixels) continue;
      this.#put(target, pixels, rectangleOf(cell, target.rectangle));
      this.#contents.set(nameOf(cell), { key, grain: level, exact: true });
      found = true;
    }
    return found;
  }

  release(): void {
    if (this.#picture) this.#pixmaps.release(this.#picture.picture);
    this.#picture = null;
    this.#contents.clear();
  }

  #put(target: SurfacePicture<P>, pixels: Pixels, part: Rectangle): void {
    const at = { x: part.x - target.rectangle.x, y: part.y - target.rectangle.y };
    this.#pixmaps.write(target.picture, pixels, part, at);
  }

  /** A rectangle of image pixels on this surface's drawable. */
  #placeOf(area: Rectangle): Rectangle {
    const { bounds, level, rectangle } = this.#picture!;
    const scale = 2 ** level;
    return {
      x: (area.x - bounds.x) / scale - rectangle.x,
      y: (area.y - bounds.y) / scale - rectangle.y,
      width: area.width / scale,
      height: area.height / scale,
    };
  }
}

/** What a surface shows, in image pixels of the source. */
function areaOf({ rectangle, bounds, level }: SurfacePicture<unknown>): Rectangle {
  const scale = 2 ** level;
  return {
    x: bounds.x + rectangle.x * scale,
    y: bounds.y + rectangle.y * scale,
    width: rectangle.width * scale,
    height: rectangle.height * scale,
  };
}

/** What a new cell takes over from an older surface: the coarsest of what lies under it, or null where that is mixed. */
function contentUnder(
  old: SurfacePicture<unknown>,
  contents: ReadonlyMap<string, Content>,
  next: SurfacePicture<unknown>,
  part: Rectangle,
): Content | null {
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
    const content = contents.get(nameOf(cell));
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

// What has arrived of the two sides of the comparison: a surface each, the whole picture coarse, values, and what is kept.
import type { RenderValue } from '../../src-core/contract.ts';
import { AppError } from '../../src-core/errors.ts';
import type { Rectangle } from '../../src-core/geometry.ts';
import { cellsCovering, levelSize, type Cell } from './levels.ts';
import type { Grade, Job, LayerName, ValueTile, Wanted, WantedLayer } from './job.ts';
import type { Cover } from './stand-in.ts';
import { Surface, type Patch, type Progress } from './surface.ts';
import type { Pixmaps } from './pixmaps.ts';
import type { SurfacePicture } from './surface-picture.ts';
import { TileCache, type Pixels } from './tile-cache.ts';

/** A layer as the canvas draws it; no surface while that is blank. */
export interface LayerPicture<P> {
  readonly surface: SurfacePicture<P> | null;
  /** Over the surface. */
  readonly cover: Cover<P> | null;
  /** Something coarser, for where the surface does not reach. */
  readonly backdrop: Pick<Patch<P>, 'area' | 'picture'> | null;
}
export type LayerPictures<P> = Readonly<Record<LayerName, LayerPicture<P>>>;
export type LayerValues = Readonly<Record<LayerName, ValueTile | null>>;

export const LAYER_NAMES: readonly LayerName[] = ['after', 'before'];
const CACHE_BYTES = 192 * 2 ** 20;

export class Layers<P> {
  readonly #pixmaps: Pixmaps<P>;
  readonly #cache = new TileCache(CACHE_BYTES);
  readonly #surfaces: Record<LayerName, Surface<P>>;
  #overviews: Record<LayerName, Patch<P> | null> = { after: null, before: null };
  #values: LayerValues = { after: null, before: null };
  /** Which edit the newest pixels on each surface belong to. */
  #painted: Record<LayerName, number> = { after: 0, before: 0 };

  constructor(pixmaps: Pixmaps<P>) {
    this.#pixmaps = pixmaps;
    this.#surfaces = { after: new Surface(pixmaps), before: new Surface(pixmaps) };
  }

  get pictures(): LayerPictures<P> {
    const pictureOf = (name: LayerName): LayerPicture<P> => ({
      surface: this.#surfaces[name].blank ? null : this.#surfaces[name].picture,
      cover: this.#surfaces[name].cover,
      backdrop: this.#overviews[name] ?? this.#surfaces[name].backdrop,
    });
    return { after: pictureOf('after'), before: pictureOf('before') };
  }
  get values(): LayerValues {
    return this.#values;
  }
  get overviewKeys(): Readonly<Record<LayerName, string | null>> {
    return { after: this.#overviews.after?.key ?? null, before: this.#overviews.before?.key ?? null };
  }

  gradeOf(name: LayerName, cell: Cell, { key, bounds }: WantedLayer, level: number): Grade {
    return this.#surfaces[name].isOf(level, bounds) ? this.#surfaces[name].gradeOf(cell, key) : null;
  }

  isKept(key: string, level: number, cell: Cell): boolean {
    return this.#cache.has(key, level, cell);
  }

  /** Nothing of an old document may show. */
  reset(): void {
    for (const name of LAYER_NAMES) {
      this.#surfaces[name].release();
      this.#keepOverview(name, null);
    }
    this.#cache.clear();
    this.#values = { after: null, before: null };
    this.#painted = { after: 0, before: 0 };
  }

  /** Makes the surfaces hold what is on screen and takes what was seen before, a piece at a time while there is time. */
  frame({ layers, shown, level }: Wanted, hasTime: () => boolean): Progress {
    let changed = false;
    for (const name of shown) {
      const { key, bounds, visible } = layers[name];
      const cells = cellsCovering(visible, bounds, level);
      if (!cells) continue;
      if (changed && !hasTime()) return { changed, complete: false };
      const surface = this.#surfaces[name];
      const framing = { key, level, bounds, shown: cells };
      changed = surface.frame(framing, this.#overviews[name]) || changed;
      const recalled = surface.recall(framing, this.#cache, hasTime);
      changed ||= recalled.changed;
      if (!recalled.complete) return { changed, complete: false };
    }
    return { changed, complete: true };
  }

  /** Takes in an answer. `edit` numbers the wish it answers: what is older than the pixels on screen is not shown. */
  take(job: Job, edit: number, { level, rectangle, exact }: RenderValue, body: Uint8Array, wanted: Wanted): boolean {
    if (job.kind === 'values') {
      this.#values = {
        ...this.#values,
        [job.layer]: { key: job.key, rectangle, bounds: job.bounds, bytes: body } satisfies ValueTile,
      };
      return true;
    }
    const scale = 2 ** job.shrink;
    const size = { width: Math.ceil(rectangle.width / scale), height: Math.ceil(rectangle.height / scale) };
    if (body.byteLength !== size.width * size.height * 4) {
      throw new AppError('internal', 'The pixels of the picture did not arrive whole.');
    }
    const names = LAYER_NAMES.filter((name) => name === job.layer || wanted.layers[name].key === job.key);
    const open = names.filter((name) => edit >= this.#painted[name]);
    const changed =
      exact && job.kind !== 'overview' && scale === 1
        ? this.#takeExact(job, open, level, { rectangle, bytes: body })
        : this.#takeCoarse(job, open, level, rectangle, size, body);
    if (job.kind !== 'ahead') for (const name of open) this.#painted[name] = edit;
    return changed;
  }

  #takeExact(job: Job, names: readonly LayerName[], level: number, pixels: Pixels): boolean {
    this.#cache.put(job.key, level, { x: 0, y: 0, ...levelSize(job.bounds, level) }, pixels);
    return names
      .filter((name) => this.#surfaces[name].isOf(level, job.bounds))
      .map((name) => this.#surfaces[name].write(job.key, level, pixels))
      .includes(true);
  }

  #takeCoarse(
    job: Job,
    names: readonly LayerName[],
    level: number,
    rectangle: Rectangle,
    size: { readonly width: number; readonly height: number },
    bytes: Uint8Array,
  ): boolean {
    const whole = { x: 0, y: 0, ...size };
    const picture = this.#pixmaps.create(size);
    this.#pixmaps.write(picture, { rectangle: whole, bytes }, whole, { x: 0, y: 0 });
    const grain = level + job.shrink;
    const { x, y } = job.bounds;
    const area = {
      x: x + rectangle.x * 2 ** level,
      y: y + rectangle.y * 2 ** level,
      width: size.width * 2 ** grain,
      height: size.height * 2 ** grain,
    };
    const patch = { key: job.key, grain, area, picture };
    const [only, ...others] = names.filter((name) => this.#surfaces[name].picture);
    if (only && others.length === 0 && job.kind !== 'overview')
      return this.#surfaces[only].stretchLater(patch, job.key);
    const changed = names.map((name) => this.#surfaces[name].stretch(patch, job.key)).includes(true);
    if (job.kind === 'overview') this.#keepOverview(job.layer, patch);
    else this.#pixmaps.release(picture);
    return changed;
  }

  #keepOverview(name: LayerName, patch: Patch<P> | null): void {
    const old = this.#overviews[name];
    if (old) this.#pixmaps.release(old.picture);
    this.#overviews[name] = patch;
  }
}

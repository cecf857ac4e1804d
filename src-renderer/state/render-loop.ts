// Fetches what should be on screen: the newest wish wins, one call is in flight, an outdated one is cancelled.
import type { PlanSummary, RenderValue } from '../../src-core/contract.ts';
import { AppError, toAppError } from '../../src-core/errors.ts';
import type { Filter } from '../../src-core/filters/filter.ts';
import type { Rectangle } from '../../src-core/geometry.ts';
import type { PixelClient } from '../host/host.ts';
import {
  covers,
  isExact,
  nextJob,
  sameJob,
  type Job,
  type LayerName,
  type LayerTiles,
  type Tile,
  type Wanted,
} from './render-plan.ts';

export type RenderState = 'idle' | 'approximate' | 'exact' | 'failed' | 'lost';

/** What the engine said about the last picture of the filters. */
export interface RenderReport {
  readonly plans: readonly PlanSummary[];
  readonly milliseconds: number;
  readonly invalidSamples: number;
  readonly ranges: Readonly<Record<string, readonly [number, number]>>;
  readonly size: { readonly width: number; readonly height: number };
  readonly exact: boolean;
}

export interface RenderFailure {
  readonly key: string;
  readonly message: string;
}

export interface RenderSnapshot<P> {
  readonly state: RenderState;
  readonly tiles: Readonly<Record<LayerName, LayerTiles<P>>>;
  readonly report: RenderReport | null;
  readonly failure: RenderFailure | null;
  /** True while a call is under way. */
  readonly busy: boolean;
}

export interface RenderLoopParts<P extends { close?(): void }> {
  /** Makes something drawable of RGBA bytes. */
  readonly picture: (pixels: Uint8Array, width: number, height: number) => Promise<P>;
  /** Called after every change; the newest snapshot is whole. */
  readonly onChange: (snapshot: RenderSnapshot<P>) => void;
  /** Nothing is left to fetch: others may use the engine. */
  readonly onIdle: () => void;
  readonly now?: () => number;
}

/** A first picture that has been awaited this long is let through although a newer one is wanted. */
const STARVATION_MS = 100;
const PROMOTE_PIXELS = 1.5e6;

const NOTHING: LayerTiles<never> = { overview: null, detail: null, values: null };

interface Running {
  readonly job: Job;
  readonly controller: AbortController;
}

export class RenderLoop<P extends { close?(): void }> {
  readonly #parts: RenderLoopParts<P>;
  readonly #now: () => number;
  #client: PixelClient | null = null;
  #wanted: Wanted | null = null;
  #tiles: Record<LayerName, LayerTiles<P>> = { after: NOTHING, before: NOTHING };
  #running: Running | null = null;
  #report: RenderReport | null = null;
  #failure: RenderFailure | null = null;
  #exactMs: number | null = null;
  /** Since when nothing new was painted although something was wanted. */
  #hungrySince: number | null = null;

  constructor(parts: RenderLoopParts<P>) {
    this.#parts = parts;
    this.#now = parts.now ?? (() => performance.now());
  }

  get state(): RenderState {
    const wanted = this.#wanted;
    if (!wanted) return 'idle';
    if (!this.#client) return 'lost';
    if (this.#failure && wanted.shown.some((name) => wanted.layers[name].key === this.#failure?.key)) return 'failed';
    const exact = wanted.shown.every((name) => isExact(this.#tiles[name], wanted.layers[name], wanted.level));
    return exact ? 'exact' : 'approximate';
  }

  /** A living engine, or null while it is away: what is on screen stays. */
  setClient(client: PixelClient | null): void {
    this.#cancel();
    this.#client = client;
    this.#failure = null;
    this.#pump();
  }

  /** Another document: nothing of the old one may show. */
  reset(): void {
    this.#cancel();
    this.#replace({ after: NOTHING, before: NOTHING });
    this.#wanted = null;
    this.#report = null;
    this.#failure = null;
    this.#exactMs = null;
    this.#changed();
  }

  /** Tells what will be wanted in a moment, so that the state is true at once; nothing is asked for yet. */
  announce(wanted: Wanted): void {
    this.#wanted = wanted;
    this.#changed();
  }

  want(wanted: Wanted): void {
    this.#wanted = wanted;
    this.#reuseOverviews(wanted);
    this.#pump();
  }

  /** The whole picture may already be there at the level that is wanted: after zooming out, or an undo. */
  #reuseOverviews({ layers, level }: Wanted): void {
    for (const name of ['after', 'before'] as const) {
      const { overview, detail } = this.#tiles[name];
      if (!overview || overview === detail || !covers(overview, layers[name], level)) continue;
      if (!covers(detail, layers[name], level) || (overview.exact && !detail?.exact)) {
        this.#replace({ ...this.#tiles, [name]: { ...this.#tiles[name], detail: overview } });
      }
    }
  }

  /** Pictures that are no longer used anywhere are freed. */
  #replace(tiles: Record<LayerName, LayerTiles<P>>): void {
    const kept = new Set(picturesOf(tiles));
    for (const picture of new Set(picturesOf(this.#tiles))) if (!kept.has(picture)) picture.close?.();
    this.#tiles = tiles;
  }

  #pump(): void {
    const wanted = this.#wanted;
    const job = wanted && this.#client && this.state !== 'failed' ? nextJob(wanted, this.#tiles, this.#exactMs) : null;
    const running = this.#running;
    if (running) {
      if (job && sameJob(job, running.job)) return this.#changed();
      const starving = this.#hungrySince !== null && this.#now() - this.#hungrySince > STARVATION_MS;
      if (job && running.job.first && starving) return this.#changed();
      this.#cancel();
    }
    if (job && this.#client && wanted) {
      const layer = wanted.layers[job.layer];
      this.#hungrySince ??= this.#now();
      this.#start(this.#client, job, layer.filters);
    }
    this.#changed();
    if (!job) this.#parts.onIdle();
  }

  #cancel(): void {
    this.#running?.controller.abort(new AppError('cancelled', 'A newer picture is wanted.'));
    this.#running = null;
  }

  #start(client: PixelClient, job: Job, filters: readonly Filter[]): void {
    const running: Running = { job, controller: new AbortController() };
    this.#running = running;
    const space = job.slot === 'values' ? 'document' : 'display';
    const { rectangle, level, quality } = job;
    const startedAt = this.#now();
    const { signal } = running.controller;
    client
      .call('render', { filters, rectangle, level, quality, space }, { signal })
      .then(async ({ value, body = new Uint8Array() }) => {
        const { width, height } = value.rectangle;
        const { size, origin = { x: 0, y: 0 } } = value;
        const bounds: Rectangle = { ...origin, ...size };
        const keep = { key: job.key, level: value.level, rectangle: value.rectangle, bounds, exact: value.exact };
        if (job.slot === 'values') {
          if (this.#running === running) this.#storeValues(job, { ...keep, picture: body });
        } else {
          const picture = await this.#parts.picture(body, width, height);
          if (this.#running !== running) return picture.close?.();
          // A margin is larger than what is seen: its time would say too much.
          const timed = job.slot === 'detail' && value.exact && filters.length > 0 && !this.#wanted?.calm;
          if (timed) this.#exactMs = this.#now() - startedAt;
          this.#store(job, { ...keep, picture }, value);
        }
        this.#finished(running);
      })
      .catch((thrown: unknown) => {
        if (this.#running === running) this.#failed(running, thrown);
      });
  }

  #finished(running: Running): void {
    if (this.#running !== running) return;
    this.#running = null;
    this.#pump();
  }

  #failed(running: Running, thrown: unknown): void {
    this.#running = null;
    const error = toAppError(thrown);
    if (error.code === 'engine-lost') this.#client = null;
    else if (error.code !== 'cancelled') this.#failure = { key: running.job.key, message: error.message };
    this.#pump();
  }

  #store(job: Job, tile: Tile<P>, value: RenderValue): void {
    const { rectangle } = tile;
    const whole = rectangle.x === 0 && rectangle.y === 0 && coversAll(tile, value.size);
    const isOverview = job.slot === 'overview' || (whole && rectangle.width * rectangle.height <= PROMOTE_PIXELS);
    const tiles = { ...this.#tiles };
    // Without filters before and after are the same picture.
    const other: LayerName = job.layer === 'after' ? 'before' : 'after';
    const names: readonly LayerName[] = this.#wanted?.layers[other].key === job.key ? [job.layer, other] : [job.layer];
    for (const name of names) {
      tiles[name] = {
        ...tiles[name],
        ...(job.slot === 'detail' ? { detail: tile } : {}),
        ...(isOverview ? { overview: tile } : {}),
      };
    }
    this.#replace(tiles);
    if (job.slot === 'detail') this.#hungrySince = null;
    if (names.includes('after') && job.slot === 'detail') {
      const { plans, milliseconds, invalidSamples, ranges, size, exact } = value;
      this.#report = { plans, milliseconds, invalidSamples, ranges, size, exact };
    }
  }

  #storeValues(job: Job, tile: Tile<Uint8Array>): void {
    this.#tiles = { ...this.#tiles, [job.layer]: { ...this.#tiles[job.layer], values: tile } };
  }

  #changed(): void {
    const { state } = this;
    this.#parts.onChange({
      state,
      tiles: this.#tiles,
      report: this.#report,
      failure: state === 'failed' ? this.#failure : null,
      busy: this.#running !== null,
    });
  }
}

function picturesOf<P>(tiles: Readonly<Record<LayerName, LayerTiles<P>>>): readonly P[] {
  return Object.values(tiles).flatMap(({ overview, detail }) =>
    [overview, detail].flatMap((tile) => (tile ? [tile.picture] : [])),
  );
}

function coversAll(tile: Tile<unknown>, size: RenderReport['size']): boolean {
  const scale = 2 ** tile.level;
  return tile.rectangle.width * scale >= size.width && tile.rectangle.height * scale >= size.height;
}

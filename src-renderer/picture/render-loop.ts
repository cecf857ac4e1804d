// Fetches what should be on screen: the newest wish wins, what is out of date is cancelled, exact pixels follow the first.
import type { RenderValue } from '../../src-core/contract.ts';
import { AppError, toAppError } from '../../src-core/errors.ts';
import type { Point } from '../../src-core/geometry.ts';
import type { PixelClient } from '../host/host.ts';
import type { Job, Situation, Wanted } from './job.ts';
import { LAYER_NAMES, Layers } from './layers.ts';
import { Pace } from './pace.ts';
import { isExact, isWanted, nextAhead, nextVisible } from './render-plan.ts';
import { Rhythm } from './rhythm.ts';
import { Reports } from './report.ts';
import type { RenderFailure, RenderSnapshot, RenderState } from './snapshot.ts';
import type { Pixmaps } from './pixmaps.ts';

export interface RenderLoopParts<P> {
  readonly pixmaps: Pixmaps<P>;
  /** Called after every change. */
  readonly onChange: (snapshot: RenderSnapshot<P>) => void;
  /** Whether all that shows is there and others may use the engine. */
  readonly onIdle: (idle: boolean) => void;
  /** Nobody else uses the engine: pixels may be fetched ahead. */
  readonly isQuiet: () => boolean;
  /** Where the eye is, in image pixels. */
  readonly focus: () => Point | null;
  /** Calls back in a task of its own, soon. */
  readonly nextStep: (step: () => void) => void;
  readonly now?: () => number;
}

/** One call is computed while the answer to the one before is on its way. */
const MAX_RUNNING = 2;
/** Without an edit for so long, the hand rests on its weight or slider; without a change of zoom, on its wheel. */
const EDIT_REST_MS = 40;
const ZOOM_REST_MS = 60;
/** Without edits for so long, pixels beyond the edges are fetched. */
const CALM_MS = 150;
/** Drawing goes on in another task after so long. */
const STEP_MS = 8;
/** A first picture that is about to come is let through although a newer one is wanted, and so is one long awaited. */
const PROMPT_MS = 34;
const STARVATION_MS = 100;
/** After an approximate answer to an exact question. */
const RETRY_MS = 200;

interface Running {
  readonly job: Job;
  readonly edit: number;
  readonly round: number;
  readonly controller: AbortController;
  readonly startedAt: number;
  /** No other call was under way beside it. */
  alone: boolean;
}

export class RenderLoop<P> {
  readonly #parts: RenderLoopParts<P>;
  readonly #now: () => number;
  readonly #layers: Layers<P>;
  readonly #pace = new Pace();
  readonly #reports = new Reports();
  #client: PixelClient | null = null;
  #wanted: Wanted | null = null;
  #running: Running[] = [];
  #failure: RenderFailure | null = null;
  #snapshot: RenderSnapshot<P> | null = null;
  #version = 0;
  #edit = 0;
  readonly #edits = new Rhythm(EDIT_REST_MS);
  readonly #zooms = new Rhythm(ZOOM_REST_MS);
  #round = 0;
  #idle = false;
  /** Since when nothing new was painted although something was wanted. */
  #hungrySince: number | null = null;
  #exactFrom = -Infinity;
  /** What was painted last is of a picture that is still being decoded. */
  #coarse = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: RenderLoopParts<P>) {
    this.#parts = parts;
    this.#now = parts.now ?? (() => performance.now());
    this.#layers = new Layers(parts.pixmaps);
  }

  get state(): RenderState {
    const wanted = this.#wanted;
    if (!wanted) return 'idle';
    if (!this.#client) return 'lost';
    if (this.#failure && wanted.shown.some((name) => wanted.layers[name].key === this.#failure?.key)) return 'failed';
    const situation = this.#situation(wanted);
    return wanted.shown.every((name) => isExact(situation, name)) ? 'exact' : 'approximate';
  }

  /** A living engine, or null while it is away: what is on screen stays. */
  setClient(client: PixelClient | null): void {
    this.#cancel(this.#running);
    this.#client = client;
    this.#failure = null;
    this.pump();
  }

  /** Another document: nothing of the old one may show. */
  reset(): void {
    this.#cancel(this.#running);
    this.#layers.reset();
    this.#reports.clear();
    this.#wanted = null;
    this.#failure = null;
    this.#hungrySince = null;
    this.#coarse = false;
    this.#version += 1;
    this.#changed();
  }

  want(wanted: Wanted): void {
    const before = this.#wanted;
    const now = this.#now();
    this.#wanted = wanted;
    if (!before || LAYER_NAMES.some((name) => before.layers[name].key !== wanted.layers[name].key)) {
      this.#edit += 1;
      this.#edits.note(now);
    }
    if (before && before.zoom !== wanted.zoom) this.#zooms.note(now);
    this.pump();
  }

  /** Asks for what is missing; told from outside when others have left the engine. */
  pump(): void {
    clearTimeout(this.#timer);
    const wanted = this.#wanted;
    // While the wheel turns, what is there is shown larger and smaller; pixels of one zoom would be late for the next.
    const zooming = this.#zooms.isMoving(this.#now());
    if (wanted && !zooming) this.#frame(wanted);
    if (wanted && this.#client && this.state !== 'failed') {
      this.#cancelOutdated(wanted);
      while (!zooming && this.#running.length < MAX_RUNNING) {
        const job = nextVisible(this.#situation(wanted));
        if (!job) break;
        this.#start(this.#client, job);
      }
      this.#wakeLater();
    }
    this.#changed();
    this.#tellIdle();
    this.#fetchAhead();
  }

  /** Takes what was seen before, in steps where that is much. */
  #frame(wanted: Wanted): void {
    const until = this.#now() + STEP_MS;
    const { changed, complete } = this.#layers.frame(wanted, () => this.#now() < until);
    if (changed) this.#version += 1;
    if (!complete) this.#parts.nextStep(() => this.pump());
  }

  #fetchAhead(): void {
    const calm = this.#edits.since(this.#now()) >= CALM_MS;
    if (!this.#wanted || !this.#client || !calm || this.#running.length > 0 || !this.#parts.isQuiet()) return;
    const job = this.state === 'exact' ? nextAhead(this.#situation(this.#wanted)) : null;
    if (job) this.#start(this.#client, job);
  }

  #situation(wanted: Wanted): Situation {
    const layers = this.#layers;
    const now = this.#now();
    return {
      wanted,
      running: this.#running.map(({ job }) => job),
      gradeOf: (name, cell) => layers.gradeOf(name, cell, wanted.layers[name], wanted.level),
      isKept: (name, cell) => layers.isKept(wanted.layers[name].key, wanted.level, cell),
      values: layers.values,
      overviewKeys: layers.overviewKeys,
      pace: this.#pace,
      dragging: this.#edits.isMoving(now) || now < this.#exactFrom,
      focus: this.#parts.focus(),
    };
  }

  /** Newer input ends what is older at once, but for one first picture that is about to come: else a drag would show nothing. */
  #cancelOutdated(wanted: Wanted): void {
    const outdated = this.#running.filter(({ job }) => !isWanted(job, wanted));
    const now = this.#now();
    const starving = this.#hungrySince !== null && now - this.#hungrySince > STARVATION_MS;
    const spared = outdated.find(
      ({ job, startedAt }) => job.kind === 'first' && (starving || now - startedAt < PROMPT_MS),
    );
    this.#cancel(outdated.filter((running) => running !== spared));
    // What is fetched ahead gives way to what the eye waits for.
    const ahead = this.#running.filter(({ job }) => job.kind === 'ahead' || job.kind === 'overview');
    if (ahead.length > 0 && nextVisible(this.#situation(wanted))) this.#cancel(ahead);
  }

  #cancel(outdated: readonly Running[]): void {
    this.#running = this.#running.filter((running) => !outdated.includes(running));
    for (const { controller } of outdated) {
      controller.abort(new AppError('cancelled', 'A newer picture is wanted.'));
    }
  }

  #start(client: PixelClient, job: Job): void {
    const alone = this.#running.length === 0;
    for (const other of this.#running) other.alone = false;
    if (alone) this.#round += 1;
    const controller = new AbortController();
    const startedAt = this.#now();
    const running: Running = { job, edit: this.#edit, round: this.#round, controller, startedAt, alone };
    this.#running.push(running);
    if (job.kind === 'first') this.#hungrySince ??= startedAt;
    const { filters, rectangle, level, quality, shrink } = job;
    const space = job.kind === 'values' ? 'document' : 'display';
    const layer = this.#wanted?.layers[job.layer];
    const difference = space === 'display' && layer?.key === job.key ? layer.difference : undefined;
    client
      .call('render', { filters, rectangle, level, quality, space, shrink, difference }, { signal: controller.signal })
      .then(
        ({ value, body = new Uint8Array() }) => {
          if (this.#leave(running)) this.#arrived(running, value, body);
        },
        (thrown: unknown) => {
          if (this.#leave(running)) this.#failed(running, thrown);
        },
      )
      .catch((thrown: unknown) => this.#failed(running, thrown));
  }

  /** False for an answer nobody waits for any more. */
  #leave(running: Running): boolean {
    const awaited = this.#running.includes(running);
    this.#running = this.#running.filter((other) => other !== running);
    return awaited;
  }

  #arrived({ job, edit, round, startedAt, alone }: Running, value: RenderValue, body: Uint8Array): void {
    const wanted = this.#wanted;
    if (!wanted) return;
    const now = this.#now();
    const { width, height } = value.rectangle;
    const elapsedMs = alone ? now - startedAt : null;
    const { filters, level, quality } = job;
    const bytes = body.byteLength;
    const pixels = width * height;
    this.#pace.note({ filters, quality, level, pixels, bytes, engineMs: value.milliseconds, elapsedMs });
    if (this.#layers.take(job, edit, value, body, wanted)) this.#version += 1;
    if (job.kind === 'first' || job.kind === 'exact') {
      this.#hungrySince = null;
      this.#coarse = value.coarse === true;
      this.#reports.add(job, wanted.level, round, value);
      if (quality === 'exact' && job.shrink === 0 && !value.exact) this.#exactFrom = now + RETRY_MS;
    }
    this.pump();
  }

  #failed({ job }: Running, thrown: unknown): void {
    const error = toAppError(thrown);
    if (error.code === 'engine-lost') this.#client = null;
    else if (error.code !== 'cancelled') this.#failure = { key: job.key, message: error.message };
    this.pump();
  }

  /** Looks again when a hand has come to rest, and when it has been still for a while. */
  #wakeLater(): void {
    const now = this.#now();
    const calmAt = now + CALM_MS - this.#edits.since(now);
    const times = [this.#edits.restsAt, this.#zooms.restsAt, calmAt, this.#exactFrom].filter((time) => time > now);
    if (times.length > 0) this.#timer = setTimeout(() => this.pump(), Math.ceil(Math.min(...times) - now));
  }

  #tellIdle(): void {
    const { state } = this;
    // While the decoder works on a picture that shows coarsely, nothing is left to compute for it.
    const idle = state === 'exact' || state === 'failed' || (state === 'approximate' && this.#coarse);
    if (idle === this.#idle) return;
    this.#idle = idle;
    this.#parts.onIdle(idle);
  }

  #changed(): void {
    const { state } = this;
    const wanted = this.#wanted;
    const key = wanted?.layers.after.key;
    const last = this.#snapshot;
    // Until the newest filters have been answered for, the report of those on screen stands.
    const report =
      (wanted && key !== undefined && this.#reports.of(key, wanted.level)) || (wanted && last?.report) || null;
    const failure = state === 'failed' ? this.#failure : null;
    const version = this.#version;
    if (last?.state === state && last.version === version && last.report === report && last.failure === failure) return;
    const { pictures, values } = this.#layers;
    this.#snapshot = { state, pictures, values, version, report, failure };
    this.#parts.onChange(this.#snapshot);
  }
}

// Small pictures for galleries: a few at a time, only while the canvas needs nothing, kept by content.
import { AppError } from '../../src-core/errors.ts';
import type { Filter } from '../../src-core/filters/filter.ts';
import type { PixelClient } from '../host/host.ts';
import { keyOf } from './filter-key.ts';

export interface ThumbnailWish {
  /** The box it must fit into. */
  readonly width: number;
  readonly height: number;
  /** Asked when its turn could come: urgent ones go first. */
  readonly urgent: () => boolean;
  readonly signal: AbortSignal;
}

interface Waiting<P> extends ThumbnailWish {
  readonly key: string;
  readonly filters: readonly Filter[];
  readonly resolve: (picture: P) => void;
  readonly reject: (reason: unknown) => void;
}

const CAPACITY = 240;
/** The engine computes one while the others travel. */
const MAX_RUNNING = 8;
/** Pictures are handed out together: every frame in which a few more of them show takes as long as one with all. */
const TOGETHER_MS = 150;

export class Thumbnails<P> {
  readonly #picture: (pixels: Uint8Array, width: number, height: number) => P;
  #client: PixelClient | null = null;
  #queue: Waiting<P>[] = [];
  readonly #onBusy: (busy: boolean) => void;
  #toldBusy = false;
  readonly #running = new Set<AbortController>();
  #idle = false;
  /** Not handed out yet. */
  readonly #made: { readonly entry: Waiting<P>; readonly picture: P }[] = [];
  #handOut: ReturnType<typeof setTimeout> | undefined;
  readonly #cache = new Map<string, P>();

  /** `onBusy`: somebody waits for a picture, or nobody any more. */
  constructor(picture: (pixels: Uint8Array, width: number, height: number) => P, onBusy: (busy: boolean) => void) {
    this.#picture = picture;
    this.#onBusy = onBusy;
  }

  /** Rejects with `signal.reason`, or `cancelled` when the document changes. */
  get(filters: readonly Filter[], wish: ThumbnailWish): Promise<P> {
    const { width, height, signal } = wish;
    const key = `${width}×${height}:${keyOf(filters)}`;
    const known = this.#cache.get(key);
    if (known) {
      this.#cache.delete(key);
      this.#cache.set(key, known);
      return Promise.resolve(known);
    }
    if (signal.aborted) return Promise.reject(signal.reason as Error);
    return new Promise((resolve, reject) => {
      const entry: Waiting<P> = { ...wish, key, filters, resolve, reject };
      signal.addEventListener(
        'abort',
        () => {
          this.#queue = this.#queue.filter((other) => other !== entry);
          this.#tellBusy();
          reject(signal.reason as Error);
        },
        { once: true },
      );
      this.#queue.push(entry);
      this.#next();
    });
  }

  /** Told by the canvas's loop: true when it needs nothing. */
  setIdle(idle: boolean): void {
    this.#idle = idle;
    this.#next();
  }

  /** Waiting requests are kept over a restart of the engine. */
  setClient(client: PixelClient | null): void {
    this.#client = client;
    this.#next();
  }

  /** Another document: old pictures are wrong, waiting ones are refused and asked for again by whoever shows them. */
  reset(): void {
    const reason = new AppError('cancelled', 'The picture was changed.');
    const waiting = [...this.#queue, ...this.#made.splice(0).map(({ entry }) => entry)];
    this.#queue = [];
    for (const controller of this.#running) controller.abort(reason);
    this.#running.clear();
    for (const entry of waiting) entry.reject(reason);
    this.#cache.clear();
    this.#tellBusy();
  }

  get #busy(): boolean {
    return this.#running.size > 0 || this.#queue.length > 0;
  }

  #tellBusy(): void {
    if (this.#busy !== this.#toldBusy) this.#onBusy((this.#toldBusy = this.#busy));
  }

  #next(): void {
    this.#tellBusy();
    const client = this.#client;
    while (client && this.#idle && this.#running.size < MAX_RUNNING) {
      const entry = this.#queue.find(({ urgent }) => urgent()) ?? this.#queue[0];
      if (!entry) return;
      this.#queue.splice(this.#queue.indexOf(entry), 1);
      this.#ask(client, entry);
    }
  }

  #ask(client: PixelClient, entry: Waiting<P>): void {
    const controller = new AbortController();
    this.#running.add(controller);
    this.#load(client, entry, AbortSignal.any([controller.signal, entry.signal]))
      .then(
        (picture) => this.#made.push({ entry, picture }),
        (thrown: unknown) => {
          // A lost engine comes back: the request goes on waiting.
          if (thrown instanceof AppError && thrown.code === 'engine-lost' && !entry.signal.aborted) {
            this.#client = null;
            this.#queue.unshift(entry);
          } else entry.reject(thrown);
        },
      )
      .finally(() => {
        this.#running.delete(controller);
        this.#next();
        if (this.#busy) this.#handOut ??= setTimeout(() => this.#handOutMade(), TOGETHER_MS);
        else this.#handOutMade();
      });
  }

  #handOutMade(): void {
    clearTimeout(this.#handOut);
    this.#handOut = undefined;
    for (const { entry, picture } of this.#made.splice(0)) entry.resolve(picture);
  }

  async #load(client: PixelClient, entry: Waiting<P>, signal: AbortSignal): Promise<P> {
    const { filters, width: maxWidth, height: maxHeight } = entry;
    const { value, body = new Uint8Array() } = await client.call(
      'thumbnail',
      { filters, maxWidth, maxHeight },
      { signal },
    );
    const picture = this.#picture(body, value.width, value.height);
    this.#cache.set(entry.key, picture);
    const [oldest] = this.#cache;
    if (this.#cache.size > CAPACITY && oldest) this.#cache.delete(oldest[0]);
    return picture;
  }
}

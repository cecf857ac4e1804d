// Keeps one engine process alive for a document: starts it, watches it, starts it again and opens the kept bytes in it.
import { engineCalls, pixelCalls, type ExportRequest, type Progress } from '../src-core/contract.ts';
import type { DocumentInfo } from '../src-core/document.ts';
import { AppError } from '../src-core/errors.ts';
import { connect, type Client } from '../src-core/rpc.ts';
import { crashError, GIVEN_UP, RESTARTED, stallError } from './engine-words.ts';
import { watchHeart } from './heartbeat.ts';
import type { Child } from './host.ts';
import { channelsOver, type Channels } from './wires.ts';

const CRASH_LIMIT = 3;
const CRASH_WINDOW_MS = 5 * 60_000;
/** Without progress for this long, plus a second per MiB of file, an engine that opens a file counts as hung. */
const STALL_LIMIT_MS = 10_000;

/** A process that does not answer by then has not started. */
const START_LIMIT_MS = 15_000;

export type EngineState = 'starting' | 'ready' | 'lost';

export interface SupervisorHost<C extends Child> {
  spawn(): C;
  /** A new engine is ready for pages: the host makes pixel wires to it. */
  onReady(child: C): void;
  onState(state: EngineState, restarted: boolean, message: string): void;
}

export interface OpenRequest {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly acceptDamaged: boolean;
  readonly maxPixels: number;
}

export interface EngineOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

interface Generation<C extends Child> {
  readonly child: C;
  readonly client: Client<typeof engineCalls>;
  readonly channels: Channels;
  /** Set when main itself ends the process: no crash. */
  dismissed: boolean;
  stopBeating(): void;
}

export class Supervisor<C extends Child> {
  readonly #host: SupervisorHost<C>;
  readonly #stallLimitMs: number;
  readonly #beatMs: number | undefined;
  /** Opens and exports under way. */
  #working = 0;
  #generation: Generation<C> | null = null;
  #state: EngineState = 'starting';
  #message = '';
  #kept: OpenRequest | null = null;
  #crashes: number[] = [];
  #nextChannel = 2;
  #started = false;
  #closed = false;
  #settled: Promise<void> = Promise.resolve();

  constructor(host: SupervisorHost<C>, options: { stallLimitMs?: number; beatMs?: number } = {}) {
    this.#host = host;
    this.#beatMs = options.beatMs;
    this.#stallLimitMs = options.stallLimitMs ?? STALL_LIMIT_MS;
  }

  get state(): { readonly state: EngineState; readonly message: string } {
    return { state: this.#state, message: this.#message };
  }

  /** Starts the first engine, unless that was done. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#begin(false);
  }

  /** Starts anew after the engine was given up. */
  restart(): void {
    if (this.#closed || this.#state !== 'lost') return;
    this.#crashes = [];
    this.#begin(true);
  }

  /** Opens a file in place of the one before, which stays the document, in the engine too, unless this succeeds. */
  async open(request: OpenRequest, options: EngineOptions = {}): Promise<DocumentInfo> {
    this.restart();
    const generation = await this.#ready(options.signal);
    const stall = this.#watchStall(request, () => this.#renew(generation));
    const abort = (): void => this.#renew(generation);
    this.#working++;
    try {
      const { fileName, acceptDamaged, maxPixels, bytes } = request;
      // Decoders cannot be interrupted: a cancelled open ends the process and the next one gets the old document.
      options.signal?.addEventListener('abort', abort, { once: true });
      const onProgress = (progress: Progress): void => {
        stall.progressed();
        options.onProgress?.(progress);
      };
      const params = { fileName, acceptDamaged, maxPixels };
      const { value } = await generation.client.call('open', params, {
        body: bytes,
        signal: options.signal,
        onProgress,
      });
      this.#kept = request;
      return value;
    } catch (thrown) {
      if (stall.expired) throw stallError(request.fileName, thrown);
      if (thrown instanceof AppError && thrown.code === 'engine-lost') throw crashError(request.fileName, thrown);
      throw thrown;
    } finally {
      this.#working--;
      stall.stop();
      options.signal?.removeEventListener('abort', abort);
    }
  }

  async close(signal?: AbortSignal): Promise<void> {
    this.#kept = null;
    if (this.#state === 'ready') await this.#generation?.client.call('close', {}, { signal });
  }

  async export(
    request: ExportRequest,
    options: EngineOptions = {},
  ): Promise<{ bytes: Uint8Array; notes: readonly string[] }> {
    const generation = await this.#ready(options.signal);
    let stage: Progress['stage'] | null = null;
    const onProgress = (progress: Progress): void => {
      stage = progress.stage;
      options.onProgress?.(progress);
    };
    // Encoders cannot be interrupted either; filters can, and leave at the next tile.
    const abort = (): void => {
      if (stage === 'encode') this.#renew(generation);
    };
    options.signal?.addEventListener('abort', abort, { once: true });
    this.#working++;
    try {
      const { value, body } = await generation.client.call('export', request, { signal: options.signal, onProgress });
      if (!body) throw new AppError('internal', 'The engine answered without the bytes of the file.');
      return { bytes: body, notes: value.notes };
    } finally {
      this.#working--;
      options.signal?.removeEventListener('abort', abort);
    }
  }

  /** A small RGBA picture of the source, for the recents. */
  async thumbnail(
    maxWidth: number,
    maxHeight: number,
    signal?: AbortSignal,
  ): Promise<{ width: number; height: number; data: Uint8Array }> {
    const generation = await this.#ready(signal);
    const wire = generation.channels.open(this.#nextChannel++);
    const client = connect(wire, pixelCalls);
    try {
      const { value, body } = await client.call('thumbnail', { filters: [], maxWidth, maxHeight }, { signal });
      return { ...value, data: body ?? new Uint8Array() };
    } finally {
      client.close();
    }
  }

  /** Ends everything; nothing is started again. */
  dispose(): void {
    this.#closed = true;
    this.#kept = null;
    const generation = this.#generation;
    this.#generation = null;
    generation?.stopBeating();
    generation?.child.kill();
  }

  #begin(restarted: boolean): void {
    if (this.#closed) return;
    this.#change('starting', restarted, '');
    const child = this.#host.spawn();
    const channels = channelsOver(child);
    const generation: Generation<C> = {
      child,
      channels,
      client: connect(channels.open(0), engineCalls),
      dismissed: false,
      stopBeating: () => undefined,
    };
    this.#generation = generation;
    child.onClose(() => this.#ended(generation));
    this.#settled = this.#prepare(generation, restarted).catch(() => {
      // An engine that starts but does not take the document is as good as dead.
      if (this.#generation === generation) child.kill();
    });
  }

  async #prepare(generation: Generation<C>, restarted: boolean): Promise<void> {
    const late = setTimeout(() => generation.child.kill(), START_LIMIT_MS);
    await generation.client.call('ping', {}).finally(() => clearTimeout(late));
    const kept = this.#kept;
    if (kept) {
      const stall = this.#watchStall(kept, () => generation.child.kill());
      const { fileName, acceptDamaged, maxPixels, bytes } = kept;
      const params = { fileName, acceptDamaged, maxPixels };
      const options = { body: bytes, onProgress: stall.progressed };
      await generation.client.call('open', params, options).finally(stall.stop);
    }
    if (this.#generation !== generation) return;
    generation.stopBeating = watchHeart({
      ping: () => generation.client.call('ping', {}),
      busy: () => this.#working > 0,
      onSilent: () => generation.child.kill(),
      beatMs: this.#beatMs,
    });
    this.#host.onReady(generation.child);
    this.#change('ready', restarted, restarted ? RESTARTED : '');
  }

  #ended(generation: Generation<C>): void {
    generation.stopBeating();
    // The end of a process that was already replaced is no news.
    if (this.#closed || this.#generation !== generation) return;
    this.#generation = null;
    if (!generation.dismissed) {
      const now = Date.now();
      this.#crashes = [...this.#crashes.filter((time) => now - time < CRASH_WINDOW_MS), now];
      if (this.#crashes.length >= CRASH_LIMIT) {
        this.#change('lost', true, GIVEN_UP);
        return;
      }
    }
    this.#begin(!generation.dismissed);
  }

  /** Ends the process on purpose; the next one starts with the kept document. */
  #renew(generation: Generation<C>): void {
    if (this.#generation !== generation) return;
    generation.dismissed = true;
    this.#change('starting', false, '');
    generation.child.kill();
  }

  /** The engine of now, once it is ready; rejects when it was given up. */
  async #ready(signal?: AbortSignal): Promise<Generation<C>> {
    this.start();
    while (this.#state === 'starting' && !this.#closed) {
      signal?.throwIfAborted();
      const settled = this.#settled;
      await unlessAborted(settled, signal);
      // Between the end of one process and the start of the next the event loop has to turn.
      if (settled === this.#settled && this.#state === 'starting')
        await new Promise((resolve) => setTimeout(resolve, 5));
    }
    signal?.throwIfAborted();
    if (!this.#generation || this.#closed) throw new AppError('engine-lost', GIVEN_UP);
    return this.#generation;
  }

  #change(state: EngineState, restarted: boolean, message: string): void {
    this.#state = state;
    this.#message = message;
    this.#host.onState(state, restarted, message);
  }

  #watchStall(request: OpenRequest, onStall: () => void): { expired: boolean; progressed(): void; stop(): void } {
    const watch = {
      expired: false,
      progressed: (): void => void timer.refresh(),
      stop: (): void => clearTimeout(timer),
    };
    const expire = (): void => {
      watch.expired = true;
      onStall();
    };
    const timer = setTimeout(expire, this.#stallLimitMs + (request.bytes.length / 2 ** 20) * 1000);
    return watch;
  }
}

function unlessAborted(promise: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal?.reason as Error);
    signal?.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal?.removeEventListener('abort', abort));
  });
}

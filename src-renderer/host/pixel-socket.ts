// The socket of the pixels, opened again for every engine: one attempt at a time, given up with the engine it was for.
import type { Wire } from '../../src-core/wire.ts';
import type { PixelLine } from './pixels.ts';

export class PixelSocket {
  readonly #pixels: PixelLine;
  readonly #connect: (signal: AbortSignal) => Promise<Wire>;
  /** Main says at once when it is not. */
  #ready = true;

  constructor(pixels: PixelLine, connect: (signal: AbortSignal) => Promise<Wire>) {
    this.#pixels = pixels;
    this.#connect = connect;
  }

  /** Opens it, unless it is open or on its way; an engine that has yet to start answers when it is there. */
  open(): void {
    if (!this.#pixels.open) void this.#pixels.use(this.#connect);
  }

  /** What main says of the engine. */
  follow(state: 'starting' | 'ready' | 'lost'): void {
    // A request on its way to a process that ended is never answered.
    if (this.#ready && state !== 'ready') this.#pixels.drop();
    this.#ready = state === 'ready';
    if (this.#ready) this.open();
  }
}

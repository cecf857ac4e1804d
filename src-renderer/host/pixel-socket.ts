// The socket of the pixels, opened again for every engine: one attempt at a time, given up with the engine it was for.
import type { Wire } from '../../src-core/wire.ts';
import type { PixelLine } from './pixels.ts';
import type { SocketThread } from './worker-wire.ts';

export class PixelSocket {
  readonly #pixels: PixelLine;
  readonly #makeThread: () => SocketThread;
  readonly #connect: (thread: SocketThread) => Promise<Wire>;
  #opening: SocketThread | null = null;
  /** Main says at once when it is not. */
  #ready = true;

  constructor(pixels: PixelLine, makeThread: () => SocketThread, connect: (thread: SocketThread) => Promise<Wire>) {
    this.#pixels = pixels;
    this.#makeThread = makeThread;
    this.#connect = connect;
  }

  /** Opens it, unless it is open or on its way; an engine that has yet to start answers when it is there. */
  open(): void {
    if (this.#opening || this.#pixels.connected) return;
    const thread = this.#makeThread();
    this.#opening = thread;
    this.#connect(thread).then(
      (wire) => (this.#settle(thread) ? this.#pixels.use(wire) : wire.close()),
      () => this.#settle(thread) && this.#pixels.drop(),
    );
  }

  /** What main says of the engine. */
  follow(state: 'starting' | 'ready' | 'lost'): void {
    const gone = this.#ready && state !== 'ready';
    this.#ready = state === 'ready';
    if (gone) {
      // A request on its way to a process that ended is never answered.
      this.#opening?.terminate();
      this.#opening = null;
    }
    if (this.#ready) this.open();
    else this.#pixels.drop();
  }

  /** Whether the attempt with `thread` was still wanted. */
  #settle(thread: SocketThread): boolean {
    if (this.#opening !== thread) return false;
    this.#opening = null;
    return true;
  }
}

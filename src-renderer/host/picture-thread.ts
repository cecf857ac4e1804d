// The thread that draws the picture, as the page speaks to it. It starts once there is something for it to do.
import type { Wire } from '../../src-core/wire.ts';
import type { EngineWay, FromPicture, ToPicture } from '../picture/messages.ts';
import { openThreadWire } from './thread-wire.ts';

interface Thread {
  postMessage(message: ToPicture, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: { readonly data: FromPicture }) => void): void;
}

export class PictureThread {
  readonly #start: () => Thread;
  #thread: Thread | null = null;
  /** Said before it started. */
  #waiting: { readonly message: ToPicture; readonly transfer: Transferable[] }[] = [];
  #listener: (news: FromPicture) => void = () => undefined;

  constructor(
    start: () => Thread = () =>
      new Worker(new URL('../picture/picture-worker.ts', import.meta.url), { type: 'module' }),
  ) {
    this.#start = start;
  }

  say(message: ToPicture, transfer: Transferable[] = []): void {
    if (this.#thread) this.#thread.postMessage(message, transfer);
    else this.#waiting.push({ message, transfer });
  }

  listen(listener: (news: FromPicture) => void): void {
    this.#listener = listener;
  }

  /** A line to an engine: the thread's, and the page's share of it. Rejects with `engine-lost`. */
  connect(way: EngineWay, signal: AbortSignal): Promise<Wire> {
    this.#thread ??= this.#started();
    const { port1, port2 } = new MessageChannel();
    this.say({ kind: 'line', way, port: port2 }, way instanceof MessagePort ? [way, port2] : [port2]);
    return openThreadWire(port1, signal);
  }

  #started(): Thread {
    const thread = this.#start();
    thread.addEventListener('message', ({ data }) => this.#listener(data));
    for (const { message, transfer } of this.#waiting.splice(0)) thread.postMessage(message, transfer);
    return thread;
  }
}

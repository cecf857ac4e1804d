// The receiving half of a wire: keeps messages until somebody listens, and tells of the end exactly once.
import type { Message } from './wire.ts';

export class Inbox {
  #waiting: Message[] = [];
  #listener: ((message: Message) => void) | null = null;
  #closeListeners: (() => void)[] = [];
  #closed = false;

  get closed(): boolean {
    return this.#closed;
  }

  receive(message: Message): void {
    if (this.#closed) return;
    if (this.#listener) this.#listener(message);
    else this.#waiting.push(message);
  }

  listen(listener: (message: Message) => void): void {
    this.#listener = listener;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const message of waiting) listener(message);
  }

  onClose(listener: () => void): void {
    if (this.#closed) listener();
    else this.#closeListeners.push(listener);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#waiting = [];
    const listeners = this.#closeListeners;
    this.#closeListeners = [];
    for (const listener of listeners) listener();
  }
}

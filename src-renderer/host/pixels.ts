// Keeps the pixel client of the living engine and tells whoever listens when it goes and comes.
import { pixelCalls } from '../../src-core/contract.ts';
import { connect } from '../../src-core/rpc.ts';
import type { Wire } from '../../src-core/wire.ts';
import type { PixelClient } from './host.ts';

export class PixelLine {
  #client: PixelClient | null = null;
  #attempt: AbortController | null = null;
  readonly #listeners = new Set<(client: PixelClient | null) => void>();

  /** Connected, or about to be. */
  get open(): boolean {
    return this.#client !== null || this.#attempt !== null;
  }

  listen(listener: (client: PixelClient | null) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#client);
    return () => void this.#listeners.delete(listener);
  }

  /** A way to a fresh engine: what led to the one before is given up. */
  async use(connectTo: (signal: AbortSignal) => Promise<Wire>): Promise<void> {
    this.drop();
    const attempt = new AbortController();
    this.#attempt = attempt;
    // Main says when there is another engine to try.
    const wire = await connectTo(attempt.signal).catch(() => null);
    if (this.#attempt !== attempt) return wire?.close();
    this.#attempt = null;
    if (wire) this.#take(connect(wire, pixelCalls));
  }

  /** The engine is gone, or the one that was waited for. */
  drop(): void {
    this.#attempt?.abort();
    this.#attempt = null;
    if (!this.#client) return;
    this.#client.close();
    this.#set(null);
  }

  #take(client: PixelClient): void {
    this.#set(client);
    client.onClose(() => {
      if (this.#client === client) this.#set(null);
    });
  }

  #set(client: PixelClient | null): void {
    this.#client = client;
    for (const listener of this.#listeners) listener(client);
  }
}

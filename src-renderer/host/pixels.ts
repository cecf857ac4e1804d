// Keeps the pixel client of the living engine and tells whoever listens when it goes and comes.
import { pixelCalls } from '../../src-core/contract.ts';
import { connect } from '../../src-core/rpc.ts';
import type { Wire } from '../../src-core/wire.ts';
import type { PixelClient } from './host.ts';

export class PixelLine {
  #client: PixelClient | null = null;
  readonly #listeners = new Set<(client: PixelClient | null) => void>();

  get connected(): boolean {
    return this.#client !== null;
  }

  listen(listener: (client: PixelClient | null) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#client);
    return () => void this.#listeners.delete(listener);
  }

  /** A wire to a fresh engine; the one before it is dead. */
  use(wire: Wire): void {
    const client: PixelClient = connect(wire, pixelCalls);
    this.#set(client);
    client.onClose(() => {
      if (this.#client === client) this.#set(null);
    });
  }

  drop(): void {
    this.#client?.close();
    this.#set(null);
  }

  #set(client: PixelClient | null): void {
    this.#client = client;
    for (const listener of this.#listeners) listener(client);
  }
}

// The only thing a transport has to be. Electron ports, child processes, sockets and tests all make these.

export interface Message {
  /** JSON-like; the sender's schema guarantees finite numbers. */
  readonly head: unknown;
  /** An empty one may arrive as none. */
  readonly body?: Uint8Array | undefined;
}

export interface Wire {
  /** The body's bytes have been read when it returns. */
  send(message: Message): void;
  onMessage(listener: (message: Message) => void): void;
  /** Called once, when the other end is gone; also when it already was. */
  onClose(listener: () => void): void;
  close(): void;
}

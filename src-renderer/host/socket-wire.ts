// A WebSocket as a wire: every message is one binary frame.
import { AppError } from '../../src-core/errors.ts';
import { decodeFrame, encodeFrame } from '../../src-core/frame.ts';
import type { Message, Wire } from '../../src-core/wire.ts';

export interface SocketAddress {
  readonly address: string;
  readonly protocols: readonly string[];
}

/** Rejects with `engine-lost` when the connection cannot be made, or is given up before it was. */
export function openSocketWire({ address, protocols }: SocketAddress, signal?: AbortSignal): Promise<Wire> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address, [...protocols]);
    socket.binaryType = 'arraybuffer';
    signal?.addEventListener('abort', () => socket.close(), { once: true });
    socket.addEventListener('open', () => resolve(socketWire(socket)), { once: true });
    socket.addEventListener('close', () => reject(notConnected()), { once: true });
  });
}

/** The socket is open and hands out array buffers. */
export function socketWire(socket: WebSocket): Wire {
  return {
    send(message) {
      if (socket.readyState === socket.OPEN) socket.send(encodeFrame(message));
    },
    onMessage(listener) {
      socket.addEventListener('message', (event: MessageEvent<unknown>) => {
        const message = event.data instanceof ArrayBuffer ? readFrame(event.data) : null;
        if (message) listener(message);
        else socket.close(1002);
      });
    },
    onClose(listener) {
      if (socket.readyState >= socket.CLOSING) queueMicrotask(listener);
      else socket.addEventListener('close', () => listener(), { once: true });
    },
    close: () => socket.close(),
  };
}

/** null for what is no frame: the other end is not ours, and the socket is to be closed. */
function readFrame(data: ArrayBuffer): Message | null {
  try {
    return decodeFrame(new Uint8Array(data));
  } catch {
    return null;
  }
}

export function notConnected(): AppError {
  return new AppError('engine-lost', 'The connection to Kernelcraft could not be made.');
}

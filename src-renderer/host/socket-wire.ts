// A WebSocket as a wire: every message is one binary frame.
import { AppError } from '../../src-core/errors.ts';
import { decodeFrame, encodeFrame } from '../../src-core/frame.ts';
import type { Message, Wire } from '../../src-core/wire.ts';

export function openSocketWire(address: string, protocols: readonly string[]): Promise<Wire> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address, [...protocols]);
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => resolve(socketWire(socket)), { once: true });
    socket.addEventListener(
      'close',
      () => reject(new AppError('engine-lost', 'The connection to Kernelcraft could not be made.')),
      { once: true },
    );
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
        const message = event.data instanceof ArrayBuffer ? read(event.data) : null;
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

function read(data: ArrayBuffer): Message | null {
  try {
    return decodeFrame(new Uint8Array(data));
  } catch {
    // Not a frame: the other end is not ours, and the socket is closed.
    return null;
  }
}

// A WebSocket as a wire: one binary frame per message.
import type { RawData, WebSocket } from 'ws';
import { BytePool } from '../../src-core/byte-pool.ts';
import { decodeFrame, encodeFrame } from '../../src-core/frame.ts';
import { Inbox } from '../../src-core/inbox.ts';
import type { Message, Wire } from '../../src-core/wire.ts';

/** The name of what is spoken over a socket. */
export const PROTOCOL = 'kernelcraft';

/** What a page says: filters, kernels, small files. Pictures come by upload, and go the other way. */
export const MAX_REQUEST_BYTES = 40 * 2 ** 20;

/** Frames of about the same length use the same memory. */
const GRAIN_BYTES = 2 ** 17;
const UNSUPPORTED_DATA = 1003;
const PROTOCOL_ERROR = 1002;

export function socketWire(socket: WebSocket): Wire {
  const inbox = new Inbox();
  const pool = new BytePool();
  const take = (length: number): Uint8Array<ArrayBuffer> =>
    length < GRAIN_BYTES ? new Uint8Array(length) : pool.take(Math.ceil(length / GRAIN_BYTES) * GRAIN_BYTES);
  socket.on('message', (data: RawData, isBinary: boolean) => {
    if (!isBinary) return socket.close(UNSUPPORTED_DATA);
    const message = read(data);
    if (message) inbox.receive(message);
    else socket.close(PROTOCOL_ERROR);
  });
  socket.on('close', () => inbox.close());
  // A broken socket closes right after it says so.
  socket.on('error', () => socket.terminate());
  return {
    send: (message) => {
      if (inbox.closed || socket.readyState !== socket.OPEN) return;
      const frame = encodeFrame(message, take);
      // Called in any case, when the system has taken all of it or the socket is gone.
      socket.send(frame, () => pool.release(new Uint8Array(frame.buffer)));
    },
    onMessage: (listener) => inbox.listen(listener),
    onClose: (listener) => inbox.onClose(listener),
    close: () => socket.close(),
  };
}

function read(data: RawData): Message | null {
  try {
    const buffer = Array.isArray(data) ? Buffer.concat(data) : data;
    return decodeFrame(
      buffer instanceof ArrayBuffer
        ? new Uint8Array(buffer)
        : new Uint8Array(buffer.buffer as ArrayBuffer, buffer.byteOffset, buffer.byteLength),
    );
  } catch {
    // Not a frame of ours: the caller closes the socket.
    return null;
  }
}

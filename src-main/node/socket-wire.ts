// A WebSocket as a wire: one binary frame per message.
import type { RawData, WebSocket } from 'ws';
import { decodeFrame, encodeFrame } from '../../src-core/frame.ts';
import { Inbox } from '../../src-core/inbox.ts';
import type { Message, Wire } from '../../src-core/wire.ts';

const UNSUPPORTED_DATA = 1003;
const PROTOCOL_ERROR = 1002;

export function socketWire(socket: WebSocket): Wire {
  const inbox = new Inbox();
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
      if (!inbox.closed && socket.readyState === socket.OPEN) socket.send(encodeFrame(message));
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

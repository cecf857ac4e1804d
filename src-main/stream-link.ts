// A link over a stream of bytes, for channels: each message is [u32 length of the rest][u32 channel][a frame], the end of
// a channel has no frame; numbers are little-endian. Unlike the way that Node has to a child process it moves a large body
// without serialising it.
import type { Duplex } from 'node:stream';
import { decodeFrame, encodeFrame, MAX_FRAME_BYTES } from '../src-core/frame.ts';
import type { ChannelMessage, Link } from './host.ts';

const NUMBER_BYTES = 4;
const START_BYTES = 2 * NUMBER_BYTES;

/** A stream that says anything else is closed. */
export function streamLink(stream: Duplex): Omit<Link, 'onClose'> {
  // What was lost with the other process is reported by its end.
  stream.on('error', () => undefined);
  return {
    copies: true,
    post: (value) => void (stream.writable && stream.write(encoded(value as ChannelMessage))),
    onMessage(listener) {
      const read = reader(listener);
      stream.on('data', (chunk: Uint8Array) => {
        try {
          read(chunk);
        } catch {
          stream.destroy();
        }
      });
    },
  };
}

function encoded(message: ChannelMessage): Uint8Array {
  const take = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(START_BYTES + length).subarray(START_BYTES);
  const frame = 'ended' in message ? take(0) : encodeFrame(message, take);
  const start = new DataView(frame.buffer);
  start.setUint32(0, NUMBER_BYTES + frame.length, true);
  start.setUint32(NUMBER_BYTES, message.channel, true);
  return new Uint8Array(frame.buffer);
}

/** Puts messages together from chunks of any size. Throws for what is none. */
function reader(receive: (message: ChannelMessage) => void): (chunk: Uint8Array) => void {
  const start = new Uint8Array(START_BYTES);
  const numbers = new DataView(start.buffer);
  let startRead = 0;
  let frame = new Uint8Array(0);
  let frameRead = 0;
  return (chunk) => {
    for (let at = 0; at < chunk.length;) {
      if (startRead < START_BYTES) {
        start[startRead++] = chunk[at++]!;
        if (startRead < START_BYTES) continue;
        const length = numbers.getUint32(0, true) - NUMBER_BYTES;
        if (length < 0 || length > MAX_FRAME_BYTES) throw new RangeError(`A frame of ${length} bytes.`);
        frame = new Uint8Array(length);
        frameRead = 0;
      }
      const part = chunk.subarray(at, at + frame.length - frameRead);
      frame.set(part, frameRead);
      at += part.length;
      frameRead += part.length;
      if (frameRead < frame.length) continue;
      startRead = 0;
      const channel = numbers.getUint32(NUMBER_BYTES, true);
      receive(frame.length === 0 ? { channel, ended: true } : { channel, ...decodeFrame(frame) });
    }
  };
}

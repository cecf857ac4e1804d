// A message as bytes, for sockets: [u32 little-endian length of head][head: JSON in UTF-8, padded][body].
import { AppError } from './errors.ts';
import { MAX_TEXT_LENGTH, parseJson } from './plain.ts';
import type { Message } from './wire.ts';

export const MAX_HEAD_BYTES = MAX_TEXT_LENGTH;
export const MAX_BODY_BYTES = 2 ** 30;
const BLANK = 0x20;
export const MAX_FRAME_BYTES = 4 + MAX_HEAD_BYTES + MAX_BODY_BYTES;

/** `take` gives memory of at least so many bytes, whose content does not matter. */
export function encodeFrame(
  message: Message,
  take: (length: number) => Uint8Array<ArrayBuffer> = (length) => new Uint8Array(length),
): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(JSON.stringify(message.head));
  // Blanks behind the JSON: a body that begins at a multiple of 8 can be seen as any typed array.
  const head = new Uint8Array(Math.ceil((4 + text.length) / 8) * 8 - 4).fill(BLANK);
  head.set(text);
  const bodyLength = message.body?.byteLength ?? 0;
  if (head.length > MAX_HEAD_BYTES || bodyLength > MAX_BODY_BYTES)
    throw new AppError('too-large', 'The message is too large to send.');
  const length = 4 + head.length + bodyLength;
  const frame = take(length).subarray(0, length);
  new DataView(frame.buffer, frame.byteOffset).setUint32(0, head.length, true);
  frame.set(head, 4);
  if (message.body) frame.set(message.body, 4 + head.length);
  return frame;
}

/** The body is a view on `bytes`; undefined when there is none. Throws `invalid` or `too-large`. */
export function decodeFrame(bytes: Uint8Array): Message {
  if (bytes.byteLength < 4) throw new AppError('invalid', 'Expected at least 4 bytes for a frame.');
  const headLength = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
  if (headLength > MAX_HEAD_BYTES) throw new AppError('too-large', 'The head of a frame is too large.');
  if (4 + headLength > bytes.byteLength) throw new AppError('invalid', 'A frame ends before its head does.');
  if (bytes.byteLength - 4 - headLength > MAX_BODY_BYTES)
    throw new AppError('too-large', 'The body of a frame is too large.');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(4, 4 + headLength));
  } catch (cause) {
    throw new AppError('invalid', 'The head of a frame is not valid UTF-8.', { cause });
  }
  const head = parseJson(text);
  return bytes.byteLength > 4 + headLength ? { head, body: bytes.subarray(4 + headLength) } : { head };
}

// Messages over a pipe come whole however it cuts them, and nothing else comes.
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { streamLink } from '../../../src-main/stream-link.ts';

const MESSAGES = [
  { channel: 1, head: { a: 'ü' } },
  { channel: 2, head: {}, body: Uint8Array.from({ length: 300 }, (_, index) => index).subarray(7, 207) },
  { channel: 2, ended: true },
  { channel: 1, head: null },
];

/** What is posted, as bytes. */
async function written(): Promise<Buffer> {
  const stream = new PassThrough();
  const link = streamLink(stream);
  for (const message of MESSAGES) link.post(message);
  return Buffer.concat(await stream.end().toArray());
}

async function received(chunks: readonly Buffer[]): Promise<{ values: unknown[]; open: boolean }> {
  const stream = new PassThrough();
  const values: unknown[] = [];
  streamLink(stream).onMessage((value) => values.push(value));
  for (const chunk of chunks) {
    stream.write(chunk);
    await new Promise(setImmediate);
  }
  return { values, open: !stream.destroyed };
}

describe('a link over a stream', () => {
  it.each([1, 5, 64, 10_000])('puts messages together from chunks of %d bytes', async (size) => {
    const bytes = await written();
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    );
    expect(await received(chunks)).toEqual({ values: MESSAGES, open: true });
  });

  it.each([
    ['a length that is too short for a channel', Buffer.from([3, 0, 0, 0, 1, 0, 0, 0])],
    ['a length beyond any frame', Buffer.from([255, 255, 255, 255, 1, 0, 0, 0])],
    ['a frame that is none', Buffer.from([8, 0, 0, 0, 1, 0, 0, 0, 9, 0, 0, 0])],
  ])('closes the stream on %s', async (_, bytes) => {
    expect(await received([bytes])).toEqual({ values: [], open: false });
  });
});

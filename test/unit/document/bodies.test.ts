// Replies whose memory is used again.
import { describe, expect, it } from 'vitest';
import { createBodies } from '../../../src-core/engine/bodies.ts';
import type { EngineImage } from '../../../src-core/engine/types.ts';
import { kernelFilter, opened, picture, renderParams, SHARPEN, SOBEL, work } from './fixtures.ts';

describe('the bytes of a reply', () => {
  const view = { x: 0, y: 0, width: 200, height: 150 };

  it('lie in the same memory again once they were released', async () => {
    const { document } = await opened(picture(300, 200));
    const first = await document.render(renderParams([kernelFilter(SHARPEN)], view), work());
    first.release();
    first.release();
    const second = await document.render(renderParams([kernelFilter(SOBEL)], view), work());
    const third = await document.render(renderParams([kernelFilter(SHARPEN)], view), work());
    expect(second.body.buffer).toBe(first.body.buffer);
    expect(third.body.buffer).not.toBe(first.body.buffer);
    expect(second.body.byteLength).toBe(second.body.buffer.byteLength);
  });

  it('are given back where they are more than views need', () => {
    const bodies = createBodies();
    const bufferOf = (bytes: number): ArrayBufferLike => {
      const body = bodies.copy({ data: new Uint8Array(bytes) } as unknown as EngineImage);
      body.release();
      return body.bytes.buffer;
    };
    const small = bufferOf(2 ** 20);
    expect(bufferOf(2 ** 20)).toBe(small);
    const large = bufferOf(65 * 2 ** 20);
    expect(bufferOf(65 * 2 ** 20)).not.toBe(large);
    expect(bufferOf(2 ** 20)).not.toBe(small);
  });

  it('stay what they are until they are released', async () => {
    const { document } = await opened(picture(300, 200));
    const sharp = await document.render(renderParams([kernelFilter(SHARPEN)], view), work());
    const copy = sharp.body.slice();
    const edges = await document.render(renderParams([kernelFilter(SOBEL)], view), work());
    expect(edges.body).not.toEqual(copy);
    expect(sharp.body).toEqual(copy);
    const smaller = await document.render(renderParams([], { ...view, width: 100 }), work());
    expect(smaller.body).toHaveLength(100 * 150 * 3);
  });
});

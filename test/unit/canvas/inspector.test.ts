import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../src-core/errors.ts';
import type { PixelClient } from '../../../src-renderer/host/host.ts';
import { Inspector, type Inspection, type PixelValues } from '../../../src-renderer/state/inspector.ts';
import { bitmapOf, stillOf } from '../../../src-renderer/state/still.ts';
import { Thumbnails } from '../../../src-renderer/state/thumbnails.ts';
import { blur, settle } from './fixtures.ts';

interface Asked {
  readonly params: { x: number; y: number; filters: readonly { id: string }[] };
  answer(): Promise<void>;
  fail(error: unknown): Promise<void>;
}
let asked: Asked[];
const bodyOf = (count: number): Uint8Array => {
  // At an odd address, as in a frame behind its head.
  const bytes = new Uint8Array(4 * count + 1);
  bytes.set(new Uint8Array(new Float32Array(count).map((_, index) => index / 10).buffer), 1);
  return bytes.subarray(1);
};
const client = {
  call: (_name: string, params: Asked['params'], { signal }: { signal?: AbortSignal } = {}) =>
    new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error));
      asked.push({
        params,
        answer: () => {
          const pixel = { result: [1.5, 0, 0], linearBefore: [0, 0, 0], linearAfter: [2, 0, 0] };
          resolve({ value: { side: 1, channels: 3, pixel }, body: bodyOf(6) });
          return settle();
        },
        fail: (error) => {
          reject(error as Error);
          return settle();
        },
      });
    }),
} as unknown as PixelClient;

beforeEach(() => {
  asked = [];
});

describe('values under the cursor', () => {
  const bounds = { x: 0, y: 0, width: 100, height: 100 };
  const at = (x: number, patch: Partial<Inspection> = {}): Inspection => ({
    x,
    y: 5,
    radius: 0,
    filters: [blur(1)],
    key: 'k',
    bounds,
    ...patch,
  });
  let values: PixelValues | null;
  let inspector: Inspector;
  beforeEach(() => {
    values = null;
    inspector = new Inspector((next) => (values = next));
    inspector.setClient(client);
  });

  it('come one question at a time, the newest pixel next', async () => {
    for (let x = 0; x < 20; x++) inspector.want(at(x));
    expect(asked).toHaveLength(1);
    await asked[0]?.answer();
    expect(values).toMatchObject({ x: 0 });
    expect(asked).toHaveLength(2);
    await asked[1]?.answer();
    expect(values).toMatchObject({ x: 19, channels: 3 });
    expect([...(values?.before ?? [])].map((v) => Number(v.toFixed(1)))).toEqual([0, 0.1, 0.2]);
    inspector.want(at(19));
    expect(asked).toHaveLength(2);
  });

  it('are asked in pixels of a cropped result, and only before where it is cropped away (§6)', async () => {
    inspector.want(at(10, { bounds: { x: 4, y: 2, width: 50, height: 50 } }));
    expect(asked[0]?.params).toMatchObject({ x: 6, y: 3 });
    await asked[0]?.answer();
    inspector.want(at(1, { bounds: { x: 4, y: 2, width: 50, height: 50 } }));
    expect(asked[1]?.params).toMatchObject({ x: 1, y: 5, filters: [] });
    await asked[1]?.answer();
    expect(values?.after).toBeNull();
  });

  it('go when the cursor leaves the picture, also when they were on their way', async () => {
    inspector.want(at(1));
    inspector.want(null);
    await asked[0]?.answer();
    expect(values).toBeNull();
  });
});

describe('thumbnails', () => {
  const picture = () => ({});
  const nothing = () => undefined;
  const wish = (signal: AbortSignal, urgent = false) => ({ width: 100, height: 56, urgent: () => urgent, signal });
  const signal = () => new AbortController().signal;

  it('wait until the canvas needs nothing, and come a few at a time', async () => {
    const told: boolean[] = [];
    const thumbnails = new Thumbnails(picture, (busy) => told.push(busy));
    thumbnails.setClient(client);
    const sigmas = Array.from({ length: 12 }, (_, index) => index + 1);
    const all = sigmas.map((sigma) => thumbnails.get([blur(sigma)], wish(signal())));
    expect(asked).toHaveLength(0);
    expect(told).toEqual([true]);
    thumbnails.setIdle(true);
    expect(asked).toHaveLength(8);
    thumbnails.setIdle(false);
    await asked[0]?.answer();
    expect(asked).toHaveLength(8);
    thumbnails.setIdle(true);
    for (let index = 1; index < sigmas.length; index++) await asked[index]?.answer();
    await Promise.all(all);
    expect(told).toEqual([true, false]);
  });

  it('keep nobody waiting for the engine once nobody waits for them', async () => {
    const told: boolean[] = [];
    const thumbnails = new Thumbnails(picture, (busy) => told.push(busy));
    thumbnails.setClient(client);
    const gone = new AbortController();
    const given = thumbnails.get([blur(1)], wish(gone.signal));
    gone.abort(new Error('scrolled away'));
    await expect(given).rejects.toThrow('scrolled away');
    expect(told).toEqual([true, false]);
    const refused = thumbnails.get([blur(1)], wish(signal()));
    thumbnails.reset();
    await expect(refused).rejects.toMatchObject({ code: 'cancelled' });
    expect(told).toEqual([true, false, true, false]);
  });

  it('are handed out together: soon, and the last of them at once', async () => {
    vi.useFakeTimers();
    try {
      const thumbnails = new Thumbnails(picture, nothing);
      thumbnails.setClient(client);
      thumbnails.setIdle(true);
      const handedOut: number[] = [];
      const all = [1, 2, 3].map((sigma) =>
        thumbnails.get([blur(sigma)], wish(signal())).then(() => handedOut.push(sigma)),
      );
      await asked[0]?.answer();
      await vi.advanceTimersByTimeAsync(100);
      await asked[1]?.answer();
      expect(handedOut).toEqual([]);
      await vi.advanceTimersByTimeAsync(60);
      expect(handedOut).toEqual([1, 2]);
      await asked[2]?.answer();
      await Promise.all(all);
      expect(handedOut).toEqual([1, 2, 3]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('come in the order of asking, but those in view first', async () => {
    const thumbnails = new Thumbnails(picture, nothing);
    thumbnails.setClient(client);
    const wishes = [1, 2, 3, 4, 5].map((sigma) => thumbnails.get([blur(sigma)], wish(signal(), sigma > 3)));
    thumbnails.setIdle(true);
    for (let index = 0; index < 5; index++) await asked[index]?.answer();
    await Promise.all(wishes);
    const sigmas = asked.map(({ params }) => (params['filters'] as { id: string }[])[0]?.id);
    expect(sigmas).toEqual(['blur-4', 'blur-5', 'blur-1', 'blur-2', 'blur-3']);
  });

  it('are kept by what the filters do', async () => {
    const thumbnails = new Thumbnails(picture, nothing);
    thumbnails.setClient(client);
    thumbnails.setIdle(true);
    const first = thumbnails.get([blur(1)], wish(signal()));
    await asked[0]?.answer();
    expect(await thumbnails.get([{ ...blur(1), name: 'renamed' }], wish(signal()))).toBe(await first);
    expect(asked).toHaveLength(1);
  });

  it('are refused when the document changes, and asked anew', async () => {
    const thumbnails = new Thumbnails(picture, nothing);
    thumbnails.setClient(client);
    thumbnails.setIdle(true);
    const made = thumbnails.get([blur(1)], wish(signal()));
    const running = thumbnails.get([blur(2)], wish(signal()));
    await asked[0]?.answer();
    thumbnails.reset();
    await expect(made).rejects.toMatchObject({ code: 'cancelled' });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    void thumbnails.get([blur(1)], wish(signal()));
    expect(asked).toHaveLength(3);
  });

  it('survive a restart of the engine', async () => {
    const thumbnails = new Thumbnails(picture, nothing);
    thumbnails.setClient(client);
    thumbnails.setIdle(true);
    const promise = thumbnails.get([blur(1)], wish(signal()));
    thumbnails.setClient(null);
    await asked[0]?.fail(new AppError('engine-lost', 'Gone.'));
    expect(asked).toHaveLength(1);
    thumbnails.setClient(client);
    expect(asked).toHaveLength(2);
    await asked[1]?.answer();
    await promise;
  });

  it('leave the queue when nobody wants them any more', async () => {
    const thumbnails = new Thumbnails(picture, nothing);
    thumbnails.setClient(client);
    const controller = new AbortController();
    const promise = thumbnails.get([blur(1)], wish(controller.signal));
    controller.abort(new AppError('cancelled', 'Scrolled away.'));
    await expect(promise).rejects.toMatchObject({ code: 'cancelled' });
    thumbnails.setIdle(true);
    expect(asked).toHaveLength(0);
  });

  it('are files that hold their pixels as they came', () => {
    const file = bitmapOf(
      Uint8Array.from({ length: 3 * 2 * 4 }, (_, index) => index),
      3,
      2,
    );
    const header = new DataView(file.buffer);
    expect(new TextDecoder().decode(file.subarray(0, 2))).toBe('BM');
    expect([2, 18, 22].map((offset) => header.getInt32(offset, true))).toEqual([file.length, 3, -2]);
    const pixels = file.subarray(header.getInt32(10, true));
    expect([pixels.length, pixels[0], pixels.at(-1)]).toEqual([24, 0, 23]);
  });

  it('have addresses that hold them, however large', () => {
    const bytes = Uint8Array.from({ length: 200 * 100 * 4 }, (_, index) => index);
    const [type, text = ''] = stillOf(bytes, 200, 100).url.split(',');
    expect(type).toBe('data:image/bmp;base64');
    expect(new Uint8Array(Buffer.from(text, 'base64'))).toEqual(bitmapOf(bytes, 200, 100));
  });
});

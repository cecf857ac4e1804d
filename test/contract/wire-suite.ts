// The behaviour every wire must carry; each transport's test file runs it over its own pair.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Calls } from '../../src-core/contract.ts';
import { AppError } from '../../src-core/errors.ts';
import { connect, serve, type Client, type Handlers } from '../../src-core/rpc.ts';
import type { Message, Wire } from '../../src-core/wire.ts';

export interface WirePair {
  readonly near: Wire;
  readonly far: Wire;
  /** Ends the transport from the far side without a word, as a crash would. */
  kill(): void | Promise<void>;
  dispose?(): void | Promise<void>;
}

const calls = {
  add: { params: z.strictObject({ a: z.number(), b: z.number() }), value: z.strictObject({ sum: z.number() }) },
  reverse: { params: z.strictObject({}), value: z.strictObject({ length: z.int() }) },
  fail: { params: z.strictObject({}), value: z.strictObject({}) },
  bug: { params: z.strictObject({}), value: z.strictObject({}) },
  wrong: { params: z.strictObject({}), value: z.strictObject({ size: z.int() }) },
  wait: { params: z.strictObject({}), value: z.strictObject({}) },
  count: { params: z.strictObject({ to: z.int() }), value: z.strictObject({}) },
  paint: { params: z.strictObject({ value: z.int() }), value: z.strictObject({}) },
  nested: {
    params: z.strictObject({ list: z.array(z.strictObject({ weight: z.number() })) }),
    value: z.strictObject({}),
  },
} as const satisfies Calls;
const events = { tick: z.strictObject({ n: z.int() }) } as const;

/** Runs the same promises over the given transport. */
export function describeWire(name: string, open: () => WirePair | Promise<WirePair>): void {
  describe(`a wire over ${name}`, () => {
    const aborted: unknown[] = [];
    /** The same memory for every answer. */
    const canvas = new Uint8Array(200_000);
    const handlers: Handlers<typeof calls> = {
      add: async ({ a, b }) => ({ value: { sum: a + b } }),
      reverse: async (_, { body }) => ({
        value: { length: body?.length ?? 0 },
        body: body && new Uint8Array(body).reverse(),
      }),
      fail: async () => {
        throw new AppError('disk-full', 'Not enough space on "Photos".');
      },
      bug: async () => {
        throw new TypeError('secret of /home/somebody/build.ts');
      },
      wrong: async () => ({ value: { size: 'large' as unknown as number } }),
      wait: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            aborted.push(signal.reason);
            reject(signal.reason);
          });
        }),
      count: async ({ to }, { progress }) => {
        for (let done = 1; done <= to; done++) progress({ stage: 'filter', done, total: to });
        return { value: {} };
      },
      nested: async () => ({ value: {} }),
      paint: async ({ value }) => ({ value: {}, body: canvas.fill(value), release: () => void canvas.fill(255) }),
    };

    const withPair = async (
      run: (parts: {
        client: Client<typeof calls, typeof events>;
        server: ReturnType<typeof serveHere>;
        pair: WirePair;
      }) => Promise<void>,
    ): Promise<void> => {
      const pair = await open();
      const server = serveHere(pair.far);
      const client = connect(pair.near, calls, events);
      try {
        await run({ client, server, pair });
      } finally {
        client.close();
        await pair.dispose?.();
      }
    };
    const serveHere = (wire: Wire) => serve(wire, calls, handlers, events);

    it('brings the value of a call back', () =>
      withPair(async ({ client }) => {
        expect((await client.call('add', { a: 2, b: 0.5 })).value).toEqual({ sum: 2.5 });
      }));

    it('answers many calls at once, each with its own value', () =>
      withPair(async ({ client }) => {
        const replies = await Promise.all(Array.from({ length: 50 }, (_, n) => client.call('add', { a: n, b: 1 })));
        expect(replies.map((reply) => reply.value.sum)).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
      }));

    it('carries bytes both ways, and of a view only the bytes of the view', () =>
      withPair(async ({ client }) => {
        const whole = new Uint8Array(100_000).map((_, index) => index);
        const view = whole.subarray(3, 70_003);
        const { value, body } = await client.call('reverse', {}, { body: view });
        expect(value.length).toBe(70_000);
        expect(body).toBeInstanceOf(Uint8Array);
        expect(Buffer.from(body ?? []).equals(Buffer.from(new Uint8Array(view).reverse()))).toBe(true);
        // Nothing was handed over: the sender still has its bytes.
        expect(view.byteLength).toBe(70_000);
      }));

    it('has read the bytes of an answer when it lets them go', () =>
      withPair(async ({ client }) => {
        const bodies: (Uint8Array | undefined)[] = [];
        for (let value = 0; value < 20; value++) bodies.push((await client.call('paint', { value })).body);
        expect(canvas.every((byte) => byte === 255)).toBe(true);
        const painted = (body: Uint8Array, value: number): boolean => body.every((byte) => byte === value);
        expect(bodies.map((body) => body?.length)).toEqual(bodies.map(() => canvas.length));
        expect(bodies.map((body, value) => painted(body!, value))).not.toContain(false);
      }));

    it('brings a typed error back with its code and sentence', () =>
      withPair(async ({ client }) => {
        await expect(client.call('fail', {})).rejects.toMatchObject({
          name: 'AppError',
          code: 'disk-full',
          message: 'Not enough space on "Photos".',
        });
      }));

    it('turns a bug into `internal` and tells nothing of it', () =>
      withPair(async ({ client }) => {
        const error = await client.call('bug', {}).catch((thrown: unknown) => thrown as AppError);
        expect(error).toMatchObject({ code: 'internal' });
        expect((error as AppError).message).not.toContain('secret');
        await expect(client.call('wrong', {})).rejects.toMatchObject({ code: 'internal' });
      }));

    it('refuses unknown names, wrong kinds, NaN and ∞ with the path of the field, before anything is sent', () =>
      withPair(async ({ client }) => {
        const call = client.call as (name: string, params: unknown) => Promise<unknown>;
        await expect(call('add', { a: 1, b: 2, c: 3 })).rejects.toMatchObject({
          code: 'invalid',
          message: expect.stringContaining('at c'),
        });
        await expect(call('add', { a: 1, b: NaN })).rejects.toMatchObject({
          code: 'invalid',
          message: expect.stringContaining('at b'),
        });
        await expect(call('nested', { list: [{ weight: 1 }, { weight: -Infinity }] })).rejects.toMatchObject({
          code: 'invalid',
          message: expect.stringContaining('list.1.weight'),
        });
        await expect(call('add', { a: '1', b: 2 })).rejects.toMatchObject({
          code: 'invalid',
          message: expect.stringContaining('at a'),
        });
        await expect(call('constructor', {})).rejects.toMatchObject({ code: 'invalid' });
      }));

    it('validates again on arrival, since a page may send anything', async () => {
      const pair = await open();
      serveHere(pair.far);
      const send = (id: number, head: Record<string, unknown>): Promise<Record<string, unknown>> => {
        pair.near.send({ head: { id, kind: 'call', ...head } });
        return new Promise((resolve) =>
          pair.near.onMessage((message: Message) => resolve(message.head as Record<string, unknown>)),
        );
      };
      try {
        expect(await send(1, { name: 'add', params: { a: 1 } })).toMatchObject({
          kind: 'error',
          id: 1,
          code: 'invalid',
        });
        expect(await send(2, { name: 'toString', params: {} })).toMatchObject({
          kind: 'error',
          id: 2,
          code: 'invalid',
        });
        expect(await send(3, { name: 'add', params: { a: 1, b: 2 }, extra: 1 })).toMatchObject({
          kind: 'error',
          id: 3,
          code: 'invalid',
        });
        let deep: unknown = 1;
        for (let depth = 0; depth < 62; depth++) deep = [deep];
        expect(await send(4, { name: 'add', params: { a: deep, b: 2 } })).toMatchObject({
          kind: 'error',
          id: 4,
          code: 'invalid',
        });
        expect(await send(5, { name: 'add', params: { a: 1, b: 2 } })).toMatchObject({
          kind: 'reply',
          id: 5,
          value: { sum: 3 },
        });
      } finally {
        pair.near.close();
        await pair.dispose?.();
      }
    });

    it('rejects a cancelled call at once with the reason, and stops the handler', () =>
      withPair(async ({ client }) => {
        const controller = new AbortController();
        const reason = new Error('the person changed their mind');
        const count = aborted.length;
        const waiting = client.call('wait', {}, { signal: controller.signal });
        await client.call('add', { a: 1, b: 1 });
        controller.abort(reason);
        await expect(waiting).rejects.toBe(reason);
        await client.call('add', { a: 1, b: 1 });
        expect(aborted.length).toBe(count + 1);
        await expect(client.call('add', { a: 1, b: 1 }, { signal: controller.signal })).rejects.toBe(reason);
      }));

    it('reports progress in order before the answer', () =>
      withPair(async ({ client }) => {
        const seen: number[] = [];
        await client.call('count', { to: 20 }, { onProgress: ({ done }) => seen.push(done) });
        expect(seen).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
      }));

    it('brings events to their listeners until they stop listening', () =>
      withPair(async ({ client, server }) => {
        const seen: number[] = [];
        const stop = client.on('tick', ({ n }) => seen.push(n));
        server.emit('tick', { n: 1 });
        server.emit('tick', { n: 2 });
        await client.call('add', { a: 0, b: 0 });
        stop();
        server.emit('tick', { n: 3 });
        await client.call('add', { a: 0, b: 0 });
        expect(seen).toEqual([1, 2]);
        expect(() => server.emit('tick', { n: 0.5 })).toThrow(AppError);
      }));

    it('rejects what waits, and every later call, with `engine-lost` when the other end dies', () =>
      withPair(async ({ client, pair }) => {
        const waiting = client.call('wait', {});
        const closed = new Promise<void>((resolve) => client.onClose(resolve));
        await client.call('add', { a: 1, b: 1 });
        await Promise.all([pair.kill(), expect(waiting).rejects.toMatchObject({ code: 'engine-lost' })]);
        await closed;
        await expect(client.call('add', { a: 1, b: 1 })).rejects.toMatchObject({ code: 'engine-lost' });
      }));
  });
}

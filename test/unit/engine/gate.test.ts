// A thread that gets no processor holds up no job, and what it comes too late for it does not touch.
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngineOn } from '../../../src-core/engine/engine.ts';
import { Door, Gate } from '../../../src-core/engine/gate.ts';
import type { ThreadPort } from '../../../src-core/engine/host.ts';
import type { ThreadMessage } from '../../../src-core/engine/thread.ts';
import type { Engine } from '../../../src-core/engine/types.ts';
import { createEngine } from '../../../src-main/library.ts';
import { distFile } from '../../../src-main/paths.ts';
import { loadConvolutionModule } from '../../../src-main/wasm-module.ts';
import { between, pick, randomFrom, randomMatrix, randomPicture, settings } from '../convolve/support.ts';

describe('the gate', () => {
  it('is open until nobody is inside and it is closed', () => {
    const gate = new Gate();
    const door = new Door(gate.memory);
    const place = gate.open(1)!;
    let passed = 0;
    door.pass(place, 1, () => {
      passed += 1;
      expect(gate.close(place, 1)).toBe(false);
      door.pass(place, 1, () => (passed += 1));
      expect(gate.close(place, 1)).toBe(false);
    });
    expect(passed).toBe(2);
    expect(gate.close(place, 1)).toBe(true);
    door.pass(place, 1, () => (passed += 1));
    expect(passed).toBe(2);
  });

  it('does not let a thread into another job that took the place', () => {
    const gate = new Gate();
    const door = new Door(gate.memory);
    let passed = 0;
    // Numbers come round again, after so many that nobody is that late.
    for (const [id, next] of [
      [1, 2],
      [2 ** 24 - 2, 2 ** 24 - 1],
      [2 ** 24 - 1, 2 ** 24],
    ] as const) {
      const place = gate.open(id)!;
      expect(gate.close(place, id)).toBe(true);
      expect(gate.open(next)).toBe(place);
      door.pass(place, id, () => (passed += 1));
      expect(passed).toBe(0);
      door.pass(place, next, () => undefined);
      expect(gate.close(place, next)).toBe(true);
    }
  });

  it('lets a thread out that fails', () => {
    const gate = new Gate();
    const place = gate.open(7)!;
    expect(() =>
      new Door(gate.memory).pass(place, 7, () => {
        throw new Error('trap');
      }),
    ).toThrow('trap');
    expect(gate.close(place, 7)).toBe(true);
  });
});

describe('a thread that is late', { timeout: 60_000 }, () => {
  /** Jobs that the second thread has not heard of yet. */
  let held: (() => void)[] | null = null;
  let late: Engine;
  let plain: Engine;

  function spawn(index: number): ThreadPort {
    const worker = new Worker(distFile('main/thread.js'), { execArgv: [] });
    return {
      post(message) {
        const send = (): void => worker.postMessage(message);
        if (held && index === 1 && (message as ThreadMessage).kind === 'run') held.push(send);
        else send();
      },
      onMessage: (listener) => void worker.on('message', listener),
      onError: (listener) => void worker.on('error', listener),
      terminate: async () => void (await worker.terminate()),
    };
  }

  beforeAll(async () => {
    late = await createEngineOn({ module: await loadConvolutionModule('best'), threads: 2, spawn });
    plain = await createEngine({ threads: 1 });
  });
  afterAll(() => Promise.all([late.close(), plain.close()]));

  it('holds up no job, and changes nothing when it comes', async () => {
    const random = randomFrom(20_261_201);
    for (let round = 0; round < 12; round++) {
      const source = randomPicture(random, {
        width: between(random, 90, 400),
        height: between(random, 60, 200),
        channels: pick(random, [1, 3, 4]),
        depth: pick(random, ['u8', 'u16', 'f32']),
        alpha: 'half',
      });
      const side = pick(random, [1, 3, 7, 15, 31]);
      const operator = randomMatrix(random, side, side, random() < 0.5);
      const switches = settings({
        output: pick(random, ['clamp', 'minmax']),
        light: pick(random, ['encoded', 'linear']),
      });
      held = [];
      const alone = await late.convolve(source, operator, switches);
      expect(held.length).toBeGreaterThan(0);
      const expected = await plain.convolve(source, operator, switches);
      // It hears of jobs whose memory others have by now, while it has work of its own.
      const waiting = held.splice(0);
      held = null;
      for (const send of waiting) send();
      const together = await late.convolve(source, operator, switches);
      expect(Buffer.compare(bytesOf(alone.data), bytesOf(expected.data))).toBe(0);
      expect(Buffer.compare(bytesOf(together.data), bytesOf(expected.data))).toBe(0);
      for (const result of [alone, expected, together]) result.release();
    }
  });

  it('is not waited for by any number of jobs at once', async () => {
    const random = randomFrom(64);
    const source = randomPicture(random, { width: 20, height: 10, channels: 1, depth: 'u8', alpha: 'half' });
    const operator = randomMatrix(random, 3, 3, true);
    const expected = await plain.convolve(source, operator);
    held = [];
    const all = await Promise.all(Array.from({ length: 200 }, () => late.convolve(source, operator)));
    for (const { data } of all) expect(Buffer.compare(bytesOf(data), bytesOf(expected.data))).toBe(0);
    for (const send of held.splice(0)) send();
    held = null;
  });
});

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}

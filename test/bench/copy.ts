// The floor: copying the picture with as many threads, each a band of it, between two buffers that are there already.
import { Worker } from 'node:worker_threads';
import { createSamples } from '../../src-core/raster.ts';
import { readSamples } from './picture.ts';
import type { Assignment } from './protocol.ts';
import { serve, type Player } from './serve.ts';

/** Cells of the shared state: the number of the lap that is running, and how many helpers have finished it. */
const LAP = 0;
const FINISHED = 1;

/** A helper waits for a lap, copies its band, says so. Plain text, because a worker has no bundler. */
const HELPER = `
const { workerData: { source, target, state, from, to } } = require('node:worker_threads');
const read = new Uint8Array(source).subarray(from, to);
const write = new Uint8Array(target).subarray(from, to);
const flags = new Int32Array(state);
for (let lap = 0; ; ) {
  Atomics.wait(flags, ${LAP}, lap);
  const now = Atomics.load(flags, ${LAP});
  if (now === lap) continue;
  lap = now;
  if (lap < 0) break;
  write.set(read);
  Atomics.add(flags, ${FINISHED}, 1);
  Atomics.notify(flags, ${FINISHED});
}
`;

async function start({ file, depth, threads }: Assignment): Promise<Player> {
  const picture = readSamples(file, depth);
  const source = new SharedArrayBuffer(picture.byteLength);
  const target = new SharedArrayBuffer(picture.byteLength);
  const state = new SharedArrayBuffer(8);
  const flags = new Int32Array(state);
  const bytes = new Uint8Array(source);
  bytes.set(new Uint8Array(picture.buffer));
  new Uint8Array(target).fill(1);
  const edge = (band: number): number => Math.floor((bytes.length * band) / threads / 64) * 64;
  const bands = Array.from({ length: threads }, (_, band) => ({
    from: edge(band),
    to: band === threads - 1 ? bytes.length : edge(band + 1),
  }));
  const [own, ...others] = bands;
  const helpers = others.map(
    (band) => new Worker(HELPER, { eval: true, execArgv: [], workerData: { source, target, state, ...band } }),
  );
  await Promise.all(helpers.map((helper) => new Promise((online) => helper.once('online', online))));
  const read = bytes.subarray(own?.from, own?.to);
  const write = new Uint8Array(target).subarray(own?.from, own?.to);
  const samples = createSamples(depth, 0).constructor as new (
    buffer: SharedArrayBuffer,
  ) => ReturnType<typeof createSamples>;
  const [sourceSamples, result] = [new samples(source), new samples(target)];
  let lap = 0;
  return {
    ready: { version: 'memcpy', variants: ['copy'] },
    touch: (sample, value) => void (sourceSamples[sample] = value),
    async run() {
      const started = performance.now();
      Atomics.store(flags, FINISHED, 0);
      Atomics.store(flags, LAP, ++lap);
      Atomics.notify(flags, LAP);
      write.set(read);
      while (Atomics.load(flags, FINISHED) < helpers.length) {
        Atomics.wait(flags, FINISHED, Atomics.load(flags, FINISHED), 1);
      }
      return { ms: performance.now() - started };
    },
    result: () => result,
    async close() {
      Atomics.store(flags, LAP, -1);
      Atomics.notify(flags, LAP);
      await Promise.all(helpers.map((helper) => helper.terminate()));
    },
  };
}

await serve(start);

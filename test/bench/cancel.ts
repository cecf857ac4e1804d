// npm run bench:cancel: how soon the threads are free after a call is cancelled, and how much memory a call holds beside
// source and result, for every case of the bench's grid on a large picture.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Engine, EngineImage } from '../../src-core/engine/types.ts';
import { hash } from '../../src-core/sample/noise.ts';
import { bytesPerSample, type Depth } from '../../src-core/raster.ts';
import { CASES, caseOf, type Case } from './cases.ts';
import { loadLibrary } from './library.ts';
import { describeMachine, machineText } from './machine.ts';
import { fromCaller } from './options.ts';
import { loadBase, makePicture } from './picture.ts';
import { percentile } from './preview-report.ts';
import { operatorOf } from './reference.ts';

const USAGE = `npm run bench:cancel -- [switches]
  --size WxH      6000x4000
  --depth A,B     u8, f32
  --case A,B      all of the grid
  --tries N       cancelled calls for each case; 40
  --threads N     2
  --out FILE      bench-results/cancel.json`;

const WANTED_P99_MS = 10;
const WANTED_MEGABYTES = 64;

/** A call that costs next to nothing. */
const SMALL = operatorOf(caseOf('sharpen').subject(0));

interface Result {
  readonly case: string;
  readonly depth: Depth;
  readonly plan: string;
  readonly wholeMs: number;
  readonly p50: number;
  readonly p99: number;
  /** Of the engine's memory beside source and result, in 2^20 bytes. */
  readonly extraMegabytes: number;
}

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '6000x4000' },
    depth: { type: 'string', default: 'u8,f32' },
    case: { type: 'string' },
    tries: { type: 'string', default: '40' },
    threads: { type: 'string', default: '2' },
    out: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function measure(entry: Case, engine: Engine, image: EngineImage, tiny: EngineImage): Promise<Result> {
  const settings = { border: 'clamp', light: 'encoded', normalise: 'auto' } as const;
  const started = performance.now();
  const whole = await engine.convolve(image, operatorOf(entry.subject(0)), settings);
  const wholeMs = performance.now() - started;
  const { label: plan } = whole.plan;
  // A new image's samples are a view of the memory as it is by now.
  const probe = engine.image({ width: 1, height: 1, channels: 1, depth: 'u8' });
  const held = probe.data.buffer.byteLength - image.data.byteLength - whole.data.byteLength;
  probe.release();
  whole.release();
  const delays: number[] = [];
  for (let index = 1; index <= Number(values.tries); index++) {
    const controller = new AbortController();
    const { signal } = controller;
    const call = engine.convolve(image, operatorOf(entry.subject(index)), settings, { signal }).then(
      (result) => result.release(),
      () => undefined,
    );
    await wait(hash(index, 3, 7) * wholeMs * 0.8);
    const before = performance.now();
    controller.abort();
    // Every thread has to take part in the next call: it ends when the last has left the cancelled one.
    const next = await engine.convolve(tiny, SMALL, settings);
    delays.push(performance.now() - before);
    next.release();
    await call;
  }
  const { depth } = image;
  const [p50, p99] = [percentile(delays, 0.5), percentile(delays, 0.99)];
  return { case: entry.name, depth, plan, wholeMs, p50, p99, extraMegabytes: held / 2 ** 20 };
}

async function main(): Promise<void> {
  const { createEngine } = await loadLibrary();
  const [width = 6000, height = 4000] = values.size.split('x').map(Number);
  const names = values.case?.split(',');
  const base = await loadBase(undefined, { width, height });
  say(machineText(describeMachine()));
  const results: Result[] = [];
  for (const depth of values.depth.split(',') as Depth[]) {
    const spec = { width, height, channels: 3, depth } as const;
    const { data } = makePicture(base, { ...spec, opacity: 'opaque' });
    for (const entry of CASES.filter(({ name }) => names?.includes(name) ?? true)) {
      // A memory never shrinks: each case has its own.
      const engine = await createEngine({ threads: Number(values.threads) });
      const image = engine.image(spec);
      image.data.set(data);
      const tiny = engine.image({ width: 64, height: 64, channels: 3, depth });
      const result = await measure(entry, engine, image, tiny);
      await engine.close();
      results.push(result);
      const numbers = `free after p50 ${result.p50.toFixed(1)}, p99 ${result.p99.toFixed(1)} ms`;
      say(
        `${entry.label.padEnd(20)} ${depth.padEnd(4)} whole ${result.wholeMs.toFixed(0).padStart(5)} ms · ${numbers} · ${result.extraMegabytes.toFixed(0)} MB beside source and result · ${result.plan}`,
      );
    }
  }
  report(results);
  const file = values.out === undefined ? 'bench-results/cancel.json' : fromCaller(values.out);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ machine: describeMachine(), results }, null, 1));
}

function report(results: readonly Result[]): void {
  const late = results.filter(({ p99 }) => p99 > WANTED_P99_MS);
  const large = results.filter(
    ({ depth, extraMegabytes }) => bytesPerSample(depth) === 1 && extraMegabytes > WANTED_MEGABYTES,
  );
  const list = (missed: readonly Result[]): string =>
    missed.map((result) => `${result.case} ${result.depth}`).join(', ');
  say(`p99 at most ${WANTED_P99_MS} ms: ${late.length === 0 ? 'reached' : `missed by ${list(late)}`}`);
  say(`8 bits, at most ${WANTED_MEGABYTES} MB: ${large.length === 0 ? 'reached' : `missed by ${list(large)}`}`);
}

if (values.help) say(USAGE);
else await main();

// npm run bench:plans: times every plan of random kernels and tells where the cost model did not take the fastest.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import type { Candidate, Engine, EngineImage } from '../../src-core/engine/types.ts';
import { extentOf } from '../../src-core/convolve/sums.ts';
import type { ChannelCount, Depth } from '../../src-core/raster.ts';
import { describeMachine, machineText } from './machine.ts';
import { loadLibrary } from './library.ts';
import { fromCaller } from './options.ts';
import { loadBase, makePicture, type Base } from './picture.ts';
import { planCall, type PlanCall } from './plan-kernels.ts';
import {
  calibration,
  lossOf,
  mistakesOf,
  NEAR_ENOUGH,
  shareNearBest,
  type PlanResult,
  type TimedPlan,
} from './plan-report.ts';
import { shortNumber } from './table.ts';

const USAGE = `npm run bench:plans -- [switches]
  --count N       random kernels; 500
  --seed N        another set of them; 1
  --only A,B      these numbers of the set
  --threads N     1
  --size WxH      1024x768
  --budget MS     of repetitions for each plan, at least three; 60
  --out FILE      bench-results/plans.json`;

const FEWEST = 3;
const WANTED_SHARE = 0.95;
/** A plan that takes this many times the fastest one needs no more repetitions to be known as slower. */
const HOPELESS = 3;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    threads: { type: 'string', default: '1' },
    size: { type: 'string', default: '1024x768' },
    budget: { type: 'string', default: '60' },
    out: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

type Picture = (channels: ChannelCount, depth: Depth) => EngineImage;

/** One picture of each layout, made when it is first needed. */
function pictures(engine: Engine, base: Base, width: number, height: number): Picture {
  const made = new Map<string, EngineImage>();
  return (channels, depth) => {
    const key = `${channels} ${depth}`;
    const found = made.get(key);
    if (found) return found;
    const image = engine.image({ width, height, channels, depth });
    image.data.set(makePicture(base, { width, height, channels, depth, opacity: 'opaque' }).data);
    made.set(key, image);
    return image;
  };
}

async function timePlans(engine: Engine, image: EngineImage, call: PlanCall, budgetMs: number): Promise<PlanResult> {
  const { operator, light } = call;
  const settings = { border: 'mirror', light, opacity: 'raw' } as const;
  const { chosen, candidates } = engine.explain(operator, image, settings);
  const { width, height, channels, depth } = image;
  // Exact plans are never given up for speed: only plans of the chosen one's kind could have been taken.
  const eligible = candidates.filter(({ applies, exact }) => applies && (exact || !chosen.exact));
  const fastest = new Map(eligible.map(({ label }) => [label, Infinity]));
  const once = async ({ label }: Candidate): Promise<void> => {
    const started = performance.now();
    const result = await engine.convolve(image, operator, settings, { plan: label });
    fastest.set(label, Math.min(fastest.get(label) ?? Infinity, performance.now() - started));
    result.release();
  };
  const started = performance.now();
  for (let round = 0; round <= FEWEST || performance.now() - started < budgetMs * eligible.length; round++) {
    const best = Math.min(...fastest.values());
    for (const candidate of eligible) {
      if (round < 2 || (fastest.get(candidate.label) ?? Infinity) < best * HOPELESS) await once(candidate);
    }
    if (eligible.length === 1 && round > 0) break;
  }
  const plans = eligible.map(({ label, milliseconds }): TimedPlan => ({
    label,
    expectedMs: milliseconds ?? NaN,
    ms: fastest.get(label) ?? Infinity,
  }));
  const best = plans.toSorted((a, b) => a.ms - b.ms)[0];
  const taken = plans.find(({ label }) => label === chosen.label);
  if (!best || !taken) throw new Error(`The chosen plan ${chosen.label} is not among those that apply.`);
  const { rows, columns } = extentOf(operator);
  const picture = `${width}×${height}×${channels} ${depth} ${light}`;
  return { number: call.number, kind: call.kind, size: `${rows}×${columns}`, picture, chosen: taken, best, plans };
}

function lineOf({ number, kind, size, picture, chosen, best, plans }: PlanResult): string {
  const others = plans.map(({ label, ms, expectedMs }) => `${label} ${shortNumber(ms)} (${shortNumber(expectedMs)})`);
  const loss = shortNumber(chosen.ms / best.ms);
  return `${number}  ${kind} ${size}, ${picture}: took ${chosen.label}, ${loss}× ${best.label}\n     ${others.join(' · ')}`;
}

async function run(): Promise<void> {
  const [width = 0, height = 0] = values.size.split('x').map(Number);
  const { createEngine } = await loadLibrary();
  const engine = await createEngine({ threads: Number(values.threads) });
  const pictureOf = pictures(engine, await loadBase(undefined, { width, height }), width, height);
  const numbers = values.only
    ? values.only.split(',').map(Number)
    : Array.from({ length: Number(values.count) }, (_, number) => number);
  const machine = describeMachine();
  say(machineText(machine));
  say(`${numbers.length} kernels; in brackets what the cost model expected, milliseconds\n`);
  const results: PlanResult[] = [];
  for (const number of numbers) {
    const call = planCall(number, Number(values.seed));
    const result = await timePlans(engine, pictureOf(call.channels, call.depth), call, Number(values.budget));
    results.push(result);
    if (lossOf(result) > NEAR_ENOUGH || values.only) say(lineOf(result));
  }
  await engine.close();
  const share = shareNearBest(results);
  const mistakes = mistakesOf(results);
  const factors = calibration(results);
  say('');
  for (const { chosen, best, times, worst } of mistakes) {
    say(`${times} times took ${chosen} where ${best} is faster, up to ${shortNumber(worst)}×`);
  }
  for (const { plan, cells, factor } of factors)
    say(`${plan}: ${shortNumber(factor)} of the estimate (${cells} cells)`);
  const verdict = share >= WANTED_SHARE ? 'reached' : 'MISSED';
  say(`\n${verdict}  within 15 % of the fastest plan in ${shortNumber(share * 100)} % of ${results.length} kernels`);
  const out = values.out === undefined ? 'bench-results/plans.json' : fromCaller(values.out);
  mkdirSync(dirname(out), { recursive: true });
  const { seed, size, threads } = values;
  writeFileSync(
    out,
    `${JSON.stringify({ schema: 1, machine, seed, size, threads, share, mistakes, calibration: factors, results }, null, 1)}\n`,
  );
  say(`written to ${out}`);
}

if (values.help) say(USAGE);
else await run();

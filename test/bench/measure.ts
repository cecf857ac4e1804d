// One cell: every contestant in a process of its own, one repetition each in turn, so that the machine's moods meet all.
import { hash } from '../../src-core/sample/noise.ts';
import { fullScale, type Raster } from '../../src-core/raster.ts';
import type { Case, Subject } from './cases.ts';
import { startContestant, type Contestant, type ContestantCommand } from './contestant.ts';
import { deviationFrom, type Deviation } from './errors.ts';
import type { Assignment, Lap } from './protocol.ts';
import type { Entry } from './results.ts';
import { spreadOf } from './statistics.ts';
import type { Truth } from './truth.ts';

export interface Racer {
  readonly command: ContestantCommand;
  readonly assignment: Assignment;
  /** A peer is left out beyond this error; null measures ours in any case and says that it is wrong. */
  readonly tolerance: number;
  readonly isOurs: boolean;
  /** Null where there is nothing to compare. */
  readonly truth: Truth | null;
  readonly picture: Raster;
}

const MOST_REPETITIONS = 31;
const FEWEST_REPETITIONS = 5;
/** A contestant may take this many budgets for its fewest repetitions; one that needs longer gets fewer. */
const PATIENCE = 4;
const WARM_UP_MS = 100;
const MOST_WARM_UPS = 5;

/** Repetitions that fit a budget: five to thirty-one, or as many as four budgets hold, or none but the cold one. */
export function repetitionsFor(ms: number, budgetMs: number): number {
  if (ms * FEWEST_REPETITIONS > budgetMs * PATIENCE) return Math.floor((budgetMs * PATIENCE) / ms);
  return Math.min(MOST_REPETITIONS, Math.max(FEWEST_REPETITIONS, Math.floor(budgetMs / ms)));
}

/** Whether a contestant with `own` repetitions has its turn in `round` of `rounds`: spread evenly over all of them. */
export function playsIn(round: number, rounds: number, own: number): boolean {
  return Math.floor(((round + 1) * own) / rounds) > Math.floor((round * own) / rounds);
}

interface Standing {
  readonly racer: Racer;
  readonly contestant: Contestant | null;
  readonly variant: number;
  readonly cold: number;
  readonly error: Deviation | null;
  readonly why: string | null;
  readonly laps: number[];
  /** Numbers of the repetitions that it has computed after the first. */
  readonly played: number[];
  latest: Lap | null;
  turns: number;
  failure: string | null;
}

export async function measureCell(entry: Case, racers: readonly Racer[], budgetMs: number): Promise<Entry[]> {
  const standings: Standing[] = [];
  try {
    for (const racer of racers) standings.push(await enter(racer, entry));
    const running = standings.filter(({ contestant, why }) => contestant && why === null);
    for (const standing of running) await warmUp(standing, entry, budgetMs);
    const rounds = Math.max(0, ...running.map(({ turns }) => turns));
    for (let round = 0; round < rounds; round++) {
      for (const standing of running) {
        if (standing.failure === null && playsIn(round, rounds, standing.turns)) {
          await lap(standing, entry, MOST_WARM_UPS + 1 + round, true);
        }
      }
    }
    const entries: Entry[] = [];
    for (const standing of standings) entries.push(await sumUp(standing, entry));
    return entries;
  } finally {
    for (const { contestant } of standings) await contestant?.close();
  }
}

/** Starts a contestant and lets it compute repetition 0 in each of its ways until one is near enough to the truth. */
async function enter(racer: Racer, entry: Case): Promise<Standing> {
  const standing = { racer, contestant: null, variant: 0, cold: NaN, error: null, why: null, laps: [], played: [] };
  const blank: Standing = { ...standing, latest: null, turns: 0, failure: null };
  let contestant: Contestant;
  try {
    contestant = await startContestant(racer.command, racer.assignment);
  } catch (error) {
    return { ...blank, why: reasonOf(error) };
  }
  const { ready } = contestant;
  if (ready.unsupported !== undefined) return { ...blank, contestant, why: ready.unsupported };
  let last: Standing = { ...blank, contestant, why: 'has no way to compute this' };
  for (const variant of ready.variants.keys()) {
    try {
      const subject = entry.subject(0);
      const latest = await contestant.run({ variant, subject, pixel: pixelOf(racer.picture, 0) });
      const error = await compare(racer, contestant, null);
      const wrong = error !== null && !(error.max <= racer.tolerance);
      const why = wrong && !racer.isOurs ? `off by ${formatError(error.max)}` : null;
      last = { ...blank, contestant, variant, latest, cold: latest.ms, error, why };
      if (why === null) return last;
    } catch (error) {
      last = { ...blank, contestant, variant, why: reasonOf(error) };
    }
  }
  return last;
}

const formatError = (value: number): string => (value >= 1 ? value.toFixed(0) : value.toPrecision(2));

/** `subject` is null for the subject and the picture that the cell begins with. */
async function compare(racer: Racer, contestant: Contestant, subject: Subject | null): Promise<Deviation | null> {
  const { truth, assignment } = racer;
  if (!truth) return null;
  const values = await contestant.probe(truth.probes);
  const border = contestant.ready.border ?? assignment.border;
  return deviationFrom(subject ? truth.of(subject, border) : truth.atFirst(border), values, assignment.depth);
}

async function warmUp(standing: Standing, entry: Case, budgetMs: number): Promise<void> {
  let last = standing.cold;
  if (repetitionsFor(last, budgetMs) > 0 || standing.racer.isOurs) {
    const started = performance.now();
    for (let i = 1; i <= MOST_WARM_UPS && (i === 1 || performance.now() - started < WARM_UP_MS); i++) {
      last = (await lap(standing, entry, i, false)) ?? last;
    }
  }
  standing.turns = Math.max(standing.racer.isOurs ? 3 : 0, repetitionsFor(last, budgetMs));
}

/** The pixel that a repetition changes, somewhere inside, the same for every contestant. Repetition 0 changes none. */
function pixelOf(picture: Raster, repetition: number): { sample: number; value: number } {
  const { width, height, channels, depth, data } = picture;
  const x = Math.floor(hash(repetition, 0, 5) * width);
  const y = Math.floor(hash(repetition, 1, 5) * height);
  const sample = (y * width + x) * channels;
  if (repetition === 0) return { sample, value: data[sample] ?? 0 };
  const value = hash(repetition, 2, 5);
  return { sample, value: depth === 'f32' ? Math.fround(value) : Math.floor(value * fullScale(depth)) };
}

async function lap(standing: Standing, entry: Case, repetition: number, counts: boolean): Promise<number | null> {
  const { racer, contestant, variant, laps, played } = standing;
  if (!contestant) return null;
  played.push(repetition);
  const pixel = pixelOf(racer.picture, repetition);
  try {
    const { ms, ...rest } = await contestant.run({ variant, subject: entry.subject(repetition), pixel });
    standing.latest = { ms, ...rest };
    if (counts) laps.push(ms);
    return ms;
  } catch (error) {
    standing.failure = reasonOf(error);
    return null;
  }
}

async function sumUp(standing: Standing, entry: Case): Promise<Entry> {
  const { racer, contestant, variant, cold, error, laps, latest, failure } = standing;
  const why = standing.why ?? failure;
  const timed = laps.length > 0 ? laps : Number.isNaN(cold) ? [] : [cold];
  const plan = latest?.plan;
  const lastError =
    racer.isOurs && contestant && failure === null ? await compareLast(standing, contestant, entry) : null;
  const worst = Math.max(error?.max ?? 0, lastError?.max ?? 0);
  return {
    name: racer.command.name,
    version: contestant?.ready.version ?? '',
    how: plan?.label ?? contestant?.ready.variants[variant] ?? '',
    timing: timed.length > 0 ? { ...spreadOf(timed), cold } : null,
    error,
    counts: why === null,
    why: why ?? (racer.isOurs && worst > racer.tolerance ? `breaks its promise of ${racer.tolerance}` : null),
    ...(plan && { exact: plan.exact, bound: plan.bound }),
    ...(lastError && { lastError }),
  };
}

/** The latest result against the truth for the picture with all the changes it has seen. */
async function compareLast(
  { racer, played }: Standing,
  contestant: Contestant,
  entry: Case,
): Promise<Deviation | null> {
  const { data } = racer.picture;
  const changes = played.map((repetition) => pixelOf(racer.picture, repetition));
  const before = changes.map(({ sample }) => data[sample] ?? 0);
  changes.forEach(({ sample, value }) => (data[sample] = value));
  try {
    return await compare(racer, contestant, entry.subject(played.at(-1) ?? 0));
  } finally {
    // Backwards: a pixel that was changed twice gets its first value again.
    for (let i = changes.length - 1; i >= 0; i--) data[changes[i]?.sample ?? 0] = before[i] ?? 0;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

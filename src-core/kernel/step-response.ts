// What becomes of an edge: 0 on one side and 1 on the other, as the kernel passes over it.
import type { Projection } from './projection.ts';

export interface StepResponse {
  /** Values at the pixels `first`, `first + 1`, …; the edge lies between −1 and 0, and both ends are settled. */
  readonly values: Float64Array;
  readonly first: number;
  /** What the bright side settles to: the gain for flat areas. */
  readonly final: number;
  /** Shares of the height by which it goes beyond the bright and the dark side; null where both sides are equal. */
  readonly overshoot: number | null;
  readonly undershoot: number | null;
  /** Pixels from 10 to 90 % of the height, between samples on straight lines; null where both sides are equal. */
  readonly rise: number | null;
  /** How often the response swings beyond or back, after it has first reached a side: more than once is ringing. */
  readonly swings: number;
  /** The largest distance from 0 where both sides are equal. */
  readonly peak: number;
}

/** Further pixels of each side that show that it is settled. */
const MARGIN = 2;
/** Swings below this share of the height are not seen. */
const VISIBLE = 0.01;

export function stepResponse({ weights, first: offset }: Projection): StepResponse {
  const last = offset + weights.length - 1;
  // The pixel x sees the weight of offset o at x + o: bright where o ≥ −x.
  const from = Math.min(-last, 0) - MARGIN;
  const to = Math.max(-offset, 0) + MARGIN;
  const values = new Float64Array(to - from + 1);
  let sum = 0;
  for (let x = from; x <= to; x++) {
    sum += weights[-x - offset] ?? 0;
    values[x - from] = sum;
  }
  const absolute = weights.reduce((total, weight) => total + Math.abs(weight), 0);
  const final = weights.reduce((total, weight) => total + weight, 0);
  const peak = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const base = { values, first: from, final, peak };
  if (Math.abs(final) <= 1e-6 * absolute) return { ...base, overshoot: null, undershoot: null, rise: null, swings: 0 };
  const shares = values.map((value) => value / final);
  const over = Math.max(0, shares.reduce((most, share) => Math.max(most, share), 0) - 1);
  const under = Math.max(0, -shares.reduce((least, share) => Math.min(least, share), 0));
  return {
    ...base,
    overshoot: over < 1e-9 ? 0 : over,
    undershoot: under < 1e-9 ? 0 : under,
    rise: riseOf(shares),
    swings: Math.max(swingsOf(shares, 1), swingsOf(shares.toReversed(), 0)),
  };
}

/** From the last time it is at 10 % before it first reaches 90 %. */
function riseOf(shares: Float64Array): number {
  const high = shares.findIndex((share) => share >= 0.9);
  let low = high;
  while (low > 0 && (shares[low] ?? 0) > 0.1) low--;
  const crossing = (after: number, level: number): number => {
    const [a, b] = [shares[after - 1] ?? 0, shares[after] ?? 0];
    return after - 1 + (b === a ? 1 : (level - a) / (b - a));
  };
  return crossing(high, 0.9) - crossing(low + 1, 0.1);
}

/** How many times it visibly lies on the one and the other side of `target` in turn, from where it first reaches it. */
function swingsOf(shares: Float64Array, target: number): number {
  let swings = 0;
  let side = 0;
  let reached = false;
  for (const share of shares) {
    const away = target === 1 ? share - 1 : -share;
    reached ||= away >= -VISIBLE;
    if (!reached || Math.abs(away) < VISIBLE) continue;
    const now = Math.sign(away);
    if (now !== side) swings += 1;
    side = now;
  }
  return swings;
}

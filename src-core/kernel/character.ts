// What a kernel does to a picture, in kinds and numbers: what the plain sentence says, before it is words.
import type { Operator } from '../filters/filter.ts';
import type { Settings } from '../filters/settings.ts';
import { momentsOf, type Moments } from './moments.ts';
import { projectionOf, responseAt } from './projection.ts';
import { stepResponse } from './step-response.ts';
import type { Transfer } from './transfer.ts';

/**
 * `nothing`: all weights are 0 · `point`: one weight, so that the picture is only moved and scaled · `slope` and `detail`:
 * flat areas vanish, and what stays is the picture's slope in one direction, or its fine structure · `relief`: the
 * picture and its slope · `blur`, `sharpen`, and `band`, which does one to coarse and the other to fine detail · `even`:
 * all detail passes as it is.
 */
export type Kind = 'nothing' | 'point' | 'slope' | 'detail' | 'relief' | 'blur' | 'sharpen' | 'band' | 'even';

export interface Character {
  readonly kind: Kind;
  /** Areas of one value v become gain · v + bias. */
  readonly gain: number;
  readonly bias: number;
  /** By how much the picture is moved, in pixels to the right and down; null where that has no meaning. */
  readonly shift: { readonly x: number; readonly y: number } | null;
  /** Standard deviations of a blur in pixels, along its widest direction and across it; degrees count from the right to the top. */
  readonly spread: { readonly major: number; readonly minor: number; readonly angle: number } | null;
  /** Where the picture must brighten to give a bright result, in degrees; of slopes and reliefs. */
  readonly slope: number | null;
  /** The direction, in degrees from 0 to 180, of the waves that matter most, and from 0 to 1 how much it is preferred. */
  readonly waves: { readonly angle: number; readonly preference: number };
  /** The largest |H|, relative to the gain for flat areas where there is one; in cycles per pixel. */
  readonly strongest: { readonly response: number; readonly fx: number; readonly fy: number };
  /** |H| at half the sampling rate, relative to the gain for flat areas where there is one. */
  readonly half: { readonly across: number; readonly down: number };
  /** The larger of both directions, as a share of the height of an edge. */
  readonly overshoot: number;
  /** An edge swings more than once. */
  readonly rings: boolean;
}

type Scaling = Pick<Settings, 'bias'>;

/** |H| this close to 1 changes nothing that is seen. */
const SAME = 0.02;
/** A band may be amplified so much by what is still a blur: the ripple of a good low-pass. */
const RIPPLE = 0.2;

/** `correlation` as `asCorrelation` gives it, `transfer` its H with the divisor applied. */
export function characterOf(correlation: Operator, divisor: number, { bias }: Scaling, transfer: Transfer): Character {
  const moments = momentsOf(correlation, divisor);
  const { sum, absolute, negative, taps } = moments;
  const across = projectionOf(correlation, divisor, 'across');
  const down = projectionOf(correlation, divisor, 'down');
  const cancels = !(Math.abs(sum) > 1e-6 * absolute);
  const gain = cancels ? 0 : sum;
  const reference = cancels ? 1 : Math.abs(sum);
  const field = fieldOf(transfer, reference);
  const kind = kindOf(moments, cancels, field);
  const excess = kind === 'slope' || kind === 'detail' ? 0 : 1;
  const steps = [stepResponse(across), stepResponse(down)];
  const overshoot = Math.max(...steps.map((step) => Math.max(step.overshoot ?? 0, step.undershoot ?? 0)));
  return {
    kind,
    gain,
    bias,
    shift: kind === 'nothing' || kind === 'relief' || cancels ? null : shiftOf(moments),
    spread: kind === 'blur' ? spreadOf(moments, negative) : null,
    slope: kind === 'slope' || kind === 'relief' ? degrees(moments.x, -moments.y) : null,
    waves: wavesOf(field, kind === 'blur' ? null : excess),
    strongest: field.strongest,
    half: { across: responseAt(across, 0.5) / reference, down: responseAt(down, 0.5) / reference },
    overshoot: taps > 1 ? overshoot : 0,
    rings: steps.some(({ swings }) => swings > 1),
  };
}

interface Field {
  readonly size: number;
  /** |H| relative to flat areas, and how far H is from a real number. */
  readonly magnitude: Float32Array;
  readonly mean: number;
  readonly least: number;
  readonly turned: number;
  readonly strongest: Character['strongest'];
}

function fieldOf({ size, real, imaginary }: Transfer, reference: number): Field {
  const magnitude = new Float32Array(size * size);
  let [sum, least, most, at, turned] = [0, Infinity, 0, 0, 0];
  for (let index = 0; index < magnitude.length; index++) {
    const value = Math.hypot(real[index] ?? 0, imaginary[index] ?? 0) / reference;
    magnitude[index] = value;
    sum += value;
    least = Math.min(least, value);
    turned = Math.max(turned, Math.abs(imaginary[index] ?? 0) / reference);
    // The first of equals: half the sampling rate lies at the grid's start.
    if (value > most * 1.000001) [most, at] = [value, index];
  }
  const place = (index: number): number => Math.abs(index / size - 0.5);
  const strongest = { response: most, fx: place(at % size), fy: place(Math.floor(at / size)) };
  return { size, magnitude, mean: sum / magnitude.length, least, turned, strongest };
}

function kindOf(moments: Moments, cancels: boolean, field: Field): Kind {
  const { taps, absolute, negative, x, y, reach } = moments;
  if (taps === 0) return 'nothing';
  if (taps === 1) return 'point';
  if (cancels) return Math.hypot(x, y) > 0.02 * absolute * Math.max(1, reach) ? 'slope' : 'detail';
  const most = field.strongest.response;
  // A shift turns waves without amplifying them: what stands at a right angle to its own wave and is larger is a slope.
  if (negative > 0 && field.turned > 1.2 && Math.hypot(x, y) / Math.abs(moments.sum) > 0.5 * reach) return 'relief';
  if (most <= 1 + SAME) return field.least < 1 - SAME ? 'blur' : 'even';
  if (field.mean >= 1) return 'sharpen';
  return most <= 1 + RIPPLE ? 'blur' : 'band';
}

/** The weights' balance: a weight to the right of the anchor fetches what lies there, so that the picture moves left. */
function shiftOf({ x, y, sum }: Moments): Character['shift'] {
  return { x: tidy(-x / sum), y: tidy(-y / sum) };
}

/** Of kernels without negative weights: where some are, they have no such width. */
function spreadOf(moments: Moments, negative: number): Character['spread'] {
  if (negative > 1e-6 * moments.absolute) return null;
  const { sum, x, y } = moments;
  const [mx, my] = [x / sum, y / sum];
  const xx = moments.xx / sum - mx * mx;
  const yy = moments.yy / sum - my * my;
  const xy = moments.xy / sum - mx * my;
  const { major, minor, angle } = axesOf(xx, yy, xy);
  return { major: Math.sqrt(Math.max(0, major)), minor: Math.sqrt(Math.max(0, minor)), angle };
}

/** What counts: all that passes, only what is more than in flat areas, or, for blurs, what is missing. */
function wavesOf({ size, magnitude }: Field, over: number | null): Character['waves'] {
  let [xx, yy, xy] = [0, 0, 0];
  for (let v = 0, index = 0; v < size; v++) {
    for (let u = 0; u < size; u++, index++) {
      const [fx, fy] = [u - size / 2, v - size / 2];
      const square = fx * fx + fy * fy;
      // All directions alike: the corners of the square would favour diagonals.
      if (square === 0 || square >= (size * size) / 4) continue;
      const value = magnitude[index] ?? 0;
      const amount = Math.max(0, over === null ? 1 - value : value - over) ** 2 / square;
      xx += amount * fx * fx;
      yy += amount * fy * fy;
      xy += amount * fx * fy;
    }
  }
  const { major, minor, angle } = axesOf(xx, yy, xy);
  return { angle, preference: major + minor > 0 ? (major - minor) / (major + minor) : 0 };
}

/** Eigenvalues of a symmetric matrix, and the direction of the larger from 0 to 180 degrees, upwards positive. */
function axesOf(xx: number, yy: number, xy: number): { major: number; minor: number; angle: number } {
  const middle = (xx + yy) / 2;
  const half = Math.hypot((xx - yy) / 2, xy);
  const angle = degrees(xx - yy, -2 * xy) / 2;
  return { major: middle + half, minor: middle - half, angle: (angle + 180) % 180 };
}

/** From −180 to 180; rounding dust counts as 0. */
function degrees(x: number, y: number): number {
  const dust = 1e-9 * Math.hypot(x, y);
  return (Math.atan2(Math.abs(y) <= dust ? 0 : y, Math.abs(x) <= dust ? 0 : x) * 180) / Math.PI;
}

function tidy(value: number): number {
  return Math.abs(value) < 1e-9 ? 0 : value;
}

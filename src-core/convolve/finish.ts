// How sums become samples many at a time, where the switches allow it: the constants of wasm/finish.ts.
import { fullScale } from '../raster.ts';
import type { Arithmetic } from './arithmetic.ts';
import { findLattice } from './lattice.ts';
import type { Terms } from './terms.ts';

export interface Finish {
  /** 0 general · 1 float32 multiply-add · 2 float64 divide · 3 from linear light · 4 luminance. */
  readonly kind: 0 | 1 | 2 | 3 | 4;
  readonly factor: readonly number[];
  readonly summand: readonly number[];
  readonly divisor64: readonly number[];
  readonly summand64: readonly number[];
  /** Per lane: written (else copied from the source). */
  readonly written: readonly boolean[];
}

const GENERAL: Finish = { kind: 0, factor: [], summand: [], divisor64: [], summand64: [], written: [] };
const LIGHT: Finish = { ...GENERAL, kind: 3 };
const LUMINANCE: Finish = { ...GENERAL, kind: 4 };
const LANES = [0, 1, 2, 3] as const;

interface Lane {
  readonly written: boolean;
  readonly bias: number;
  /** α of an opaque tile in another depth: the constant 1. */
  readonly one: boolean;
}

export function chooseFinish(terms: Terms, arithmetic: Arithmetic): Finish {
  if (terms.linear) return finishesLight(terms) ? LIGHT : GENERAL;
  if (finishesLuminance(terms)) return LUMINANCE;
  const lanes = lanesOf(terms);
  if (!lanes) return GENERAL;
  const { unit, resultDepth } = terms;
  const { divisor, exact, wide: isWide } = arithmetic;
  const written = lanes.map((lane) => lane.written);
  const divisor64 = lanes.map((lane) => (lane.one ? Infinity : divisor));
  const summand64 = lanes.map((lane) => (lane.one ? unit : lane.bias));
  const wide: Finish = { kind: 2, factor: [0, 0, 0, 0], summand: [0, 0, 0, 0], divisor64, summand64, written };
  if (isWide || terms.output !== 'clamp' || terms.amount !== 1 || (exact && resultDepth === 'f32')) return wide;
  if (exact) {
    const limit = fullScale(terms.sourceDepth) * arithmetic.gain;
    const found = lanes.map((lane) =>
      lane.written
        ? findLattice({ divisor, bias: lane.bias, max: unit, lowest: -limit, highest: limit })
        : { factor: 0, summand: 0 },
    );
    if (!found.every((lattice) => lattice !== null)) return wide;
    return { ...wide, kind: 1, factor: found.map((l) => l.factor), summand: found.map((l) => l.summand) };
  }
  // A bias far from the sum would cost float32 digits twice.
  if (resultDepth === 'f32' && terms.bias !== 0) return wide;
  const scale = resultDepth === 'f32' ? 1 / unit : 1;
  const rounding = resultDepth === 'f32' ? 0 : 0.5;
  return {
    ...wide,
    kind: 1,
    factor: lanes.map((lane) => (lane.one ? 0 : Math.fround(scale))),
    summand: lanes.map((lane) => (lane.one ? 1 : Math.fround(lane.bias * scale + rounding))),
  };
}

/** Linear light into the source's own codes, or into floats where nothing but opaque α is copied. */
function finishesLight({ output, amount, luminance, sourceDepth, resultDepth, hasAlpha, ticked, law }: Terms): boolean {
  if (output !== 'clamp' || amount !== 1 || luminance) return false;
  const alphaTicked = hasAlpha && ticked.at(-1) === true;
  // Plain laws compute α; the others leave it opaque in the tiles that this finish gets.
  if (law === 'plain' && alphaTicked) return false;
  if (resultDepth !== 'f32') return resultDepth === sourceDepth;
  const colours = hasAlpha ? ticked.slice(0, -1) : ticked;
  return colours.every(Boolean) && (!hasAlpha || law !== 'plain');
}

/** Codes to the same codes; of one colour luminance is that colour, which the other finishes do not tell apart. */
function finishesLuminance({ luminance, ticked, channels, sourceDepth, resultDepth, amount }: Terms): boolean {
  return (
    luminance &&
    ticked[0] === true &&
    channels > 2 &&
    sourceDepth !== 'f32' &&
    resultDepth === sourceDepth &&
    amount !== 0
  );
}

/** What each of four neighbouring samples needs, or null where only the general way will do. */
function lanesOf(terms: Terms): Lane[] | null {
  const { output, amount, luminance, sourceDepth, resultDepth, channels, hasAlpha, ticked, law, bias } = terms;
  if (amount === 0 || luminance) return null;
  if (resultDepth !== sourceDepth && resultDepth !== 'f32') return null;
  const converts = resultDepth !== sourceDepth;
  // The pixel's own samples are read in the depth of the result.
  if (converts && amount !== 1) return null;
  if (channels === 3 && !ticked.every(Boolean)) return null;
  const lanes: Lane[] = [];
  for (const lane of LANES) {
    const channel = lane % channels;
    const isAlpha = hasAlpha && channel === channels - 1;
    // α has no output mapping.
    if (isAlpha && output !== 'clamp' && (converts || (law === 'plain' && ticked[channel]))) return null;
    if (isAlpha && law !== 'plain') {
      // Plain tiles are opaque here, and stay so.
      lanes.push({ written: converts, bias: 0, one: true });
      continue;
    }
    if (!ticked[channel] && converts) return null;
    lanes.push({ written: ticked[channel] ?? false, bias: isAlpha ? 0 : bias, one: false });
  }
  return lanes;
}

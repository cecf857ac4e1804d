// Into the filter's light and back. A curve is a record of float64 numbers that the engine writes (engine/curves.ts).
import * as slots from './slots';
import { job, sourceDepth, resultDepth } from './job';

// Fields of a record, in float64 numbers.
const FORM = 0;
const G = 1;
const A = 2;
const B = 3;
const C = 4;
const D = 5;
const E = 6;
const F = 7;
/** Light at which the straight part ends. */
const BREAK = 8;
/** Quadratic pieces, 64 per octave from 2^LOWEST, for the curved part each way. */
const DECODE_PIECES = 9;
const ENCODE_PIECES = 10;
const LOWEST = 11;
const OCTAVES = 12;
/** Table curves: number of samples, and where they are. */
const COUNT = 13;
const VALUES = 14;
/** Light of every code of an integer source (f64). */
const CODES = 15;
/** Least light of every code of an integer result (f64), then NaN, and a first guess for light · GUESSES (u16). */
const THRESHOLDS = 16;
const GUESS = 17;
const GUESSES = 18;

function field(curve: usize, index: usize): f64 {
  return load<f64>(curve + (index << 3));
}

function address(curve: usize, index: usize): usize {
  return <usize>(<u32>field(curve, index));
}

export function curveOf(channel: i32): usize {
  return <usize>(<u32>load<f64>(job + ((<usize>(slots.CURVE_0 + channel)) << 3)));
}

export function thresholdsOf(curve: usize): usize {
  return address(curve, THRESHOLDS);
}

export function guessTableOf(curve: usize): usize {
  return address(curve, GUESS);
}

export function guessesOf(curve: usize): f64 {
  return field(curve, GUESSES);
}

export function codesOf(curve: usize): usize {
  return address(curve, CODES);
}

/** `value` is a code of an integer source, or a float. */
export function decodeSample(curve: usize, value: f64): f64 {
  if (sourceDepth < 2) return load<f64>(address(curve, CODES) + ((<usize>(<u32>value)) << 3));
  return value < 0 ? -decode(curve, -value) : decode(curve, value);
}

function decode(curve: usize, x: f64): f64 {
  if (field(curve, FORM) != 0) {
    const last = <i32>field(curve, COUNT) - 1;
    const position = x * <f64>last;
    const index = min(<i32>position, last - 1);
    const values = address(curve, VALUES) + ((<usize>index) << 3);
    const low = load<f64>(values);
    return low + (position - <f64>index) * (load<f64>(values, 8) - low);
  }
  if (x >= field(curve, D)) {
    const y = piece(curve, DECODE_PIECES, x);
    return y == y ? y : Math.pow(field(curve, A) * x + field(curve, B), field(curve, G)) + field(curve, E);
  }
  return field(curve, C) * x + field(curve, F);
}

/** Light to an encoded fraction of full scale. */
export function encode(curve: usize, value: f64): f64 {
  return value < 0 ? -encodePositive(curve, -value) : encodePositive(curve, value);
}

function encodePositive(curve: usize, y: f64): f64 {
  if (field(curve, FORM) != 0) {
    const last = <i32>field(curve, COUNT) - 1;
    const values = address(curve, VALUES);
    let low = 0;
    let high = last - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (load<f64>(values + ((<usize>middle) << 3)) <= y) low = middle;
      else high = middle - 1;
    }
    const at = values + ((<usize>low) << 3);
    const start = load<f64>(at);
    return (<f64>low + (y - start) / (load<f64>(at, 8) - start)) / <f64>last;
  }
  if (y >= field(curve, BREAK)) {
    const x = piece(curve, ENCODE_PIECES, y);
    if (x == x) return x;
    const base = max<f64>(0, y - field(curve, E));
    return (Math.pow(base, 1 / field(curve, G)) - field(curve, B)) / field(curve, A);
  }
  const slope = field(curve, C);
  return slope == 0 ? 0 : (y - field(curve, F)) / slope;
}

/** A quadratic through the piece that holds x; NaN outside the octaves it knows. */
function piece(curve: usize, which: usize, x: f64): f64 {
  const bits = reinterpret<u64>(x);
  const octave = <i32>(bits >> 52) - 1023 - <i32>field(curve, LOWEST);
  if (<u32>octave >= <u32>field(curve, OCTAVES)) return NaN;
  const segment = (octave << 6) | ((<i32>(bits >> 46)) & 63);
  const t = <f64>(bits & 0x3fffffffffff) * (1.0 / 70368744177664.0);
  const at = address(curve, which) + <usize>segment * 24;
  return load<f64>(at) + t * (load<f64>(at, 8) + t * load<f64>(at, 16));
}

/** Light to the code of an integer result, clamped and rounded; to an encoded float otherwise. */
export function storedFromLight(curve: usize, value: f64): f64 {
  if (resultDepth == 2) return encode(curve, value);
  if (!isFinite(value)) return NaN;
  if (value <= 0) return 0;
  const thresholds = address(curve, THRESHOLDS);
  const guesses = field(curve, GUESSES);
  let code = <u32>load<u16>(address(curve, GUESS) + ((<usize>(<u32>min(value * guesses, guesses - 1))) << 1));
  while (value >= load<f64>(thresholds + ((<usize>code) << 3), 8)) code++;
  return <f64>code;
}

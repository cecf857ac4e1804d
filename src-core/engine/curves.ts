// Transfer curves as tables for the module: the fields of wasm/light.ts.
import { decodeCurve } from '../colour/curve.ts';
import type { ParametricCurve, TransferCurve } from '../colour/colour-space.ts';
import { fullScale, type Depth } from '../raster.ts';

export interface CurveTables {
  /** The first fields of the record; addresses of the tables follow where `place` puts them. */
  readonly fields: Float64Array;
  readonly decodePieces: Float64Array;
  readonly encodePieces: Float64Array;
  readonly values: Float64Array;
  readonly codes: Float64Array;
  readonly thresholds: Float64Array;
  readonly guess: Uint16Array;
}

export const RECORD_FIELDS = 19;
const LOWEST_OCTAVE = -24;
const OCTAVES = 28;
const PIECES_PER_OCTAVE = 64;
const NOTHING = new Float64Array(0);

const cache = new WeakMap<TransferCurve, Map<string, CurveTables>>();

export function tablesOf(curve: TransferCurve, sourceDepth: Depth, resultDepth: Depth): CurveTables {
  const key = `${sourceDepth} ${resultDepth}`;
  let known = cache.get(curve);
  if (!known) cache.set(curve, (known = new Map()));
  let tables = known.get(key);
  if (!tables) known.set(key, (tables = buildTables(curve, sourceDepth, resultDepth)));
  return tables;
}

function buildTables(curve: TransferCurve, sourceDepth: Depth, resultDepth: Depth): CurveTables {
  const fields = new Float64Array(RECORD_FIELDS);
  const parametric = curve.form === 'parametric';
  if (parametric) {
    const { g, a, b, c, d, e, f } = curve;
    fields.set([0, g, a, b, c, d, e, f, decodeCurve(curve, d)]);
  } else {
    fields[0] = 1;
    fields[13] = curve.values.length;
  }
  fields[11] = LOWEST_OCTAVE;
  fields[12] = OCTAVES;
  const guesses = resultDepth === 'u8' ? 4096 : 65536;
  fields[18] = guesses;
  const thresholds = resultDepth === 'f32' ? NOTHING : thresholdsOf(curve, fullScale(resultDepth));
  return {
    fields,
    decodePieces: parametric && sourceDepth === 'f32' ? pieces((x) => upperDecode(curve, x)) : NOTHING,
    encodePieces: parametric && resultDepth === 'f32' ? pieces((y) => upperEncode(curve, y)) : NOTHING,
    values: parametric ? NOTHING : Float64Array.from(curve.values),
    codes: sourceDepth === 'f32' ? NOTHING : codesOf(curve, fullScale(sourceDepth)),
    thresholds,
    guess: resultDepth === 'f32' ? new Uint16Array(0) : guessesOf(thresholds, guesses),
  };
}

function codesOf(curve: TransferCurve, max: number): Float64Array {
  return Float64Array.from({ length: max + 1 }, (_, code) => decodeCurve(curve, code / max));
}

/** Entry k: the least light whose code is k, floor(encode(light) · max + 0.5). After the last one NaN, which no light reaches. */
function thresholdsOf(curve: TransferCurve, max: number): Float64Array {
  const threshold = (code: number): number => (code === 0 ? 0 : decodeCurve(curve, (code - 0.5) / max));
  return Float64Array.from({ length: max + 2 }, (_, code) => (code > max ? NaN : threshold(code)));
}

/** Entry i: the code of light i / length, never above that of any light up to the next entry. */
function guessesOf(thresholds: Float64Array, length: number): Uint16Array {
  const guess = new Uint16Array(length);
  let code = 0;
  for (let i = 0; i < length; i++) {
    while (code + 1 < thresholds.length && (thresholds[code + 1] ?? Infinity) <= i / length) code++;
    guess[i] = code;
  }
  return guess;
}

function upperDecode({ g, a, b, e }: ParametricCurve, x: number): number {
  return Math.max(0, a * x + b) ** g + e;
}

function upperEncode({ g, a, b, e }: ParametricCurve, y: number): number {
  return (Math.max(0, y - e) ** (1 / g) - b) / a;
}

/** Quadratics through both ends and the middle of 64 pieces per octave: off by less than 1e-7 of the value. */
function pieces(curve: (x: number) => number): Float64Array {
  const table = new Float64Array(OCTAVES * PIECES_PER_OCTAVE * 3);
  for (let index = 0; index < OCTAVES * PIECES_PER_OCTAVE; index++) {
    const octave = 2 ** (LOWEST_OCTAVE + Math.floor(index / PIECES_PER_OCTAVE));
    const start = octave * (1 + (index % PIECES_PER_OCTAVE) / PIECES_PER_OCTAVE);
    const width = octave / PIECES_PER_OCTAVE;
    const low = curve(start);
    const high = curve(start + width);
    const bend = 2 * (low - 2 * curve(start + width / 2) + high);
    table.set([low, high - low - bend, bend], index * 3);
  }
  return table;
}

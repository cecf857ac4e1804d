// Transfer curves as tables for the module: what wasm/curve-slots.ts describes.
import { decodeCurve, encodeCurve } from '../colour/curve.ts';
import type { ParametricCurve, TransferCurve } from '../colour/colour-space.ts';
import { codeTable } from '../convolve/finish-error.ts';
import type { Table } from '../convolve/proposal.ts';
import * as slots from '../convolve/wasm/curve-slots.ts';
import { fullScale, type Depth } from '../raster.ts';

export interface CurveNeeds {
  readonly sourceDepth: Depth;
  readonly resultDepth: Depth;
  /** There will be float64 work samples. */
  readonly wide: boolean;
}

/** Light and encoded values below this octave and from the other on take the slow way. */
const LOWEST_ENCODED = -24;
const LOWEST_LIGHT = -48;
const HIGHEST = 4;

/** The address of the curve's record. */
export function placeCurve(curve: TransferCurve, needs: CurveNeeds, place: (table: Table) => number): number {
  const { sourceDepth, resultDepth, wide } = needs;
  const record = new Float64Array(slots.CURVE_SLOTS);
  const parametric = curve.form === 'parametric';
  if (parametric) {
    const { g, a, b, c, d, e, f } = curve;
    record.set([0, g, a, b, c, d, e, f, decodeCurve(curve, d)]);
  } else {
    record[slots.FORM] = 1;
    record[slots.COUNT] = curve.values.length;
    record[slots.VALUES] = place(Float64Array.from(curve.values));
  }
  if (sourceDepth === 'f32') {
    record[slots.DECODE] = place(decodePieces(curve, wide ? 'fine' : 'coarse'));
  } else {
    record[slots.LIGHT_32] = place(Float32Array.from(lightOfCodes(curve, sourceDepth)));
    if (wide) record[slots.LIGHT_64] = place(lightOfCodes(curve, sourceDepth));
  }
  if (resultDepth === 'u8') {
    record[slots.CODES] = place(codeTable(curve).codes);
  } else {
    record[slots.ENCODE] = place(encodePieces(curve, resultDepth));
  }
  return place(record);
}

function remembered<K extends string, T>(build: (curve: TransferCurve, kind: K) => T): typeof build {
  const known = new WeakMap<TransferCurve, Map<K, T>>();
  return (curve, kind) => {
    let ofCurve = known.get(curve);
    if (!ofCurve) known.set(curve, (ofCurve = new Map<K, T>()));
    let value = ofCurve.get(kind);
    if (value === undefined) ofCurve.set(kind, (value = build(curve, kind)));
    return value;
  };
}

const lightOfCodes = remembered((curve, depth: Depth) => {
  const max = fullScale(depth);
  return Float64Array.from({ length: max + 1 }, (_, code) => decodeCurve(curve, code / max));
});

interface Line {
  /** Where the straight part ends; Infinity where there are no pieces at all. */
  readonly end: number;
  readonly slope: number;
  readonly offset: number;
}
const NO_PIECES: Line = { end: Infinity, slope: 0, offset: 0 };

const decodePieces = remembered((curve, kind: 'coarse' | 'fine') => {
  const bits = kind === 'fine' ? slots.FINE_PIECE_BITS : slots.PIECE_BITS;
  if (curve.form === 'table') return piecesOf(Number, NO_PIECES, bits);
  const { c, d, f } = curve;
  const line = { end: d, slope: c, offset: f };
  const upper = (x: number): number => upperDecode(curve, x);
  return piecesOf(upper, d >= 2 ** LOWEST_ENCODED ? line : chordOf(upper, upper(0), LOWEST_ENCODED), bits);
});

/** Encoded light times the largest code, plus the half that rounds; fractions for floats. */
const encodePieces = remembered((curve, depth: Depth) => {
  const bits = slots.PIECE_BITS;
  if (curve.form === 'table') return piecesOf(Number, NO_PIECES, bits);
  const max = fullScale(depth);
  const half = depth === 'f32' ? 0 : 0.5;
  const { c, d, f } = curve;
  const end = decodeCurve(curve, d);
  const upper = (y: number): number => upperEncode(curve, y) * max + half;
  if (end < 2 ** LOWEST_LIGHT)
    return piecesOf(upper, chordOf(upper, encodeCurve(curve, 0) * max + half, LOWEST_LIGHT), bits);
  const line = c === 0 ? { end, slope: 0, offset: half } : { end, slope: max / c, offset: half - (f / c) * max };
  return piecesOf(upper, line, bits);
});

function chordOf(curve: (x: number) => number, start: number, octave: number): Line {
  const end = 2 ** octave;
  return { end, slope: (curve(end) - start) / end, offset: start };
}

/** Quadratics through both ends and the middle of each piece beyond the line: off by less than 5e-8 of the value. */
function piecesOf(curve: (x: number) => number, { end, slope, offset }: Line, bits: number): Float32Array {
  const perOctave = 2 ** bits;
  const lowest = end === Infinity ? HIGHEST : Math.floor(Math.log2(end));
  const count = Math.max(0, HIGHEST - lowest) * perOctave;
  const table = new Float32Array(slots.PIECES / 4 + Math.max(1, count) * 4);
  if (count > 0) {
    table[slots.STRAIGHT_END / 4] = end;
    table[slots.SLOPE / 4] = slope;
    table[slots.OFFSET / 4] = offset;
    table[slots.LIMIT / 4] = 2 ** HIGHEST;
  }
  const whole = new Int32Array(table.buffer);
  whole[slots.FIRST / 4] = (127 + lowest) * perOctave;
  whole[slots.LAST / 4] = Math.max(0, count - 1);
  whole[slots.SHIFT / 4] = 23 - bits;
  for (let index = 0; index < count; index++) {
    const octave = 2 ** (lowest + Math.floor(index / perOctave));
    const from = octave * (1 + (index % perOctave) / perOctave);
    const width = octave / perOctave;
    const low = curve(from);
    const rise = curve(from + width) - low;
    const bend = 2 * (rise - 2 * (curve(from + width / 2) - low));
    const rounded = Math.fround(low);
    table.set([rounded, (rise - bend) / width, bend / width ** 2, low - rounded], slots.PIECES / 4 + index * 4);
  }
  return table;
}

function upperDecode({ g, a, b, e }: ParametricCurve, x: number): number {
  return Math.max(0, a * x + b) ** g + e;
}

function upperEncode({ g, a, b, e }: ParametricCurve, y: number): number {
  return (Math.max(0, y - e) ** (1 / g) - b) / a;
}

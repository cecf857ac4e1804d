// The weights of a multirate plan in the order in which the loops of wasm/multirate-*.ts read them.
import { splineOf, type AxisDesign, type MultirateDesign } from './multirate-design.ts';
import type { Block } from './proposal.ts';
import * as slots from './wasm/multirate-slots.ts';

export function placeTables(block: Block, design: MultirateDesign, samples: number, divisor: number): void {
  const { x, y, rowStep, codes } = design;
  // Splines that sum to 1 keep large floats in range; sums of integers stay as they are until the filter.
  const shrink = shrinkWeights(scaled(x.spline, x.step ** -x.order), samples);
  const rows = rowStep === 1 ? { spline: y.spline, step: y.step } : restOf(y, rowStep);
  block.set(slots.SHRINK_WEIGHTS, block.place(shrink));
  block.set(slots.SHRINK_VECTORS, shrink.length / 4);
  block.set(slots.ROWS_WEIGHTS, block.place(scaled(rows.spline, rows.step ** -y.order)));
  block.set(slots.FILTER_X, block.place(scaled(x.filter, x.step ** x.order)));
  block.set(slots.OFFSETS_X, block.place(Uint32Array.from({ length: x.filter.length }, (_, t) => t * samples * 4)));
  block.set(slots.FILTER_Y, block.place(scaled(y.filter, rows.step ** y.order / divisor)));
  block.set(slots.SPREAD_Y, block.place(Float32Array.from(y.spread)));
  const meet = x.meet > 4 ? 6 : 4;
  block.set(slots.SPREAD_MEET, meet);
  block.set(slots.SPREAD_X, block.place(spreadWeights(x, samples, meet)));
  block.set(slots.SPREAD_CODES, codes ? block.place(spreadCodes(x)) : 0);
}

/** What is left of the spline over rows when integers have taken the first part: boxes of a multiple are boxes of boxes. */
function restOf({ step, order }: AxisDesign, rowStep: number): { spline: ArrayLike<number>; step: number } {
  return { spline: splineOf(step / rowStep, order), step: step / rowStep };
}

function scaled(values: ArrayLike<number>, factor: number): Float32Array {
  return Float32Array.from(values, (value) => value * factor);
}

/** As many pixels to a vector as wasm/multirate-shrink.ts takes, and an even number of vectors. */
function shrinkWeights(spline: Float32Array, samples: number): Float32Array {
  const pixels = samples < 3 ? 4 / samples : 1;
  const vectors = 2 * Math.ceil(spline.length / pixels / 2);
  return Float32Array.from(
    { length: 4 * vectors },
    (_, i) => spline[Math.floor(i / 4) * pixels + (pixels === 1 ? 0 : Math.floor((i % 4) / samples))] ?? 0,
  );
}

/** For each vector of a cell, and each of `meet` coarse pixels, the weights of its lanes. */
function spreadWeights({ step, meet: own, spread }: AxisDesign, samples: number, meet: number): Float32Array {
  const pixels = samples < 3 ? 4 / samples : 1;
  const vectors = Math.ceil(step / pixels);
  return Float32Array.from({ length: vectors * meet * 4 }, (_, index) => {
    const lane = index % 4;
    const i = Math.floor(index / 4) % meet;
    const phase = Math.floor(index / 4 / meet) * pixels + (pixels === 1 ? 0 : Math.floor(lane / samples));
    return phase < step && i < own ? spread[phase * own + i]! : 0;
  });
}

/** As wasm/multirate-spread-codes.ts reads it: cells of a period, units of four pixels, offsets of pairs, weights. */
function spreadCodes(x: AxisDesign): Uint8Array {
  const { step } = x;
  const period = step % 4 === 0 ? 1 : step % 2 === 0 ? 2 : 4;
  const units = (period * step) / 4;
  const offsets = 16;
  const weights = offsets + 8 * (units + (units % 2));
  const bytes = new Uint8Array(weights + 128 * units);
  new Int32Array(bytes.buffer, 0, 2).set([period, units]);
  const offset = new Uint32Array(bytes.buffer, offsets, 2 * units);
  const fraction = new Int16Array(bytes.buffer, weights, 64 * units);
  const fractions = Array.from({ length: step }, (_, phase) => fractionsOf(x, phase));
  for (let pair = 0; pair < 2 * units; pair++) {
    const cells = [Math.floor((2 * pair) / step), Math.floor((2 * pair + 1) / step)] as const;
    offset[pair] = 16 * cells[0] + 8 * (cells[1] - cells[0]);
    for (let i = 0; i < 4; i++) {
      for (let lane = 0; lane < 8; lane++) {
        const phase = (2 * pair + (lane >> 2)) % step;
        fraction[pair * 32 + i * 8 + lane] = fractions[phase]![i] ?? 0;
      }
    }
  }
  return bytes;
}

/** The weights of a phase in 1/32768; they sum to one exactly. */
function fractionsOf({ meet, spread }: AxisDesign, phase: number): number[] {
  const exact = Array.from({ length: meet }, (_, i) => spread[phase * meet + i]! * 32768);
  const rounded = exact.map(Math.round);
  const largest = rounded.indexOf(Math.max(...rounded));
  rounded[largest]! += 32768 - rounded.reduce((sum, value) => sum + value, 0);
  return rounded;
}

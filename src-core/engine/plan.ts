// Writes one plan's block: how its work is cut into tiles, its arithmetic, and the method's own parameters.
import { curveOf, decodeCurve } from '../colour/curve.ts';
import type { Emitted } from '../convolve/emit/compile.ts';
import { finishBlock } from '../convolve/finish.ts';
import type { Frame, Proposal, Table } from '../convolve/proposal.ts';
import type { Terms } from '../convolve/terms.ts';
import { FUNCTIONS } from '../convolve/wasm/emitted-slots.ts';
import * as slots from '../convolve/wasm/slots.ts';
import type { Point, Rectangle } from '../geometry.ts';
import type { Reach } from './geometry.ts';

export interface PlanPlace extends Omit<Frame, 'area'> {
  readonly terms: Terms;
  /** The plan serves tiles whose colours α weighs. */
  readonly weighted: boolean;
  /** The part of the result that is computed, the picture's pixel under its first, and what of it is filtered. */
  readonly area: Rectangle;
  readonly corner: Point;
  readonly filtered: Rectangle;
  readonly reach: Reach;
  /** The number of its first emitted function among those of the job. */
  readonly functions: number;
}

type Reserve = (bytes: number) => number;
type Place = (table: Table) => number;

/** The address of the block, and what threads need besides. */
export function writePlan(
  proposal: Proposal,
  place: PlanPlace,
  reserve: Reserve,
  copy: Place,
): { pointer: number; scratchBytes: number; code: Emitted | null } {
  const { terms, area, corner, filtered, whole, workChannels, threads } = place;
  const { arithmetic, grid } = proposal;
  const numbers = new Float64Array(slots.PLAN_SLOTS);
  const set = (slot: number, value: number): void => {
    if (slot - slots.PLAN >= slots.PLAN_SLOTS) throw new RangeError(`There is no plan slot ${slot}.`);
    numbers[slot - slots.PLAN] = value;
  };
  const frame: Frame = {
    reach: proposal.reach ?? place.reach,
    workChannels,
    area: { ...filtered, x: filtered.x + corner.x, y: filtered.y + corner.y },
    whole,
    threads,
  };
  const { tile, scratchBytes, phases, write, code } = proposal.prepare(frame);
  const anchored = grid.width > 1 || grid.height > 1;
  const tileX = anchored ? -modulo(corner.x, tile.width) : 0;
  const tileY = anchored ? -modulo(corner.y, tile.height) : 0;
  const columns = Math.ceil((area.width - tileX) / tile.width);
  set(slots.METHOD, proposal.runs);
  set(slots.PHASES, phases.length);
  phases.forEach((tiles, phase) => set(slots.PHASE_TILES + phase, tiles));
  set(slots.TILE_WIDTH, tile.width);
  set(slots.TILE_HEIGHT, tile.height);
  set(slots.TILE_X, tileX);
  set(slots.TILE_Y, tileY);
  set(slots.TILE_COLUMNS, columns);
  set(slots.TILE_COUNT, columns * Math.ceil((area.height - tileY) / tile.height));
  set(slots.WIDE, Number(arithmetic.wide));
  set(slots.ALPHA_UNIT, arithmetic.alphaUnit);
  set(slots.DIVISOR, arithmetic.divisor);
  set(slots.SUM, arithmetic.sum);
  set(slots.FINISH_CONSTANTS, copy(finishBlock(terms, arithmetic, place.weighted)));
  set(slots.BORDER_COLOUR, copy(borderSamples(terms, workChannels, arithmetic.alphaUnit)));
  write({ set, place: copy, reserve });
  if (code) set(FUNCTIONS, place.functions);
  const pointer = copy(numbers);
  return { pointer, scratchBytes, code: code ?? null };
}

function modulo(value: number, period: number): number {
  return ((value % period) + period) % period;
}

/** The border colour as work samples: plain, then weighted by its own α. */
function borderSamples(terms: Terms, workChannels: number, alphaUnit: number): Float64Array {
  const { borderColour, hasAlpha, channels, linear, unit, colourSpace } = terms;
  const colours = hasAlpha ? channels - 1 : channels;
  let colour = borderColour
    .slice(0, colours)
    .map((value, channel) => (linear ? decodeCurve(curveOf(colourSpace, channel), value) : value));
  if (terms.luminance && colours > 1) {
    colour = [colour.reduce((y, value, channel) => y + (colourSpace.luminance[channel] ?? 0) * value, 0)];
  }
  const alpha = hasAlpha ? (borderColour[colours] ?? 0) : unit;
  const weight = (alpha / unit) * alphaUnit;
  const samples = new Float64Array(8);
  colour.forEach((value, index) => {
    samples[index] = value;
    samples[4 + index] = value * weight;
  });
  if (hasAlpha) {
    samples[workChannels - 1] = alpha;
    samples[4 + workChannels - 1] = weight;
  }
  return samples;
}

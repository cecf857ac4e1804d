// Fast path: running sums. Boxes, lines, discs and whatever else is constant in pieces, with weights that are multiples of
// one number: differences of the kernel have few taps, whose sums are added up again (wasm/running.ts).
// Box filters by running sums: McDonnell 1981; in more than one direction: Heckbert, Filtering by Repeated Integration, 1986.
import type { Operator } from '../filters/filter.ts';
import { bytesPerSample } from '../raster.ts';
import { COSTS, endsOf } from './costs.ts';
import { byColumns, findDifferences, leastPrice, type Differences, type StepPrices } from './differences.ts';
import { storesSums } from './finish.ts';
import { integerFinish } from './finish-integer.ts';
import { canBeExact } from './arithmetic.ts';
import { BEATEN, NO_GRID, sizeLabel, workChannelsOf, type Frame, type Prepared, type Propose } from './proposal.ts';
import { quickCodes } from './running-codes.ts';
import { chooseNumbers, type Numbers } from './running-numbers.ts';
import { placeLight } from './running-light.ts';
import { placeProducts } from './running-products.ts';
import { extentOf } from './sums.ts';
import type { Terms } from './terms.ts';
import { wholeWeights, type WholeWeights } from './whole-weights.ts';
import { RUNNING } from './wasm/methods.ts';
import * as slots from './wasm/running-slots.ts';
import { FINISH_INTEGER } from './wasm/slots.ts';

interface Plan {
  readonly terms: Terms;
  readonly weights: WholeWeights;
  readonly differences: Differences;
  readonly numbers: Numbers;
  /** The block of whole sums that become codes at once (finish-integer.ts), of how many bits they are, and the block of
   * the quickest way (running-codes.ts). */
  readonly finish: { readonly bits: 16 | 32; readonly constants: Uint8Array; readonly quick: Uint8Array | null } | null;
}

/** Row buffers of one thread stay below this. */
const RING_BYTES = 6 * 2 ** 20;
const NEAR_BYTES = 512 * 2 ** 10;
const LEAST_WIDTH = 64;
const TILE_ROWS = 64;
/** Kinds of sums from row to row that may be those of columns. */
const COLUMNWISE: readonly number[] = [slots.CODES_16_32, slots.FLOATS, slots.WORK_32];

export const proposeRunning: Propose = (terms, weighted, isBeaten) => {
  const { rows, columns } = extentOf(terms.operator);
  const label = `${sizeLabel(rows, columns)} running sums`;
  const weights = remembered(terms.operator);
  if (!weights) return { label, reason: 'the weights are not small multiples of one number' };
  const mayBeExact = canBeExact(terms);
  const channels = workChannelsOf(terms);
  const quickest = leastPrice(weights, COSTS.running8) + COSTS.runningCodes8;
  if (isBeaten(channels * quickest, mayBeExact)) return { label, reason: BEATEN };
  const chosen = chooseNumbers(terms, weighted, weights);
  if (typeof chosen === 'string') return { label, reason: chosen };
  const prices = pricesOf(chosen.kind);
  const leastEnds = leastEndsOf(terms, weighted, chosen);
  const isTooDear = (steps: number): boolean => isBeaten(channels * (steps + leastEnds), mayBeExact);
  if (isTooDear(leastPrice(weights, prices))) return { label, reason: BEATEN };
  const found = findDifferences(weights, prices);
  if (!found) return { label, reason: 'the weights change too often' };
  const differences = COLUMNWISE.includes(chosen.kind) ? byColumns(found) : found;
  const step = costOf(differences, prices);
  if (isTooDear(step)) return { label, reason: BEATEN };
  const plan = withFinish({ terms, weights, differences, numbers: narrowed(chosen, differences) });
  return {
    method: isBox(differences) ? 'running' : 'differences',
    runs: RUNNING,
    label,
    arithmetic: plan.numbers.arithmetic,
    cost: channels * (step + costOfEnds(plan, weighted)),
    grid: NO_GRID,
    reach: null,
    prepare: (frame) => prepare(plan, weighted, frame),
  };
};

const analysed = new WeakMap<Operator, WholeWeights | null>();

function remembered(operator: Operator): WholeWeights | null {
  let weights = analysed.get(operator);
  if (weights === undefined) {
    weights = wholeWeights(operator);
    analysed.set(operator, weights);
  }
  return weights;
}

function pricesOf(kind: number): StepPrices {
  if (kind === slots.WORK_64) return COSTS.running64;
  if (kind === slots.FLOATS) return COSTS.runningFloats;
  if (kind === slots.WORK_32) return COSTS.running32;
  return kind === slots.CODES_16_32 ? COSTS.running16 : COSTS.running8;
}

function costOf({ plus, minus, directions }: Differences, prices: StepPrices): number {
  const steps = directions.map((direction) => (direction === 'across' ? prices.across : prices.down));
  return (plus.length + minus.length) * prices.tap + steps.reduce((sum, step) => sum + step, 0);
}

function costOfEnds({ terms, numbers, finish }: Plan, weighted: boolean): number {
  const whole = numbers.kind < slots.WORK_32;
  return whole && !finish ? endsOf(terms, weighted) + COSTS.runningFixed : leastEndsOf(terms, weighted, numbers);
}

/** Where whole sums of codes become codes at once. */
function leastEndsOf(terms: Terms, weighted: boolean, { kind, light, products }: Numbers): number {
  if (kind === slots.FLOATS) return endsOf(terms, weighted) + COSTS.runningStored;
  if (light || products) return endsOf(terms, weighted) + COSTS.runningLight;
  if (kind >= slots.WORK_32) return endsOf(terms, weighted) + COSTS.runningFixed;
  return terms.sourceDepth === 'u8' ? COSTS.runningCodes8 : COSTS.runningCodes16;
}

function sumBytesOf(kind: number): number {
  if (kind === slots.CODES_8_16) return 2;
  return keepsApart(kind) ? 8 : 4;
}

/** Float samples may be such that no running sum must touch them. */
function keepsApart(kind: number): boolean {
  return kind === slots.WORK_64 || kind === slots.FLOATS;
}

function isBox({ directions, plus, minus, span }: Differences): boolean {
  const taps = span > 0 ? 1 : 2;
  return directions.length === 2 && plus.length === taps && minus.length === taps;
}

/** 16 bits are enough for bytes where what the sums along the row start from is small. */
function narrowed(numbers: Numbers, { rowSums: { positive, negative } }: Differences): Numbers {
  const narrow = numbers.kind === slots.CODES_8_32 && 255 * Math.max(positive, negative) <= 32767;
  return narrow ? { ...numbers, kind: slots.CODES_8_16 } : numbers;
}

function withFinish(plan: Omit<Plan, 'finish'>): Plan {
  const { numbers, terms, differences } = plan;
  if (!numbers.codes) return { ...plan, finish: null };
  const bits = numbers.kind === slots.CODES_8_16 && acrossOf(differences) === 0 ? 16 : 32;
  const sums = { bits, ...numbers.codes } as const;
  const constants = integerFinish(terms, sums);
  return { ...plan, finish: constants && { bits, constants, quick: quickCodes(terms, sums, constants) } };
}

/** Sums times the factor are the result, and cannot leave float32's range. */
function storesFloats({ terms, numbers }: Plan, weighted: boolean): boolean {
  if (weighted || !storesSums(terms)) return false;
  return numbers.factor > 0 && numbers.arithmetic.gain * numbers.limit < 1e38;
}

function acrossOf({ directions }: Differences): number {
  return directions.filter((direction) => direction === 'across').length;
}

function prepare(plan: Plan, weighted: boolean, { workChannels, area, threads }: Frame): Prepared {
  const { terms, weights, differences, numbers, finish } = plan;
  const { rows, columns } = weights;
  const { directions, plus, minus, span } = differences;
  const shifts = directions.filter((direction) => direction !== 'across');
  const across = acrossOf(differences);
  const towards = (shift: number): number => shifts.filter((other) => other === shift).length;
  // Sums that begin beside the strip begin where all windows are empty, those of differences still to be undone included.
  // Whole vectors of whole pixels: what lies left of the strip is summed apart.
  const marginLeft = across > 0 || towards(1) > 0 ? Math.ceil((columns - 1 + towards(-1)) / 16) * 16 : 0;
  const marginRight = towards(-1) > 0 ? columns - 1 + across + towards(1) : 0;
  const tapColumns = [...plus, ...minus].map((tap) => tap.column);
  const firstColumn = Math.min(0, ...tapColumns);
  const lastColumn = Math.max(columns - 1, ...tapColumns);
  const beside = marginLeft + marginRight + lastColumn - firstColumn;

  const ring = rows + shifts.length;
  const sampleBytes =
    numbers.kind < slots.WORK_32 ? bytesPerSample(terms.sourceDepth) : numbers.kind === slots.WORK_64 ? 8 : 4;
  const sumBytes = sumBytesOf(numbers.kind);
  const columnBytes = ring * workChannels * sampleBytes;
  const affordable = Math.floor(RING_BYTES / columnBytes) - beside;
  // Float rows are large: as many columns as keep them near, as long as little of the work lies beside them.
  const near = Math.max(Math.floor(NEAR_BYTES / columnBytes) - beside, 6 * beside);
  const wanted = numbers.kind === slots.WORK_64 ? Math.min(near, affordable) : affordable;
  const stripWidth = Math.min(area.width, Math.max(LEAST_WIDTH, wanted));
  const tileHeight = tileHeightOf(area.height, threads, rows, shifts.length > 0);

  let scratchBytes = 0;
  const room = (bytes: number): number => {
    const start = scratchBytes;
    scratchBytes += Math.ceil(bytes / 64) * 64;
    return start;
  };
  // An odd number of cache lines: neighbouring rows then fall into different sets.
  const rowLines = Math.ceil((((stripWidth + beside) * workChannels + slots.OVERRUN) * sampleBytes) / 64);
  const rowBytes = (rowLines | 1) * 64;
  const drift = shifts.some((shift) => shift !== 0) ? tileHeight + rows : 0;
  const stateSamples = (stripWidth + marginLeft + marginRight + span + drift) * workChannels + slots.OVERRUN;
  const stateBytes = Math.ceil((stateSamples * sumBytes) / 64) * 64;
  const atRing = room(ring * rowBytes);
  const atFlags = room(ring);
  const atStates = room(shifts.length * stateBytes);
  const atAddresses = room(2 * (plus.length + minus.length) * 4);
  const atBases = room(ring * 4);
  const atLine = room((stripWidth + columns) * workChannels * 8 + slots.OVERRUN);
  const atCarry = room(slots.CARRY_BYTES);
  const atChunk = room((across + 1) * slots.CHUNK_BYTES);
  const atSums = room(slots.CHUNK_BYTES);
  return {
    tile: { width: area.width, height: tileHeight },
    scratchBytes,
    phases: [],
    write(block) {
      block.set(slots.NUMBERS, numbers.kind);
      block.set(slots.STRIP_WIDTH, stripWidth);
      block.set(slots.STRIP_HEIGHT, tileHeight);
      block.set(slots.ROWS, rows);
      block.set(slots.COLUMNS, columns);
      block.set(slots.ANCHOR_ROW, weights.anchorRow);
      block.set(slots.ANCHOR_COLUMN, weights.anchorColumn);
      block.set(slots.FIRST_COLUMN, firstColumn);
      block.set(slots.LAST_COLUMN, span > 0 ? firstColumn : lastColumn);
      block.set(slots.SPAN, span);
      block.set(slots.PLUS, plus.length);
      block.set(slots.MINUS, minus.length);
      block.set(slots.TAPS, block.place(Int32Array.from([...plus, ...minus].flatMap((tap) => [tap.row, tap.column]))));
      block.set(slots.DOWN, shifts.length);
      shifts.forEach((shift, index) => block.set(slots.SHIFT + index, shift));
      block.set(slots.ACROSS, across);
      block.set(slots.MARGIN_LEFT, marginLeft);
      block.set(slots.MARGIN_RIGHT, marginRight);
      block.set(slots.RING, ring);
      block.set(slots.ROW_BYTES, rowBytes);
      block.set(slots.SCALE, numbers.scale);
      block.set(slots.FACTOR, numbers.factor);
      block.set(slots.LIMIT, numbers.limit);
      block.set(slots.PRODUCTS, numbers.products ? placeProducts(block, terms, numbers.scale) : 0);
      block.set(slots.LIGHT, numbers.light ? placeLight(block, terms, numbers.scale) : 0);
      if (keepsApart(numbers.kind)) {
        const share = numbers.kind === slots.FLOATS ? numbers.factor : numbers.factor * numbers.scale;
        block.set(slots.WEIGHTS, block.place(Float64Array.from(weights.weights, (weight) => weight * share)));
      }
      block.set(slots.FINISH_BITS, finish?.bits ?? (storesFloats(plan, weighted) ? 64 : 0));
      if (finish) block.set(FINISH_INTEGER, block.place(finish.constants));
      block.set(slots.QUICK, finish?.quick ? block.place(finish.quick) : 0);
      block.set(slots.FAR, Number(numbers.far === true));
      block.set(slots.WHOLE, Number(numbers.arithmetic.whole === true));
      block.set(slots.AT_RING, atRing);
      block.set(slots.AT_FLAGS, atFlags);
      block.set(slots.AT_STATES, atStates);
      block.set(slots.STATE_BYTES, stateBytes);
      block.set(slots.AT_ADDRESSES, atAddresses);
      block.set(slots.AT_BASES, atBases);
      block.set(slots.AT_LINE, atLine);
      block.set(slots.AT_CARRY, atCarry);
      block.set(slots.AT_CHUNK, atChunk);
      block.set(slots.AT_SUMS, atSums);
    },
  };
}

/** Sums from row to row begin anew in each tile, with as many rows as the kernel has: such tiles are tall. */
function tileHeightOf(height: number, threads: number, rows: number, begins: boolean): number {
  const fair = threads === 1 ? height : Math.ceil(height / (2 * threads));
  const tall = begins ? Math.max(TILE_ROWS, 8 * rows) : Math.max(TILE_ROWS, 2 * rows);
  return Math.max(1, Math.min(Math.ceil(height / threads), begins ? Math.max(fair, tall) : Math.min(fair, tall)));
}

// Fast path for wide Gaussians, and any other product of smooth symmetric curves: decimated, filtered on a coarse grid and
// spread again, as coarse as the bound of SEMANTICS §10 allows. wasm/multirate.ts runs it.
import { steepestEncoding } from '../colour/curve.ts';
import type { Operator, Taps } from '../filters/filter.ts';
import { isSymmetric } from '../filters/taps.ts';
import { fullScale } from '../raster.ts';
import { largestCode, roundingSteps, sumsCodes, type Arithmetic } from './arithmetic.ts';
import { COSTS, endsOf } from './costs.ts';
import { designAxis, undecimated, type AxisDesign, type MultirateDesign } from './multirate-design.ts';
import { prepareMultirate, reachOfDesign } from './multirate-plan.ts';
import { BEATEN, NO_GRID, sizeLabel, workChannelsOf, type Propose, type Proposal } from './proposal.ts';
import { extentOf } from './sums.ts';
import { finishError } from './finish-error.ts';
import type { Terms } from './terms.ts';
import { MULTIRATE } from './wasm/methods.ts';

/** What may be off before rounding: levels of 8 bits, else shares of full scale (SEMANTICS §10, with a little to spare). */
const LEVELS_8 = 0.4;
const SHARE = 0.9e-4;
/** Leaving as codes takes 15-bit fractions and sixty-fourths of a level. */
const CODES_ROUNDING = 0.06;
const ROUNDING_32 = 2 ** -24;
/** Colours are quotients where they are weighted: of an error as small as this where opacity is a quarter. In linear light
 * it is a half for the darkest colours, a quarter for those whose encoding is half as steep: from light of 0.01 on. */
const QUOTIENT = { encoded: 4, linear: 2 } as const;

type Separable = Extract<Operator, { form: 'separable' }>;

export const proposeMultirate: Propose = (terms, weighted, isBeaten) => {
  const { operator } = terms;
  const { rows, columns } = extentOf(operator);
  const label = `${sizeLabel(rows, columns)} multirate`;
  if (operator.form !== 'separable') return { label, reason: 'the kernel is not given as a row and a column' };
  if (![operator.vertical, operator.horizontal].every(isSmoothShape)) {
    return { label, reason: 'the row or the column is not symmetric and positive' };
  }
  if (terms.output === 'minmax') return { label, reason: 'a narrow range would stretch what is off' };
  if (isBeaten(0, false)) return { label, reason: BEATEN };
  const design = chooseDesign(terms, operator, weighted);
  if (!design) return { label, reason: 'the kernel is too narrow or not smooth enough for a coarser grid' };
  return multirateProposal(terms, weighted, label, design);
};

function multirateProposal(terms: Terms, weighted: boolean, label: string, design: MultirateDesign): Proposal {
  return {
    method: 'multirate',
    runs: MULTIRATE,
    label,
    arithmetic: arithmeticOf(terms, weighted, design),
    cost: costOf(terms, weighted, design),
    grid: NO_GRID,
    reach: reachOfDesign(design),
    prepare: (frame) => prepareMultirate(terms, design, frame),
  };
}

/** Symmetric about its anchor, no weight below 0. */
function isSmoothShape(taps: Taps): boolean {
  return isSymmetric(taps) && taps.weights.every((weight) => weight >= 0);
}

/** By how much an error of the kernel grows on its way to the result, in levels or in units for f32. */
function growthOf({ resultDepth, divisor, sum, linear, colourSpace, ...terms }: Terms, weighted: boolean): number {
  const levels = resultDepth === 'f32' ? 1 : fullScale(resultDepth);
  const { border, borderColour, unit } = terms;
  const shades = border === 'constant' ? borderColour.map((value) => value / unit) : [];
  // Flat areas are exact: what counts is how far samples lie from the middle of their range.
  const halfRange = (Math.max(1, ...shades) - Math.min(0, ...shades)) / 2;
  const light = linear ? steepestEncoding(colourSpace) : 1;
  const quotient = weighted ? QUOTIENT[linear ? 'linear' : 'encoded'] : 1;
  return (levels * halfRange * light * sum * quotient) / Math.abs(divisor);
}

function allowedOf({ resultDepth }: Terms): number {
  if (resultDepth === 'u8') return LEVELS_8;
  return resultDepth === 'u16' ? SHARE * fullScale('u16') : SHARE;
}

/** What a plan may state: long sums without decimation have roundings of their own. */
function promiseOf({ resultDepth }: Terms): number {
  return resultDepth === 'u8' ? 0.5 : 1e-4 * (resultDepth === 'u16' ? fullScale('u16') : 1);
}

/** Decimation in 16-bit integers: samples as they are, and a spline of four boxes. */
function takesCodes(terms: Terms, weighted: boolean): boolean {
  if (terms.sourceDepth !== 'u8' || weighted || !sumsCodes(terms)) return false;
  return largestCode(terms) <= 255 && terms.borderColour.every((value) => value >= 0);
}

/** Whether results are as plain as the quickest way out can make them: codes, nothing kept, nothing mapped. */
function leavesCodes(terms: Terms, weighted: boolean): boolean {
  const { resultDepth, output, amount, bias, ticked, divisor, sum } = terms;
  if (!takesCodes(terms, weighted) || resultDepth !== 'u8') return false;
  const plain = output === 'clamp' && amount === 1 && bias === 0 && ticked.every(Boolean);
  return plain && Math.abs(sum / divisor - 1) < 1e-6;
}

/** Steps that the integers take in groups of 2, 3 or 4 rows. */
const STEPS = [32, 24, 18, 16, 12, 9, 8, 6, 4, 3, 2] as const;
/** The error of splines of so many boxes for a Gaussian, roughly: RATES[order] · (step / σ)^order. */
const RATES: Readonly<Record<number, number>> = { 4: 0.007, 6: 0.004 };
/** And that of the step where a Gaussian is cut off at 4σ, of any order: CUT · (step / σ). It decides where little is allowed. */
const CUT = 1.5e-4;

function chooseDesign(terms: Terms, operator: Separable, weighted: boolean): MultirateDesign | null {
  const integers = takesCodes(terms, weighted);
  const codes = leavesCodes(terms, weighted);
  const share = (allowedOf(terms) - (codes ? CODES_ROUNDING : 0)) / growthOf(terms, weighted) / 2;
  const kernel = { x: operator.horizontal.anchor, y: operator.vertical.anchor };
  let best: MultirateDesign | null = null;
  for (const x of axisDesigns(operator.horizontal, share, integers)) {
    for (const y of axisDesigns(operator.vertical, share, integers)) {
      if (x.step === 1 && y.step === 1) continue;
      const rowStep = integers ? rowStepOf(y.step) : 1;
      const design = { x, y, rowStep, codes: codes && x.step > 1, kernel };
      if (arithmeticOf(terms, weighted, design).bound >= promiseOf(terms)) continue;
      if (!best || costOf(terms, weighted, design) < costOf(terms, weighted, best)) best = design;
    }
  }
  return best;
}

/** Rows that the integers take in one go. */
function rowStepOf(step: number): number {
  return [4, 3, 2].find((rows) => step % rows === 0) ?? 1;
}

interface Known {
  readonly weights: readonly number[];
  readonly share: number;
  readonly integers: boolean;
  readonly designs: readonly AxisDesign[];
}

/** The last designs asked for: calls come again and again with the same σ, for each rectangle and each direction. */
const known: Known[] = [];
const KNOWN_MOST = 32;

/** Ways to treat one axis, each with an error of at most `share` of Σ weights. */
function axisDesigns(taps: Taps, share: number, integers: boolean): readonly AxisDesign[] {
  const { weights } = taps;
  const found = known.find(
    (entry) => entry.share === share && entry.integers === integers && equal(entry.weights, weights),
  );
  if (found) return found.designs;
  const designs = [undecimated(taps)];
  for (const order of integers ? [4] : [4, 6]) {
    const design = coarsestDesign(taps, order, share);
    if (design) designs.push(design);
  }
  known.unshift({ weights, share, integers, designs });
  known.length = Math.min(known.length, KNOWN_MOST);
  return designs;
}

function equal(a: readonly number[], b: readonly number[]): boolean {
  return a === b || (a.length === b.length && a.every((value, i) => value === b[i]));
}

function coarsestDesign(taps: Taps, order: number, share: number): AxisDesign | null {
  const { weights, anchor } = taps;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const sigma = Math.sqrt(weights.reduce((total, weight, i) => total + weight * (i - anchor) ** 2, 0) / sum);
  const smooth = 1.1 * sigma * (share / RATES[order]!) ** (1 / order);
  const hoped = Math.min(smooth, (1.3 * sigma * share) / CUT);
  let tries = 5;
  for (const step of STEPS) {
    if (step > hoped || step > sigma) continue;
    if (tries-- === 0) return null;
    const radius = Math.ceil(anchor / step);
    for (const size of [radius - 1, radius, radius + 1]) {
      const design = designAxis(taps, step, order, size);
      if (design.error <= share * sum) return design;
    }
  }
  return null;
}

function arithmeticOf(terms: Terms, weighted: boolean, { x, y, codes }: MultirateDesign): Arithmetic {
  const { divisor, operator, sum, resultDepth } = terms;
  const error = (design: AxisDesign, { weights }: Taps): number =>
    design.error / weights.reduce((total, weight) => total + weight, 0);
  const { vertical, horizontal } = operator as Separable;
  const [across, down] = [error(x, horizontal), error(y, vertical)];
  const roundings = [x, y].reduce((most, axis) => most + axis.spline.length + axis.filter.length + axis.meet + 2, 4);
  const levels = resultDepth === 'f32' ? 1 : fullScale(resultDepth);
  const gain = sum / Math.abs(divisor);
  const bound =
    (across + down + across * down) * growthOf(terms, weighted) +
    roundingSteps(roundings) * ROUNDING_32 * gain * levels * (weighted ? 2 : 1) +
    (codes ? CODES_ROUNDING : 0) +
    finishError(terms);
  return { exact: false, wide: false, alphaUnit: 1, divisor: 1, sum: sum / divisor, gain, bound };
}

/** Per pixel: down the rows, along the row, the coarse filters, and back. */
function costOf(terms: Terms, weighted: boolean, { x, y, rowStep, codes }: MultirateDesign): number {
  const { multiplyAdd32: tap, shrinkRows, shrinkTap, spreadTap, spreadCodesTap, integerEnds } = COSTS;
  const rows = 1 / rowStep;
  const shrinkX = x.step === 1 ? 0 : (rows * shrinkTap * x.spline.length) / x.step;
  const shrinkY = (rowStep > 1 ? shrinkRows : 0) + (tap * y.spline.length * rows) / y.step / x.step;
  const filter = (tap * (x.filter.length + y.filter.length)) / x.step / y.step;
  const spreadY = (tap * y.meet) / x.step;
  const spreadX = x.step === 1 ? 0 : (codes ? spreadCodesTap : spreadTap) * x.meet;
  const ends = codes ? integerEnds : endsOf(terms, weighted);
  return workChannelsOf(terms) * (ends + shrinkX + shrinkY + filter + spreadY + spreadX);
}

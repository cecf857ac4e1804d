// Calls that were resolved a moment ago: a stack asks for the same filter band after band, and a document asks which
// part of the picture it reads before it filters. Told apart by value: callers may write into their kernels.
import type { Operator, Taps } from '../filters/filter.ts';
import type { Settings } from '../filters/settings.ts';
import type { Size } from '../raster.ts';
import type { TermsSource } from '../convolve/terms.ts';
import { resolveCall, type Call } from './call.ts';
import type { ConvolveOptions } from './types.ts';

const MOST = 24;

interface Known {
  /** Differs where operators do, as good as always. */
  readonly mark: number;
  readonly operator: Operator;
  readonly rest: readonly unknown[];
  readonly call: Call;
}

export function createCalls(): typeof resolveCall {
  const known: Known[] = [];
  return (source, whole, operator, settings, options) => {
    const rest = meaningOf(source, whole, settings, options);
    const mark = markOf(operator);
    const index = known.findIndex(
      (entry) => entry.mark === mark && isSameList(entry.rest, rest) && isSameOperator(entry.operator, operator),
    );
    const [found] = index < 0 ? [] : known.splice(index, 1);
    const entry = found ?? { mark, operator, rest, call: resolveCall(source, whole, operator, settings, options) };
    known.unshift(entry);
    known.length = Math.min(known.length, MOST);
    return entry.call;
  };
}

/** What beside the operator decides how a call is resolved. */
function meaningOf(source: TermsSource, whole: Size, settings: Settings, options: ConvolveOptions): unknown[] {
  const { borderColour, ...switches } = settings;
  const { depth, colourSpace, opaque, plan, window } = options;
  return [
    source.channels,
    source.depth,
    whole.width,
    whole.height,
    ...Object.values(switches),
    depth,
    colourSpace,
    opaque,
    plan,
    // Only where nothing is known of α (call.ts).
    opaque === undefined && window !== undefined,
    ...borderColour,
  ];
}

function markOf(operator: Operator): number {
  if (operator.form === 'matrix') return markOfWeights(operator.kernel.weights);
  return markOfWeights(operator.vertical.weights) + markOfWeights(operator.horizontal.weights);
}

/** A sum to which each place counts differently. */
function markOfWeights(weights: readonly number[]): number {
  let sum = weights.length;
  let place = 1;
  for (const weight of weights) {
    sum += weight * place;
    place = (place * 1.37 + 0.11) % 1000;
  }
  return sum;
}

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, index) => Object.is(value, b[index]));
}

function isSameOperator(a: Operator, b: Operator): boolean {
  if (a.form === 'matrix' && b.form === 'matrix') {
    const [one, other] = [a.kernel, b.kernel];
    return (
      one.columns === other.columns &&
      one.anchor.row === other.anchor.row &&
      one.anchor.column === other.anchor.column &&
      isSameList(one.weights, other.weights)
    );
  }
  if (a.form === 'separable' && b.form === 'separable') {
    return isSameTaps(a.vertical, b.vertical) && isSameTaps(a.horizontal, b.horizontal);
  }
  return false;
}

function isSameTaps(a: Taps, b: Taps): boolean {
  return a.anchor === b.anchor && isSameList(a.weights, b.weights);
}

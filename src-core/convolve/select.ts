// Which fast path computes a call, and why: of those that apply, the one with the fewest multiply-adds.
import { chooseArithmetic, type Arithmetic } from './arithmetic.ts';
import { proposeCopy } from './copy.ts';
import { proposeDirect } from './direct.ts';
import type { Propose, Proposal } from './proposal.ts';
import { proposeSeparable, proposeTwoSeparable } from './separable.ts';
import type { Terms } from './terms.ts';

/** In order of preference where the price is the same. */
const PATHS: readonly Propose[] = [
  proposeCopy, // nothing changes
  proposeDirect, // small or sparse
  proposeSeparable, // rank 1: box, Gaussian, Sobel
  proposeTwoSeparable, // rank 2: unsharp mask, high-pass, LoG, DoG
];

export interface Selection {
  readonly proposal: Proposal;
  readonly arithmetic: Arithmetic;
}

/** What one float64 multiply-add costs beside one of float32: half as many fit a vector. */
const WIDE_PRICE = 2;
/** Loading and storing a sample, and the row buffers of a separable path, in multiply-adds. */
const PASS_PRICE = 3;

export function select(terms: Terms): Selection {
  let best: Selection | null = null;
  let bestPrice = Infinity;
  for (const propose of PATHS) {
    const proposal = propose(terms);
    if (!proposal) continue;
    if (proposal.method === 'copy') return { proposal, arithmetic: chooseArithmetic(terms, proposal) };
    const arithmetic = chooseArithmetic(terms, proposal);
    // Whole weights on codes promise the reference's bytes: a real approximation of them is no substitute.
    if (best?.arithmetic.exact && !arithmetic.exact) continue;
    const price = (proposal.cost + PASS_PRICE * proposal.horizontal.length) * (arithmetic.widePlain ? WIDE_PRICE : 1);
    if (price < bestPrice) {
      best = { proposal, arithmetic };
      bestPrice = price;
    }
  }
  if (!best) throw new Error('no path computes this operator');
  return best;
}

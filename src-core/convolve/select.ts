// Which fast path computes a call, and why: of those that apply, the one with the lowest cost.
import { refuse } from '../errors.ts';
import { proposeCopy } from './copy.ts';
import { proposeDense, proposePaired } from './dense.ts';
import { proposeDirect } from './direct.ts';
import { proposeFixed } from './fixed.ts';
import { proposeFourier } from './fourier.ts';
import { proposeIntegerDirect, proposeIntegerSeparable } from './integer.ts';
import { proposeMultirate } from './multirate.ts';
import { isRefusal, type Propose, type Proposal, type Refusal } from './proposal.ts';
import { proposeRunning } from './running.ts';
import { proposeSeparable, proposeTwoSeparable } from './separable.ts';
import { proposeShift } from './shift.ts';
import type { Terms } from './terms.ts';

/** One line per path, in order of preference where the cost is the same. */
const PATHS: readonly Propose[] = [
  proposeCopy, // nothing changes
  proposeShift, // nothing but the place changes
  proposeIntegerDirect, // small whole kernels on 8 bits
  proposeIntegerSeparable, // the same of rank 1
  proposePaired, // small real kernels on 8 bits
  proposeDense, // small kernels, every weight of them
  proposeRunning, // box, disc, line: constant in pieces
  proposeDirect, // small or sparse
  proposeFixed, // Gaussians and the like on 8 bits
  proposeMultirate, // wide Gaussians
  proposeSeparable, // rank 1: box, Gaussian, Sobel
  proposeTwoSeparable, // rank 2: unsharp mask, high-pass, LoG, DoG
  proposeFourier, // large, without structure
];

/** A plan for tiles without transparency, and one for colours weighted by α where the opacity law needs it. */
export interface Selection {
  readonly plain: Proposal;
  readonly weighted: Proposal | null;
}

/**
 * `label` asks for one path by name, for weighted tiles too where it serves them. Throws `invalid` where that path does
 * not serve the call. What is chosen depends on the call's meaning alone, never on the rectangle or the threads: the same
 * bytes wherever one looks.
 */
export function select(terms: Terms, label?: string): Selection {
  const plain = choose(offers(terms, false), label);
  if (terms.law === 'plain' || plain.method === 'copy') return { plain, weighted: null };
  const weighted = offers(terms, true);
  const isNamed = (offer: Proposal | Refusal): boolean => !isRefusal(offer) && offer.label === label;
  return { plain, weighted: choose(weighted, weighted.some(isNamed) ? label : undefined) };
}

export function offers(terms: Terms, weighted: boolean): (Proposal | Refusal)[] {
  return PATHS.map((propose) => propose(terms, weighted));
}

function choose(all: readonly (Proposal | Refusal)[], label: string | undefined): Proposal {
  const proposals = all.filter((offer): offer is Proposal => !isRefusal(offer));
  if (label !== undefined) {
    const found = proposals.find((proposal) => proposal.label === label);
    return found ?? refuse(proposals.map((proposal) => proposal.label).join(', '), 'plan', label);
  }
  return cheapest(proposals);
}

/** Whole weights on codes promise the reference's bytes: a real approximation of them is no substitute. */
export function cheapest(proposals: readonly Proposal[]): Proposal {
  const exact = proposals.filter(({ arithmetic }) => arithmetic.exact);
  const eligible = exact.length > 0 ? exact : proposals;
  const best = eligible.reduce<Proposal | null>(
    (best, proposal) => (best && best.cost <= proposal.cost ? best : proposal),
    null,
  );
  if (!best) throw new Error('no path computes this operator');
  return best;
}

// Which fast path computes a call, and why: of those that apply, the one with the lowest cost.
import { refuse } from '../errors.ts';
import { proposeCopy } from './copy.ts';
import { proposeDense, proposePaired } from './dense.ts';
import { proposeDirect } from './direct.ts';
import { proposeFixed } from './fixed.ts';
import { proposeFourier } from './fourier.ts';
import { proposeIntegerDirect, proposeIntegerSeparable } from './integer.ts';
import { proposeMultirate } from './multirate.ts';
import { isRefusal, type IsBeaten, type Propose, type Proposal, type Refusal } from './proposal.ts';
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
  proposeRunning, // box, disc, line: constant in pieces
  proposePaired, // small real kernels on 8 bits
  proposeDense, // small kernels, every weight of them
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
  const plain = label === undefined ? best(terms, false) : named(terms, label);
  if (terms.law === 'plain' || plain.method === 'copy') return { plain, weighted: null };
  const asked = label === undefined ? undefined : labelled(proposals(terms, true), label);
  return { plain, weighted: asked ?? best(terms, true) };
}

/** Every path's, also of those that others beat. */
export function offers(terms: Terms, weighted: boolean): (Proposal | Refusal)[] {
  return PATHS.map((propose) => propose(terms, weighted, () => false));
}

function proposals(terms: Terms, weighted: boolean): Proposal[] {
  return offers(terms, weighted).filter((offer): offer is Proposal => !isRefusal(offer));
}

function labelled(all: readonly Proposal[], label: string): Proposal | undefined {
  return all.find((proposal) => proposal.label === label);
}

function named(terms: Terms, label: string): Proposal {
  const all = proposals(terms, false);
  return labelled(all, label) ?? refuse(all.map((proposal) => proposal.label).join(', '), 'plan', label);
}

function best(terms: Terms, weighted: boolean): Proposal {
  let found: Proposal | null = null;
  const isBeaten: IsBeaten = (cost, mayBeExact) => {
    if (!found) return false;
    const { exact } = found.arithmetic;
    return exact !== mayBeExact ? exact : cost >= found.cost;
  };
  for (const propose of PATHS) {
    const offer = propose(terms, weighted, isBeaten);
    if (!isRefusal(offer) && isBetter(offer, found)) found = offer;
  }
  return assertFound(found);
}

export function cheapest(all: readonly Proposal[]): Proposal {
  return assertFound(all.reduce<Proposal | null>((best, offer) => (isBetter(offer, best) ? offer : best), null));
}

/** Whole weights on codes promise the reference's bytes: a real approximation of them is no substitute. */
function isBetter(offer: Proposal, best: Proposal | null): boolean {
  if (!best) return true;
  const { exact } = offer.arithmetic;
  return exact !== best.arithmetic.exact ? exact : offer.cost < best.cost;
}

function assertFound(best: Proposal | null): Proposal {
  if (!best) throw new Error('no path computes this operator');
  return best;
}

// Why a call is computed the way it is: every path with its price, its bound, or the reason it does not serve.
import type { Candidate, Explanation } from '../engine/types.ts';
import type { Size } from '../raster.ts';
import { isRefusal, type Proposal } from './proposal.ts';
import { cheapest, offers } from './select.ts';
import type { Terms } from './terms.ts';

export function explain(terms: Terms, weighted: boolean, { width, height }: Size, threads: number): Explanation {
  const all = offers(terms, weighted);
  const proposals = all.filter((offer): offer is Proposal => !isRefusal(offer));
  const best = cheapest(proposals);
  const milliseconds = (cost: number): number => (cost * width * height) / threads / 1e6;
  const candidates = all.map((offer): Candidate => {
    if (isRefusal(offer)) return { ...offer, applies: false, milliseconds: null, exact: false, bound: null };
    const { label, cost, arithmetic } = offer;
    const { exact, bound } = arithmetic;
    const common = { label, applies: true, milliseconds: milliseconds(cost), exact, bound };
    if (offer === best) return { ...common, reason: 'the fastest of those that are exact enough' };
    if (best.arithmetic.exact && !exact) return { ...common, reason: 'rounds, where whole numbers can be exact' };
    return { ...common, reason: `${(cost / best.cost).toFixed(1)} times the work` };
  });
  const rank = ({ applies, milliseconds }: Candidate): number => (applies ? (milliseconds ?? 0) : Infinity);
  const chosen = candidates[all.indexOf(best)]!;
  const others = candidates.filter((candidate) => candidate !== chosen).toSorted((a, b) => rank(a) - rank(b));
  return { chosen, candidates: [chosen, ...others] };
}

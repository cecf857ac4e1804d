// Proof that the quick float32 way from an exact sum to a code gives the reference's code for every possible sum.

export interface LatticeQuery {
  readonly divisor: number;
  /** In codes. */
  readonly bias: number;
  /** Largest code. */
  readonly max: number;
  /** Sums lie in -limit..limit. */
  readonly limit: number;
}

export interface Lattice {
  readonly factor: number;
  readonly summand: number;
}

/** The reference's own words: floor(T / d + b + 0.5), not yet clamped. */
function referenceCode(sum: number, { divisor, bias }: LatticeQuery): number {
  return Math.floor(sum / divisor + bias + 0.5);
}

/**
 * Finds float32 constants with trunc(T · factor + summand) equal to the reference after clamping, for all whole T in
 * range. Both are steps that never go down as T grows, so it is enough to look on both sides of every step.
 */
export function findLattice(query: LatticeQuery): Lattice | null {
  const { divisor, bias } = query;
  if (!(divisor > 0)) return null;
  const factor = Math.fround(1 / divisor);
  for (const share of [0.5, 0.25, 0]) {
    const summand = Math.fround(bias + 0.5 + share * Math.min(1 / divisor, 0.5));
    if (agrees(query, factor, summand)) return { factor, summand };
  }
  return null;
}

function agrees(query: LatticeQuery, factor: number, summand: number): boolean {
  const { divisor, bias, max, limit } = query;
  const quick = (sum: number): number => Math.trunc(Math.fround(Math.fround(Math.fround(sum) * factor) + summand));
  for (let code = 1; code <= max; code++) {
    // The least sum whose code is at least `code`.
    let least = Math.ceil((code - 0.5 - bias) * divisor);
    while (referenceCode(least, query) >= code) least--;
    while (referenceCode(least, query) < code) least++;
    if (least > limit) return quick(limit) < code;
    if (least <= -limit) {
      if (quick(-limit) < code) return false;
      continue;
    }
    if (quick(least) < code || quick(least - 1) >= code) return false;
  }
  return true;
}

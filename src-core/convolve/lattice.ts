// Proofs that a quick way from an exact sum to a code gives the reference's code for every sum that can occur.

export interface LatticeQuery {
  readonly divisor: number;
  /** In codes. */
  readonly bias: number;
  /** `signed` of SEMANTICS §5: a second summand, in codes. */
  readonly shift?: number;
  /** Largest code. */
  readonly max: number;
  /** Sums are whole numbers from `lowest` to `highest`. */
  readonly lowest: number;
  readonly highest: number;
}

/** clamp(trunc(T · factor + summand)), every operation in float32 or every operation in float64. */
export interface Lattice {
  readonly factor: number;
  readonly summand: number;
}

/** clamp(round((T + before) · factor / 2^15) + after), in 16 bits; the sum before the product wraps around. */
export interface FixedLattice {
  readonly before: number;
  readonly factor: number;
  readonly after: number;
}

/** The reference's own words: floor(T / d + b + 0.5), not yet clamped. */
function referenceCode(sum: number, { divisor, bias, shift = 0 }: LatticeQuery): number {
  return Math.floor(sum / divisor + bias + shift + 0.5);
}

/** Shares of the least distance from a sum's value to a tie, added so that ties and roundings fall the right way. */
const SHARES = [0.5, 0.25, 0];

/** A session filters with few divisors: the last answers are kept, since 65535 steps take a millisecond or two. */
function remembered<T>(find: (query: LatticeQuery) => T): (query: LatticeQuery) => T {
  const known = new Map<string, T>();
  return (query) => {
    const { divisor, bias, shift = 0, max, lowest, highest } = query;
    const key = `${divisor} ${bias} ${shift} ${max} ${lowest} ${highest}`;
    if (!known.has(key)) {
      if (known.size >= 64) known.clear();
      known.set(key, find(query));
    }
    return known.get(key)!;
  };
}

/** Float32: multiplied by the reciprocal instead of divided. */
export const findLattice = remembered((query) => {
  const round = Math.fround;
  return findReciprocal(query, round, (sum, { factor, summand }) =>
    Math.trunc(round(round(round(sum) * factor) + summand)),
  );
});

export const findLattice64 = remembered((query) =>
  findReciprocal(
    query,
    (x) => x,
    (sum, { factor, summand }) => Math.trunc(sum * factor + summand),
  ),
);

/** Divisor 1: a whole number to add to the sum, which does not leave 32 bits. */
export const findSummand = remembered((query) => {
  const { divisor, bias, shift = 0 } = query;
  const summand = Math.floor(bias + shift + 0.5);
  return divisor === 1 && agrees(query, (sum) => sum + summand) ? summand : null;
});

function findReciprocal(
  query: LatticeQuery,
  round: (x: number) => number,
  quick: (sum: number, lattice: Lattice) => number,
): Lattice | null {
  const { divisor, bias, shift = 0 } = query;
  if (!(divisor > 0)) return null;
  const factor = round(1 / divisor);
  for (const share of SHARES) {
    const lattice = { factor, summand: round(bias + shift + 0.5 + share * Math.min(1 / divisor, 0.5)) };
    if (agrees(query, (sum) => quick(sum, lattice))) return lattice;
  }
  return null;
}

/** 16-bit fixed point for sums with a sign, or for those of 0 to 65535 kept in the same 16 bits. */
export const findFixedLattice = remembered((query: LatticeQuery): FixedLattice | null => {
  const { divisor, bias, shift = 0, lowest, highest } = query;
  const offset = highest > 32767 ? 32768 : 0;
  const whole = Math.floor(bias + shift);
  // What is left of the bias goes into the sum, rounded down: between whole sums nothing happens.
  const rest = Math.floor((bias + shift - whole) * divisor);
  const exact = 2 ** 15 / divisor;
  for (const factor of new Set([Math.round(exact), Math.ceil(exact), Math.floor(exact)])) {
    if (!(factor >= 1 && factor < 2 ** 15)) continue;
    for (const nudge of [0, 1, -1]) {
      const lattice = { before: rest + nudge - offset, factor, after: whole + (offset === 0 ? 0 : factor) };
      const product = (sum: number): number => ((sum + lattice.before) * factor + 2 ** 14) >> 15;
      const quick = (sum: number): number => product(sum) + lattice.after;
      const kept = [lowest, highest].flatMap((sum) => [sum + lattice.before, quick(sum)]);
      if ([...kept, lattice.after].every(isShort) && agrees(query, quick)) return lattice;
    }
  }
  return null;
});

/** clamp(trunc((T + before) · factor)), the sum in whole numbers, the product in float32 or in float64. */
export interface ShiftedLattice {
  readonly before: number;
  readonly factor: number;
}

/** What the bias and the rounding ask for goes into the sum: right for whole divisors, and for others that are lucky. */
export const findShiftedLattice = remembered((query) => findShifted(query, Math.fround));
export const findShiftedLattice64 = remembered((query) => findShifted(query, (x) => x));

function findShifted(query: LatticeQuery, round: (x: number) => number): ShiftedLattice | null {
  const { divisor, bias, shift = 0, lowest, highest } = query;
  if (!(divisor > 0)) return null;
  const before = Math.floor((bias + shift + 0.5) * divisor);
  const largest = Math.max(Math.abs(lowest + before), Math.abs(highest + before));
  const exact = round(1 / divisor);
  if (!(largest < 2 ** 31 && largest * exact < 2 ** 30)) return null;
  const spacing = round === Math.fround ? 2 ** -24 : 2 ** -53;
  for (const nudge of [1, 0, 2]) {
    const factor = round(exact * (1 + nudge * 2 * spacing));
    if (agrees(query, (sum) => Math.trunc(round(round(sum + before) * factor)))) return { before, factor };
  }
  return null;
}

/** trunc((T + before) · factor) in float32 is the code or one more, and the remainder, in 16 bits, tells which. */
export const findQuotient = remembered((query): ShiftedLattice | null => {
  const { divisor, bias, shift = 0, max, lowest, highest } = query;
  if (!Number.isInteger(divisor) || divisor < 1 || divisor > 32767) return null;
  const before = Math.floor((bias + shift + 0.5) * divisor);
  const end = highest + before;
  if (lowest + before < 0 || end >= (max + 1) * divisor || end >= 2 ** 31) return null;
  const factor = Math.fround((1 + 2 ** -22) / divisor);
  const estimate = (sum: number): number => Math.trunc(Math.fround(Math.fround(sum) * factor));
  // The estimate never goes down as the sum grows: it is enough to look at the ends of every step.
  for (let code = 0; code * divisor <= end; code++) {
    const first = code * divisor;
    if (estimate(first) < code || estimate(first + divisor - 1) > code + 1) return null;
  }
  return { before, factor };
});

function isShort(value: number): boolean {
  return value >= -32768 && value <= 32767;
}

/** Both are steps that never go down as T grows, so it is enough to look on both sides of every step. */
function agrees(query: LatticeQuery, quick: (sum: number) => number): boolean {
  const { divisor, bias, shift = 0, max, lowest, highest } = query;
  for (let code = 1; code <= max; code++) {
    // The least sum whose code is at least `code`; one beyond the highest where there is none.
    const estimate = Math.ceil((code - 0.5 - bias - shift) * divisor);
    let least = Math.min(Math.max(estimate, lowest), highest + 1);
    while (least > lowest && referenceCode(least - 1, query) >= code) least--;
    while (least <= highest && referenceCode(least, query) < code) least++;
    if (least > lowest && quick(least - 1) >= code) return false;
    if (least > highest) return true;
    if (quick(least) < code) return false;
  }
  return true;
}

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

const ROUNDING_32 = 2 ** -24;
const ROUNDING_64 = 2 ** -53;

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

/**
 * T / d + b + 0.5 is a whole multiple of 1 / (2d) here: there is no need to look at every step. What float64 makes of it is
 * exact where it is a whole number, and else far from one.
 */
function isEven({ divisor, bias, shift = 0 }: LatticeQuery): boolean {
  return Number.isInteger(divisor) && divisor >= 1 && divisor < 2 ** 31 && Number.isInteger(2 * (bias + shift));
}

/** Float32: multiplied by the reciprocal instead of divided. */
export function findLattice(query: LatticeQuery): Lattice | null {
  return evenReciprocal(query, Math.fround, ROUNDING_32) ?? searchLattice(query);
}

export function findLattice64(query: LatticeQuery): Lattice | null {
  return evenReciprocal(query, (x) => x, ROUNDING_64) ?? searchLattice64(query);
}

const searchLattice = remembered((query) => {
  const round = Math.fround;
  return findReciprocal(query, round, (sum, { factor, summand }) =>
    Math.trunc(round(round(round(sum) * factor) + summand)),
  );
});

const searchLattice64 = remembered((query) =>
  findReciprocal(
    query,
    (x) => x,
    (sum, { factor, summand }) => Math.trunc(sum * factor + summand),
  ),
);

/** Divisor 1: a whole number to add to the sum, which does not leave 32 bits. */
export function findSummand(query: LatticeQuery): number | null {
  const { divisor, bias, shift = 0 } = query;
  if (divisor !== 1) return null;
  const summand = Math.floor(bias + shift + 0.5);
  return isEven(query) || agrees(query, (sum) => sum + summand) ? summand : null;
}

/**
 * Without a search. Where the multiples of 1 / (2d) above are even, whole numbers among them, half a step of 1 / d keeps
 * values as far from the next whole number on both sides; where they are odd, there is none, and a quarter is left. Five
 * roundings, each a share of the largest value that is not clamped, must be less than that.
 */
function evenReciprocal(query: LatticeQuery, round: (x: number) => number, rounding: number): Lattice | null {
  if (!isEven(query)) return null;
  const { divisor, bias, shift = 0, max } = query;
  const isTie = (divisor * (2 * (bias + shift) + 1)) % 2 === 0;
  const share = isTie ? 0.5 : 0.25;
  const largest = max + 2 + Math.abs(bias + shift);
  if (!(5 * rounding * largest < 0.9 * share * Math.min(1 / divisor, 0.5))) return null;
  return { factor: round(1 / divisor), summand: round(summandOf(query, share)) };
}

function summandOf({ divisor, bias, shift = 0 }: LatticeQuery, share: number): number {
  return bias + shift + 0.5 + share * Math.min(1 / divisor, 0.5);
}

function findReciprocal(
  query: LatticeQuery,
  round: (x: number) => number,
  quick: (sum: number, lattice: Lattice) => number,
): Lattice | null {
  const { divisor } = query;
  if (!(divisor > 0)) return null;
  const factor = round(1 / divisor);
  for (const share of SHARES) {
    const lattice = { factor, summand: round(summandOf(query, share)) };
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
export function findShiftedLattice(query: LatticeQuery): ShiftedLattice | null {
  return evenShifted(query, Math.fround, ROUNDING_32) ?? searchShifted(query);
}

export function findShiftedLattice64(query: LatticeQuery): ShiftedLattice | null {
  return evenShifted(query, (x) => x, ROUNDING_64) ?? searchShifted64(query);
}

const searchShifted = remembered((query) => findShifted(query, Math.fround, ROUNDING_32));
const searchShifted64 = remembered((query) => findShifted(query, (x) => x, ROUNDING_64));

/**
 * Without a search: a factor that is 2 roundings too large gives multiples of the divisor their quotient, and one less than
 * a multiple, which 1 / d keeps below, at most six roundings of it too much.
 */
function evenShifted(query: LatticeQuery, round: (x: number) => number, rounding: number): ShiftedLattice | null {
  if (!isEven(query)) return null;
  const lattice = shiftedLattice(query, 1, round, rounding);
  return lattice && 6 * rounding * (query.max + 1) * query.divisor < 0.9 ? lattice : null;
}

function findShifted(query: LatticeQuery, round: (x: number) => number, rounding: number): ShiftedLattice | null {
  for (const nudge of [1, 0, 2]) {
    const lattice = shiftedLattice(query, nudge, round, rounding);
    if (!lattice) return null;
    const { before, factor } = lattice;
    if (agrees(query, (sum) => Math.trunc(round(round(sum + before) * factor)))) return lattice;
  }
  return null;
}

function shiftedLattice(
  { divisor, bias, shift = 0, lowest, highest }: LatticeQuery,
  nudge: number,
  round: (x: number) => number,
  rounding: number,
): ShiftedLattice | null {
  if (!(divisor > 0)) return null;
  const before = Math.floor((bias + shift + 0.5) * divisor);
  const largest = Math.max(Math.abs(lowest + before), Math.abs(highest + before));
  const exact = round(1 / divisor);
  if (!(largest < 2 ** 31 && largest * exact < 2 ** 30)) return null;
  return { before, factor: round(exact * (1 + nudge * 2 * rounding)) };
}

/**
 * trunc((T + before) · factor) in float32 is the code or one more, and the remainder, in 16 bits, tells which: the factor is
 * four roundings too large, and three more are on the way, so that an estimate is never too small, and too large by less
 * than 65536 · 7 · 2^-24.
 */
export function findQuotient({ divisor, bias, shift = 0, max, lowest, highest }: LatticeQuery): ShiftedLattice | null {
  if (!Number.isInteger(divisor) || divisor < 1 || divisor > 32767) return null;
  const before = Math.floor((bias + shift + 0.5) * divisor);
  const end = highest + before;
  if (lowest + before < 0 || end >= (max + 1) * divisor || end >= 2 ** 31) return null;
  return { before, factor: Math.fround((1 + 2 ** -22) / divisor) };
}

function isShort(value: number): boolean {
  return value >= -32768 && value <= 32767;
}

/**
 * Both are steps that never go down as T grows, so it is enough to look at the ends, and on both sides of every step. The
 * largest codes, where roundings count most, come first.
 */
function agrees(query: LatticeQuery, quick: (sum: number) => number): boolean {
  const { divisor, bias, shift = 0, max, lowest, highest } = query;
  const clamped = (code: number): number => Math.min(Math.max(code, 0), max);
  const [first, last] = [clamped(referenceCode(lowest, query)), clamped(referenceCode(highest, query))];
  if (clamped(quick(lowest)) !== first || clamped(quick(highest)) !== last) return false;
  for (let code = last; code > first; code--) {
    // The least sum whose code is at least `code`.
    const estimate = Math.ceil((code - 0.5 - bias - shift) * divisor);
    let least = Math.min(Math.max(estimate, lowest), highest);
    while (referenceCode(least - 1, query) >= code) least--;
    while (referenceCode(least, query) < code) least++;
    if (quick(least - 1) >= code || quick(least) < code) return false;
  }
  return true;
}

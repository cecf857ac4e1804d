// Which path is taken, in which arithmetic, and what it promises (SEMANTICS §5).
import { describe, expect, it } from 'vitest';
import { findLattice } from '../../../src-core/convolve/lattice.ts';
import { isRefusal, type Proposal } from '../../../src-core/convolve/proposal.ts';
import { cheapest, offers, select } from '../../../src-core/convolve/select.ts';
import { resolveTerms } from '../../../src-core/convolve/terms.ts';
import type { Operator } from '../../../src-core/filters/filter.ts';
import type { Settings } from '../../../src-core/filters/settings.ts';
import { gaussianTaps } from '../../../src-core/filters/taps.ts';
import type { ChannelCount, Depth } from '../../../src-core/raster.ts';
import { between, matrix, pick, randomFrom, settings } from './support.ts';

function chosen(operator: Operator, patch: Partial<Settings> = {}, depth: Depth = 'u8', channels: ChannelCount = 3) {
  const { plain, weighted } = select(resolveTerms({ depth, channels }, operator, settings(patch)));
  return { label: plain.label, ...plain.arithmetic, weighted: weighted?.arithmetic };
}

function square(side: number, weight: (x: number, y: number) => number): Operator {
  const rows = Array.from({ length: side }, (_, y) => Array.from({ length: side }, (_, x) => weight(x, y)));
  return matrix(rows);
}

const binomial = [1, 4, 6, 4, 1];
const BINOMIAL = square(5, (x, y) => binomial[x]! * binomial[y]!);

describe('the path', () => {
  it('is a copy where nothing changes', () => {
    const identity = matrix([
      [0, 0, 0],
      [0, 4, 0],
      [0, 0, 0],
    ]);
    expect(chosen(identity).label).toBe('copy');
    expect(chosen(identity, { bias: 0.1 }).label).toBe('3×3 integer');
    expect(chosen(BINOMIAL, { amount: 0 }).label).toBe('copy');
    // A float picture may hold NaN, which a filter turns to 0.
    expect(chosen(identity, {}, 'f32').label).toBe('3×3 shift');
    expect(chosen(identity, { light: 'linear' }, 'f32').label).toBe('3×3 direct');
  });

  it('leaves weights of 0 out', () => {
    expect(chosen(square(9, (x, y) => (x === y ? [3, 1, 8, 1, 5, 9, 2, 6, 3][x]! : 0)))).toMatchObject({
      label: '9×9 integer',
      exact: true,
    });
  });

  it('is separable for rank 1, in whole numbers where the matrix is whole', () => {
    expect(chosen(BINOMIAL)).toMatchObject({ label: '5×5 integer separable', exact: true });
    expect(chosen(BINOMIAL, {}, 'u16')).toMatchObject({ label: '5×5 separable', exact: true, wide: false });
    const { weights } = gaussianTaps(1);
    expect(chosen(square(9, (x, y) => weights[x]! * weights[y]!)).label).toBe('9×9 fixed-point separable');
    expect(chosen(square(7, (x, y) => (x + 0.1) * (y + 0.3)))).toMatchObject({ label: '7×7 separable', exact: false });
    expect(chosen(square(5, (x, y) => (x + 1) * (y + 2) * 3))).toMatchObject({ label: '5×5 separable', exact: true });
  });

  it('is running sums where the kernel is constant in pieces', () => {
    expect(chosen(square(7, () => 1 / 49))).toMatchObject({ label: '7×7 running sums', exact: false });
    expect(chosen(square(21, () => 1))).toMatchObject({ label: '21×21 running sums', exact: true });
    const line = square(15, (x, y) => (x === y ? 1 : 0));
    expect(chosen(line)).toMatchObject({ label: '15×15 running sums', exact: true });
    // Two rows of the result share no sample of a diagonal: each tap costs more than one of a full kernel.
    const steep = square(33, (x, y) => (x === y ? 1 + Number(x === 0) : 0));
    expect(chosen(steep, {}, 'f32').label).toBe('33×33 running sums');
    const disc = square(15, (x, y) => Number(Math.hypot(x - 7, y - 7) < 7.5));
    for (const depth of ['u8', 'u16'] as const) expect(chosen(disc, {}, depth).label).toBe('15×15 running sums');
    expect(
      chosen(
        square(21, () => 1),
        {},
        'f32',
      ).label,
    ).toBe('21×21 running sums');
    expect(
      chosen(
        square(21, () => 1),
        { light: 'linear' },
      ).label,
    ).toBe('21×21 running sums');
  });

  it('may be two separable passes for rank 2', () => {
    const serves = (operator: Operator, depth: Depth): boolean =>
      offers(resolveTerms({ depth, channels: 3 }, operator, settings({})), false).some(
        (offer) => offer.label.endsWith('two separable') && !isRefusal(offer),
      );
    const { weights } = gaussianTaps(2);
    const unsharp = square(17, (x, y) => (x === 8 && y === 8 ? 2 : 0) - weights[x]! * weights[y]!);
    expect(serves(unsharp, 'u8')).toBe(true);
    expect(
      serves(
        square(9, (x, y) => Math.sin(x * y + x * x + y)),
        'u8',
      ),
    ).toBe(false);
    // Holes would let NaN of a float picture spread where the kernel reads nothing.
    const holed = square(9, (x, y) => (x === 0 || y === 0 ? 0 : x + y * y + 0.5));
    expect(serves(holed, 'u8')).toBe(true);
    expect(serves(holed, 'f32')).toBe(false);
  });

  it('is a product of spectra for large kernels without structure', () => {
    const wild = (side: number): Operator => square(side, (x, y) => Math.sin(x * y + x * x + y));
    expect(chosen(wild(3)).label).toBe('3×3 direct');
    for (const depth of ['u8', 'u16', 'f32'] as const) expect(chosen(wild(15), {}, depth).label).toBe('15×15 FFT');
    expect(chosen(wild(257)).label).toBe('257×257 FFT');
  });
});

describe('the arithmetic (§5)', () => {
  it('is exact for whole weights on codes in encoded light, and only there', () => {
    expect(chosen(BINOMIAL)).toMatchObject({ exact: true, bound: 0 });
    expect(chosen(BINOMIAL, {}, 'u16')).toMatchObject({ exact: true, wide: false });
    expect(chosen(BINOMIAL, { light: 'linear' }).exact).toBe(false);
    expect(chosen(BINOMIAL, {}, 'f32').exact).toBe(false);
    expect(chosen(BINOMIAL, { channels: 'luminance' }).exact).toBe(false);
    expect(chosen(BINOMIAL, { border: 'constant', borderColour: [0.5] }).exact).toBe(false);
    expect(chosen(BINOMIAL, { border: 'constant', borderColour: [37 / 255] }).exact).toBe(true);
  });

  it('takes float64 for whole sums beyond float32’s exact range', () => {
    const large = matrix([[70000, 1, -3]]);
    expect(chosen(large)).toMatchObject({ exact: true, wide: true });
    expect(chosen(matrix([[60000, 1, -3]]))).toMatchObject({ exact: true, wide: false });
    expect(chosen(matrix([[200, 100]]), {}, 'u16')).toMatchObject({ exact: true, wide: true });
    expect(chosen(matrix([[200, 100]]), {}, 'u8', 4)).toMatchObject({ wide: false, weighted: { wide: true } });
  });

  it('keeps a bound below half a level for real weights', () => {
    const random = square(15, (x, y) => Math.sin(x * 7 + y * y));
    for (const depth of ['u8', 'u16'] as const) {
      for (const light of ['encoded', 'linear'] as const) {
        expect(chosen(random, { light, normalise: 'abs' }, depth).bound).toBeLessThan(0.5);
      }
    }
    expect(chosen(random, { normalise: 'none' }, 'u16').wide).toBe(true);
  });
});

describe('a path that is beaten early', () => {
  it('would not have been taken', () => {
    const random = randomFrom(2718);
    const shapes: ((side: number) => Operator)[] = [
      (side) => square(side, () => Math.round(random() * 4 - 2)),
      (side) => square(side, () => random() - 0.3),
      (side) => square(side, () => 1),
      (side) => square(side, (x, y) => Number(x === y)),
      (side) => square(side, (x, y) => Number(Math.hypot(x - side / 2, y - side / 2) < side / 2)),
      (side) => square(side, (x, y) => (x % 3) * (y % 2) + 1),
      (side) => ({ form: 'separable', vertical: gaussianTaps(side / 3), horizontal: gaussianTaps(side / 4) }),
    ];
    const labels = new Set<string>();
    for (let count = 0; count < 400; count++) {
      const source = {
        depth: pick(random, ['u8', 'u16', 'f32'] as const),
        channels: between(random, 1, 4) as ChannelCount,
      };
      const operator = pick(random, shapes)(between(random, 1, 33));
      const patch = settings({
        light: pick(random, ['encoded', 'linear']),
        output: pick(random, ['clamp', 'clamp', 'absolute', 'signed', 'minmax']),
        border: pick(random, ['mirror', 'constant']),
        opacity: pick(random, ['auto', 'raw']),
        bias: pick(random, [0, 0, 0.1]),
      });
      const terms = resolveTerms(source, operator, patch);
      const { plain, weighted } = select(terms);
      const best = (forWeighted: boolean): string =>
        cheapest(offers(terms, forWeighted).filter((offer): offer is Proposal => !isRefusal(offer))).label;
      expect(plain.label).toBe(best(false));
      if (weighted) expect(weighted.label).toBe(best(true));
      labels.add(plain.label.replace(/^\S+ /, ''));
    }
    expect([...labels].toSorted()).toEqual(expect.arrayContaining(['FFT', 'direct', 'integer', 'running sums']));
  });
});

describe('the quick way from a sum to a code (§5)', () => {
  it('agrees with the reference for every sum', () => {
    for (const [divisor, bias] of [
      [1, 0],
      [3, 0],
      [256, 0],
      [9, 127.5],
      [0.7, -20.25],
      [16.5, 3],
    ] as const) {
      const lattice = findLattice({ divisor, bias, max: 255, lowest: -20_000, highest: 20_000 });
      expect(lattice, `${divisor} ${bias}`).not.toBeNull();
      const { factor, summand } = lattice!;
      for (let sum = -20_000; sum <= 20_000; sum++) {
        const wanted = Math.min(255, Math.max(0, Math.floor(sum / divisor + bias + 0.5)));
        const quick = Math.trunc(Math.fround(Math.fround(sum * factor) + summand));
        const got = Math.min(255, Math.max(0, quick));
        if (got !== wanted) expect.fail(`${got} for ${wanted}: ${sum} / ${divisor} + ${bias}`);
      }
    }
  });

  it('is not offered where it would misround', () => {
    expect(findLattice({ divisor: -4, bias: 0, max: 255, lowest: -1000, highest: 1000 })).toBeNull();
    expect(findLattice({ divisor: 1001, bias: 0, max: 65535, lowest: -(2 ** 24), highest: 2 ** 24 })).toBeNull();
  });
});

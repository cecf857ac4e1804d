// The promises of speed and exactness as ratios within one run, and the cells that miss them.
import { caseOf } from './cases.ts';
import { entryOf, fastestPeer, keyOf, peersOf, ratioTo, type Cell, type CellResult } from './results.ts';
import { geometricMean, shareOf } from './statistics.ts';

export interface Miss {
  readonly cell: string;
  /** What was reached, and what was wanted. */
  readonly reached: number;
  readonly wanted: number;
  readonly note: string;
}

export interface Bar {
  readonly name: string;
  /** Cells that it is about; 0 says that this run shows nothing of it. */
  readonly cells: number;
  readonly share: number;
  /** Share of cells that have to pass. */
  readonly wantedShare: number;
  readonly passed: boolean;
  readonly misses: readonly Miss[];
}

interface Judged {
  readonly cell: Cell;
  readonly reached: number;
  readonly wanted: number;
  readonly note: string;
}

const MEGAPIXELS_FOR_THREADS = 4e6;

export function evaluateBars(results: readonly CellResult[]): Bar[] {
  const encoded = results.filter(({ table }) => table === 'encoded');
  const defaults = results.filter(({ table }) => table === 'defaults');
  const matrices = encoded.filter(({ case: name }) => caseOf(name).kind === 'matrix' && caseOf(name).side >= 15);
  return [
    bar('at least 1.3× the fastest peer (f32 plain sums on one thread 1.0×)', encoded.map(beside(1.3, 1)), 1),
    bar('at least 2× the fastest peer', encoded.map(beside(2, 2)), 0.75),
    bar('15×15 and larger: at least 5× OpenCV', matrices.map(against('OpenCV', 5)), 1),
    bar('15×15 and larger: at least 2× Halide', matrices.map(against('Halide', 2)), 1),
    bar('3×3 within 2× of copying the picture', encoded.map(besideCopy), 1, 'lower'),
    bar('1.85× with two threads', encoded.map(scaling(encoded)), 1),
    bar('defaults within 2× of the encoded opaque twin', defaults.map(besideTwin), 1, 'lower'),
    bar('every result as near to the truth as promised', results.flatMap(exactness), 1, 'lower'),
  ];
}

function bar(name: string, judged: readonly (Judged | null)[], wantedShare: number, better = 'higher'): Bar {
  const known = judged.filter((entry) => entry !== null);
  const passes = ({ reached, wanted }: Judged): boolean =>
    better === 'higher' ? reached >= wanted : reached <= wanted;
  const share = shareOf(known, passes);
  const misses = known
    .filter((entry) => !passes(entry))
    .toSorted((a, b) => (better === 'higher' ? a.reached / a.wanted - b.reached / b.wanted : b.reached - a.reached))
    .map(({ cell, reached, wanted, note }) => ({ cell: keyOf(cell), reached, wanted, note }));
  return { name, cells: known.length, share, wantedShare, passed: share >= wantedShare, misses };
}

function beside(wanted: number, wantedOfPlainSums: number): (cell: CellResult) => Judged | null {
  return (cell) => {
    const peer = fastestPeer(cell);
    const ratio = peer && ratioTo(cell, peer.name);
    if (!ratio) return null;
    const plain = cell.depth === 'f32' && cell.threads === 1 && caseOf(cell.case).plainSum;
    return { cell, reached: ratio, wanted: plain ? wantedOfPlainSums : wanted, note: `${peer.name}, ${peer.how}` };
  };
}

function against(peer: string, wanted: number): (cell: CellResult) => Judged | null {
  return (cell) => {
    const ratio = ratioTo(cell, peer);
    return ratio === null ? null : { cell, reached: ratio, wanted, note: entryOf(cell, 'ours')?.how ?? '' };
  };
}

function besideCopy(cell: CellResult): Judged | null {
  const ratio = ratioTo(cell, 'copy');
  return ratio === null ? null : { cell, reached: 1 / ratio, wanted: 2, note: 'times a copy' };
}

function besideTwin(cell: CellResult): Judged | null {
  const ratio = ratioTo(cell, 'twin');
  return ratio === null ? null : { cell, reached: 1 / ratio, wanted: 2, note: entryOf(cell, 'ours')?.how ?? '' };
}

function scaling(cells: readonly CellResult[]): (cell: CellResult) => Judged | null {
  return (cell) => {
    if (cell.threads !== 2 || cell.width * cell.height < MEGAPIXELS_FOR_THREADS) return null;
    const alone = cells.find((other) => keyOf(other) === keyOf({ ...cell, threads: 1 }));
    const one = alone && entryOf(alone, 'ours')?.timing;
    const two = entryOf(cell, 'ours')?.timing;
    if (!one || !two) return null;
    return { cell, reached: one.median / two.median, wanted: 1.85, note: entryOf(cell, 'ours')?.how ?? '' };
  };
}

/** `why` of a counted entry of ours is a broken promise. */
function exactness(cell: CellResult): Judged[] {
  return ['ours', 'twin'].flatMap((name) => {
    const entry = entryOf(cell, name);
    if (!entry) return [];
    const worst = Math.max(entry.error?.max ?? Infinity, entry.lastError?.max ?? 0);
    return [{ cell, reached: entry.why === null ? 0 : worst, wanted: 0, note: entry.why ?? '' }];
  });
}

export interface Overview {
  readonly peer: string;
  readonly cells: number;
  readonly geometricMean: number;
  readonly lowest: number;
}

/** How ours stands to each peer over all cells that count. */
export function overview(results: readonly CellResult[]): Overview[] {
  const names = [...new Set(results.flatMap((cell) => peersOf(cell).map(({ name }) => name)))];
  return names.flatMap((peer) => {
    const ratios = results.map((cell) => ratioTo(cell, peer)).filter((ratio) => ratio !== null);
    if (ratios.length === 0) return [];
    return [{ peer, cells: ratios.length, geometricMean: geometricMean(ratios), lowest: Math.min(...ratios) }];
  });
}

// The README's table: milliseconds of the view that most people have, and beside them the ratios of every cell.
import { CASES } from './cases.ts';
import { machineText, type Machine } from './machine.ts';
import { entryOf, fastestPeer, peersOf, ratioTo, type CellResult, type Entry, type Results } from './results.ts';
import { geometricMean, shareOf } from './statistics.ts';
import { errorText, shortNumber } from './table.ts';

interface View {
  readonly title: string;
  readonly holds: (cell: CellResult) => boolean;
}

/** The largest picture with the most threads that the run has, RGB in 8 bits: what most people do most of the time. */
function mainView(cells: readonly CellResult[]): View | null {
  const fitting = cells.filter(({ table, channels, depth }) => table === 'encoded' && channels === 3 && depth === 'u8');
  const area = Math.max(...fitting.map(({ width, height }) => width * height));
  const threads = Math.max(...fitting.map((cell) => cell.threads));
  const best = fitting.find((cell) => cell.width * cell.height === area && cell.threads === threads);
  if (!best) return null;
  const { width, height } = best;
  return {
    title: `${width} × ${height}, RGB, 8 bits, ${threads} threads, milliseconds`,
    holds: (cell) =>
      fitting.includes(cell) && cell.width === width && cell.height === height && cell.threads === threads,
  };
}

/** Markdown: one row per kernel, the view above in milliseconds, and beside it the ratios of every cell of that kernel. */
export function readmeTable({ machine, picture, cells }: Results): string {
  const view = mainView(cells);
  if (!view) throw new Error('These results have no RGB cell in 8 bits to show.');
  const encoded = cells.filter(({ table }) => table === 'encoded');
  const peers = [...new Set(encoded.flatMap((cell) => peersOf(cell).map(({ name }) => name)))];
  const rows = CASES.flatMap(({ name, label }) => {
    const cell = encoded.find((candidate) => candidate.case === name && view.holds(candidate));
    const ours = cell && entryOf(cell, 'ours');
    if (!cell || !ours?.timing) return [];
    const others = peers.map((peer) => peerColumn(entryOf(cell, peer)));
    const error = ours.error ? errorText(ours.error, cell.depth) : '';
    return [[label, shortNumber(ours.timing.median), ...others, ratioColumn(encoded, name), error]];
  });
  const head = ['kernel', 'Kernelcraft', ...peers, ...['times faster, all cells', 'error, levels']];
  const rule = head.map((_, i) => (i === 0 ? '---' : '--:'));
  const table = [head, rule, ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
  return `${view.title}:\n\n${table}\n\n${footnote(machine, picture, encoded)}`;
}

function peerColumn(entry: Entry | null): string {
  if (!entry?.timing) return '–';
  return entry.counts ? shortNumber(entry.timing.median) : `(${shortNumber(entry.timing.median)})`;
}

/** The fastest peer's time over ours: lowest and highest of all cells of a kernel. */
function ratioColumn(cells: readonly CellResult[], name: string): string {
  const ratios = cells
    .filter((cell) => cell.case === name)
    .map((cell) => ratioTo(cell, fastestPeer(cell)?.name ?? ''))
    .filter((ratio) => ratio !== null);
  if (ratios.length === 0) return '–';
  const [low, high] = [shortNumber(Math.min(...ratios)), shortNumber(Math.max(...ratios))];
  return low === high ? low : `${low}–${high}`;
}

function footnote(machine: Machine, picture: string, cells: readonly CellResult[]): string {
  const versions = new Map(
    cells.flatMap((cell) =>
      peersOf(cell)
        .filter(({ version }) => version !== '')
        .map(({ name, version }) => [name, version]),
    ),
  );
  const peers = [...versions].map(([name, version]) => `${name} ${version}`).join(', ');
  return [
    `Median of repetitions that each change a pixel and a weight, taking turns with ${peers || 'no other program'}`,
    `on ${machineText(machine)}; ${picture}, mirrored edges,`,
    'planning inside the time (but for boxes, the line and 5×5, whose few variants the engine remembers),',
    `peers' compiling outside of it.`,
    `“Times faster” is the fastest peer whose answer counts, over sizes, channels, depths and threads;`,
    `in brackets: off by more than one level, and not counted.`,
    shares(cells),
  ].join(' ');
}

function shares(cells: readonly CellResult[]): string {
  const ratios = cells.map((cell) => ratioTo(cell, fastestPeer(cell)?.name ?? '')).filter((ratio) => ratio !== null);
  if (ratios.length === 0) return '';
  const above = (bar: number): string => `${Math.floor(shareOf(ratios, (ratio) => ratio >= bar) * 100)} %`;
  const mean = shortNumber(geometricMean(ratios));
  return `Of ${ratios.length} cells, ${above(1.3)} are at least 1.3× and ${above(2)} at least 2× as fast as the fastest peer; the average is ${mean}×.`;
}

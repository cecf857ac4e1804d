import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluateBars, overview, type Bar } from '../../bench/bars.ts';
import { describeMachine } from '../../bench/machine.ts';
import { replaceBetweenMarkers } from '../../bench/readme.ts';
import {
  appendLine,
  readCells,
  readResults,
  startLines,
  writeResults,
  type CellResult,
  type Entry,
  type Results,
} from '../../bench/results.ts';
import { readmeTable } from '../../bench/readme-table.ts';
import { barsText, cellText, shortNumber } from '../../bench/table.ts';

function entry(name: string, median: number, changes: Partial<Entry> = {}): Entry {
  return {
    name,
    version: '1',
    how: `way of ${name}`,
    timing: { median, min: median, max: median, mad: 0, repetitions: 5, cold: 2 * median },
    error: { max: 0, off: 0, samples: 10 },
    counts: true,
    why: null,
    ...changes,
  };
}

function cell(name: string, entries: readonly Entry[], changes: Partial<CellResult> = {}): CellResult {
  const place = { width: 6000, height: 4000, channels: 3, depth: 'u8', threads: 2 } as const;
  return { table: 'encoded', case: name, ...place, ...changes, entries };
}

function barAbout(words: string, cells: readonly CellResult[]): Bar {
  const found = evaluateBars(cells).find(({ name }) => name.includes(words));
  if (!found) throw new Error(`no bar about ${words}`);
  return found;
}

describe('the bars', () => {
  it('compare with the fastest peer whose answer counts', () => {
    const wrong = entry('libvips', 1, { counts: false, why: 'off by 3' });
    const cells = [cell('sharpen', [entry('ours', 10), wrong, entry('OpenCV', 12), entry('Halide', 40)])];
    const { passed, misses } = barAbout('1.3×', cells);
    expect(passed).toBe(false);
    expect(misses).toEqual([
      { cell: 'encoded sharpen 6000x4000 3 u8 2', reached: 1.2, wanted: 1.3, note: 'OpenCV, way of OpenCV' },
    ]);
  });

  it('ask only for a draw of plain float sums on one thread', () => {
    const entries = [entry('ours', 10), entry('OpenCV', 10.5)];
    const at = (depth: 'u8' | 'f32', threads: number): boolean =>
      barAbout('1.3×', [cell('random-9', entries, { depth, threads })]).passed;
    expect(at('f32', 1)).toBe(true);
    expect(at('f32', 2)).toBe(false);
    expect(at('u8', 1)).toBe(false);
    expect(barAbout('1.3×', [cell('random-15', entries, { depth: 'f32', threads: 1 })]).passed).toBe(false);
  });

  it('want twice in three cells out of four', () => {
    const twice = cell('disc-31', [entry('ours', 1), entry('Halide', 2)]);
    const barely = cell('sobel', [entry('ours', 1), entry('Halide', 1.4)]);
    expect(barAbout('at least 2× the fastest', [twice, twice, twice, barely])).toMatchObject({
      share: 0.75,
      passed: true,
    });
    expect(barAbout('at least 2× the fastest', [twice, barely])).toMatchObject({ share: 0.5, passed: false });
  });

  it('hold large matrices, not blurs, against OpenCV', () => {
    const slow = [entry('ours', 1), entry('OpenCV', 4)];
    expect(barAbout('5× OpenCV', [cell('gaussian-8', slow), cell('random-9', slow)]).cells).toBe(0);
    expect(barAbout('5× OpenCV', [cell('random-15', slow)]).passed).toBe(false);
  });

  it('look at copies, threads and the encoded twin', () => {
    expect(barAbout('copying', [cell('sobel', [entry('ours', 5), entry('copy', 2)])]).misses[0]?.reached).toBe(2.5);
    const threads = [cell('sobel', [entry('ours', 19)], { threads: 1 }), cell('sobel', [entry('ours', 10)])];
    expect(barAbout('two threads', threads)).toMatchObject({ cells: 1, passed: true });
    const defaults = cell('box-10', [entry('ours', 5), entry('twin', 2)], { table: 'defaults' });
    expect(barAbout('twin', [defaults])).toMatchObject({ cells: 1, passed: false });
    expect(barAbout('1.3×', [defaults]).cells).toBe(0);
  });

  it('tell a result that is not as near as promised', () => {
    const broken = entry('ours', 1, { why: 'breaks its promise of 0', error: { max: 2, off: 0.1, samples: 10 } });
    const bar = barAbout('promised', [cell('sobel', [broken]), cell('sharpen', [entry('ours', 1)])]);
    expect(bar).toMatchObject({ cells: 2, share: 0.5, passed: false });
    expect(bar.misses[0]).toMatchObject({ reached: 2, note: 'breaks its promise of 0' });
  });

  it('say what the run did not show, and each peer’s average', () => {
    const cells = [
      cell('sobel', [entry('ours', 1), entry('OpenCV', 2)]),
      cell('sharpen', [entry('ours', 1), entry('OpenCV', 8)]),
    ];
    const text = barsText(evaluateBars(cells), overview(cells));
    expect(text).toContain('OpenCV: 4.00× on the average of 2 cells, 2.00× at the lowest');
    expect(text).toContain('not shown  defaults');
  });
});

describe('the tables', () => {
  it('write numbers with three digits and no more', () => {
    expect([0, 0.0123, 1.234, 12.34, 123.4, 1234.5].map(shortNumber)).toEqual([
      '0',
      '0.01',
      '1.23',
      '12.3',
      '123',
      '1235',
    ]);
  });

  it('show speed, spread, the cold call, the ratio and the error of a cell', () => {
    const off = entry('libvips', 50, { counts: false, why: 'off by 3', error: { max: 3, off: 0.5, samples: 10 } });
    const text = cellText(cell('sobel', [entry('ours', 10), entry('OpenCV', 25), off]));
    expect(text).toContain('3×3 Sobel · 6000×4000 RGB u8, 2 threads');
    expect(text).toMatch(/ours .*10\.0 ms ± 0 \(10\.0–10\.0, n 5, cold 20\.0\) · 2400 Mpx\/s · exact/);
    expect(text).toMatch(/OpenCV .*25\.0 ms.* · 2\.50× · exact/);
    expect(text).toContain('does not count: off by 3');
  });

  const results: Results = {
    schema: 1,
    machine: describeMachine(),
    picture: 'a photo',
    budgetMs: 1500,
    cells: [
      cell('sobel', [entry('ours', 10), entry('OpenCV', 25), entry('Halide', 40, { counts: false, why: 'off by 2' })]),
      cell('sobel', [entry('ours', 10), entry('OpenCV', 52)], { depth: 'u16', threads: 1 }),
    ],
  };

  it('give the README milliseconds of one view and ratios of all cells', () => {
    const table = readmeTable(results);
    expect(table).toContain('6000 × 4000, RGB, 8 bits, 2 threads');
    expect(table).toContain('| 3×3 Sobel | 10.0 | 25.0 | (40.0) | 2.50–5.20 | exact |');
    expect(table).toContain('OpenCV 1');
    expect(table).toContain('Of 2 cells, 100 % are at least 1.3×');
    expect(() => readmeTable({ ...results, cells: [] })).toThrow('no RGB cell');
  });

  it('replace what stands between the markers and nothing else', () => {
    const text = 'a\n<!-- bench: npm run bench -- --readme -->\nold\n<!-- /bench -->\nb\n';
    expect(replaceBetweenMarkers(text, 'new')).toBe(
      'a\n<!-- bench: npm run bench -- --readme -->\n\nnew\n\n<!-- /bench -->\nb\n',
    );
    expect(() => replaceBetweenMarkers('no markers', 'new')).toThrow('Expected');
  });
});

describe('a run that is cut off', () => {
  it('finds its cells again, the newest of each, and forgives half a line', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kernelcraft-bench-'));
    try {
      const file = join(folder, 'deep', 'bench.json');
      startLines(file, []);
      appendLine(file, cell('sobel', [entry('ours', 1)]));
      appendLine(file, cell('sharpen', [entry('ours', 1)]));
      appendLine(file, cell('sobel', [entry('ours', 2)]));
      appendFileSync(`${file}l`, '{"table":"enc');
      const cells = readCells(file);
      expect(cells.map((found) => found.entries[0]?.timing?.median)).toEqual([2, 1]);
      const results: Results = { schema: 1, machine: describeMachine(), picture: '', budgetMs: 750, cells };
      writeResults(file, results);
      expect(readResults(file)).toEqual(results);
      rmSync(`${file}l`);
      expect(readCells(file)).toEqual(cells);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

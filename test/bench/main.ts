// npm run bench: measures the chosen cells one after the other, tells each as it comes, and judges them at the end.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { evaluateBars, overview } from './bars.ts';
import { caseOf } from './cases.ts';
import { lineUp, type Stage } from './lineup.ts';
import { describeMachine, machineText } from './machine.ts';
import { measureCell } from './measure.ts';
import { parseOptions, USAGE, type Options } from './options.ts';
import { findPeer } from './peers.ts';
import { createPictureStore, loadBase } from './picture.ts';
import { writeTable } from './readme.ts';
import {
  appendLine,
  entryOf,
  keyOf,
  readCells,
  readResults,
  startLines,
  writeResults,
  type CellResult,
  type Results,
} from './results.ts';
import { readmeTable } from './readme-table.ts';
import { barsText, cellText } from './table.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const BUILD_FOLDER = dirname(fileURLToPath(import.meta.url));
/** One cell of the defaults table needs two pictures. */
const KEPT_PICTURES = 2;

function summarise({ machine, picture, cells }: Results): string {
  const bars = barsText(evaluateBars(cells), overview(cells));
  return `${machineText(machine)}\n${picture}\n\n${bars}`;
}

async function measure({ cells, peers, budgetMs, photo, out, resume }: Options): Promise<void> {
  const starters = new Map<string, Stage['peers'][number]>();
  for (const name of peers) {
    const peer = findPeer(name, BUILD_FOLDER);
    if (typeof peer === 'string') say(peer);
    else starters.set(name, peer);
  }
  const stage = { buildFolder: BUILD_FOLDER, peers: [...starters.values()] };
  const done = new Map<string, CellResult>(resume ? readCells(out).map((cell) => [keyOf(cell), cell]) : []);
  startLines(out, [...done.values()]);
  const todo = cells.filter((cell) => {
    const found = done.get(keyOf(cell));
    return !found || (cell.table === 'encoded' && [...starters.keys()].some((name) => !entryOf(found, name)));
  });
  const machine = describeMachine();
  say(machineText(machine));
  say(`${todo.length} cells to measure${resume ? `, ${cells.length - todo.length} are there already` : ''}\n`);
  const store = createPictureStore(join(dirname(out), 'pictures'), (size) => loadBase(photo, size), KEPT_PICTURES);
  process.once('exit', store.clear);
  for (const [index, cell] of todo.entries()) {
    const racers = await lineUp(cell, { ...stage, picture: store.get });
    const result: CellResult = { ...cell, entries: await measureCell(caseOf(cell.case), racers, budgetMs) };
    done.set(keyOf(cell), result);
    appendLine(out, result);
    say(`[${index + 1}/${todo.length}] ${cellText(result)}`);
  }
  const picture = photo === undefined ? 'the built-in sample, enlarged, with noise' : 'a photo';
  const results: Results = { schema: 1, machine, picture, budgetMs, cells: [...done.values()] };
  writeResults(out, results);
  say(`\n${summarise(results)}\n\nwritten to ${out}`);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));

try {
  const options = parseOptions(process.argv.slice(2));
  switch (options.task) {
    case 'help':
      say(USAGE);
      break;
    case 'list':
      say(options.cells.map(keyOf).join('\n'));
      break;
    case 'summary':
      say(summarise(readResults(options.file)));
      break;
    case 'readme':
      await writeTable('README.md', readmeTable(readResults(options.file)));
      break;
    case 'measure':
      await measure(options);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

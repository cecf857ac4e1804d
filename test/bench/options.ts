// The switches of `npm run bench`, and the cells they choose.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DEPTHS, type ChannelCount, type Depth, type Size } from '../../src-core/raster.ts';
import { CASES, caseOf, type Case } from './cases.ts';
import { PEER_NAMES, type PeerName } from './peers.ts';
import type { Cell } from './results.ts';

export const USAGE = `npm run bench -- [switches]
  --peers             beside OpenCV, Halide and libvips, where they are installed
  --peer A,B          only these of ${PEER_NAMES.join(', ')}
  --quick             fewer cells: 2560×1600, RGB and RGBA, u8 and f32, 2 threads, half the budget
  --case A,B          ${CASES.map(({ name }) => name).join(', ')}
  --size A,B          2560x1600, 6000x4000, or any other
  --channels A,B      grey, rgb, rgba
  --depth A,B         u8, u16, f32
  --threads A,B       1, 2
  --table A,B         encoded (the main one), defaults (as a person has them, beside the encoded opaque twin)
  --budget SECONDS    of repetitions for each contestant in each cell; 1.5
  --image FILE        a photo instead of the built-in sample
  --out FILE          bench-results/bench.json; a line for each cell is in FILE + "l" as soon as it is measured
  --resume            keep what --out has, measure what is missing
  --list              print the cells and stop
  --summary FILE      print the table and the bars of a finished run
  --readme FILE       write the README's table from a finished run`;

export interface Options {
  readonly cells: readonly Cell[];
  readonly peers: readonly PeerName[];
  readonly budgetMs: number;
  readonly photo: string | undefined;
  readonly out: string;
  readonly resume: boolean;
  readonly task: 'measure' | 'list' | 'summary' | 'readme' | 'help';
  /** Of `summary` and `readme`. */
  readonly file: string;
}

const LAYOUTS: Readonly<Record<string, ChannelCount>> = { rgb: 3, rgba: 4, grey: 1 };
const SIZES = '2560x1600,6000x4000';

export function parseOptions(args: readonly string[]): Options {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      peers: flag,
      peer: text,
      quick: flag,
      case: text,
      size: text,
      channels: text,
      depth: text,
      threads: text,
      table: text,
      budget: text,
      image: text,
      out: text,
      resume: flag,
      list: flag,
      summary: text,
      readme: text,
      help: flag,
    },
  });
  const { quick } = values;
  const cases = values.case === undefined ? CASES : list(values.case).map(caseOf);
  const sizes = list(values.size ?? (quick ? '2560x1600' : SIZES)).map(parseSize);
  const channels = list(values.channels ?? (quick ? 'rgb,rgba' : 'rgb,rgba,grey')).map((name) =>
    oneOf(LAYOUTS, name, 'channels'),
  );
  const depths = list(values.depth ?? (quick ? 'u8,f32' : DEPTHS.join(','))).map((name) =>
    oneOf({ u8: 'u8', u16: 'u16', f32: 'f32' } satisfies Record<string, Depth>, name, 'depth'),
  );
  const threads = list(values.threads ?? (quick ? '2' : '1,2')).map((value) => positive(value, 'threads'));
  const tables = list(values.table ?? 'encoded,defaults').map((name) =>
    oneOf({ encoded: 'encoded', defaults: 'defaults' } as const, name, 'table'),
  );
  const grid = { cases, sizes, channels, depths, threads };
  const task = values.help
    ? 'help'
    : values.list
      ? 'list'
      : values.summary
        ? 'summary'
        : values.readme
          ? 'readme'
          : 'measure';
  return {
    cells: tables.flatMap((table) => cellsOf(table, grid)),
    peers: values.peer
      ? list(values.peer).map((name) => oneOf(byName(PEER_NAMES), name, 'peer'))
      : values.peers
        ? PEER_NAMES
        : [],
    budgetMs: positive(values.budget ?? (quick ? '0.75' : '1.5'), 'budget') * 1000,
    photo: values.image === undefined ? undefined : fromCaller(values.image),
    out: values.out === undefined ? 'bench-results/bench.json' : fromCaller(values.out),
    resume: values.resume,
    task,
    file: fromCaller(values.summary ?? values.readme ?? ''),
  };
}

interface Grid {
  readonly cases: readonly Case[];
  readonly sizes: readonly Size[];
  readonly channels: readonly ChannelCount[];
  readonly depths: readonly Depth[];
  readonly threads: readonly number[];
}

/** In an order that needs each picture once, the threads of a cell beside each other. */
function cellsOf(table: Cell['table'], { cases, sizes, channels, depths, threads }: Grid): Cell[] {
  return sizes.flatMap((size) =>
    depths.flatMap((depth) =>
      channels.flatMap((count) =>
        cases
          .filter((entry) => table === 'encoded' || differsByDefault(entry, count))
          .flatMap((entry) =>
            threads.map((n) => ({ table, case: entry.name, ...size, channels: count, depth, threads: n })),
          ),
      ),
    ),
  );
}

/** Without opacity only the blurs, which are in linear light, are another thing than their twin. */
function differsByDefault({ blur }: Case, channels: ChannelCount): boolean {
  return blur || channels === 4;
}

/** npm runs scripts in the project's folder; what the person typed is relative to theirs. */
export const fromCaller = (file: string): string => resolve(process.env['INIT_CWD'] ?? '', file);

const list = (text: string): string[] => text.split(',').filter((part) => part !== '');
const byName = <T extends string>(names: readonly T[]): Record<string, T> =>
  Object.fromEntries(names.map((name) => [name, name]));

function oneOf<T>(values: Readonly<Record<string, T>>, name: string, option: string): T {
  const found = Object.hasOwn(values, name) ? values[name] : undefined;
  if (found === undefined) {
    throw new Error(`Expected --${option} to be among ${Object.keys(values).join(', ')}, received ${name}.`);
  }
  return found;
}

function positive(text: string, option: string): number {
  const value = Number(text);
  if (!(value > 0 && value < Infinity))
    throw new Error(`Expected --${option} to be a number above 0, received ${text}.`);
  return value;
}

function parseSize(text: string): Size {
  const match = /^(\d+)x(\d+)$/.exec(text);
  if (!match) throw new Error(`Expected --size to be like 2560x1600, received ${text}.`);
  return { width: positive(match[1] ?? '', 'size'), height: positive(match[2] ?? '', 'size') };
}

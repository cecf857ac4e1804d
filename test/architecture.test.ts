// The walls of ARCHITECTURE.md's table: who may import whom, no cycles, no file over 300 lines.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const MAX_LINES = 300;

const tracked = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', 'src-*', 'test', 'scripts'],
  {
    cwd: root,
    encoding: 'utf8',
  },
)
  .split('\n')
  .filter((file) => /\.(ts|svelte|mjs)$/.test(file) && existsSync(join(root, file)));
const sources = tracked.filter((file) => file.startsWith('src-'));
const textOf = new Map(tracked.map((file) => [file, readFileSync(join(root, file), 'utf8')]));

function specifiersOf(file: string): string[] {
  const text = textOf.get(file)!.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const forms = [/\bfrom\s+['"]([^'"]+)['"]/g, /\bimport\s+['"]([^'"]+)['"]/g, /\bimport\(\s*['"]([^'"]+)['"]/g];
  return forms.flatMap((form) => [...text.matchAll(form)].map((match) => match[1]!));
}

/** A project file for a relative import, else the name of the package. */
function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith('.')) return relative(root, resolve(root, dirname(file), specifier));
  if (specifier.startsWith('node:') || builtinModules.includes(specifier))
    return `node:${specifier.replace(/^node:/, '')}`;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

const imports = sources.flatMap((file) => specifiersOf(file).map((name) => ({ file, target: targetOf(file, name) })));

interface Room {
  readonly room: string;
  /** Files of the room; the first room that matches a file is its own. */
  readonly holds: RegExp;
  readonly may: readonly RegExp[];
  readonly never?: readonly RegExp[];
}

const CORE_PACKAGES = /^(zod|ml-matrix|fflate)$/;
const core = /^src-core\//;
const ROOMS: readonly Room[] = [
  { room: 'the convolution module', holds: /^src-core\/convolve\/wasm\//, may: [/^src-core\/convolve\/wasm\//] },
  {
    room: 'data and meaning',
    holds: /^src-core\/(kernel\/|filters\/|formats\/|colour\/|library\/|[^/]+\.ts$)/,
    may: [core, CORE_PACKAGES],
    never: [/^src-core\/(engine|convolve)\//],
  },
  { room: 'core', holds: core, may: [core, CORE_PACKAGES] },
  {
    room: 'codecs',
    holds: /^src-main\/codecs\//,
    may: [/^src-main\/codecs\//, /^src-main\/[^/]+\.ts$/, core, /^node:/, /^sharp$/],
  },
  {
    room: 'electron',
    holds: /^src-main\/electron\//,
    may: [/^src-main\/(electron|cli)\//, /^src-main\/[^/]+\.ts$/, core, /^node:/, /^electron$/],
  },
  {
    room: 'preload',
    holds: /^src-main\/preload\//,
    may: [/^src-main\/preload\//, /^src-core\/contract\.ts$/, /^electron$/],
  },
  {
    room: 'node host',
    holds: /^src-main\/node\//,
    may: [/^src-main\/node\//, /^src-main\/[^/]+\.ts$/, core, /^node:/, /^ws$/],
  },
  {
    room: 'command line',
    holds: /^src-main\/cli\//,
    may: [/^src-main\/(cli|codecs)\//, /^src-main\/[^/]+\.ts$/, core, /^node:/, /^(commander|cli-progress)$/],
  },
  { room: 'main', holds: /^src-main\/[^/]+\.ts$/, may: [/^src-main\/([^/]+\.ts$|codecs\/)/, core, /^node:/] },
  {
    room: 'components',
    holds: /^src-renderer\/components\//,
    may: [
      /^src-renderer\/(components|state|actions)/,
      /^src-renderer\/picture\/(marks|parts|scene|snapshot|zoom)\.ts$/,
      core,
      /^(svelte|bits-ui|@lucide\/svelte|gifenc)$/,
    ],
    never: [/^src-core\/(engine|convolve)\//, /^src-core\/(rpc|wire|frame)\.ts$/, /^src-renderer\/host\/(?!host\.ts)/],
  },
  {
    room: 'the picture on screen',
    holds: /^src-renderer\/picture\//,
    may: [/^src-renderer\/(picture|host)\//, core],
    never: [/^src-core\/(engine|convolve)\//],
  },
  {
    room: 'renderer',
    holds: /^src-renderer\//,
    may: [/^src-renderer\//, core, /^(zod|svelte|bits-ui|@lucide\/svelte|gifenc)$/],
    never: [/^src-core\/(engine|convolve)\//],
  },
];

function wallsBrokenBy(file: string, target: string): boolean {
  const room = ROOMS.find(({ holds }) => holds.test(file));
  if (!room) return true;
  return !room.may.some((allowed) => allowed.test(target)) || (room.never ?? []).some((barred) => barred.test(target));
}

describe('the house', () => {
  it('has a room for every file', () => {
    expect(sources.filter((file) => !ROOMS.some(({ holds }) => holds.test(file)))).toEqual([]);
  });

  it('lets no room import what is not its own', () => {
    const broken = imports.filter(({ file, target }) => wallsBrokenBy(file, target));
    expect(broken.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
  });

  it('would notice a forbidden import', () => {
    expect(wallsBrokenBy('src-core/kernel/edit.ts', 'node:fs')).toBe(true);
    expect(wallsBrokenBy('src-core/presets.ts', 'src-core/engine/engine.ts')).toBe(true);
    expect(wallsBrokenBy('src-main/app.ts', 'electron')).toBe(true);
    expect(wallsBrokenBy('src-main/files.ts', 'sharp')).toBe(true);
    expect(wallsBrokenBy('src-main/electron/main.ts', 'src-main/node/server.ts')).toBe(true);
    expect(wallsBrokenBy('src-renderer/components/kernel/KernelGrid.svelte', 'src-core/rpc.ts')).toBe(true);
  });

  it('finds sharp, electron, ws and worker_threads only where they belong', () => {
    const homes: Record<string, RegExp> = {
      sharp: /^src-main\/codecs\//,
      electron: /^src-main\/(electron|preload)\//,
      ws: /^src-main\/node\//,
      'node:worker_threads': /^src-main\/(library|thread-entry|wasm-module|wires|engine-entry)\.ts$/,
    };
    const strays = imports.filter(({ file, target }) => homes[target] && !homes[target].test(file));
    expect(strays.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
  });

  it('has no import cycle', () => {
    const graph = new Map(sources.map((file) => [file, [] as string[]]));
    for (const { file, target } of imports) if (graph.has(target)) graph.get(file)!.push(target);
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
        return;
      }
      state.set(file, 'open');
      for (const next of graph.get(file)!) visit(next, [...path, file]);
      state.set(file, 'done');
    };
    for (const file of sources) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it(`keeps every file within ${MAX_LINES} lines`, () => {
    const long = tracked.map((file) => ({ file, lines: textOf.get(file)!.split('\n').length - 1 }));
    expect(long.filter(({ lines }) => lines > MAX_LINES)).toEqual([]);
  });

  it('does not compile a core file that uses process, and compiles all others', { timeout: 120_000 }, () => {
    const folder = mkdtempSync(join(root, 'src-core', 'probe-'));
    try {
      const config = join(folder, 'tsconfig.json');
      const include = ['./*.ts', '../**/*.ts'];
      writeFileSync(config, JSON.stringify({ extends: '../tsconfig.json', include, exclude: ['../convolve/wasm'] }));
      writeFileSync(join(folder, 'allowed.ts'), 'export const now: number = performance.now();\n');
      writeFileSync(join(folder, 'forbidden.ts'), 'export const pid: number = process.pid;\n');
      const tsc = join(root, 'node_modules/typescript/bin/tsc');
      const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', config], { encoding: 'utf8' });
      expect(status).not.toBe(0);
      const errors = stdout.split('\n').filter((line) => line.includes('error TS'));
      expect(errors).toEqual([expect.stringMatching(/forbidden\.ts.*Cannot find name 'process'/)]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

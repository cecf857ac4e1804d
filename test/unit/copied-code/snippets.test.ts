// Programs copied from Kernelcraft are run by the peers that are installed and give its picture, within one level of 255.
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CODE_TARGETS } from '../../../src-core/kernel/code/index.ts';
import { CODE_CASES, codePicture, isFaithful, largestDifference, ours, type CodeCase } from './cases.ts';

const run = promisify(execFile);
const PYTHON = '/usr/bin/python3';
const works = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;
const MAGICK = ['magick', 'convert-im6.q16'].find((name) => works(name, '-version'));

const picture = codePicture();
let folder: string;
let input: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kernelcraft-code-'));
  input = join(folder, 'input.png');
  const { width, height, channels, data } = picture;
  await sharp(data, { raw: { width, height, channels } }).png().toFile(input);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const targetOf = (id: string) => CODE_TARGETS.find((candidate) => candidate.id === id)!;

interface Job {
  readonly each: CodeCase;
  readonly file: string;
  readonly output: string;
}

/** Writes the programs of one target for all cases that it says it reproduces. */
async function prepare(id: string, extension: string): Promise<readonly Job[]> {
  const target = targetOf(id);
  const faithful = CODE_CASES.filter((each) => isFaithful(target.print(each)));
  return Promise.all(
    faithful.map(async (each, index) => {
      const file = join(folder, `${id}-${index}.${extension}`);
      await writeFile(file, target.print(each));
      return { each, file, output: join(folder, `${id}-${index}.png`) };
    }),
  );
}

async function compare(jobs: readonly Job[], least: number): Promise<void> {
  expect(jobs.length).toBeGreaterThanOrEqual(least);
  for (const { each, output } of jobs) {
    const { data, info } = await sharp(output).removeAlpha().toColourspace('srgb').raw().toBuffer({
      resolveWithObject: true,
    });
    const wanted = ours(each, picture);
    expect([info.width, info.height], each.name).toEqual([wanted.width, wanted.height]);
    expect(largestDifference(data, wanted.data), each.name).toBeLessThanOrEqual(1);
  }
}

/** All in one process: starting it is what takes the time. */
async function runPython(jobs: readonly Job[]): Promise<void> {
  const driver = join(folder, 'all.py');
  const lines = ['import runpy, sys', 'for line in sys.stdin:', "    sys.argv = line.rstrip('\\n').split('\\t')"];
  await writeFile(driver, [...lines, "    runpy.run_path(sys.argv[0], run_name='__main__')", ''].join('\n'));
  const list = jobs.map(({ file, output }) => [file, input, output].join('\t')).join('\n');
  const { status, stderr } = spawnSync(PYTHON, [driver], { input: list, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
}

/** As runPython: each file defines the same function anew. */
function runOctave(jobs: readonly Job[]): void {
  const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
  const lines = jobs.map(
    ({ file, output }) => `source(${quoted(file)}); kernelcraft_filter(${quoted(input)}, ${quoted(output)});`,
  );
  const { status, stderr } = spawnSync('octave-cli', ['--norc', '--quiet'], {
    input: lines.join('\n'),
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
}

function skipUnless(there: boolean, what: string): boolean {
  if (!there) process.stdout.write(`SKIP ${what}: not installed\n`);
  return there;
}

describe('copied code gives our picture within 1/255', { timeout: 120_000 }, () => {
  it('for NumPy and SciPy, with every border and switch', async ({ skip }) => {
    if (!skipUnless(works(PYTHON, '-c', 'import numpy, scipy, PIL'), 'python3-numpy python3-scipy python3-pil'))
      return skip();
    const jobs = await prepare('numpy', 'py');
    await runPython(jobs);
    await compare(jobs, CODE_CASES.length);
  });

  it('for OpenCV, with every border and switch', async ({ skip }) => {
    if (!skipUnless(works(PYTHON, '-c', 'import cv2'), 'python3-opencv')) return skip();
    const jobs = await prepare('opencv', 'py');
    await runPython(jobs);
    await compare(jobs, CODE_CASES.length);
  });

  it('for ImageMagick, with the borders it has', async ({ skip }) => {
    if (!skipUnless(MAGICK !== undefined, 'imagemagick')) return skip();
    const jobs = await prepare('imagemagick', 'sh');
    for (const { file, output } of jobs) await run('sh', [file, input, output], { env: { ...process.env, MAGICK } });
    await compare(jobs, 15);
  });

  it('for PyTorch, with every border and switch', async ({ skip }) => {
    if (!skipUnless(works(PYTHON, '-c', 'import torch, PIL'), 'python3-torch python3-pil')) return skip();
    const jobs = await prepare('pytorch', 'py');
    await runPython(jobs);
    await compare(jobs, CODE_CASES.length);
  });

  it('for MATLAB, run by GNU Octave, with every border and switch', async ({ skip }) => {
    if (!skipUnless(works('octave-cli', '--version'), 'octave')) return skip();
    const jobs = await prepare('matlab', 'm');
    runOctave(jobs);
    await compare(jobs, CODE_CASES.length);
  });

  it('for sharp, with the borders it has', async () => {
    const jobs = await prepare('sharp', 'mjs');
    // The copies stand outside the project, where its packages are found by their address alone.
    const address = import.meta.resolve('sharp');
    const driver = join(folder, 'all.mjs');
    const lines = jobs.map(({ file, output }) => {
      const argv = JSON.stringify(['node', file, input, output]);
      return `process.argv = ${argv};\nawait import(${JSON.stringify(file)});`;
    });
    await writeFile(driver, lines.join('\n'));
    for (const { file } of jobs)
      await writeFile(file, (await readFile(file, 'utf8')).replace("from 'sharp'", `from '${address}'`));
    await run(process.execPath, [driver]);
    await compare(jobs, 12);
  });
});

describe('code as text', () => {
  it.each([
    ['matlab', /%.*$/gmu],
    ['wgsl', /\/\/.*$/gmu],
    ['glsl', /\/\/.*$/gmu],
  ])('%s: brackets close, and every weight stands in it', (id, comment) => {
    for (const each of CODE_CASES) {
      const text = targetOf(id).print(each);
      const code = text.replace(comment, '').replace(/'[^'\n]*'/gu, '');
      for (const [open, close] of ['()', '[]', '{}'])
        expect(code.split(open!).length, `${each.name}: ${open}`).toBe(code.split(close!).length);
      for (const weight of each.kernel.weights) expect(code).toContain(String(weight));
    }
  });
});

describe('what a peer does otherwise', () => {
  const source = { name: 'Blur\n*/ --> */', kernel: CODE_CASES[0]!.kernel, settings: { ...CODE_CASES[0]!.settings } };

  it('is said in a comment: light, border, output, amount, channels', () => {
    const settings = { ...source.settings, border: 'mirror', light: 'linear', output: 'minmax', amount: 0.5 } as const;
    const code = targetOf('sharp').print({ ...source, settings: { ...settings, channels: 'rg' } });
    for (const word of ['no border "mirror"', 'linear light', 'output "minmax"', 'blends 50 %', 'channels "rg"'])
      expect(code).toContain(word);
  });

  it('no name breaks out of its comment', () => {
    for (const { id, print } of CODE_TARGETS) {
      const text = print(source);
      expect(
        text.split('\n').filter((line) => line.includes('*/ ')),
        id,
      ).toHaveLength(1);
      if (id === 'svg') expect(text).not.toMatch(/-->.*-->/u);
    }
  });
});

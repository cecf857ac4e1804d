import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { removeStaleTemps, SAVE_STEPS, saveAtomically } from '../../../src-main/files.ts';
import { bundle } from '../../support/bundle.ts';

const root = mkdtempSync(join(tmpdir(), 'kernelcraft-files-'));
let folder = '';
let file = '';
let round = 0;

beforeEach(() => {
  folder = join(root, `Photos ${round++}`);
  mkdirSync(folder);
  file = join(folder, 'beach.png');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const bytes = (fill: number, length = 3000): Uint8Array => new Uint8Array(length).fill(fill);
const content = (): Uint8Array => Uint8Array.from(readFileSync(file));
const temps = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.tmp'));

describe('a killed save', () => {
  let script = '';
  beforeAll(async () => {
    script = await bundle('test/unit/files/save-child.ts', root);
  });

  const save = (step: string, fill: number): Promise<string | null> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [script, file, step, String(fill), '200000'], { stdio: 'ignore' });
      child.on('exit', (_, signal) => resolve(signal));
    });

  for (const step of SAVE_STEPS) {
    it(`before ${step} leaves the old bytes or the new ones`, async () => {
      writeFileSync(file, bytes(1, 150_000));
      expect(await save(step, 2)).toBe('SIGKILL');
      const isAfterRename = step === 'sync-folder';
      expect(Buffer.compare(content(), isAfterRename ? bytes(2, 200_000) : bytes(1, 150_000))).toBe(0);
      const hasTemp = !['resolve', 'check', 'create', 'sync-folder'].includes(step);
      expect(temps().length).toBe(hasTemp ? 1 : 0);
      expect(await removeStaleTemps(folder)).toBe(hasTemp ? 1 : 0);
      expect(readdirSync(folder)).toEqual(['beach.png']);
    });
  }

  it('at any moment leaves whole bytes', async () => {
    writeFileSync(file, bytes(1, 150_000));
    for (let attempt = 0; attempt < 6; attempt++) {
      await new Promise<void>((resolve) => {
        const child = spawn(process.execPath, [script, file, 'none', String(attempt + 2), '4000000'], {
          stdio: 'ignore',
        });
        setTimeout(() => child.kill('SIGKILL'), 40 + attempt * 14);
        child.on('exit', () => resolve());
      });
      const now = content();
      expect([150_000, 4_000_000]).toContain(now.length);
      expect(now.every((value) => value === now[0])).toBe(true);
    }
    await removeStaleTemps(folder);
    expect(readdirSync(folder)).toEqual(['beach.png']);
  });
});

describe('stale temps', () => {
  it('of a running process and files of others stay', async () => {
    const running = join(folder, '.kernelcraft-abcdef-1-0123456789abcdef.tmp');
    writeFileSync(running, '');
    writeFileSync(join(folder, '.kernelcraft-notes.tmp'), '');
    writeFileSync(join(folder, 'x.tmp'), '');
    let seen = 0;
    await saveAtomically(file, bytes(1), {
      steps: async (step) => void (step === 'rename' && (seen = await removeStaleTemps(folder))),
    });
    expect(seen).toBe(0);
    expect(content()).toEqual(bytes(1));
    expect(existsSync(running)).toBe(true);
  });

  it('of any machine go after a day', async () => {
    const old = join(folder, '.kernelcraft-abcdef-1-0123456789abcdef.tmp');
    writeFileSync(old, '');
    utimesSync(old, Date.now() / 1000 - 90_000, Date.now() / 1000 - 90_000);
    expect(await removeStaleTemps(folder)).toBe(1);
  });

  it('a folder that is not there holds none', async () => {
    expect(await removeStaleTemps(join(folder, 'gone'))).toBe(0);
  });
});

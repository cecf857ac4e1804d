import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint, SAVE_STEPS, saveAtomically } from '../../../src-main/files.ts';

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
const content = (path = file): Uint8Array => Uint8Array.from(readFileSync(path));
const temps = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.tmp'));
const failing = (code: string): Error => Object.assign(new Error(code), { code });

describe('a save replaces a file whole', () => {
  it('writes a new file and leaves nothing beside it', async () => {
    await saveAtomically(file, bytes(1));
    expect(content()).toEqual(bytes(1));
    expect(readdirSync(folder)).toEqual(['beach.png']);
  });

  it('replaces a longer one', async () => {
    await saveAtomically(file, bytes(1, 50_000));
    await saveAtomically(file, bytes(2, 10));
    expect(content()).toEqual(bytes(2, 10));
  });

  it('writes an empty file and one of several chunks', async () => {
    await saveAtomically(file, new Uint8Array(0));
    expect(content().length).toBe(0);
    const large = new Uint8Array(9_000_001).map((_, index) => index % 251);
    await saveAtomically(file, large);
    expect(Buffer.compare(readFileSync(file), large)).toBe(0);
  });

  it('goes through its steps in the order that is promised', async () => {
    const seen: string[] = [];
    await saveAtomically(file, bytes(1), { steps: (step) => void seen.push(step) });
    expect(seen).toEqual(SAVE_STEPS);
  });

  it('keeps the mode of the file it replaces', async () => {
    writeFileSync(file, 'old');
    chmodSync(file, 0o640);
    await saveAtomically(file, bytes(2));
    expect(statSync(file).mode & 0o777).toBe(0o640);
  });

  it('gives a new file the mode of any new file', async () => {
    writeFileSync(join(folder, 'other'), '');
    await saveAtomically(file, bytes(2));
    expect(statSync(file).mode).toBe(statSync(join(folder, 'other')).mode);
  });

  it('follows links, and keeps them', async () => {
    mkdirSync(join(folder, 'real'));
    const target = join(folder, 'real', 'target.png');
    writeFileSync(target, 'old');
    symlinkSync(join('real', 'target.png'), join(folder, 'inner'));
    symlinkSync('inner', file);
    await saveAtomically(file, bytes(3));
    expect(content(target)).toEqual(bytes(3));
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(readdirSync(join(folder, 'real'))).toEqual(['target.png']);
  });

  it('follows a link to a file that is not there yet', async () => {
    symlinkSync('new.png', file);
    await saveAtomically(file, bytes(3));
    expect(content(join(folder, 'new.png'))).toEqual(bytes(3));
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
  });
});

describe('an error at any step leaves the original and no temp', () => {
  const before = SAVE_STEPS.slice(0, -1);
  const expected: Record<string, [code: string, words: RegExp]> = {
    ENOSPC: ['disk-full', /^Not enough space on "Photos \d+": 3 kB needed, \d+ [kMG]B free\. Nothing was written\.$/],
    EIO: ['no-access', /^beach\.png could not be saved\. The disk reported a fault\. Nothing was written\.$/],
    EACCES: [
      'no-access',
      /^beach\.png could not be saved\. Writing to it, or in the folder "Photos \d+", is not allowed\. Nothing was written\.$/,
    ],
    EPERM: ['no-access', /is not allowed/],
    EROFS: ['no-access', /is on a disk that can only be read\. Nothing was written\.$/],
    EXDEV: ['no-access', /spans two disks/],
    EUNKNOWN: ['no-access', /^beach\.png could not be saved\. The system refused it\. Nothing was written\.$/],
  };
  for (const step of before) {
    for (const [errno, [code, words]] of Object.entries(expected)) {
      it(`${errno} at ${step}`, async () => {
        writeFileSync(file, bytes(1));
        const steps = (at: string): void => {
          if (at === step) throw failing(errno);
        };
        await expect(saveAtomically(file, bytes(2), { steps })).rejects.toMatchObject({
          code,
          message: expect.stringMatching(words) as string,
        });
        expect(content()).toEqual(bytes(1));
        expect(temps()).toEqual([]);
      });
    }
  }

  it('a fault after the rename says that the file was written', async () => {
    const steps = (at: string): void => {
      if (at === 'sync-folder') throw failing('EIO');
    };
    await expect(saveAtomically(file, bytes(2), { steps })).rejects.toMatchObject({
      message: 'beach.png was written, but the disk did not confirm it. Save it once more.',
    });
    expect(content()).toEqual(bytes(2));
  });

  it('bytes that the disk lost are noticed before the original goes', async () => {
    writeFileSync(file, bytes(1));
    const steps = (at: string): void => {
      const [temp] = temps();
      if (at === 'verify' && temp) writeFileSync(join(folder, temp), bytes(2, 2999));
    };
    await expect(saveAtomically(file, bytes(2), { steps })).rejects.toMatchObject({ code: 'no-access' });
    expect(content()).toEqual(bytes(1));
    expect(temps()).toEqual([]);
  });

  it('an abort before the rename', async () => {
    writeFileSync(file, bytes(1));
    const controller = new AbortController();
    const reason = new Error('changed my mind');
    const steps = (at: string): void => {
      if (at === 'mode') controller.abort(reason);
    };
    await expect(saveAtomically(file, bytes(2), { signal: controller.signal, steps })).rejects.toBe(reason);
    expect(content()).toEqual(bytes(1));
    expect(temps()).toEqual([]);
  });

  it('a folder that is not there, a folder in place of the file, a loop of links', async () => {
    await expect(saveAtomically(join(folder, 'gone', 'a.png'), bytes(1))).rejects.toMatchObject({
      code: 'not-found',
      message: 'a.png could not be saved. The folder "gone" does not exist. Nothing was written.',
    });
    mkdirSync(file);
    await expect(saveAtomically(file, bytes(1))).rejects.toMatchObject({ code: 'invalid' });
    symlinkSync('b', join(folder, 'a'));
    symlinkSync('a', join(folder, 'b'));
    await expect(saveAtomically(join(folder, 'a'), bytes(1))).rejects.toMatchObject({ code: 'no-access' });
  });
});

describe('a file changed by another program', () => {
  it('is not overwritten without asking', async () => {
    writeFileSync(file, bytes(1));
    const expected = await fingerprint(file);
    writeFileSync(file, bytes(7));
    utimesSync(file, 1, 2);
    await expect(saveAtomically(file, bytes(2), { expected })).rejects.toMatchObject({
      code: 'invalid',
      message: 'beach.png was changed by another program. Overwrite it, or save a copy?',
    });
    expect(content()).toEqual(bytes(7));
  });

  it('is noticed also when that happens while the new bytes are being written', async () => {
    writeFileSync(file, bytes(1));
    const expected = await fingerprint(file);
    const steps = (at: string): void => {
      if (at === 'rename') writeFileSync(file, bytes(7, 20));
    };
    await expect(saveAtomically(file, bytes(2), { expected, steps })).rejects.toMatchObject({ code: 'invalid' });
    expect(content()).toEqual(bytes(7, 20));
    expect(temps()).toEqual([]);
  });

  it('an untouched one is saved again and again', async () => {
    await saveAtomically(file, bytes(1));
    const first = await fingerprint(file);
    await saveAtomically(file, bytes(2), { expected: first });
    expect(await fingerprint(file)).not.toBe(first);
    expect(content()).toEqual(bytes(2));
  });

  it('one that was deleted is written anew', async () => {
    writeFileSync(file, bytes(1));
    const expected = await fingerprint(file);
    rmSync(file);
    await saveAtomically(file, bytes(2), { expected });
    expect(content()).toEqual(bytes(2));
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint, readUserFile } from '../../../src-main/files.ts';

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
describe('reading a file that the person chose', () => {
  it('gives all its bytes', async () => {
    const large = new Uint8Array(5_000_000).map((_, index) => index % 253);
    writeFileSync(file, large);
    expect(Buffer.compare(await readUserFile(file, { maxBytes: 5_000_000 }), large)).toBe(0);
    expect(
      (await readUserFile('/proc/self/status', { maxBytes: 1e6 }).catch(() => new Uint8Array(1))).length,
    ).toBeGreaterThan(0);
  });

  it('refuses what is too large, a folder, a device, and what is not there, by name', async () => {
    writeFileSync(file, bytes(1, 2_000_000));
    await expect(readUserFile(file, { maxBytes: 1_048_576 })).rejects.toMatchObject({
      code: 'too-large',
      message: 'beach.png is too large: at most 1 MiB can be opened.',
    });
    await expect(readUserFile(folder, { maxBytes: 10 })).rejects.toMatchObject({ code: 'unsupported' });
    await expect(readUserFile('/dev/zero', { maxBytes: 10 })).rejects.toMatchObject({ code: 'unsupported' });
    await expect(readUserFile(join(folder, 'gone.png'), { maxBytes: 10 })).rejects.toMatchObject({
      code: 'not-found',
      message: 'gone.png could not be opened. It is not there any more.',
    });
  });

  it('an aborted read rejects with the reason', async () => {
    writeFileSync(file, bytes(1));
    const reason = new Error('newer');
    await expect(readUserFile(file, { maxBytes: 1e6, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it('a fingerprint of what is not there is an error', async () => {
    await expect(fingerprint(join(folder, 'gone.png'))).rejects.toMatchObject({ code: 'not-found' });
  });
});

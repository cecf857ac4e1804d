// Reading and saving every user file. A save replaces a file whole or leaves it as it was, whatever happens in between.
import { createHash, randomBytes } from 'node:crypto';
import { constants, type BigIntStats } from 'node:fs';
import { access, open, readdir, readlink, realpath, rename, stat, unlink, type FileHandle } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../src-core/errors.ts';
import { readError, saveError } from './file-errors.ts';

const CHUNK_BYTES = 4 * 2 ** 20;
const MAX_LINKS = 40;
/** Virus scanners and indexers hold new files on Windows for moments. */
const WINDOWS_RETRIES_MS = [10, 20, 40, 80, 160, 320, 640] as const;
const STALE_AFTER_MS = 24 * 60 * 60 * 1000;

/** Same on one machine, different on another: a shared folder's temps of others are not ours to judge. */
const MACHINE = createHash('sha256').update(hostname()).digest('hex').slice(0, 6);
const TEMP_NAME = /^\.kernelcraft-([0-9a-f]{6})-(\d{1,10})-[0-9a-f]{16}\.tmp$/;

/** The steps of a save, in order. */
export const SAVE_STEPS = [
  'resolve',
  'check',
  'create',
  'write',
  'sync',
  'verify',
  'mode',
  'rename',
  'sync-folder',
] as const;
export type SaveStep = (typeof SAVE_STEPS)[number];

export interface SaveOptions {
  readonly signal?: AbortSignal;
  /** Fingerprint of the file as it was opened: refuses with `invalid` when another program changed it since. */
  readonly expected?: string;
  /** Called before each step; a test throws here, or ends the process. */
  readonly steps?: (step: SaveStep) => void | Promise<void>;
}

function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && codes.includes((error as NodeJS.ErrnoException).code ?? '');
}

function printOf(found: BigIntStats): string {
  return `${found.size}-${found.mtimeNs}-${found.ino}`;
}

/** Changes whenever the file at `path` is written or replaced. */
export async function fingerprint(path: string): Promise<string> {
  try {
    return printOf(await stat(path, { bigint: true }));
  } catch (error) {
    throw readError(error, path);
  }
}

async function readAll(
  file: FileHandle,
  sizeHint: number,
  maxBytes: number,
  signal?: AbortSignal,
): Promise<Uint8Array | null> {
  let bytes = new Uint8Array(Math.min(maxBytes, sizeHint) + 1);
  let length = 0;
  for (;;) {
    signal?.throwIfAborted();
    const { bytesRead } = await file.read(bytes, length, Math.min(CHUNK_BYTES, bytes.length - length));
    length += bytesRead;
    if (length > maxBytes) return null;
    if (bytesRead === 0) return bytes.slice(0, length);
    if (length < bytes.length) continue;
    const larger = new Uint8Array(Math.min(maxBytes + 1, bytes.length * 2 + CHUNK_BYTES));
    larger.set(bytes);
    bytes = larger;
  }
}

/** The whole file. Refuses folders, devices and files over the limit; errors name the file. */
export async function readUserFile(
  path: string,
  { maxBytes, signal }: { maxBytes: number; signal?: AbortSignal },
): Promise<Uint8Array> {
  const name = basename(path);
  let bytes: Uint8Array | null = null;
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new AppError('unsupported', `${name} could not be opened. It is a folder.`);
    // Opening a pipe would wait for its other end, for ever.
    if (!found.isFile()) throw new AppError('unsupported', `${name} could not be opened. It is not an ordinary file.`);
    if (found.size <= maxBytes) {
      const file = await open(path, 'r');
      try {
        bytes = await readAll(file, found.size, maxBytes, signal);
      } finally {
        await file.close();
      }
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw readError(error, path);
  }
  if (!bytes) {
    const limit = maxBytes >= 2 ** 20 ? `${Math.floor(maxBytes / 2 ** 20)} MiB` : `${maxBytes} bytes`;
    throw new AppError('too-large', `${name} is too large: at most ${limit} can be opened.`);
  }
  return bytes;
}

/** Where a path leads through links, also when the last one points to a file that is not there yet. */
async function followLinks(path: string): Promise<string> {
  let target = resolve(path);
  for (let step = 0; step < MAX_LINKS; step++) {
    try {
      return await realpath(target);
    } catch (error) {
      if (!isCode(error, 'ENOENT')) throw error;
    }
    try {
      target = resolve(dirname(target), await readlink(target));
    } catch (error) {
      if (isCode(error, 'ENOENT', 'EINVAL')) return join(await realpath(dirname(target)), basename(target));
      throw error;
    }
  }
  throw Object.assign(new Error('too many links'), { code: 'ELOOP' });
}

/** The file that is about to be replaced, or null; throws when it must not be. */
async function inspectTarget(target: string, expected: string | undefined): Promise<BigIntStats | null> {
  let found: BigIntStats;
  try {
    found = await stat(target, { bigint: true });
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
  const name = basename(target);
  if (found.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
  if (!found.isFile()) throw new AppError('no-access', `${name} could not be saved. It is not an ordinary file.`);
  // Replacing asks the folder only; a file that is marked read-only must stay.
  await access(target, constants.W_OK);
  if (expected !== undefined && printOf(found) !== expected) {
    throw new AppError('invalid', `${name} was changed by another program. Overwrite it, or save a copy?`);
  }
  return found;
}

async function writeAll(file: FileHandle, bytes: Uint8Array, signal?: AbortSignal): Promise<void> {
  for (let offset = 0; offset < bytes.length;) {
    signal?.throwIfAborted();
    const { bytesWritten } = await file.write(bytes, offset, Math.min(CHUNK_BYTES, bytes.length - offset), offset);
    offset += bytesWritten;
  }
}

/** Reads back what was written: a disk that loses bytes must not cost the original. */
async function verify(file: FileHandle, bytes: Uint8Array): Promise<void> {
  const { size } = await file.stat();
  let isSame = size === bytes.length;
  const part = Buffer.alloc(Math.min(CHUNK_BYTES, bytes.length));
  for (let offset = 0; isSame && offset < bytes.length;) {
    const { bytesRead } = await file.read(part, 0, part.length, offset);
    isSame = bytesRead > 0 && part.compare(bytes, offset, offset + bytesRead, 0, bytesRead) === 0;
    offset += bytesRead;
  }
  if (!isSame) throw Object.assign(new Error('read back differently'), { code: 'EIO' });
}

async function copyMode(file: FileHandle, replaced: BigIntStats | null): Promise<void> {
  if (!replaced) return;
  if (process.getuid?.() === 0) await file.chown(Number(replaced.uid), Number(replaced.gid));
  await file.chmod(Number(replaced.mode & 0o7777n));
}

async function replace(temp: string, target: string): Promise<void> {
  for (const waitMs of process.platform === 'win32' ? WINDOWS_RETRIES_MS : []) {
    try {
      return await rename(temp, target);
    } catch (error) {
      if (!isCode(error, 'EPERM', 'EBUSY', 'EACCES')) throw error;
      await delay(waitMs);
    }
  }
  await rename(temp, target);
}

/** Makes the new name durable. Windows and some network file systems cannot; the bytes themselves are safe by then. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!isCode(error, 'EPERM', 'EISDIR', 'EINVAL', 'EACCES', 'ENOTSUP', 'EBADF')) throw error;
  }
}

function tempName(): string {
  return `.kernelcraft-${MACHINE}-${process.pid}-${randomBytes(8).toString('hex')}.tmp`;
}

/** Everything up to the rename happens on a file of its own beside the target. */
async function prepareTemp(
  temp: string,
  bytes: Uint8Array,
  replaced: BigIntStats | null,
  options: SaveOptions,
): Promise<void> {
  const { signal, steps } = options;
  await steps?.('create');
  const file = await open(temp, 'wx+', replaced ? 0o600 : 0o666);
  try {
    await steps?.('write');
    await writeAll(file, bytes, signal);
    await steps?.('sync');
    await file.sync();
    await steps?.('verify');
    await verify(file, bytes);
    await steps?.('mode');
    await copyMode(file, replaced);
  } finally {
    await file.close();
  }
}

/** Replaces the file at `path`, or the one its links lead to: always the old bytes or the new ones, never a mixture. */
export async function saveAtomically(path: string, bytes: Uint8Array, options: SaveOptions = {}): Promise<void> {
  const { signal, expected, steps } = options;
  let temp: string | null = null;
  let isReplaced = false;
  try {
    signal?.throwIfAborted();
    await steps?.('resolve');
    const target = await followLinks(path);
    await steps?.('check');
    const replaced = await inspectTarget(target, expected);
    temp = join(dirname(target), tempName());
    await prepareTemp(temp, bytes, replaced, options);
    signal?.throwIfAborted();
    await steps?.('rename');
    // Writing took its time: once more, as late as possible.
    if (expected !== undefined) await inspectTarget(target, expected);
    await replace(temp, target);
    isReplaced = true;
    await steps?.('sync-folder');
    await syncFolder(dirname(target));
  } catch (error) {
    if (isReplaced) {
      const sentence = `${basename(path)} was written, but the disk did not confirm it. Save it once more.`;
      throw new AppError('no-access', sentence, { cause: error });
    }
    // The temp may not exist yet, and its removal must not hide the reason.
    if (temp !== null) await unlink(temp).catch(() => undefined);
    if (signal?.aborted) throw signal.reason;
    throw await saveError(error, path, bytes.length);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

async function isStale(path: string, machine: string, pid: number): Promise<boolean> {
  if (machine === MACHINE && pid !== process.pid && !isRunning(pid)) return true;
  return Date.now() - (await stat(path)).mtimeMs > STALE_AFTER_MS;
}

/** Takes away what killed saves left in a folder. Resolves with how many there were; never fails. */
export async function removeStaleTemps(folder: string): Promise<number> {
  let removed = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    const [, machine, pid] = TEMP_NAME.exec(name) ?? [];
    if (machine === undefined) continue;
    const path = join(folder, name);
    // Another start of the program may be clearing the same folder.
    const gone = await isStale(path, machine, Number(pid))
      .then((stale) => (stale ? unlink(path).then(() => true) : false))
      .catch(() => false);
    if (gone) removed++;
  }
  return removed;
}

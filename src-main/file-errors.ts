// What the system says about files, as sentences a person can act on.
import { statfs } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { AppError } from '../src-core/errors.ts';

function codeOf(error: unknown): string {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : '';
}

/** 48 MB; decimal units, as file managers show them. */
function megabytes(bytes: number): string {
  if (bytes < 1e6) return `${Math.max(1, Math.round(bytes / 1e3))} kB`;
  return bytes < 1e10 ? `${Math.round(bytes / 1e6)} MB` : `${Math.round(bytes / 1e9)} GB`;
}

async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    // Not every file system tells; the message is shorter then.
    return null;
  }
}

async function diskFull(path: string, neededBytes: number, cause: unknown): Promise<AppError> {
  const folder = dirname(path);
  const free = await freeBytes(folder);
  const amount = free === null ? '' : `: ${megabytes(neededBytes)} needed, ${megabytes(free)} free`;
  const sentence = `Not enough space on "${basename(folder) || folder}"${amount}. Nothing was written.`;
  return new AppError('disk-full', sentence, { cause });
}

/** Any error of a save; the original file is untouched. */
export async function saveError(error: unknown, path: string, neededBytes: number): Promise<AppError> {
  if (error instanceof AppError) return error;
  const name = basename(path);
  const folder = basename(dirname(path)) || dirname(path);
  const failed = (why: string): string => `${name} could not be saved. ${why} Nothing was written.`;
  const denied = (why: string): AppError => new AppError('no-access', failed(why), { cause: error });
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(path, neededBytes, error);
    case 'EACCES':
    case 'EPERM':
      return denied(`Writing to it, or in the folder "${folder}", is not allowed.`);
    case 'EROFS':
      return denied(`The folder "${folder}" is on a disk that can only be read.`);
    case 'EIO':
      return denied('The disk reported a fault.');
    case 'EXDEV':
      return denied(`The folder "${folder}" spans two disks, so the file cannot be replaced safely.`);
    case 'EBUSY':
    case 'ETXTBSY':
      return denied('Another program is using it.');
    case 'ELOOP':
      return denied('Its link leads back to itself.');
    case 'ENAMETOOLONG':
      return denied('Its name is too long.');
    case 'EMFILE':
    case 'ENFILE':
      return denied('Too many files are open.');
    case 'EISDIR':
      return new AppError('invalid', failed('A folder has that name.'), { cause: error });
    case 'ENOENT':
    case 'ENOTDIR':
      return new AppError('not-found', failed(`The folder "${folder}" does not exist.`), { cause: error });
    case 'EFBIG':
      return new AppError('too-large', failed('It is larger than this disk can hold in one file.'), { cause: error });
    default:
      return denied('The system refused it.');
  }
}

/** Any error of reading a file that the person chose. */
export function readError(error: unknown, path: string): AppError {
  if (error instanceof AppError) return error;
  const name = basename(path);
  const failed = (why: string): string => `${name} could not be opened. ${why}`;
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new AppError('not-found', failed('It is not there any more.'), { cause: error });
    case 'EISDIR':
      return new AppError('unsupported', failed('It is a folder.'), { cause: error });
    case 'EACCES':
    case 'EPERM':
      return new AppError('no-access', failed('Reading it is not allowed.'), { cause: error });
    case 'ELOOP':
      return new AppError('no-access', failed('Its link leads back to itself.'), { cause: error });
    case 'EIO':
      return new AppError('no-access', failed('The disk reported a fault.'), { cause: error });
    default:
      return new AppError('no-access', failed('The system refused it.'), { cause: error });
  }
}

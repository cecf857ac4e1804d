// Several files in one ZIP archive, out and in: an archive from anywhere is unpacked as a stream, never past a limit.
import { Unzip, UnzipInflate, unzipSync, zipSync, type UnzipFile } from 'fflate';
import { AppError } from '../errors.ts';
import { MAX_KEPT } from './entry.ts';
import { MAX_LIBRARY_TEXT } from './library-file.ts';

export interface ArchivedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface OpenedArchive {
  /** With the last part of their paths as name: an archive's folders mean nothing here. */
  readonly files: readonly ArchivedFile[];
  /** Finished sentences on files that could not be unpacked; the others are there. */
  readonly problems: readonly string[];
}

/** The first day there is in an archive: the same files make the same bytes. */
const DAY = new Date(1980, 0, 1);
const STORED = 0;
const DEFLATED = 8;
/** So much is unpacked at once, a thousand times as much at most: a limit is seen soon after it is passed. */
const CHUNK_BYTES = 2 ** 14;

export function printArchive(files: readonly ArchivedFile[]): Uint8Array {
  return zipSync(Object.fromEntries(files.map(({ name, bytes }) => [name, bytes])), { mtime: DAY });
}

/** By its first bytes, those of an empty archive included. */
export function isArchive([p, k, third, fourth]: Uint8Array): boolean {
  return p === 0x50 && k === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6));
}

/** Errors: `corrupt`, `too-large`, naming the archive. */
export function openArchive(archive: Uint8Array, fileName: string): OpenedArchive {
  const failed = (code: 'corrupt' | 'too-large', why: string): AppError =>
    new AppError(code, `${fileName} could not be opened. ${why}`);
  const missing = new Set(listedIn(archive, failed));
  const listed = new Set(missing);
  const files: ArchivedFile[] = [];
  const problems: string[] = [];
  let found = 0;
  let total = 0;

  const take = (file: UnzipFile): void => {
    if (++found > MAX_KEPT) throw tooMany(failed);
    // What the directory does not list was deleted from the archive.
    if (!listed.has(file.name)) return;
    const name = baseNameOf(file.name);
    const refused = (why: string): void => {
      missing.delete(file.name);
      problems.push(`${name} could not be unpacked. ${why}`);
    };
    if (file.compression !== STORED && file.compression !== DEFLATED) {
      refused('It is compressed in a way that is not supported; archives with Deflate are.');
      return;
    }
    const pieces: Uint8Array[] = [];
    let done = false;
    file.ondata = (error, piece, final) => {
      if (done) return;
      // Our own, thrown below, comes back here through the stream.
      if (error instanceof AppError) throw error;
      if (error) {
        done = true;
        refused('It is damaged or protected by a password.');
        return;
      }
      total += piece.length;
      if (total > MAX_LIBRARY_TEXT)
        throw failed('too-large', `Unpacked it is larger than ${MAX_LIBRARY_TEXT / 2 ** 20} MB.`);
      pieces.push(piece);
      if (!final) return;
      done = true;
      missing.delete(file.name);
      files.push({ name, bytes: joined(pieces) });
    };
    file.start();
  };

  const stream = new Unzip(take);
  stream.register(UnzipInflate);
  try {
    for (let at = 0; at < archive.length; at += CHUNK_BYTES)
      stream.push(archive.subarray(at, at + CHUNK_BYTES), at + CHUNK_BYTES >= archive.length);
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    throw failed('corrupt', 'The archive is damaged.');
  }
  for (const path of missing) problems.push(`${baseNameOf(path)} could not be unpacked. It is damaged.`);
  return { files, problems };
}

/** Paths of the files that are wanted, as the directory at the end of the archive lists them. */
function listedIn(archive: Uint8Array, failed: (code: 'corrupt' | 'too-large', why: string) => AppError): string[] {
  const paths: string[] = [];
  let count = 0;
  try {
    const filter = ({ name }: { name: string }): boolean => {
      if (++count > MAX_KEPT) throw tooMany(failed);
      if (!isHousekeeping(name)) paths.push(name);
      return false;
    };
    unzipSync(archive, { filter });
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    throw failed('corrupt', 'The archive is damaged or incomplete.');
  }
  return paths;
}

const tooMany = (failed: (code: 'too-large', why: string) => AppError): AppError =>
  failed('too-large', `It holds more than ${MAX_KEPT} files, and a library has room for ${MAX_KEPT} kernels.`);

/** Folders, and what systems put beside the files of a person. */
function isHousekeeping(path: string): boolean {
  return /[\\/]$|(?:^|[\\/])(?:__MACOSX[\\/]|\.[^\\/]*$|(?:Thumbs\.db|desktop\.ini)$)/iu.test(path);
}

/** Without folders and control characters, and of a length that fits a sentence. */
function baseNameOf(path: string): string {
  return (
    path
      .replace(/^.*[\\/]/su, '')
      .replace(/\p{Cc}/gu, ' ')
      .slice(-120) || 'A file'
  );
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

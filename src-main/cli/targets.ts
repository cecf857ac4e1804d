// Where results go: a file for one input, a folder for several; and in which format.
import { mkdir, stat } from 'node:fs/promises';
import { basename, extname, join, resolve, sep } from 'node:path';
import type { Format } from '../../src-core/formats/format.ts';
import { formatById, formatOfName, writableFormats } from '../../src-core/formats/index.ts';
import { UsageError } from './io.ts';

export type Target =
  | { readonly kind: 'file'; readonly path: string; readonly format: Format | null }
  | { readonly kind: 'folder'; readonly path: string; readonly format: Format | null };

export interface Destination {
  readonly path: string;
  readonly format: Format;
}

const listed = () => writableFormats.map((format) => format.id).join(', ');

/** Reads `-o` and `--format` before any work is done; a folder whose name ends in `/` is made. */
export async function targetOf(
  out: string,
  inputCount: number,
  formatId: string | undefined,
  cwd: string,
): Promise<Target> {
  const chosen = formatId === undefined ? null : writableById(formatId);
  if (out === '-') throw new UsageError('Results are written to files only; name one after -o.');
  const path = resolve(cwd, out);
  const named = out.endsWith('/') || out.endsWith(sep);
  if (named || (await isFolder(path))) {
    if (named) await mkdir(path, { recursive: true });
    return { kind: 'folder', path, format: chosen };
  }
  if (inputCount > 1) {
    throw new UsageError(
      `${out} is not a folder. For several images, -o is an existing folder or a path that ends in /.`,
    );
  }
  return { kind: 'file', path, format: chosen ?? formatOfTarget(out) };
}

function writableById(id: string): Format {
  const format = formatById(id.toLowerCase()) ?? formatOfName(`x.${id}`);
  if (!format || format.writes.length === 0)
    throw new UsageError(`Images cannot be written as "${id}". Known are ${listed()}.`);
  return format;
}

/** null for a name without an extension: the source's own format. */
function formatOfTarget(out: string): Format | null {
  const extension = extname(out);
  if (extension === '') return null;
  const format = formatOfName(out);
  if (!format || format.writes.length === 0) {
    throw new UsageError(`Images cannot be written as "${extension}". Known are ${listed()}.`);
  }
  return format;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** `sourceFormat` is what the bytes of the input are. Formats that are only read become PNG. */
export function destinationOf(target: Target, input: string, sourceFormat: string): Destination {
  const own = formatById(sourceFormat);
  const kept = own && own.writes.length > 0 ? own : writableById('png');
  const format = target.format ?? kept;
  if (target.kind === 'file') return { path: target.path, format };
  const extension = extname(input);
  const fits = format.extensions.includes(extension.slice(1).toLowerCase());
  const name = fits ? basename(input) : `${basename(input, extension)}.${format.extensions[0]}`;
  return { path: join(target.path, name), format };
}

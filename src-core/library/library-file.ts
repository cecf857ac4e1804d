// The library as one .library.json file, for another machine or another person.
import { z } from 'zod';
import { AppError, toAppError } from '../errors.ts';
import { parseJson } from '../plain.ts';
import { completeFilters, completeParts } from '../settings-file.ts';
import { entrySchema, MAX_KEPT, type LibraryEntry } from './entry.ts';

const KIND = 'kernelcraft-library';
const VERSION = 1;
/** Five hundred kernels of 101 × 101 with all their digits take half of it. */
export const MAX_LIBRARY_TEXT = 256 * 2 ** 20;

const headSchema = z.looseObject({ kind: z.literal(KIND), version: z.number(), kernels: z.array(z.unknown()) });

export interface OpenedLibrary {
  readonly entries: readonly LibraryEntry[];
  /** Kernels that could not be read; the others are there. */
  readonly damaged: number;
}

export function printLibraryFile(entries: readonly LibraryEntry[]): string {
  // A line for each kernel: readable for tools that compare lines, and no larger than it has to be.
  const lines = entries.map((entry) => JSON.stringify(entry));
  return `{"kind":"${KIND}","version":${VERSION},"kernels":[\n${lines.join(',\n')}\n]}\n`;
}

/** Looks at the beginning alone: a library may be large. */
export function isLibraryFile(text: string): boolean {
  return new RegExp(`^\\s*\\{\\s*"kind"\\s*:\\s*"${KIND}"`, 'u').test(text.slice(0, 200));
}

/** Errors: `invalid`, `unsupported`, `too-large`, naming the file. */
export function parseLibraryFile(text: string, fileName: string): OpenedLibrary {
  const failed = (code: 'invalid' | 'unsupported' | 'too-large', why: string): AppError =>
    new AppError(code, `${fileName} could not be opened. ${why}`);
  let data: unknown;
  try {
    data = parseJson(text, MAX_LIBRARY_TEXT);
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    throw failed(code === 'too-large' ? code : 'invalid', message);
  }
  const head = headSchema.safeParse(data);
  if (!head.success) throw failed('invalid', 'It does not hold a library of kernels.');
  if (head.data.version > VERSION) throw failed('unsupported', 'It was written by a newer version of Kernelcraft.');
  if (head.data.kernels.length > MAX_KEPT)
    throw failed('too-large', `It holds ${head.data.kernels.length} kernels; a library has room for ${MAX_KEPT}.`);
  const entries: LibraryEntry[] = [];
  let damaged = 0;
  for (const kernel of head.data.kernels) {
    const entry = readEntry(kernel, fileName);
    if (entry) entries.push(entry);
    else damaged++;
  }
  return { entries, damaged };
}

/** null for what is no entry, or has a filter of a type that is not known. */
function readEntry(value: unknown, fileName: string): LibraryEntry | null {
  const { data } = entrySchema.safeParse(value);
  if (!data) return null;
  try {
    const [filter = data.filter] = completeFilters([data.filter], fileName);
    return { ...data, filter, ...(data.parts ? { parts: completeParts(data.parts, fileName) } : {}) };
  } catch (thrown) {
    if (thrown instanceof AppError) return null;
    throw thrown;
  }
}

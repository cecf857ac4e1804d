// The document of a window as main knows it: where it came from, its bytes, and when writing back is allowed.
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { totalmem } from 'node:os';
import type { ExportRequest, Opened } from '../src-core/contract.ts';
import type { DocumentInfo } from '../src-core/document.ts';
import { AppError } from '../src-core/errors.ts';
import { formatById } from '../src-core/formats/index.ts';

export interface OpenDocument {
  readonly name: string;
  /** null for what has no file: a paste, an upload, the sample. */
  readonly path: string | null;
  readonly info: DocumentInfo;
  readonly writable: boolean;
  /** What the file was when it was last read or written by us. */
  fingerprint: string | undefined;
  /** The file holds a result of ours, no longer the picture as it was opened. */
  overwritten: boolean;
}

export function openedOf(document: OpenDocument): Opened {
  return { name: document.name, info: document.info, writable: document.writable };
}

/** Ctrl+S can write back: there is a file, it may be written, and its format is one we write. */
export async function isWritable(path: string | null, info: DocumentInfo): Promise<boolean> {
  if (path === null || (formatById(info.format)?.writes.length ?? 0) === 0) return false;
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}

/** The path that `source` means; throws when the document cannot be written back in the form asked for. */
export function sourceOf(document: OpenDocument, request: ExportRequest): string {
  if (document.path === null || !document.writable) {
    throw new AppError('no-access', `${document.name} has no file of its own to save to. Choose where to save it.`);
  }
  if (request.format !== document.info.format) {
    throw new AppError(
      'invalid',
      `${document.name} can only be saved as ${document.info.format}. Save a copy for another format.`,
    );
  }
  return document.path;
}

/** Writing this back would only compress the same picture once more. */
export function changesNothing(request: ExportRequest): boolean {
  const filtered = request.filters.some((filter) => filter.enabled && filter.settings.amount > 0);
  return !filtered && request.size === null && request.depth === null && request.keepMetadata === 'all';
}

export function changedByOther(name: string): AppError {
  return new AppError('invalid', `${name} was changed by another program. Overwrite it, or save a copy?`);
}

const SMALLEST_BUDGET = 30e6;
/** 16 384², what a side-by-side of pictures and results still fits into 4 GiB of WASM memory. */
const LARGEST_BUDGET = 268_435_456;
const BYTES_PER_PIXEL = 12;

/** How many pixels this machine may open: half of its memory at the peak of 12 bytes a pixel. */
export function pixelBudget(memoryBytes = totalmem()): number {
  return Math.floor(Math.min(LARGEST_BUDGET, Math.max(SMALLEST_BUDGET, memoryBytes / 2 / BYTES_PER_PIXEL)));
}

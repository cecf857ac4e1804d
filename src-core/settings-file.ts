// What kernel files and recipe files share: reading hostile JSON field by field, with sentences that name file and field.
import type { z } from 'zod';
import { AppError, toAppError } from './errors.ts';
import type { Filter } from './filters/filter.ts';
import { completeParameters, definitionOf } from './filters/index.ts';
import type { PartsById } from './filters/parts.ts';
import { parseJson } from './plain.ts';

/** As large as the contract carries. */
export const MAX_SETTINGS_TEXT = 8 * 2 ** 20;

/** `too-large` or `invalid` with a finished sentence unless the text is a JSON object of the given kind and version. */
export function parseSettings<T>(
  text: string,
  fileName: string,
  kind: string,
  version: number,
  schema: z.ZodType<T>,
): T {
  const data = readJson(text, fileName);
  if (typeof data !== 'object' || data === null || !('kind' in data) || data.kind !== kind) {
    throw failed(fileName, `It does not hold a ${kind.replace('kernelcraft-', '')}.`);
  }
  if ('version' in data && typeof data.version === 'number' && data.version > version) {
    throw new AppError(
      'unsupported',
      `${fileName} could not be opened. It was written by a newer version of Kernelcraft.`,
    );
  }
  const result = schema.safeParse(data);
  if (!result.success) throw failed(fileName, sentenceOf(result.error));
  return result.data;
}

/** Filters as a file has them, with every parameter inside its limits. Unknown types and names are refused. */
export function completeFilters(filters: readonly Filter[], fileName: string): readonly Filter[] {
  return filters.map((filter) => {
    try {
      return { ...filter, parameters: completeParameters(definitionOf(filter.type), filter.parameters) };
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      throw new AppError(thrown.code, `${fileName} could not be opened. ${thrown.message}`, { cause: thrown });
    }
  });
}

export function completeParts(parts: PartsById, fileName: string): PartsById {
  const lists = Object.entries(parts).map(([id, list]) => [id, completeFilters(list, fileName)] as const);
  return Object.fromEntries(lists);
}

/** The kind a settings file says it is; null when it is no JSON of ours. */
export function kindOf(text: string): string | null {
  if (text.length > MAX_SETTINGS_TEXT || !/^\s*\{/u.test(text)) return null;
  try {
    const data = parseJson(text, MAX_SETTINGS_TEXT);
    return typeof data === 'object' && data !== null && 'kind' in data && typeof data.kind === 'string'
      ? data.kind
      : null;
  } catch {
    // Not readable as ours: the caller's own reader says what is wrong.
    return null;
  }
}

function readJson(text: string, fileName: string): unknown {
  try {
    return parseJson(text, MAX_SETTINGS_TEXT);
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    throw new AppError(code, `${fileName} could not be opened. ${message}`, { cause: thrown });
  }
}

function failed(fileName: string, why: string): AppError {
  return new AppError('invalid', `${fileName} could not be opened. ${why}`);
}

function sentenceOf(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'Its contents are not valid.';
  const place = issue.path.map(String).join('.') || 'the file';
  return `At ${place}: ${issue.message}.`;
}

/** Two spaces of indent, but lists of numbers on one line: rows of weights stay readable. */
export function printSettings(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return `${text.replace(/\[\s+([^[\]{}"]*?)\s+\]/gu, (_, inner: string) => `[${inner.replace(/\s+/gu, ' ')}]`)}\n`;
}

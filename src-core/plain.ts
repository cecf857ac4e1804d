// What may arrive from another process: plain data of bounded size and depth, finite numbers, no prototype tricks.
import { AppError } from './errors.ts';

export const MAX_DEPTH = 64;
export const MAX_TEXT_LENGTH = 32 * 2 ** 20;
const MAX_NODES = 10_000_000;

/** Throws `invalid` with the path of the field unless the value is null, booleans, finite numbers, strings, lists and plain objects. */
export function assertPlain(value: unknown): void {
  let nodes = 0;
  let textLength = 0;
  const path: (string | number)[] = [];
  const refused = (why: string): AppError =>
    new AppError('invalid', `Refused a message at ${path.join('.') || 'its root'}: ${why}.`);

  const visit = (part: unknown): void => {
    if (++nodes > MAX_NODES) throw refused('too many values');
    if (part === null || part === undefined || typeof part === 'boolean') return;
    if (typeof part === 'number') {
      if (!Number.isFinite(part)) throw refused(`expected a finite number, received ${part}`);
      return;
    }
    if (typeof part === 'string') {
      textLength += part.length;
      if (textLength > MAX_TEXT_LENGTH) throw refused('too much text');
      return;
    }
    if (typeof part !== 'object') throw refused(`expected plain data, received a ${typeof part}`);
    if (path.length >= MAX_DEPTH) throw refused(`nested deeper than ${MAX_DEPTH}`);
    if (Array.isArray(part)) {
      for (let index = 0; index < part.length; index++) {
        path.push(index);
        visit(part[index]);
        path.pop();
      }
      return;
    }
    const prototype: unknown = Object.getPrototypeOf(part);
    // Objects of another realm (a page's, a test's) have another Object.prototype, whose own prototype is null.
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null) throw refused('expected plain data');
    for (const key of Object.keys(part)) {
      path.push(key);
      if (key === '__proto__') throw refused('a name that is not allowed');
      visit((part as Record<string, unknown>)[key]);
      path.pop();
    }
  };
  visit(value);
}

/** Size cap, then depth scan, then parse, then assertPlain: for every JSON text that comes from outside. */
export function parseJson(text: string, maxLength = MAX_TEXT_LENGTH): unknown {
  if (text.length > maxLength)
    throw new AppError('too-large', `Expected at most ${maxLength} characters, received ${text.length}.`);
  if (jsonDepth(text) > MAX_DEPTH) throw new AppError('invalid', `The data are nested deeper than ${MAX_DEPTH}.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AppError('invalid', 'The data are not valid JSON.', { cause });
  }
  assertPlain(value);
  return value;
}

function jsonDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (quoted) {
      if (code === 0x5c) index++;
      else if (code === 0x22) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x7d || code === 0x5d) depth--;
  }
  return deepest;
}

// Matrices as programs write them: Python `[[…], […]] / 9` and MATLAB `[1 2; 3 4]`, with the call around them where there is one.
import { isExpression, parseNumber } from '../expression.ts';
import { callSettings } from './call.ts';
import { assertRows, earlierCentreOf, type Imported, kernelOfCells, type ReadCell, refuseText } from './imported.ts';

export function looksLikeLiteral(text: string): boolean {
  return text.includes('[') || /\(\s*\(/u.test(text) || /\{\s*\{/u.test(text);
}

export function importLiteral(text: string): Imported {
  const source = withoutComments(text);
  const body = outermost(source);
  const nested = /^[[({]\s*[[({]/u.test(body.text);
  const format = nested || !/[;\n]|[^,\s]\s+[^,\s]/u.test(body.text.slice(1, -1).trim()) ? 'Python' : 'MATLAB';
  const rows = nested ? nestedRows(body.text) : flatRows(body.text);
  assertRows(rows, format);
  const factor = factorAround(source, body, format);
  const cells = rows.map((row, r) =>
    row.map((text, c) => readCell(text, factor, format, `Row ${r + 1}, column ${c + 1}`)),
  );
  const call = callSettings(source);
  const anchor = format === 'MATLAB' ? earlierCentreOf(cells.length, cells[0]?.length ?? 0) : undefined;
  const kernel = kernelOfCells(cells, format, anchor);
  const even = kernel.rows % 2 === 0 || kernel.columns % 2 === 0;
  const notes = [...call.notes];
  if (even && anchor) notes.push(`The anchor is row ${anchor.row + 1}, column ${anchor.column + 1}, as in MATLAB.`);
  return { format: call.peer ?? format, name: null, kernel, settings: call.settings, notes };
}

function withoutComments(text: string): string {
  return text.replace(/(?:#|%(?!\s*\*)|\/\/)[^\n]*/gu, '').replace(/\.\.\.\s*\n/gu, ' ');
}

interface Body {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The first bracketed list: `[[…]]`, `[…]`, `((…))` or `{{…}}`. */
function outermost(text: string): Body {
  const starts = [/\[\s*\[/u, /\[/u, /\(\s*\(/u, /\{\s*\{/u].map((pattern) => text.search(pattern));
  const start = starts.find((index) => index >= 0) ?? 0;
  let depth = 0;
  for (let index = start; index < text.length; index++) {
    if ('[({'.includes(text[index] ?? ' ')) depth++;
    if ('])}'.includes(text[index] ?? ' ') && --depth === 0)
      return { text: text.slice(start, index + 1), start, end: index + 1 };
    if (depth > 64) break;
  }
  return refuseText('Python or MATLAB', 'A bracket is not closed.');
}

/** Splits at commas outside inner brackets, so that `max(1, 2)` and `sqrt(2)` stay whole. */
function splitOutside(text: string, separator: RegExp): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const character of text) {
    if ('[({'.includes(character)) depth++;
    if ('])}'.includes(character)) depth--;
    if (depth === 0 && separator.test(character)) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  return [...parts, part].map((each) => each.trim()).filter((each) => each !== '');
}

function nestedRows(text: string): string[][] {
  return splitOutside(text.slice(1, -1), /,/u).map((row) => splitOutside(row.slice(1, -1), /,/u));
}

function flatRows(text: string): string[][] {
  const inner = text.slice(1, -1);
  return splitOutside(inner, /[;\n]/u).map((row) => splitOutside(row, row.includes(',') ? /,/u : /\s/u));
}

interface Factor {
  readonly text: string;
  readonly value: number;
}

/** A factor is short; a regular expression never sees more of a hostile text than this. */
const FACTOR_REACH = 200;

/** `1/9 * […]`, `[…] / 9`, `np.array([…], dtype=float) / 9`: one number over all cells. */
function factorAround(text: string, body: Body, format: string): Factor | null {
  const before = /([\d.\s/()eE+-]*\d[\d.\s/()]*)\*\s*(?:[A-Za-z_.]+\(\s*)?$/u
    .exec(text.slice(Math.max(0, body.start - FACTOR_REACH), body.start))?.[1]
    ?.trim();
  const after = /^(?:\s*,[^()\n]*)?\)?\s*(\.?[*/])\s*([\d.eE()/+-]+(?:\s*\*\s*[\d.]+)?)/u.exec(
    text.slice(body.end, body.end + FACTOR_REACH),
  );
  const parts = [before, after ? `${after[1]?.endsWith('/') ? '1/' : ''}(${after[2]})` : undefined].filter(
    (part) => part !== undefined,
  );
  if (parts.length === 0) return null;
  const source = parts.map((part) => `(${part})`).join('*');
  const parsed = parseNumber(source);
  if ('error' in parsed) refuseText(format, `The factor "${source}": ${parsed.error}`);
  return { text: source, value: parsed.value };
}

function readCell(text: string, factor: Factor | null, format: string, place: string): ReadCell {
  // `np.sqrt(2)`, `1.0f`: names of modules and C's suffix say nothing here.
  const plain = text.replace(/\b(?:np|numpy|math|torch)\./gu, '').replace(/(?<=[\d.])f\b/gu, '');
  const parsed = parseNumber(plain);
  if ('error' in parsed) refuseText(format, `${place}: ${parsed.error}`);
  if (!factor) return { value: parsed.value, expression: isExpression(plain) ? parsed.source : null };
  return { value: parsed.value * factor.value, expression: null };
}

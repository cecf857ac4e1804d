// Puts the table of a finished run between its markers in a document.
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

const START = '<!-- bench: npm run bench -- --readme -->';
const END = '<!-- /bench -->';

export function replaceBetweenMarkers(text: string, table: string): string {
  const start = text.indexOf(START);
  const end = text.indexOf(END);
  if (start < 0 || end < start) throw new Error(`Expected ${START} and, after it, ${END}.`);
  return `${text.slice(0, start + START.length)}\n\n${table}\n\n${text.slice(end)}`;
}

export async function writeTable(file: string, table: string): Promise<void> {
  const text = replaceBetweenMarkers(readFileSync(file, 'utf8'), table);
  const config = (await resolveConfig(file)) ?? {};
  writeFileSync(file, await format(text, { ...config, filepath: file }));
}

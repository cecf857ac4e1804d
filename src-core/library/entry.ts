// A kernel that the person keeps: a filter with its switches, tags and notes; and what a list of them shows.
import { z } from 'zod';
import { filterSchema, type Filter } from '../filters/filter.ts';
import { definitionOf, operatorOf } from '../filters/index.ts';
import { partsById, partsSchema, type PartsById } from '../filters/parts.ts';

export const MAX_TAGS = 20;
export const MAX_TAG_LENGTH = 40;
export const MAX_NOTES_LENGTH = 10_000;
export const MAX_NAME_LENGTH = 120;
/** The whole library; a list of so many is still sent in one message. */
export const MAX_KEPT = 5000;

const id = z.string().regex(/^[\w-]{8,64}$/u, { error: 'letters, digits and hyphens' });
const tags = z.array(z.string().min(1).max(MAX_TAG_LENGTH)).max(MAX_TAGS);
const notes = z.string().max(MAX_NOTES_LENGTH);

export const entrySchema = z.strictObject({
  id,
  /** Its name is the kernel's name. */
  filter: filterSchema,
  tags,
  notes,
  /** Of a composed kernel: what it can be taken apart into. */
  parts: partsSchema.optional(),
});

/** A file of the user data folder holds one. */
export const entryFileSchema = z.strictObject({ version: z.literal(1), entry: entrySchema });

export interface LibraryEntry {
  readonly id: string;
  readonly filter: Filter;
  readonly tags: readonly string[];
  readonly notes: string;
  readonly parts?: PartsById | undefined;
}

/** The parts that an entry of this filter has. */
export function partsFor(filter: Filter): { parts?: Record<string, Filter[]> } {
  const parts = partsById([filter]);
  return Object.keys(parts).length === 0 ? {} : { parts };
}

/** Without the matrix: hundreds of these are sent at once. */
export const keptSchema = z.strictObject({
  id,
  name: z.string().min(1).max(MAX_NAME_LENGTH),
  tags,
  notes,
  rows: z.int().min(1),
  columns: z.int().min(1),
  /** Text behind the name: "5 × 5", "σ 3.4". */
  summary: z.string().max(80),
  /** Another one whenever the entry is written: what was read before is old then. */
  revision: z.string().max(80),
});
export type Kept = Readonly<z.infer<typeof keptSchema>>;

export function keptOf({ id, filter, tags, notes }: LibraryEntry, revision: string): Kept {
  const operator = operatorOf(filter);
  const [rows, columns] =
    operator.form === 'matrix'
      ? [operator.kernel.rows, operator.kernel.columns]
      : [operator.vertical.weights.length, operator.horizontal.weights.length];
  const summary = filter.kernel ? `${rows} × ${columns}` : definitionOf(filter.type).summary(filter.parameters);
  return { id, name: filter.name, tags: [...tags], notes, rows, columns, summary, revision };
}

/** Tags as they are typed, between commas: each once, whatever its capitals, without blanks around it. */
export function tagsOf(text: string): string[] {
  const found = new Map<string, string>();
  for (const part of text.split(/[,;\n]/u)) {
    const tag = part.replace(/\s+/gu, ' ').trim().slice(0, MAX_TAG_LENGTH).trim();
    if (tag !== '' && !found.has(tag.toLowerCase())) found.set(tag.toLowerCase(), tag);
  }
  return [...found.values()].slice(0, MAX_TAGS);
}

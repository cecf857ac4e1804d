// The filters a command asks for, in the order in which its words stand: presets, kernels, recipes, and what is set on them.
import { basename } from 'node:path';
import { MAX_FILTERS, type Filter } from '../../src-core/filters/filter.ts';
import { parseKernelFileBytes } from '../../src-core/kernel-file.ts';
import { presetById, PRESETS } from '../../src-core/presets.ts';
import { isRecipeFile, parseRecipeFile } from '../../src-core/recipe-file.ts';
import { asUsage, UsageError } from './io.ts';
import { assign, parseAssignment } from './set-values.ts';

export type Step =
  | { readonly option: 'preset'; readonly id: string }
  | { readonly option: 'kernel' | 'recipe'; readonly file: string }
  | { readonly option: 'set'; readonly text: string };

export interface FilterPlan {
  readonly filters: readonly Filter[];
  /** What importers converted. */
  readonly notes: readonly string[];
}

/** `--set` acts on the filter before it, or on the first one where none stands before. */
export async function filtersOf(
  steps: readonly Step[],
  read: (file: string) => Promise<Uint8Array>,
): Promise<FilterPlan> {
  const groups: (readonly Filter[])[] = [];
  const early: string[] = [];
  const notes: string[] = [];
  for (const step of steps) {
    if (step.option === 'set') {
      const last = groups.pop();
      if (last) groups.push(asUsage(() => assign(last, parseAssignment(step.text))));
      else early.push(step.text);
      continue;
    }
    const opened = await open(step, read);
    notes.push(...opened.notes);
    const isFirst = groups.length === 0;
    groups.push(
      isFirst
        ? early.reduce((filters, text) => asUsage(() => assign(filters, parseAssignment(text))), opened.filters)
        : opened.filters,
    );
  }
  if (groups.length === 0) throw new UsageError('Name at least one filter with --preset, --kernel or --recipe.');
  const filters = groups.flat();
  if (filters.length > MAX_FILTERS)
    throw new UsageError(`A stack holds at most ${MAX_FILTERS} filters; these are ${filters.length}.`);
  return { filters, notes };
}

async function open(
  step: Exclude<Step, { option: 'set' }>,
  read: (file: string) => Promise<Uint8Array>,
): Promise<FilterPlan> {
  if (step.option === 'preset') {
    const preset = presetById(step.id);
    if (!preset)
      throw new UsageError(`There is no preset "${step.id}". Known are ${PRESETS.map(({ id }) => id).join(', ')}.`);
    return { filters: [preset.create()], notes: [] };
  }
  const bytes = await read(step.file);
  const name = basename(step.file);
  const text = new TextDecoder().decode(bytes);
  // Either option opens either file: what it is, it says itself.
  if (step.option === 'recipe' || isRecipeFile(text))
    return { filters: parseRecipeFile(text, name).filters, notes: [] };
  const { filter, notes } = parseKernelFileBytes(bytes, name);
  return { filters: [filter], notes: notes.map((note) => `${name}: ${note}`) };
}

// The .recipe.json file: a whole stack of filters with their switches.
import { z } from 'zod';
import { AppError } from './errors.ts';
import { filtersSchema } from './filters/filter.ts';
import { partsById, partsSchema, rememberPartsById } from './filters/parts.ts';
import { kernelSchema, type Kernel } from './kernel/kernel.ts';
import { RECIPE_VERSION, type Recipe } from './recipe.ts';
import { completeFilters, completeParts, kindOf, parseSettings, printSettings } from './settings-file.ts';

const KIND = 'kernelcraft-recipe';

const recipeFileSchema = z.strictObject({
  kind: z.literal(KIND),
  version: z.literal(RECIPE_VERSION),
  name: z.string().max(120).optional(),
  notes: z.string().max(10_000).optional(),
  filters: filtersSchema,
  /** Of composed filters: what they can be taken apart into. */
  parts: partsSchema.optional(),
  /** The kernel B beside a filter's own, by the filter's id. */
  alternates: z.record(z.string().min(1).max(64), kernelSchema).optional(),
});

/** A recipe and what stands beside its filters. */
export interface RecipeInFile extends Recipe {
  readonly alternates?: Readonly<Record<string, Kernel>>;
}

export function printRecipeFile({ filters, alternates = {} }: RecipeInFile, name?: string): string {
  const parts = partsById(filters);
  return printSettings({
    kind: KIND,
    version: RECIPE_VERSION,
    ...(name ? { name } : {}),
    filters,
    ...(isEmpty(parts) ? {} : { parts }),
    ...(isEmpty(alternates) ? {} : { alternates }),
  });
}

const isEmpty = (values: object): boolean => Object.keys(values).length === 0;

export function isRecipeFile(text: string): boolean {
  return kindOf(text) === KIND;
}

/** Errors: `invalid`, `unsupported`, `too-large`, naming the file. Parameters outside their limits are brought inside. */
export function parseRecipeFile(text: string, fileName: string): RecipeInFile {
  const file = parseSettings(text, fileName, KIND, RECIPE_VERSION, recipeFileSchema);
  const ids = new Set<string>();
  for (const { id } of file.filters) {
    if (ids.has(id))
      throw new AppError('invalid', `${fileName} could not be opened. Two of its filters have the same id.`);
    ids.add(id);
  }
  const filters = completeFilters(file.filters, fileName);
  rememberPartsById(filters, completeParts(file.parts ?? {}, fileName));
  return { version: RECIPE_VERSION, filters, ...(file.alternates ? { alternates: file.alternates } : {}) };
}

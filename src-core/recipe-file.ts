// The .recipe.json file: a whole stack of filters with their switches.
import { z } from 'zod';
import { AppError } from './errors.ts';
import { completeParameters, definitionOf } from './filters/index.ts';
import { filtersSchema } from './filters/filter.ts';
import { RECIPE_VERSION, type Recipe } from './recipe.ts';
import { kindOf, parseSettings, printSettings } from './settings-file.ts';

const KIND = 'kernelcraft-recipe';

const recipeFileSchema = z.strictObject({
  kind: z.literal(KIND),
  version: z.literal(RECIPE_VERSION),
  name: z.string().max(120).optional(),
  notes: z.string().max(10_000).optional(),
  filters: filtersSchema,
});

export function printRecipeFile(recipe: Recipe, name?: string): string {
  return printSettings({ kind: KIND, version: RECIPE_VERSION, ...(name ? { name } : {}), filters: recipe.filters });
}

export function isRecipeFile(text: string): boolean {
  return kindOf(text) === KIND;
}

/** Errors: `invalid`, `unsupported`, `too-large`, naming the file. Parameters outside their limits are brought inside. */
export function parseRecipeFile(text: string, fileName: string): Recipe {
  const file = parseSettings(text, fileName, KIND, RECIPE_VERSION, recipeFileSchema);
  const ids = new Set<string>();
  const filters = file.filters.map((filter) => {
    if (ids.has(filter.id))
      throw new AppError('invalid', `${fileName} could not be opened. Two of its filters have the same id.`);
    ids.add(filter.id);
    try {
      return { ...filter, parameters: completeParameters(definitionOf(filter.type), filter.parameters) };
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      throw new AppError(thrown.code, `${fileName} could not be opened. ${thrown.message}`, { cause: thrown });
    }
  });
  return { version: RECIPE_VERSION, filters };
}

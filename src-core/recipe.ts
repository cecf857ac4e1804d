// The recipe: the ordered stack of filters that turns the source into the result.
import { z } from 'zod';
import { filtersSchema, type Filter } from './filters/filter.ts';

export const RECIPE_VERSION = 1;

export const recipeSchema = z.strictObject({ version: z.literal(RECIPE_VERSION), filters: filtersSchema });

export interface Recipe {
  readonly version: typeof RECIPE_VERSION;
  readonly filters: readonly Filter[];
}

export const EMPTY_RECIPE: Recipe = Object.freeze({ version: RECIPE_VERSION, filters: [] });

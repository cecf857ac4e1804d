// The small files of the user data folder: recent pictures, preferences, and where the last window stood.
import { z } from 'zod';
import { preferencesSchema } from './preferences.ts';

export const MAX_RECENTS = 8;

const recentFileSchema = z.strictObject({
  path: z.string().min(1),
  width: z.int().min(1),
  height: z.int().min(1),
  /** A data: address of a small PNG. */
  thumbnail: z.string(),
});
export type RecentFile = Readonly<z.infer<typeof recentFileSchema>>;

export const recentsFileSchema = z.strictObject({
  version: z.literal(1),
  files: z.array(recentFileSchema).max(MAX_RECENTS),
});
export const preferencesFileSchema = z.strictObject({ version: z.literal(1), preferences: preferencesSchema });

/** Screen coordinates; of a maximised window those that it goes back to. */
const windowStateSchema = z.strictObject({
  x: z.int().min(-100_000).max(100_000),
  y: z.int().min(-100_000).max(100_000),
  width: z.int().min(100).max(100_000),
  height: z.int().min(100).max(100_000),
  maximised: z.boolean(),
  fullScreen: z.boolean(),
});
export type WindowState = Readonly<z.infer<typeof windowStateSchema>>;
export const windowFileSchema = z.strictObject({ version: z.literal(1), window: windowStateSchema });

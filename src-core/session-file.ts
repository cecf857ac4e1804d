// The small files of the user data folder: recent pictures and preferences.
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

// What a person set for all windows, and what stands until then.
import { z } from 'zod';

export const preferencesSchema = z.strictObject({
  theme: z.enum(['system', 'dark', 'light']),
  /** Surround of the canvas. */
  surround: z.enum(['dark', 'grey', 'light', 'theme']),
  singleKeyShortcuts: z.boolean(),
  leftPanel: z.int().min(124).max(420),
  rightPanel: z.int().min(304).max(480),
  leftHidden: z.boolean(),
  rightHidden: z.boolean(),
  collapsedGroups: z.array(z.string().max(40)).max(40),
});
export type Preferences = Readonly<z.infer<typeof preferencesSchema>>;
export const DEFAULT_PREFERENCES: Preferences = {
  theme: 'system',
  surround: 'theme',
  singleKeyShortcuts: true,
  leftPanel: 232,
  rightPanel: 320,
  leftHidden: false,
  rightHidden: false,
  collapsedGroups: [],
};

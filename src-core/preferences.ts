// What a person set for all windows, and what stands until then.
import { z } from 'zod';
import { pixelValuesSchema } from './inspection.ts';

/** CSS pixels of the dock's height. */
export const DOCK_HEIGHT = { least: 208, usual: 272, most: 480 } as const;
/** More sections than the interface has. */
const MOST_SECTIONS = 60;

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
  // Files of earlier versions do not have what follows: each has its own default.
  dockHeight: z.int().min(DOCK_HEIGHT.least).max(DOCK_HEIGHT.most).default(DOCK_HEIGHT.usual),
  /** What of the dock was open; stepping through belongs to its pixel and is not opened again. */
  dockView: z.enum(['analysis', 'histogram']).nullable().default(null),
  /** Sections that were opened or folded by hand. */
  sections: z
    .record(z.string().max(40), z.boolean())
    .refine((sections) => Object.keys(sections).length <= MOST_SECTIONS, `At most ${MOST_SECTIONS} sections.`)
    .default({}),
  compare: z.enum(['after', 'split', 'side', 'difference']).default('split'),
  /** Where the split line stands, as a part of the visible picture's width. */
  split: z.number().min(0).max(1).default(0.5),
  loupe: z.boolean().default(true),
  pixelGrid: z.boolean().default(true),
  pixelValues: pixelValuesSchema.default('codes'),
  /** What the left panel shows. */
  leftView: z.enum(['presets', 'library']).default('presets'),
  /** Where the tour was left, and whether it was gone through once. */
  tour: z.strictObject({ step: z.int().min(0).max(40), finished: z.boolean() }).default({ step: 0, finished: false }),
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
  dockHeight: DOCK_HEIGHT.usual,
  dockView: null,
  sections: {},
  compare: 'split',
  split: 0.5,
  loupe: true,
  pixelGrid: true,
  pixelValues: 'codes',
  leftView: 'presets',
  tour: { step: 0, finished: false },
};

// Every call and event that crosses a process, as schemas; types are derived. Both ends validate with these.
import { z } from 'zod';
import { documentInfoSchema } from './document.ts';
import { explanationSchema } from './explain/explanation.ts';
import { filtersSchema } from './filters/filter.ts';
import {
  differenceSchema,
  histogramParams,
  histogramValue,
  inspectedPixel,
  marksParams,
  marksValue,
  rectangleSchema as rectangle,
} from './inspection.ts';
import { preferencesSchema } from './preferences.ts';
import { libraryCalls } from './library/calls.ts';

const token = z.string().min(16).max(128);
const fileName = z.string().min(1).max(255);
const nothing = z.strictObject({});

/** A file the person chose, named by an unguessable token that main minted. No path crosses the contract. */
export const grantSchema = z.strictObject({ token, name: fileName });
export type Grant = Readonly<z.infer<typeof grantSchema>>;

export const planSchema = z.strictObject({
  /** Which filter of the stack. */
  filterId: z.string(),
  /** `5×5 separable` */
  label: z.string(),
  /** True when the bytes are those of the float64 reference. */
  exact: z.boolean(),
  /** Largest possible distance from the exact value before rounding, in levels of u8 or u16, in units for f32. */
  bound: z.number(),
});
export type PlanSummary = Readonly<z.infer<typeof planSchema>>;

const waySchema = z.strictObject({
  /** `5×5 separable` */
  label: z.string(),
  /** Whether it could compute the filter at all. */
  applies: z.boolean(),
  /** The cost model's estimate for the whole picture; null where it does not apply. */
  milliseconds: z.number().nullable(),
  /** As in a plan; null where it does not apply. */
  exact: z.boolean(),
  bound: z.number().nullable(),
  /** Why it was chosen, or why not. */
  reason: z.string(),
});
/** One way to compute a filter. */
export type Way = Readonly<z.infer<typeof waySchema>>;

export const exportRequestSchema = z.strictObject({
  filters: filtersSchema,
  format: z.string().max(20),
  options: z.record(z.string().max(40), z.union([z.number(), z.string().max(40), z.boolean()])),
  keepMetadata: z.enum(['all', 'private', 'none']),
  /** Result size in pixels after filtering, or null for the filtered picture's own. */
  size: z.strictObject({ width: z.int().min(1), height: z.int().min(1) }).nullable(),
  /** Depth of the file, or null for the deepest the format holds up to the document's own. */
  depth: z.enum(['u8', 'u16', 'f32']).nullable(),
});
export type ExportRequest = Readonly<z.infer<typeof exportRequestSchema>>;

const opened = z.strictObject({
  name: fileName,
  info: documentInfoSchema,
  /** Ctrl+S may write back to where it came from. */ writable: z.boolean(),
});
export type Opened = Readonly<z.infer<typeof opened>>;

export const progressSchema = z.strictObject({
  stage: z.enum(['decode', 'filter', 'encode', 'write']),
  done: z.number(),
  total: z.number(),
  /**
   * Once at most, while a picture is opened: approximate and shrunk renders and thumbnails show it from now on, whatever
   * needs all of its pixels waits for them. Until the call has its answer it may still fail, and then the picture before is back.
   */
  opened: opened.optional(),
});
export type Progress = Readonly<z.infer<typeof progressSchema>>;

/** `body` says whether bytes travel with the parameters or the reply. */
interface CallSpec {
  readonly params: z.ZodType;
  readonly value: z.ZodType;
}
function call<P extends z.ZodType, V extends z.ZodType>(
  params: P,
  value: V,
): { readonly params: P; readonly value: V } {
  return { params, value };
}

/** What the page asks the engine, over the pixel wire. */
export const pixelCalls = {
  /**
   * A rectangle of the result at a pyramid level (1 pixel = 2^level image pixels), in that level's pixels.
   * Reply body: RGBA u8 straight for the screen (`display`), or the document's own channels and depth (`document`).
   * `exact`: the full-resolution result, downsampled. `approximate`: shrunk source, shrunk kernels.
   */
  render: call(
    z.strictObject({
      filters: filtersSchema,
      rectangle,
      level: z.int().min(0).max(16),
      quality: z.enum(['exact', 'approximate']),
      space: z.enum(['display', 'document']),
      /** The reply's body is shrunk once more: 1 pixel is the mean of 2^shrink × 2^shrink of the rectangle's. Never exact. */
      shrink: z.int().min(0).max(8).optional(),
      /** In place of the result: what it is minus what was there before, for the screen. */
      difference: differenceSchema.optional(),
    }),
    z.strictObject({
      rectangle,
      level: z.int(),
      /** Size of the whole result at level 0 (crop shrinks it). */
      size: z.strictObject({ width: z.int(), height: z.int() }),
      /** The source's pixel under the result's (0, 0); crop moves it. */
      origin: z.strictObject({ x: z.int(), y: z.int() }).optional(),
      exact: z.boolean(),
      /** The picture is still being decoded: these are pixels of a coarse one, and exact ones will keep waiting for it. */
      coarse: z.literal(true).optional(),
      /** Every pixel of the source is opaque. */
      opaque: z.boolean(),
      plans: z.array(planSchema),
      milliseconds: z.number(),
      /** Samples that had no valid value and were set to 0. */
      invalidSamples: z.int(),
      /** minimum and maximum that `minmax` mapped, per filter id. */
      ranges: z.record(z.string(), z.tuple([z.number(), z.number()])),
    }),
  ),
  /** A small picture of the whole result, for galleries. Reply body: RGBA u8. */
  thumbnail: call(
    z.strictObject({ filters: filtersSchema, maxWidth: z.int().min(1).max(512), maxHeight: z.int().min(1).max(512) }),
    z.strictObject({ width: z.int(), height: z.int() }),
  ),
  /**
   * Values around a pixel of the source and of the result, side = 2 · radius + 1, clamped at the edges.
   * Reply body: Float32, the source's side² · channels samples, then the result's; encoded fractions of full scale.
   */
  inspect: call(
    z.strictObject({ filters: filtersSchema, x: z.int(), y: z.int(), radius: z.int().min(0).max(16) }),
    z.strictObject({ channels: z.int().min(1).max(4), side: z.int(), pixel: inspectedPixel }),
  ),
  /**
   * How one filter of the stack is computed, and why not otherwise: the chosen way first, then the others from the
   * cheapest on. No ways where the filter is switched off.
   */
  explain: call(
    z.strictObject({ filters: filtersSchema, filterId: z.string().max(64) }),
    z.strictObject({ ways: z.array(waySchema) }),
  ),
  /**
   * The luminance of a square in the middle of the result, its side a power of two, in encoded values or linear light.
   * Reply body: Float32, fractions of full scale, row by row.
   */
  luminance: call(
    z.strictObject({ filters: filtersSchema, maxSide: z.int().min(1).max(512), light: z.enum(['encoded', 'linear']) }),
    z.strictObject({ side: z.int(), x: z.int(), y: z.int() }),
  ),
  /**
   * How the samples of the whole result are spread. Reply body: Uint32, `bins` for every lane.
   * `approximate`: of a shrunk picture, whose counts are for its own pixels.
   */
  histogram: call(histogramParams, histogramValue),
  /**
   * Which pixels of a rectangle (as for `render`) are out of range before they are clamped. Reply body: a byte per pixel,
   * of bits: 1 one of its image pixels is below 0, 2 above 1, 4 has no valid value.
   */
  marks: call(marksParams, marksValue),
  /**
   * One pixel (of the source) of one filter of the stack, told with all its numbers, and what the engine has there.
   * Reply body: the numbers of the taps (explain/explanation.ts).
   */
  step: call(
    z.strictObject({ filters: filtersSchema, filterId: z.string().max(64), x: z.int(), y: z.int() }),
    explanationSchema,
  ),
  /** Encodes the whole result and says how large the file would be. Reports progress. */
  estimate: call(
    exportRequestSchema,
    z.strictObject({ bytes: z.int(), milliseconds: z.number(), notes: z.array(z.string()) }),
  ),
} as const satisfies Record<string, CallSpec>;

/** What main asks the engine. */
export const engineCalls = {
  /** Body: the file's bytes. Replaces whatever was open. */
  open: call(z.strictObject({ fileName, acceptDamaged: z.boolean(), maxPixels: z.int().min(1) }), documentInfoSchema),
  close: call(nothing, nothing),
  /** Reply body: the encoded file. Reports progress. */
  export: call(exportRequestSchema, z.strictObject({ notes: z.array(z.string()), width: z.int(), height: z.int() })),
  ping: call(nothing, nothing),
} as const satisfies Record<string, CallSpec>;

const recent = z.strictObject({ token, name: fileName, width: z.int(), height: z.int(), thumbnail: z.string() });
export type Recent = Readonly<z.infer<typeof recent>>;

const chooseOpen = z.enum(['image', 'settings']);
const chooseSave = z.strictObject({
  suggestedName: fileName,
  extensions: z.array(z.string().max(10)).min(1),
  title: z.string().max(80),
});

/** What the page asks main, over the control wire. */
export const mainCalls = {
  start: call(
    nothing,
    z.strictObject({
      version: z.string(),
      platform: z.enum(['linux', 'darwin', 'win32']),
      /** `own`: the page draws the title bar's window buttons; `overlay`: the system does, over the page; `none`: a browser window. */
      windowFrame: z.enum(['own', 'overlay', 'traffic-lights', 'none']),
      /** Whether main shows open and save dialogs itself. */
      nativeDialogs: z.boolean(),
      initial: grantSchema.nullable(),
      /** Set when the page was reloaded while a document was open. */
      current: opened.nullable(),
      preferences: preferencesSchema,
    }),
  ),
  /** Native dialogs only. null when the person cancelled. */
  chooseOpen: call(z.strictObject({ kind: chooseOpen }), grantSchema.nullable()),
  /** The same for any number of kernel files. */
  chooseKernels: call(nothing, z.array(grantSchema).max(1000)),
  chooseSave: call(chooseSave, grantSchema.nullable()),
  /** Bytes the page holds (browser file input, drop, paste). Body: the file. */
  receive: call(z.strictObject({ name: fileName }), grantSchema),
  /** Reads and decodes an image; main keeps its bytes until the next one. Reports progress. */
  open: call(z.strictObject({ token, acceptDamaged: z.boolean() }), opened),
  /** The built-in sample picture. */
  openSample: call(nothing, opened),
  closeDocument: call(nothing, nothing),
  /** Reply body: the bytes of a kernel or recipe file, at most 8 MiB. */
  readSettings: call(z.strictObject({ token }), z.strictObject({ name: fileName })),
  /**
   * Exports through the engine and writes the file atomically. `to`: a save grant, `source` for the file the document
   * came from, or null to get the bytes back as body (a browser saves them itself).
   * `overwriteChanged`: write even though another program changed the file since it was opened (refused with `invalid` otherwise).
   */
  exportImage: call(
    z.strictObject({
      request: exportRequestSchema,
      to: z.union([token, z.literal('source'), z.null()]),
      overwriteChanged: z.boolean(),
    }),
    z.strictObject({ name: fileName.nullable(), bytes: z.int(), notes: z.array(z.string()) }),
  ),
  /** Writes a kernel or recipe file atomically. */
  writeText: call(z.strictObject({ to: token, text: z.string().max(8 * 2 ** 20) }), z.strictObject({ name: fileName })),
  /** The same for bytes: NumPy's .npy, a picture of the step-through. Body: the file, at most 8 MiB. */
  writeBytes: call(z.strictObject({ to: token }), z.strictObject({ name: fileName })),
  ...libraryCalls,
  recents: call(nothing, z.array(recent)),
  clearRecents: call(nothing, nothing),
  setPreferences: call(preferencesSchema, nothing),
  /** After `engine: lost`: the person asked for another try. */
  restartEngine: call(nothing, nothing),
  /** Unsaved changes exist: main asks before it closes the window. */
  setEdited: call(z.strictObject({ edited: z.boolean() }), nothing),
  /** The page answered `closing`. */
  confirmClose: call(nothing, nothing),
  window: call(
    z.strictObject({ action: z.enum(['minimise', 'maximise', 'close', 'fullscreen', 'new', 'quit']) }),
    nothing,
  ),
  /** Opens one of a fixed list of addresses in the person's browser. */
  openExternal: call(z.strictObject({ key: z.enum(['repository', 'documentation', 'licence']) }), nothing),
} as const satisfies Record<string, CallSpec>;

/** What main tells the page unasked. */
export const mainEvents = {
  /** The pixel wire of a `ready` engine is handed over by the host beside this event. */
  engine: z.strictObject({ state: z.enum(['starting', 'ready', 'lost']), restarted: z.boolean(), message: z.string() }),
  /** A file arrived from outside: second instance, file association, a drop heard by the preload. */
  openRequest: grantSchema,
  /** Kernels of the library were added, changed or deleted by a window of this program. */
  library: nothing,
  /** A native menu item; `id` as in commands.ts. */
  command: z.strictObject({ id: z.string().max(60) }),
  /** The window wants to close and `setEdited(true)` was the last word: ask, then call confirmClose or do nothing. */
  closing: nothing,
} as const satisfies Record<string, z.ZodType>;

export type Calls = Readonly<Record<string, CallSpec>>;
export type Params<C extends Calls, N extends keyof C> = z.output<C[N]['params']>;
export type Value<C extends Calls, N extends keyof C> = z.output<C[N]['value']>;
export type RenderParams = Params<typeof pixelCalls, 'render'>;
export type RenderValue = Value<typeof pixelCalls, 'render'>;

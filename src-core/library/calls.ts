// What the page asks main about kept kernels; part of the one contract (contract.ts).
import { z } from 'zod';
import { entrySchema, keptSchema, MAX_KEPT } from './entry.ts';

const id = z.string().max(64);
const token = z.string().min(16).max(128);
const nothing = z.strictObject({});

export const libraryCalls = {
  /** Every kept kernel without its matrix. `damaged`: files that were put aside just now because they could not be read. */
  library: {
    params: nothing,
    value: z.strictObject({ kernels: z.array(keptSchema), damaged: z.array(z.string().max(255)) }),
  },
  libraryRead: { params: z.strictObject({ id }), value: entrySchema },
  /** Adds a kernel (id null) or writes it anew. */
  libraryPut: {
    params: z.strictObject({ entry: entrySchema.extend({ id: entrySchema.shape.id.nullable() }) }),
    value: z.strictObject({ id: z.string() }),
  },
  libraryRemove: { params: z.strictObject({ ids: z.array(id).max(MAX_KEPT) }), value: nothing },
  /** A granted file of any kernel syntax, a recipe, a library, or an archive of them. */
  libraryImport: {
    params: z.strictObject({ token }),
    value: z.strictObject({ ids: z.array(z.string()), notes: z.array(z.string()) }),
  },
  /**
   * All kernels as one library file, or as an archive with a kernel file for each: written to a save grant, or sent back
   * as body where `to` is null.
   */
  libraryExport: {
    params: z.strictObject({ as: z.enum(['library', 'kernels']), to: token.nullable() }),
    value: z.strictObject({ bytes: z.int() }),
  },
} as const;

// The .kernel.json file (SEMANTICS §14), and opening kernels that other programs wrote.
import { z } from 'zod';
import { AppError } from './errors.ts';
import { createFilter } from './filters/index.ts';
import { filtersSchema, type Filter } from './filters/filter.ts';
import { asHandMade } from './filters/matrix.ts';
import { partsById, partsOf, partsSchema, rememberParts, rememberPartsById } from './filters/parts.ts';
import { settingsSchema } from './filters/settings.ts';
import type { Imported } from './kernel/import/imported.ts';
import { formulaSchema, kernelSchema, MAX_KERNEL_SIDE } from './kernel/kernel.ts';
import { looksLikeNpy } from './kernel/import/npy.ts';
import { parseKernelBytes, parseKernelText } from './kernel/parse.ts';
import { completeFilters, completeParts, parseSettings, printSettings } from './settings-file.ts';

const KIND = 'kernelcraft-kernel';
const VERSION = 1;

const side = z.int().min(1).max(MAX_KERNEL_SIDE);
const kernelFileSchema = z.strictObject({
  kind: z.literal(KIND),
  version: z.literal(VERSION),
  name: z.string().min(1).max(120),
  rows: side,
  columns: side,
  anchor: z.strictObject({ row: z.int().min(0), column: z.int().min(0) }),
  /** One list per row. */
  weights: z.array(z.array(z.number())).max(MAX_KERNEL_SIDE),
  /** What was typed, where that is more than the number; in the same shape. */
  expressions: z
    .array(z.array(z.string().max(200).nullable()))
    .max(MAX_KERNEL_SIDE)
    .optional(),
  /** What made all weights, where that was a formula. */
  formula: formulaSchema.optional(),
  /** The names of §0; missing ones take their default. */
  settings: settingsSchema.partial(),
  notes: z.string().max(10_000).optional(),
  tags: z.array(z.string().min(1).max(40)).max(20).optional(),
  /** Where the matrix came from, when it was computed: the type and its parameters. */
  provenance: z
    .strictObject({ type: z.string().max(40), parameters: z.record(z.string().max(40), z.number()) })
    .optional(),
  /** Of a composed kernel: what it can be taken apart into. */
  parts: filtersSchema.optional(),
  /** Of parts that are composed themselves, by their ids. */
  partsOfParts: partsSchema.optional(),
});

/** What a person wrote about a kernel. */
export interface KernelWords {
  readonly tags: readonly string[];
  readonly notes: string;
}
const NO_WORDS: KernelWords = { tags: [], notes: '' };

export interface OpenedKernel {
  readonly filter: Filter;
  readonly kept: KernelWords;
  /** Finished sentences on what an importer converted. */
  readonly notes: readonly string[];
}

/** A kernel as text, parametric filters as the matrix they amount to. Throws `too-large` when that exceeds 257 × 257. */
export function printKernelFile(filter: Filter, { tags, notes }: KernelWords = NO_WORDS): string {
  const { kernel } = asHandMade(filter);
  const parts = partsOf(filter);
  const partsOfParts = partsById(parts ?? []);
  if (!kernel) throw new AppError('internal', 'A filter without a matrix cannot be saved as a kernel.');
  const { rows, columns, anchor, weights, expressions, formula } = kernel;
  const inRows = <T>(list: readonly T[]) =>
    Array.from({ length: rows }, (_, row) => list.slice(row * columns, (row + 1) * columns));
  return printSettings({
    kind: KIND,
    version: VERSION,
    name: filter.name,
    rows,
    columns,
    anchor,
    weights: inRows(weights),
    ...(expressions ? { expressions: inRows(expressions) } : {}),
    ...(formula ? { formula } : {}),
    settings: filter.settings,
    ...(notes === '' ? {} : { notes }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(parts ? { parts } : {}),
    ...(Object.keys(partsOfParts).length === 0 ? {} : { partsOfParts }),
    ...(filter.kernel ? {} : { provenance: { type: filter.type, parameters: filter.parameters } }),
  });
}

/** Opens a .kernel.json or any text of §14. Errors: `invalid`, `unsupported`, `too-large`, naming the file. */
export function parseKernelFile(text: string, fileName: string): OpenedKernel {
  if (!/^\s*\{\s*(?:"|\})/u.test(text)) return imported(() => parseKernelText(text, 'file'), fileName);
  const file = parseSettings(text, fileName, KIND, VERSION, kernelFileSchema);
  const wrongRow = [...file.weights, ...(file.expressions ?? [])].findIndex((row) => row.length !== file.columns);
  if (
    wrongRow >= 0 ||
    file.weights.length !== file.rows ||
    (file.expressions && file.expressions.length !== file.rows)
  ) {
    throw new AppError(
      'invalid',
      `${fileName} could not be opened. Its weights are not ${file.rows} rows of ${file.columns} numbers.`,
    );
  }
  const { rows, columns, anchor } = file;
  const expressions = file.expressions ? { expressions: file.expressions.flat() } : {};
  const formula = file.formula ? { formula: file.formula } : {};
  const kernel = kernelSchema.safeParse({
    rows,
    columns,
    anchor,
    weights: file.weights.flat(),
    ...expressions,
    ...formula,
  });
  if (!kernel.success) {
    throw new AppError(
      'invalid',
      `${fileName} could not be opened. In its kernel, ${kernel.error.issues[0]?.message}.`,
    );
  }
  const filter = createFilter('kernel', { name: file.name, kernel: kernel.data, settings: defined(file.settings) });
  if (file.parts) {
    const parts = completeFilters(file.parts, fileName);
    rememberParts(filter, parts);
    rememberPartsById(parts, completeParts(file.partsOfParts ?? {}, fileName));
  }
  return {
    filter,
    kept: { tags: file.tags ?? [], notes: file.notes ?? '' },
    notes: [],
  };
}

/** The same for bytes, NumPy's .npy included. */
export function parseKernelFileBytes(bytes: Uint8Array, fileName: string): OpenedKernel {
  if (looksLikeNpy(bytes)) return imported(() => parseKernelBytes(bytes), fileName);
  return parseKernelFile(new TextDecoder().decode(bytes), fileName);
}

function imported(read: () => Imported, fileName: string): OpenedKernel {
  try {
    const { kernel, settings, notes, name } = read();
    return {
      filter: createFilter('kernel', { name: name?.slice(0, 120) || baseName(fileName), kernel, settings }),
      kept: NO_WORDS,
      notes,
    };
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    throw new AppError(thrown.code, `${fileName} could not be opened. ${thrown.message}`, { cause: thrown });
  }
}

/** Without `.kernel.json` or the last extension. */
function baseName(fileName: string): string {
  return (fileName.replace(/\.kernel\.json$/iu, '').replace(/(?<=.)\.[^.]*$/u, '') || 'Kernel').slice(0, 120);
}

/** Partial schemas say `undefined` for what is absent; settings have no such value. */
function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

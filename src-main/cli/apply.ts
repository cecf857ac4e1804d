// `kernelcraft apply`: every input through the same stack, engine and codec as the app's export.
import { stat } from 'node:fs/promises';
import { basename, relative, resolve } from 'node:path';
import type { ExportRequest, Progress } from '../../src-core/contract.ts';
import { createDocumentEngine, type DocumentEngine } from '../../src-core/engine/document-engine.ts';
import { AppError, toAppError, type ErrorCode } from '../../src-core/errors.ts';
import { filtersSchema } from '../../src-core/filters/filter.ts';
import type { Format, OptionValues } from '../../src-core/formats/format.ts';
import { createCodec } from '../codecs/codec.ts';
import { readUserFile, saveAtomically } from '../files.ts';
import { createEngine } from '../library.ts';
import { pixelBudget } from '../open-document.ts';
import { EXIT, printError, printLine, sentenceOf, UsageError, type CliIo, type ExitCode } from './io.ts';
import { createProgressBar, type ProgressBar } from './progress.ts';
import { filtersOf, type Step } from './steps.ts';
import { destinationOf, targetOf, type Target } from './targets.ts';

const MAX_IMAGE_BYTES = 2 ** 30;
const MAX_SETTINGS_BYTES = 8 * 2 ** 20;

export interface ApplyOptions {
  readonly output: string;
  readonly format?: string;
  readonly quality?: number;
  readonly metadata: ExportRequest['keepMetadata'];
  readonly threads?: number;
  readonly json: boolean;
  readonly force: boolean;
}

interface Written {
  readonly input: string;
  readonly ok: true;
  readonly output: string;
  readonly format: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly milliseconds: number;
  readonly notes: readonly string[];
}

interface Failed {
  readonly input: string;
  readonly ok: false;
  readonly error: { readonly code: ErrorCode; readonly message: string };
}

interface Job {
  readonly io: CliIo;
  readonly options: ApplyOptions;
  readonly documents: DocumentEngine;
  readonly filters: ExportRequest['filters'];
  readonly target: Target;
  readonly bar: ProgressBar;
  /** Full paths this run has written: two inputs of one name must not replace each other. */
  readonly written: Set<string>;
}

export async function apply(
  inputs: readonly string[],
  steps: readonly Step[],
  options: ApplyOptions,
  io: CliIo,
): Promise<ExitCode> {
  const readSettings = (file: string) =>
    readUserFile(resolve(io.cwd, file), { maxBytes: MAX_SETTINGS_BYTES, signal: io.signal });
  const { filters: wanted, notes } = await filtersOf(steps, readSettings);
  const filters = filtersSchema.parse(wanted);
  const target = await targetOf(options.output, inputs.length, options.format, io.cwd);
  assertQuality(target.format, options.quality);
  for (const note of notes) printLine(io.stderr, note);
  const engine = await createEngine(options.threads === undefined ? {} : { threads: options.threads });
  // Whether a picture tells its place is shown in the app only.
  const codec = createCodec(io.spawnSvgChild ? { spawnSvgChild: io.spawnSvgChild } : {});
  const documents = createDocumentEngine({ engine, codec, hasLocation: () => false });
  const bar = createProgressBar(io.stderr, inputs.length);
  try {
    return await applyToAll(inputs, { io, options, documents, filters, target, bar, written: new Set() });
  } finally {
    bar.stop();
    await documents.close();
    await engine.close();
  }
}

async function applyToAll(inputs: readonly string[], job: Job): Promise<ExitCode> {
  const { io, options, bar } = job;
  const results: (Written | Failed)[] = [];
  for (const [index, input] of inputs.entries()) {
    bar.file(index, basename(input));
    const result = await applyToOne(input, job);
    results.push(result);
    bar.pause();
    if (!result.ok) printError(io, result.error.message);
    else if (!options.json) printWritten(result, io);
  }
  const failed = results.filter((result) => !result.ok).length;
  if (options.json)
    printLine(io.stdout, JSON.stringify({ files: results, written: results.length - failed, failed }, null, 2));
  else if (failed > 0 && inputs.length > 1) printError(io, `${failed} of ${inputs.length} images failed.`);
  return failed > 0 ? EXIT.someFailed : EXIT.done;
}

/** One file's failure is its own; only an interruption ends the run. */
async function applyToOne(input: string, job: Job): Promise<Written | Failed> {
  try {
    return await filterFile(input, job);
  } catch (thrown) {
    job.io.signal.throwIfAborted();
    const { code } = toAppError(thrown);
    const sentence = sentenceOf(thrown);
    const name = basename(input);
    return { input, ok: false, error: { code, message: sentence.includes(name) ? sentence : `${name}: ${sentence}` } };
  }
}

async function filterFile(
  input: string,
  { io, options, documents, filters, target, bar, written }: Job,
): Promise<Written> {
  const started = performance.now();
  const { signal } = io;
  const path = resolve(io.cwd, input);
  const work = { signal, progress: (progress: Progress) => bar.report(progress) };
  // A file that is in the way is found before the work where its name is known already.
  if (target.kind === 'file') await assertFree(target.path, options.force, written);
  const source = await readUserFile(path, { maxBytes: MAX_IMAGE_BYTES, signal });
  const info = await documents.open(
    source,
    { fileName: basename(path), acceptDamaged: false, maxPixels: pixelBudget() },
    work,
  );
  const destination = destinationOf(target, path, info.format);
  await assertFree(destination.path, options.force, written);
  const { format } = destination;
  const file = await documents.export(
    {
      filters,
      format: format.id,
      options: encodingOf(format, options.quality),
      keepMetadata: options.metadata,
      size: null,
      depth: null,
    },
    work,
  );
  bar.report({ stage: 'write', done: 0, total: 1 });
  await assertFree(destination.path, options.force, written);
  await saveAtomically(destination.path, file.bytes, { signal });
  written.add(destination.path);
  return {
    input,
    ok: true,
    output: destination.path,
    format: format.id,
    width: file.width,
    height: file.height,
    bytes: file.bytes.length,
    milliseconds: Math.round(performance.now() - started),
    notes: [...info.notes, ...file.notes],
  };
}

async function assertFree(path: string, force: boolean, written: ReadonlySet<string>): Promise<void> {
  if (written.has(path)) {
    throw new AppError(
      'invalid',
      `${basename(path)} was already written by another input of this run; the names must differ.`,
    );
  }
  if (force) return;
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  if (exists)
    throw new AppError('invalid', `${basename(path)} exists already and was left as it is. Use --force to replace it.`);
}

/** The same defaults as the export dialog. */
function encodingOf(format: Format, quality: number | undefined): OptionValues {
  const values: Record<string, number | string | boolean> = {};
  for (const option of format.options) values[option.name] = option.default;
  if (quality !== undefined && 'quality' in values) values['quality'] = quality;
  return values;
}

function assertQuality(format: Format | null, quality: number | undefined): void {
  if (quality === undefined) return;
  if (!Number.isInteger(quality) || quality < 1 || quality > 100)
    throw new UsageError('Expected 1 to 100 for --quality.');
  if (format && !format.options.some(({ name }) => name === 'quality')) {
    throw new UsageError(`${format.label} has no quality to choose; --quality is for JPEG, WebP and AVIF.`);
  }
}

function printWritten({ input, output, width, height, bytes, notes }: Written, io: CliIo): void {
  const inside = relative(io.cwd, output);
  const shown = inside.startsWith('..') ? output : inside;
  printLine(io.stdout, `${input} → ${shown}  ${width} × ${height}, ${sizeOf(bytes)}`);
  for (const note of notes) printLine(io.stderr, `${basename(input)}: ${note}`);
}

/** Decimal units, as file managers show them. */
function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

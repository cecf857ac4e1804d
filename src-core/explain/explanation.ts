// One pixel of one filter with all its numbers, as the engine tells it to the page (SEMANTICS §1–§9).
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { BORDERS, OUTPUTS } from '../filters/settings.ts';

/** Larger kernels are not laid out tap by tap. */
export const MAX_EXPLAINED_SIDE = 257;

/**
 * What happens to a sum until it is a sample, in this order; only what acts is told. Values are in the units in which
 * the channel is shown: codes of the document, or light from 0 to 1 until `encoded`.
 */
export const LINE_KINDS = [
  /** Σ w · value, the value weighted by opacity where that acts. */
  'sum',
  /** Σ w · α, of 0..1. */
  'opacity-sum',
  /** Sum ÷ Σ w · α × S: colour freed of its opacity. */
  'unweighted',
  /** The pixel's own colour · (S − Σ w · α), for neighbours that are transparent; added to the sum. */
  'own-share',
  /** α: by S, and never biased. */
  'divided-by-sum',
  'divided',
  'biased',
  'absolute',
  'signed',
  'stretched',
  /** The pixel's own colour + (Y' − Y). */
  'luminance',
  'blended',
  'encoded',
  'rounded',
  'clamped',
  /** Kept as float32, neither rounded nor clamped. */
  'float',
  /** No valid number: 0 is stored. */
  'invalid',
  'kept-opacity',
  'copied-border',
  'copied-channel',
  'copied-amount',
  'copied-hidden',
] as const;
export type LineKind = (typeof LINE_KINDS)[number];

/** null stands for what is no number: NaN and ±∞. */
const number = z.number().nullable();

const lineSchema = z.strictObject({ kind: z.enum(LINE_KINDS), value: number });
export type ResultLine = Readonly<z.infer<typeof lineSchema>>;

const channelSchema = z.strictObject({
  lines: z.array(lineSchema),
  /** The pixel's own sample, and what becomes of it. */
  own: number,
  result: number,
  /** The result before it was rounded; null where nothing is. */
  unrounded: number,
  /** The engine's own sample there. */
  engine: number,
});
export type ChannelResult = Readonly<z.infer<typeof channelSchema>>;

export const explanationSchema = z.strictObject({
  /** The kernel as it lies on the picture: turned by 180° where it is flipped. */
  rows: z.int().min(1).max(MAX_EXPLAINED_SIDE),
  columns: z.int().min(1).max(MAX_EXPLAINED_SIDE),
  anchor: z.strictObject({ row: z.int(), column: z.int() }),
  /** The filter's input on the source: crop before it moves it. */
  input: z.strictObject({ x: z.int(), y: z.int(), width: z.int(), height: z.int() }),
  /** The pixel, as a pixel of the source. */
  pixel: z.strictObject({ x: z.int(), y: z.int() }),
  /** Which pixel of the source each column and row of the kernel reads; null: the border colour. */
  columnsFrom: z.array(z.int().nullable()).max(MAX_EXPLAINED_SIDE),
  rowsFrom: z.array(z.int().nullable()).max(MAX_EXPLAINED_SIDE),
  channels: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  /** Full scale of the codes that samples are shown in: 255, 65535, or 1 for a float document. */
  codes: z.number(),
  /** Of the result: float between filters. */
  depth: z.enum(['u8', 'u16', 'f32']),
  linear: z.boolean(),
  luminance: z.boolean(),
  law: z.enum(['plain', 'premultiplied', 'preserve']),
  /** All that the kernel weighs is opaque, so that opacity changes nothing. */
  opaque: z.boolean(),
  sum: z.number(),
  divisor: z.number(),
  /** In the units of the lines. */
  bias: z.number(),
  flip: z.boolean(),
  border: z.enum(BORDERS),
  output: z.enum(OUTPUTS),
  amount: z.number(),
  range: z.tuple([z.number(), z.number()]).nullable(),
  /** One per channel; none where crop leaves no result for the pixel. */
  results: z.array(channelSchema).max(4),
  plan: z.strictObject({ label: z.string(), exact: z.boolean(), bound: z.number() }).nullable(),
});
export type ExplanationFacts = Readonly<z.infer<typeof explanationSchema>>;

/** The facts with the numbers of every tap, row by row as the kernel lies on the picture. */
export interface Explanation extends ExplanationFacts {
  readonly weights: Float64Array;
  /** As they are stored, `channels` a tap, in codes. */
  readonly stored: Float64Array;
  /** What is weighed, `colours` a tap: codes, light, or one luminance. */
  readonly entering: Float64Array;
  /** 0..1; empty without opacity. */
  readonly alpha: Float64Array;
}

export function coloursOf({ channels, luminance }: Pick<ExplanationFacts, 'channels' | 'luminance'>): number {
  return luminance ? 1 : channels > 2 ? 3 : 1;
}

function lengthsOf(facts: ExplanationFacts): readonly [number, number, number, number] {
  const taps = facts.rows * facts.columns;
  return [taps, taps * facts.channels, taps * coloursOf(facts), facts.channels % 2 === 0 ? taps : 0];
}

/** The numbers of all taps as the body of a reply. */
export function packTaps({ weights, stored, entering, alpha }: Explanation): Uint8Array {
  const parts = [weights, stored, entering, alpha];
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return new Uint8Array(all.buffer);
}

/** Throws `internal` when the body does not hold what the facts promise. */
export function unpackTaps(facts: ExplanationFacts, body: Uint8Array): Explanation {
  const lengths = lengthsOf(facts);
  if (body.byteLength !== 8 * lengths.reduce((sum, length) => sum + length, 0)) {
    throw new AppError('internal', 'The numbers of the pixel did not arrive whole.');
  }
  // A view of a frame may start at any byte.
  const all = new Float64Array(body.slice().buffer);
  let at = 0;
  const [weights, stored, entering, alpha] = lengths.map((length) => all.subarray(at, (at += length)));
  return { ...facts, weights: weights!, stored: stored!, entering: entering!, alpha: alpha! };
}

// A plan made ready for loops that are emitted for its kernel. What the plan does without them stays beside it, for machines
// and builds without vectors.
import type { Frame, Prepared } from '../proposal.ts';
import * as slots from '../wasm/emitted-slots.ts';
import { STEP } from '../wasm/emitted-layout.ts';
import { compileRows, type Emitted } from './compile.ts';
import type { RowStructure } from './row.ts';
import { rowFinishOf, type Grouped } from './structure.ts';

export interface EmittedPlan {
  readonly code: Emitted;
  /** Codes, or sums that have yet to be finished. */
  readonly way: number;
  /** The kernel's rows. */
  readonly rows: number;
  readonly downWeights: Int16Array;
  /** Of the second loop, if there is one. */
  readonly acrossWeights: Int16Array | null;
}

/** Null where no code can be emitted. `across`: a second loop along the sums of the first. `shift`: as in RowStructure. */
export function emitPlan(
  rows: number,
  products: RowStructure['products'],
  down: Grouped,
  across: Grouped | null,
  finish: Uint8Array,
  shift = 0,
): EmittedPlan | null {
  const last = rowFinishOf(finish);
  const first = { samples: 'bytes', rows, results: 2, groups: down.groups, products, shift, finish: last } as const;
  const code = compileRows(
    across
      ? [
          { ...first, finish: { way: 'sums' } },
          { samples: 'shorts', rows: 1, results: 1, groups: across.groups, products, shift: 0, finish: last },
        ]
      : [first],
  );
  const way = last.way === 'sums' ? slots.SUMS : slots.CODES;
  return code && { code, way, rows, downWeights: down.weights, acrossWeights: across?.weights ?? null };
}

const STRIP_SAMPLES = 8192;
const TILE_ROWS = 64;

export function withEmitted(plain: Prepared, emitted: EmittedPlan | null, frame: Frame): Prepared {
  if (!emitted) return plain;
  const { reach, area, threads, workChannels: channels } = frame;
  const { code, way, rows, downWeights, acrossWeights } = emitted;
  const stripWidth = Math.max(8, Math.min(area.width, Math.floor(STRIP_SAMPLES / channels)));
  const lineBytes = padded((stripWidth + reach.left + reach.right) * channels);
  let scratchBytes = 0;
  const room = (bytes: number): number => {
    const start = scratchBytes;
    scratchBytes += Math.ceil(bytes / 64) * 64;
    return start;
  };
  // Two rows of the result at once.
  const atRows = room((rows + 1) * 4);
  const atOrdered = room((rows + 1) * 4);
  const atLines = room((rows + 1) * lineBytes);
  const betweenBytes = acrossWeights ? 2 * lineBytes : 0;
  const atBetween = room(2 * betweenBytes);
  const sumBytes = 2 * padded(stripWidth * channels);
  const atSums = room(2 * sumBytes);
  const fairShare = Math.ceil((area.height * Math.ceil(area.width / stripWidth)) / (2 * threads));
  return {
    tile: { width: stripWidth, height: Math.max(8, Math.min(area.height, TILE_ROWS, fairShare)) },
    scratchBytes: Math.max(plain.scratchBytes, scratchBytes),
    phases: [],
    code,
    write(block) {
      plain.write(block);
      block.set(slots.WAY, way);
      block.set(slots.STRIP_WIDTH, stripWidth);
      block.set(slots.ROWS, rows);
      block.set(slots.TWO_PASSES, Number(acrossWeights !== null));
      block.set(slots.DOWN_WEIGHTS, block.place(downWeights));
      if (acrossWeights) block.set(slots.ACROSS_WEIGHTS, block.place(acrossWeights));
      block.set(slots.LINE_BYTES, lineBytes);
      block.set(slots.AT_ROWS, atRows);
      block.set(slots.AT_ORDERED, atOrdered);
      block.set(slots.AT_LINES, atLines);
      block.set(slots.AT_BETWEEN, atBetween);
      block.set(slots.AT_SUMS, atSums);
      block.set(slots.BETWEEN_BYTES, betweenBytes);
      block.set(slots.SUM_BYTES, sumBytes);
    },
  };
}

/** The last step of a short row runs beyond its end. */
function padded(samples: number): number {
  return Math.ceil(samples / STEP) * STEP + 2 * STEP;
}

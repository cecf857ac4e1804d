// Which pixels of a cell are compared, and what they have to be: once for all contestants that see the same.
import { mapCoordinate } from '../../src-core/convolve/border.ts';
import { convolveReference } from '../../src-core/convolve/convolve.ref.ts';
import { extentOf } from '../../src-core/convolve/sums.ts';
import { DEFAULT_SETTINGS, type Border } from '../../src-core/filters/settings.ts';
import { createRaster, type Raster } from '../../src-core/raster.ts';
import type { Subject } from './cases.ts';
import { settingsOf } from './settings.ts';
import type { Assignment } from './protocol.ts';
import { exactSums, operatorOf, samplePixels, type SampleRow } from './reference.ts';

export interface Truth {
  readonly probes: readonly number[];
  /** For the picture as it is now. */
  readonly of: (subject: Subject, border: Border) => ArrayLike<number>;
  /** For the picture and the subject that the cell begins with; computed once. */
  readonly atFirst: (border: Border) => ArrayLike<number>;
}

const SEED = 11;
/** Pixels of the four plain channels: 16 rows of 125. */
const ROWS = 16;
const COLUMNS = 125;
/** Taps that the reference of opacity and light may visit; some microseconds each. */
const MOST_VISITS = 2_000_000;
const FEWEST_ROWS = 4;
const MOST_ROWS = 20;

/** Four plain channels: sums in float64, and nothing else. */
export function plainTruth(picture: Raster, first: Subject): Truth {
  const pixels = samplePixels(picture, ROWS, COLUMNS, SEED);
  return truthOf(probesOf(picture, pixels), first, (subject, border) => exactSums(picture, subject, border, pixels));
}

function truthOf(probes: readonly number[], first: Subject, of: Truth['of']): Truth {
  const known = new Map<Border, ArrayLike<number>>();
  return {
    probes,
    of,
    atFirst(border) {
      const values = known.get(border) ?? of(first, border);
      known.set(border, values);
      return values;
    },
  };
}

/** With opacity and light: the project's own reference on the part of the picture that each pixel needs. */
export function settledTruth(picture: Raster, assignment: Assignment): Truth {
  const { rows, columns } = extentOf(operatorOf(assignment.subject));
  const side = Math.floor(Math.sqrt(MOST_VISITS / (rows * columns)));
  const count = Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, side));
  const pixels = samplePixels(picture, count, count, SEED);
  return truthOf(probesOf(picture, pixels), assignment.subject, (subject, border) => {
    const settings = { ...DEFAULT_SETTINGS, ...settingsOf(subject, assignment), border: 'crop' as const };
    return pixels.flatMap(({ y, columns: xs }) =>
      xs.flatMap((x) => {
        const patch = patchRound(picture, subject, border, x, y);
        return [...convolveReference(patch, operatorOf(subject), settings).raster.data];
      }),
    );
  });
}

function probesOf({ width, channels }: Raster, pixels: readonly SampleRow[]): number[] {
  return pixels.flatMap(({ y, columns }) =>
    columns.flatMap((x) => Array.from({ length: channels }, (_, channel) => (y * width + x) * channels + channel)),
  );
}

/** Just what the kernel covers when it lies on (x, y); the bench's kernels have their anchor in the middle. */
function patchRound(picture: Raster, subject: Subject, border: Border, x: number, y: number): Raster {
  const { rows, columns } = extentOf(operatorOf(subject));
  const { width, height, channels, depth, data } = picture;
  const patch = createRaster(columns, rows, channels, depth);
  for (let j = 0, write = 0; j < rows; j++) {
    const row = mapCoordinate(border, y + j - (rows >> 1), height);
    for (let i = 0; i < columns; i++) {
      const start = (row * width + mapCoordinate(border, x + i - (columns >> 1), width)) * channels;
      for (let channel = 0; channel < channels; channel++) patch.data[write++] = data[start + channel] ?? 0;
    }
  }
  return patch;
}

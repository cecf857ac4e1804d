// Which pixels of a cell are compared, and what they have to be: once for all contestants that see the same.
import type { Border } from '../../src-core/filters/settings.ts';
import type { Raster } from '../../src-core/raster.ts';
import type { Subject } from './cases.ts';
import type { Assignment } from './protocol.ts';
import { divisorOf, operatorOf, rowsOf, samplePixels, sumsAt, type SampleRow } from './reference.ts';
import { settledSamples } from './settled.ts';

export interface Truth {
  readonly probes: readonly number[];
  /** For the picture as it is now. */
  readonly of: (subject: Subject, border: Border) => ArrayLike<number>;
  /** For the picture and the subject that the cell begins with; computed once. */
  readonly atFirst: (border: Border) => ArrayLike<number>;
}

const SEED = 11;
/** 2,000 pixels: few rows of many columns, since separable kernels sum whole rows first. */
const ROWS = { plain: 16, settled: 8 };
const PIXELS = 2000;

/** Four plain channels: sums in float64, and nothing else. */
export function plainTruth(picture: Raster, first: Subject): Truth {
  const pixels = samplePixels(picture, ROWS.plain, PIXELS / ROWS.plain, SEED);
  return truthOf(probesOf(picture, pixels), first, (subject, border) => {
    const divisor = divisorOf(subject);
    return sumsAt(rowsOf(picture), operatorOf(subject), border, pixels).map((sum) => sum / divisor);
  });
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

/** With the opacity and the light of an assignment. */
export function settledTruth(picture: Raster, assignment: Assignment): Truth {
  const pixels = samplePixels(picture, ROWS.settled, PIXELS / ROWS.settled, SEED);
  return truthOf(probesOf(picture, pixels), assignment.subject, (subject, border) =>
    settledSamples(picture, subject, { ...assignment, border }, pixels),
  );
}

function probesOf({ width, channels }: Raster, pixels: readonly SampleRow[]): number[] {
  return pixels.flatMap(({ y, columns }) =>
    columns.flatMap((x) => Array.from({ length: channels }, (_, channel) => (y * width + x) * channels + channel)),
  );
}

// How the histogram is looked at, kept while its dock is closed.
import type { HistogramLane } from '../../src-core/inspection.ts';

export class HistogramChoices {
  lanes = $state.raw<readonly HistogramLane['name'][]>(['red', 'green', 'blue', 'grey']);
  stacked = $state(false);
  logarithmic = $state(false);
  /** Whose numbers the table shows. */
  side = $state<'before' | 'after'>('after');
}

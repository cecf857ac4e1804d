// What a kernel will do, small ones when the page has nothing better to do, large ones from a worker: the newest wins.
import type { Filter } from '../../../src-core/filters/filter.ts';
import { operatorOf } from '../../../src-core/filters/index.ts';
import { analyse, type Analysis, type Meaning } from '../../../src-core/kernel/analyse.ts';
import type { KernelWish } from './analysis-worker.ts';
import { LatestAnswer } from './latest-answer.ts';

/** Weights up to which an analysis takes less than 2 ms. */
const SMALL = 15 * 15;

export function wishOf(filter: Filter): KernelWish {
  const { normalise, divisor, bias, flip, output, amount } = filter.settings;
  const meaning: Meaning = { normalise, divisor, bias, flip, output, amount };
  return { operator: operatorOf(filter), meaning };
}

export class Analyser {
  readonly #onAnalysis: (analysis: Analysis) => void;
  readonly #worker: LatestAnswer<'analysis'>;
  /** A small kernel that is about to be analysed. */
  #waiting: KernelWish | null = null;

  constructor(onAnalysis: (analysis: Analysis) => void) {
    this.#onAnalysis = onAnalysis;
    this.#worker = new LatestAnswer('analysis', onAnalysis);
  }

  want(filter: Filter): void {
    const wish = wishOf(filter);
    const { operator } = wish;
    const lines =
      operator.form === 'separable' ? operator.vertical.weights.length + operator.horizontal.weights.length : 0;
    const weights = operator.form === 'matrix' ? operator.kernel.weights.length : lines;
    if (weights > SMALL) {
      this.#waiting = null;
      this.#worker.want(wish);
    } else {
      this.#worker.forget();
      this.#soon(wish);
    }
  }

  /** The picture comes first: pixels of an edit are asked for, drawn and shown in tasks of a higher priority. */
  #soon(wish: KernelWish): void {
    const asked = this.#waiting !== null;
    this.#waiting = wish;
    if (asked) return;
    void scheduler.postTask(
      () => {
        const { operator, meaning } = this.#waiting ?? {};
        this.#waiting = null;
        if (operator && meaning) this.#onAnalysis(analyse(operator, meaning));
      },
      { priority: 'background' },
    );
  }

  close(): void {
    this.#waiting = null;
    this.#worker.close();
  }
}

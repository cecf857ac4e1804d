// What a kernel will do, small ones at once, large ones from a worker: the newest wins, one is under way.
import type { Filter } from '../../../src-core/filters/filter.ts';
import { operatorOf } from '../../../src-core/filters/index.ts';
import { analyse, type Analysis } from '../../../src-core/kernel/analyse.ts';
import type { AnalysisAnswer, AnalysisWish } from './analysis-worker.ts';

/** Weights up to which an analysis takes less than 2 ms. */
const SMALL = 31 * 31;

export class Analyser {
  readonly #onAnalysis: (analysis: Analysis) => void;
  #worker: Worker | null = null;
  /** What was asked last, while it is the worker's to answer. */
  #wanted: AnalysisWish | null = null;
  #asked: AnalysisWish | null = null;

  constructor(onAnalysis: (analysis: Analysis) => void) {
    this.#onAnalysis = onAnalysis;
  }

  want(filter: Filter): void {
    const operator = operatorOf(filter);
    const { normalise, divisor } = filter.settings;
    const scaling = { normalise, divisor };
    const weights = operator.form === 'matrix' ? operator.kernel.weights.length : 0;
    this.#wanted = weights > SMALL ? { operator, scaling } : null;
    if (this.#wanted) this.#ask();
    else this.#onAnalysis(analyse(operator, scaling));
  }

  close(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#wanted = null;
    this.#asked = null;
  }

  #ask(): void {
    if (this.#asked || !this.#wanted) return;
    this.#worker ??= this.#start();
    this.#asked = this.#wanted;
    this.#worker.postMessage(this.#asked);
  }

  #start(): Worker {
    const worker = new Worker(new URL('./analysis-worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<AnalysisAnswer>) => {
      const current = this.#asked === this.#wanted;
      this.#asked = null;
      if (!current) return this.#ask();
      this.#wanted = null;
      this.#onAnalysis(data);
    });
    return worker;
  }
}

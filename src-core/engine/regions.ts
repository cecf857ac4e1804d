// Parts of results that are kept in the engine's memory, under names of their content and a byte budget: what was used
// last stays longest. A part that somebody still reads outlives its place here.
import { contains, intersect, type Rectangle } from '../geometry.ts';
import { bytesPerSample } from '../raster.ts';
import type { Evaluation } from './evaluation.ts';

interface Region {
  readonly key: string;
  readonly evaluation: Evaluation;
  readonly bytes: number;
  /** Those who read it, and this cache while it keeps it. */
  holders: number;
}

export class Regions {
  readonly #budgetBytes: number;
  /** In the order of their last use. */
  readonly #regions = new Set<Region>();
  #heldBytes = 0;

  constructor(budgetBytes: number) {
    this.#budgetBytes = budgetBytes;
  }

  get heldBytes(): number {
    return this.#heldBytes;
  }

  /** One part that holds the whole rectangle. The caller releases it. */
  covering(key: string, rectangle: Rectangle): Evaluation | null {
    for (const region of this.#regions) {
      if (region.key === key && contains(region.evaluation.rectangle, rectangle)) return this.#use(region);
    }
    return null;
  }

  /** All parts that hold some of the rectangle. The caller releases them. */
  touching(key: string, rectangle: Rectangle): Evaluation[] {
    return [...this.#regions]
      .filter((region) => {
        const common = intersect(region.evaluation.rectangle, rectangle);
        return region.key === key && common.width > 0 && common.height > 0;
      })
      .map((region) => this.#use(region));
  }

  /** Takes the evaluation over, and with it those of the same name that lie inside it; hands it out once. */
  keep(key: string, evaluation: Evaluation): Evaluation {
    const { width, height, channels, depth } = evaluation.raster;
    const bytes = width * height * channels * bytesPerSample(depth);
    if (bytes > this.#budgetBytes) return evaluation;
    for (const other of this.#regions) {
      if (other.key === key && contains(evaluation.rectangle, other.evaluation.rectangle)) this.#drop(other);
    }
    const region: Region = { key, evaluation, bytes, holders: 1 };
    this.#regions.add(region);
    this.#heldBytes += bytes;
    const handed = this.#use(region);
    for (const oldest of this.#regions) {
      if (this.#heldBytes <= this.#budgetBytes) break;
      this.#drop(oldest);
    }
    return { ...handed, milliseconds: evaluation.milliseconds };
  }

  clear(): void {
    for (const region of this.#regions) this.#drop(region);
  }

  #use(region: Region): Evaluation {
    this.#regions.delete(region);
    this.#regions.add(region);
    region.holders += 1;
    let released = false;
    const release = (): void => {
      if (!released) this.#letGo(region);
      released = true;
    };
    return { ...region.evaluation, milliseconds: 0, release };
  }

  #drop(region: Region): void {
    if (!this.#regions.delete(region)) return;
    this.#heldBytes -= region.bytes;
    this.#letGo(region);
  }

  #letGo(region: Region): void {
    region.holders -= 1;
    if (region.holders === 0) region.evaluation.release();
  }
}

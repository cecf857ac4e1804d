// Exact pixels that were shown before: they come back at once after an undo, a pan or a zoom. Kept under a byte budget.
import type { Rectangle } from '../../src-core/geometry.ts';
import { cellsOf, rectangleOf, type Cell } from './levels.ts';

/** A reply's pixels, RGBA; `rectangle` in pixels of the level. Cells are views on it. */
export interface Pixels {
  readonly rectangle: Rectangle;
  readonly bytes: Uint8Array;
}

interface Kept {
  readonly pixels: Pixels;
  readonly byteCount: number;
}

export class TileCache {
  readonly #budget: number;
  /** The longest unused comes first. */
  readonly #cells = new Map<string, Kept>();
  #bytes = 0;

  constructor(budgetBytes: number) {
    this.#budget = budgetBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(key: string, level: number, cell: Cell): Pixels | null {
    const name = nameOf(key, level, cell);
    const kept = this.#cells.get(name);
    if (!kept) return null;
    this.#cells.delete(name);
    this.#cells.set(name, kept);
    return kept.pixels;
  }

  has(key: string, level: number, cell: Cell): boolean {
    return this.#cells.has(nameOf(key, level, cell));
  }

  /** Takes in the cells that lie wholly in the pixels; `whole`: the level. */
  put(key: string, level: number, whole: Rectangle, pixels: Pixels): void {
    for (const cell of cellsOf(pixels.rectangle)) {
      const { width, height } = rectangleOf(cell, pixels.rectangle);
      const full = rectangleOf(cell, whole);
      if (width < full.width || height < full.height) continue;
      this.#set(nameOf(key, level, cell), { pixels, byteCount: width * height * 4 });
    }
    for (const name of this.#cells.keys()) {
      if (this.#bytes <= this.#budget) break;
      this.#drop(name);
    }
  }

  clear(): void {
    this.#cells.clear();
    this.#bytes = 0;
  }

  #set(name: string, kept: Kept): void {
    this.#drop(name);
    this.#cells.set(name, kept);
    this.#bytes += kept.byteCount;
  }

  #drop(name: string): void {
    this.#bytes -= this.#cells.get(name)?.byteCount ?? 0;
    this.#cells.delete(name);
  }
}

function nameOf(key: string, level: number, { column, row }: Cell): string {
  return `${level}/${column}/${row}/${key}`;
}

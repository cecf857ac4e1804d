// Painting weights: a stroke covers cells, and what it covers is set, added to or erased, together with its twins.
import type { Cell, Kernel } from './kernel.ts';
import { twinsOf, type Symmetry } from './symmetry.ts';

export const BRUSH_MODES = ['set', 'add', 'erase'] as const;
export type BrushMode = (typeof BRUSH_MODES)[number];

export interface Brush {
  readonly mode: BrushMode;
  /** The weight that is set, or what is added. */
  readonly value: number;
  /** Diameter in cells. */
  readonly size: number;
  /** 0: every cell fully; 1: the cover falls off from the middle. */
  readonly softness: number;
}

export interface StrokePoint extends Cell {
  /** 0 to 1 as a pen reports it; 1 for a mouse. Scales the value. */
  readonly pressure: number;
}

/** A disc of a whole radius would have a single cell at each of its four ends. */
const radiusOf = (size: number): number => (size > 5 ? size / 2 - 0.25 : size / 2);

/** How much of a cell the brush covers whose middle is this many cells away. */
export function coverAt(distance: number, { size, softness }: Brush): number {
  const radius = radiusOf(size);
  if (distance > radius) return 0;
  const inner = radius * (1 - softness);
  if (distance <= inner) return 1;
  const t = (distance - inner) / (radius - inner);
  return 1 - t * t * (3 - 2 * t);
}

/** Soft covers make weights such as 0.5372: more digits would be noise in the text that is copied out. */
const SOFT_DIGITS = 6;
/** Takes away what binary fractions add: 0.1 + 0.2 is 0.3. */
const EXACT_DIGITS = 12;

/**
 * One stroke under way. A cell's cover is the most that any part of the stroke gave it, so that going over it twice
 * within one stroke adds nothing: the stroke is a function of its path, not of how fast it was drawn.
 */
export class Stroke {
  readonly #from: Kernel;
  readonly #brush: Brush;
  readonly #symmetry: Symmetry;
  readonly #cover: Float64Array;
  readonly #pressure: Float64Array;
  #weights: number[];
  #expressions: (string | null)[] | null;
  #last: StrokePoint | null = null;

  constructor(from: Kernel, brush: Brush, symmetry: Symmetry) {
    this.#from = from;
    this.#brush = brush;
    this.#symmetry = symmetry;
    this.#cover = new Float64Array(from.weights.length);
    this.#pressure = new Float64Array(from.weights.length);
    this.#weights = [...from.weights];
    this.#expressions = from.expressions ? [...from.expressions] : null;
  }

  /** The kernel it began on, as long as nothing is different. */
  get kernel(): Kernel {
    const { rows, columns, anchor, weights } = this.#from;
    const kept = this.#from.expressions?.every((text, index) => text === this.#expressions?.[index]) ?? true;
    if (kept && weights.every((weight, index) => weight === this.#weights[index])) return this.#from;
    const kernel = { rows, columns, anchor, weights: this.#weights };
    const expressions = this.#expressions;
    return expressions?.some((text) => text !== null) ? { ...kernel, expressions } : kernel;
  }

  /** On from the last point in a straight line. */
  lineTo(point: StrokePoint): Kernel {
    this.#part();
    this.#settle(this.#coverLine(this.#last ?? point, point));
    this.#last = point;
    return this.kernel;
  }

  /** Forgets the way so far: the stroke is one straight line. */
  straight(from: StrokePoint, to: StrokePoint): Kernel {
    this.#cover.fill(0);
    this.#pressure.fill(0);
    this.#weights = [...this.#from.weights];
    this.#expressions = this.#from.expressions ? [...this.#from.expressions] : null;
    this.#last = from;
    return this.lineTo(to);
  }

  /** The kernel handed out before stays as it was. */
  #part(): void {
    this.#weights = [...this.#weights];
    if (this.#expressions) this.#expressions = [...this.#expressions];
  }

  #coverLine(from: StrokePoint, to: StrokePoint): readonly number[] {
    const { rows, columns } = this.#from;
    const reach = this.#brush.size / 2;
    const raised: number[] = [];
    const top = Math.max(0, Math.ceil(Math.min(from.row, to.row) - reach));
    const bottom = Math.min(rows - 1, Math.floor(Math.max(from.row, to.row) + reach));
    const left = Math.max(0, Math.ceil(Math.min(from.column, to.column) - reach));
    const right = Math.min(columns - 1, Math.floor(Math.max(from.column, to.column) + reach));
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const { distance, along } = toSegment(row, column, from, to);
        const cover = coverAt(distance, this.#brush);
        const index = row * columns + column;
        const pressure = from.pressure + (to.pressure - from.pressure) * along;
        if (cover * pressure <= (this.#cover[index] ?? 0) * (this.#pressure[index] ?? 0)) continue;
        this.#cover[index] = cover;
        this.#pressure[index] = pressure;
        raised.push(index);
      }
    }
    return raised;
  }

  /** Weights of the cells that were covered more, and of their twins: the twin covered most leads. */
  #settle(raised: readonly number[]): void {
    const { columns } = this.#from;
    for (const index of raised) {
      const twins = twinsOf({ row: Math.floor(index / columns), column: index % columns }, this.#from, this.#symmetry);
      let leader = index;
      let leading: 1 | -1 | 0 = 1;
      for (const twin of twins) {
        const other = twin.row * columns + twin.column;
        const more = (this.#cover[other] ?? 0) - (this.#cover[leader] ?? 0);
        if (more > 0 || (more === 0 && other < leader)) [leader, leading] = [other, twin.sign];
      }
      if (twins[0]?.sign === 0) leading = 0;
      const value = this.#blended(leader);
      for (const twin of twins) {
        const other = twin.row * columns + twin.column;
        this.#weights[other] = twin.sign * leading * value + 0;
        if (this.#expressions) this.#expressions[other] = null;
      }
    }
  }

  #blended(index: number): number {
    const { mode, value } = this.#brush;
    const before = this.#from.weights[index] ?? 0;
    const cover = this.#cover[index] ?? 0;
    const pressure = this.#pressure[index] ?? 0;
    const full = cover === 1 && pressure === 1;
    if (mode === 'set' && full) return value;
    const digits = full ? EXACT_DIGITS : SOFT_DIGITS;
    if (mode === 'set') return rounded(before + (value * pressure - before) * cover, digits);
    if (mode === 'add') return rounded(before + value * pressure * cover, digits);
    return rounded(before * (1 - cover * pressure), digits);
  }
}

const rounded = (value: number, digits: number): number => Number(value.toPrecision(digits));

/** How far a cell's middle lies from a segment between two, in cells, and where along it (0 to 1) it is nearest. */
function toSegment(row: number, column: number, from: Cell, to: Cell): { distance: number; along: number } {
  const [down, across] = [to.row - from.row, to.column - from.column];
  const length = down * down + across * across;
  const along =
    length === 0 ? 1 : Math.min(1, Math.max(0, ((row - from.row) * down + (column - from.column) * across) / length));
  return { distance: Math.hypot(row - from.row - along * down, column - from.column - along * across), along };
}

/** The cells of equal weight that touch each other, from one cell on: what a bucket fills. */
export function regionAt(kernel: Kernel, cell: Cell): readonly Cell[] {
  const { rows, columns, weights } = kernel;
  const wanted = weights[cell.row * columns + cell.column];
  const seen = new Uint8Array(weights.length);
  const region: Cell[] = [];
  const open = [cell];
  for (let next = open.pop(); next; next = open.pop()) {
    const { row, column } = next;
    if (row < 0 || column < 0 || row >= rows || column >= columns) continue;
    const index = row * columns + column;
    if (seen[index] === 1 || weights[index] !== wanted) continue;
    seen[index] = 1;
    region.push(next);
    open.push(
      { row: row - 1, column },
      { row: row + 1, column },
      { row, column: column - 1 },
      { row, column: column + 1 },
    );
  }
  return region;
}

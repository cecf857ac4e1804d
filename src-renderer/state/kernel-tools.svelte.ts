// What the kernel grid's tools are set to: painting and its brush, symmetry, the open calculator. One for the window, so that it outlives a change of filter.
import type { BrushMode } from '../../src-core/kernel/brush.ts';
import type { Shape, Symmetry } from '../../src-core/kernel/symmetry.ts';

/** The brush in its three modes, and the bucket. */
export type PaintTool = BrushMode | 'fill';

export type CalculatorChoice = 'set' | 'add' | 'multiply' | 'expression';

export interface ZoomableSurface {
  zoom(direction: 1 | -1): void;
  fit(): void;
}

export const MIN_BRUSH = 1;
export const MAX_BRUSH = 101;
/** A step of the brush's size, in cells. */
export const BRUSH_STEP = 0.5;

export class KernelTools {
  /** Drags on the grid paint instead of scrubbing. */
  painting = $state(false);
  tool = $state<PaintTool>('set');
  value = $state(1);
  /** What was typed for the value, where that is more than the number. */
  source = $state<string | null>(null);
  /** 0 hard … 1 soft. */
  softness = $state(0);
  symmetry = $state<Symmetry>('none');
  /** The calculator for the chosen cells is open, with this offered first. */
  calculating = $state<CalculatorChoice | null>(null);
  /** The surface that shows now, where it is large enough to be zoomed. */
  surface = $state.raw<ZoomableSurface | null>(null);
  #size = $state<number | null>(null);

  setValue(value: number, source: string | null): void {
    this.value = value;
    this.source = source;
  }

  /** The brush's diameter in cells; until one is chosen, what suits the kernel. */
  sizeIn({ rows, columns }: Shape): number {
    return this.#size ?? (columns <= 9 ? 1 : Math.max(1, Math.round(Math.min(rows, columns) / 10)));
  }

  setSize(size: number): void {
    this.#size = Math.min(MAX_BRUSH, Math.max(MIN_BRUSH, Math.round(size / BRUSH_STEP) * BRUSH_STEP));
  }

  /** A step up or down that is felt: half a cell, or a tenth of a large brush. */
  stepSize(direction: 1 | -1, shape: Shape): void {
    const size = this.sizeIn(shape);
    this.setSize(size + direction * (size < 10 ? BRUSH_STEP : Math.round(size / 10)));
  }
}

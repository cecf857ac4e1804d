// Painting on a kernel: a stroke from press to release, live and one undo step; a stamp by key; a bucket; picking a value.
import { Stroke, regionAt, type Brush, type StrokePoint } from '../../../src-core/kernel/brush.ts';
import { expressionAt, setWeights, weightAt } from '../../../src-core/kernel/edit.ts';
import type { Cell, Kernel } from '../../../src-core/kernel/kernel.ts';
import { spreadChanges } from '../../../src-core/kernel/symmetry.ts';
import type { PaintTool } from '../../state/kernel-tools.svelte.ts';
import type { PaintAction } from './grid-keys.ts';
import type { KernelOwner } from './kernel-owner.ts';
import { sameCell } from './selection.ts';

export interface StrokeKeys {
  /** A straight line from where the drag began; for a click from where the last stroke ended. */
  readonly straight: boolean;
  readonly erase: boolean;
}

const LABELS: Readonly<Record<PaintTool, string>> = {
  set: 'paint weights',
  add: 'add weights',
  erase: 'erase weights',
  fill: 'fill region',
};

export class KernelPainting {
  readonly #owner: KernelOwner;
  /** The cell under the pointer: where the brush's outline shows. */
  hovered = $state.raw<Cell | null>(null);
  #stroke: Stroke | null = null;
  #label = LABELS.set;
  #start: StrokePoint | null = null;
  #end: StrokePoint | null = null;
  #moved = false;

  constructor(owner: KernelOwner) {
    this.#owner = owner;
  }

  get on(): boolean {
    return this.#owner.tools.painting && !this.#owner.readonly();
  }
  get size(): number {
    const { tools } = this.#owner;
    return tools.tool === 'fill' ? 1 : tools.sizeIn(this.#owner.kernel());
  }

  begin(point: StrokePoint, { straight, erase }: StrokeKeys): void {
    const { tools } = this.#owner;
    const kernel = this.#owner.kernel();
    if (tools.tool === 'fill' && !erase) return this.#pour(kernel, point);
    const mode = erase || tools.tool === 'fill' ? 'erase' : tools.tool;
    const brush: Brush = { mode, value: tools.value, size: tools.sizeIn(kernel), softness: tools.softness };
    this.#stroke = new Stroke(kernel, brush, tools.symmetry);
    this.#label = LABELS[mode];
    this.#start = point;
    this.#moved = false;
    const joined = straight ? this.#end : null;
    this.#show(joined ? this.#stroke.straight(joined, point) : this.#stroke.lineTo(point));
    this.#end = point;
  }

  /** On through these points, the newest last. */
  move(points: readonly StrokePoint[], straight: boolean): void {
    const { path, last } = { path: this.#stroke, last: points.at(-1) };
    if (!path || !this.#start || !last) return;
    this.#moved ||= !sameCell(last, this.#start);
    if (!this.#moved) return;
    let next: Kernel | null = null;
    if (straight) next = path.straight(this.#start, last);
    else for (const point of points) next = path.lineTo(point);
    if (next) this.#show(next);
    this.#end = last;
  }

  end(cancelled: boolean): void {
    if (!this.#stroke) return;
    this.#stroke = null;
    if (cancelled) this.#owner.abandon();
    else this.#owner.commit();
  }

  get busy(): boolean {
    return this.#stroke !== null;
  }

  /** The brush once on a cell, as a key does it. */
  stamp(cell: Cell): void {
    this.begin({ ...cell, pressure: 1 }, { straight: false, erase: false });
    this.end(false);
  }

  key(action: PaintAction, cell: Cell): void {
    const { tools } = this.#owner;
    if (action.kind === 'stamp') this.stamp(cell);
    else if (action.kind === 'brush-size') tools.stepSize(action.direction, this.#owner.kernel());
    else tools.painting = false;
  }

  /** The brush takes a cell's weight. */
  pick(cell: Cell): void {
    const kernel = this.#owner.kernel();
    this.#owner.tools.setValue(weightAt(kernel, cell), expressionAt(kernel, cell));
  }

  #pour(kernel: Kernel, cell: Cell): void {
    const { tools } = this.#owner;
    const changes = regionAt(kernel, cell).map((each) => ({
      cell: each,
      value: tools.value,
      expression: tools.source,
    }));
    this.#owner.change(setWeights(kernel, spreadChanges(kernel, tools.symmetry, changes)), LABELS.fill);
  }

  #show(kernel: Kernel): void {
    this.#owner.change(kernel, this.#label, 'stroke');
  }
}

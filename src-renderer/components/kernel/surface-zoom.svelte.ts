// The view of one surface: fitted until it is zoomed, held inside its pane, panned with the Space bar or the middle button.
import type { Cell } from '../../../src-core/kernel/kernel.ts';
import type { Size } from '../../../src-core/raster.ts';
import type { Shape } from './selection.ts';
import {
  cellUnder,
  fitSize,
  fittedView,
  heldView,
  isZoomable,
  pannedView,
  paneFor,
  revealedView,
  ZOOM_STEP,
  zoomedView,
  type SurfacePoint,
  type SurfaceView,
} from './surface-view.ts';

export class SurfaceZoom {
  readonly #shape: () => Shape;
  readonly #room: () => number;
  readonly #plainSize: () => number;
  /** null: all of the kernel, also when its size or the room changes. */
  #chosen = $state.raw<SurfaceView | null>(null);
  /** The Space bar is down over the surface: a drag pans. */
  space = $state(false);
  dragging = $state(false);
  #panned = false;

  /** `plainSize`: of a cell where the kernel is small enough not to be zoomed. */
  constructor(shape: () => Shape, room: () => number, plainSize: () => number) {
    this.#shape = shape;
    this.#room = room;
    this.#plainSize = plainSize;
  }

  get zoomable(): boolean {
    return isZoomable(this.#shape());
  }
  get pane(): Size {
    const shape = this.#shape();
    if (this.zoomable) return paneFor(shape, this.#room());
    return { width: this.#plainSize() * shape.columns, height: this.#plainSize() * shape.rows };
  }
  get view(): SurfaceView {
    const shape = this.#shape();
    if (!this.zoomable) return { size: this.#plainSize(), x: 0, y: 0 };
    return this.#chosen ? heldView(this.#chosen, shape, this.pane) : fittedView(shape, this.pane);
  }
  get fitted(): boolean {
    return this.view.size <= fitSize(this.#shape(), this.pane) * 1.001;
  }
  /** Times the fitted size. */
  get scale(): number {
    return this.view.size / fitSize(this.#shape(), this.pane);
  }

  cellUnder(point: SurfacePoint): Cell {
    return cellUnder(this.view, point);
  }

  /** Whether all of a cell is in the pane. */
  shows({ row, column }: Cell): boolean {
    const { view, pane } = this;
    const [left, top] = [view.x + column * view.size, view.y + row * view.size];
    const slack = 0.5;
    return (
      left >= -slack &&
      top >= -slack &&
      left + view.size <= pane.width + slack &&
      top + view.size <= pane.height + slack
    );
  }

  about(factor: number, point: SurfacePoint): void {
    this.#set(zoomedView(this.view, factor, point, this.#shape(), this.pane));
  }

  /** A button or key: about a cell, so that what is worked on stays in sight. */
  step(direction: 1 | -1, cell: Cell): void {
    const { view } = this;
    const middle = { x: view.x + (cell.column + 0.5) * view.size, y: view.y + (cell.row + 0.5) * view.size };
    this.about(direction > 0 ? ZOOM_STEP : 1 / ZOOM_STEP, middle);
    this.reveal(cell);
  }

  fit(): void {
    this.#chosen = null;
  }

  pan(by: SurfacePoint): void {
    if (this.fitted) return;
    this.#panned = true;
    this.#set(pannedView(this.view, by, this.#shape(), this.pane));
  }

  reveal(cell: Cell): void {
    if (this.#chosen) this.#set(revealedView(this.view, cell, this.#shape(), this.pane));
  }

  drag(down: PointerEvent, element: HTMLElement): void {
    // A middle press would start the browser's own scrolling.
    down.preventDefault();
    if (!this.zoomable) return;
    this.dragging = true;
    this.#panned = true;
    let at = { x: down.clientX, y: down.clientY };
    const listeners = new AbortController();
    const options = { signal: listeners.signal };
    const mine = (event: PointerEvent): boolean => event.pointerId === down.pointerId;
    element.setPointerCapture(down.pointerId);
    element.addEventListener(
      'pointermove',
      (event) => {
        if (!mine(event)) return;
        this.pan({ x: event.clientX - at.x, y: event.clientY - at.y });
        at = { x: event.clientX, y: event.clientY };
      },
      options,
    );
    for (const kind of ['pointerup', 'pointercancel'] as const) {
      element.addEventListener(
        kind,
        (event) => {
          if (!mine(event)) return;
          this.dragging = false;
          listeners.abort();
        },
        options,
      );
    }
  }

  beginSpace(): void {
    if (this.space) return;
    this.space = true;
    this.#panned = false;
  }

  /** The Space bar went up, or the focus away. Whether it had panned. */
  endSpace(): boolean {
    const panned = this.#panned;
    this.space = false;
    this.#panned = false;
    return panned;
  }

  #set(view: SurfaceView): void {
    this.#chosen = view.size <= fitSize(this.#shape(), this.pane) * 1.001 ? null : view;
  }
}

// Mouse, pen, touch and keys on the canvas: what moves the picture and what chooses a pixel.
import type { Point } from '../../../src-core/geometry.ts';
import type { Viewport } from '../../state/viewport.svelte.ts';
import { WHEEL_FACTOR, wheelZoom } from '../../picture/zoom.ts';
import { WheelReader } from './wheel.ts';

/** CSS pixels that one press of an arrow key moves the picture. */
const KEY_PAN = 64;
/** A press that moves less than this (CSS pixels) is a click. */
const CLICK_SLOP = 3;

interface Held {
  readonly start: Point;
  at: Point;
  readonly pans: boolean;
}

export class CanvasGestures {
  readonly #viewport: Viewport;
  readonly #element: () => HTMLElement | undefined;
  readonly #onStep: (pixel: Point) => void;
  readonly #wheel = new WheelReader();
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nobody watches single pointers
  readonly #held = new Map<number, Held>();
  #pinched = false;
  #inside = false;
  /** The Space bar is down over the canvas: a drag pans whatever the tool. */
  space = $state(false);
  panning = $state(false);

  /** `onStep`: a pixel was clicked with the tool that steps through one. */
  constructor(
    viewport: Viewport,
    element: () => HTMLElement | undefined,
    onStep: (pixel: Point) => void = () => undefined,
  ) {
    this.#onStep = onStep;
    this.#viewport = viewport;
    this.#element = element;
  }

  get cursor(): 'grab' | 'grabbing' | 'crosshair' {
    if (this.panning) return 'grabbing';
    return this.space || this.#viewport.tool === 'pan' ? 'grab' : 'crosshair';
  }

  readonly wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const move = this.#wheel.read(event);
    const { ratio, zoom } = this.#viewport;
    if (move.kind === 'zoom') {
      this.#viewport.zoomTo(wheelZoom(zoom, move.notches), this.#viewport.inPane(this.#point(event)));
    } else {
      this.#viewport.panBy(move.dx * ratio, move.dy * ratio);
    }
    this.#follow(event);
  };

  readonly down = (event: PointerEvent): void => {
    const pans = event.button === 1 || (event.button === 0 && (this.space || this.#viewport.tool === 'pan'));
    if (event.button !== 0 && event.button !== 1) return;
    // A middle press would start the browser's own scrolling.
    if (event.button === 1) event.preventDefault();
    this.#element()?.setPointerCapture(event.pointerId);
    const at = this.#point(event);
    this.#held.set(event.pointerId, { start: at, at, pans });
    this.#pinched = this.#held.size > 1;
    this.panning = pans || this.#pinched;
  };

  readonly move = (event: PointerEvent): void => {
    const held = this.#held.get(event.pointerId);
    const at = this.#point(event);
    if (held) {
      const others = [...this.#held].filter(([id]) => id !== event.pointerId);
      const other = others[0]?.[1];
      if (other) this.#pinch(held.at, at, other.at);
      else if (held.pans) this.#viewport.panBy(at.x - held.at.x, at.y - held.at.y);
      held.at = at;
    }
    this.#follow(event);
  };

  readonly up = (event: PointerEvent): void => {
    const held = this.#held.get(event.pointerId);
    this.#held.delete(event.pointerId);
    this.panning = [...this.#held.values()].some(({ pans }) => pans);
    if (!held || held.pans || this.#pinched || event.type !== 'pointerup') return;
    const at = this.#point(event);
    const slop = CLICK_SLOP * this.#viewport.ratio;
    if (Math.abs(at.x - held.start.x) <= slop && Math.abs(at.y - held.start.y) <= slop) this.#pin(at);
  };

  readonly enter = (): void => void (this.#inside = true);

  readonly leave = (): void => {
    this.#inside = false;
    this.#viewport.cursor = null;
    this.#viewport.pointer = null;
  };

  /** Keys while the canvas has the focus. */
  readonly key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? 10 : 1;
    const arrow = ARROWS[event.key];
    if (arrow && this.#viewport.tool === 'inspect') this.#step(arrow.x * step, arrow.y * step);
    else if (arrow) this.#panKey(-arrow.x * KEY_PAN, -arrow.y * KEY_PAN);
    else if (event.key === 'PageUp') this.#page(1);
    else if (event.key === 'PageDown') this.#page(-1);
    else if (event.key === '+' || event.key === '=') this.#viewport.zoomIn();
    else if (event.key === '-' || event.key === '−') this.#viewport.zoomOut();
    else if (event.key === 'Escape' && this.#viewport.pinned) this.#viewport.pinned = null;
    else return;
    event.preventDefault();
  };

  /** Space anywhere but in a control, while the pointer is over the canvas or the focus on it. */
  readonly spaceDown = (event: KeyboardEvent): void => {
    if (event.key !== ' ' || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const { activeElement } = document;
    const onCanvas = activeElement === this.#element();
    const free = activeElement === null || activeElement === document.body;
    if (!onCanvas && !(this.#inside && (free || !usesSpace(activeElement)))) return;
    event.preventDefault();
    this.space = true;
  };

  readonly spaceUp = (event: KeyboardEvent): void => {
    if (event.key === ' ') this.space = false;
  };

  readonly blur = (): void => void (this.space = false);

  /** Device pixels of the canvas. */
  #point(event: MouseEvent): Point {
    const box = this.#element()?.getBoundingClientRect();
    const { ratio } = this.#viewport;
    return { x: (event.clientX - (box?.left ?? 0)) * ratio, y: (event.clientY - (box?.top ?? 0)) * ratio };
  }

  #follow(event: MouseEvent): void {
    const point = this.#point(event);
    const pixel = this.#viewport.pixelAt(point);
    this.#viewport.pointer = point;
    const { cursor } = this.#viewport;
    if (pixel?.x !== cursor?.x || pixel?.y !== cursor?.y) this.#viewport.cursor = pixel;
  }

  #pinch(from: Point, to: Point, other: Point): void {
    const length = (a: Point): number => Math.max(1, Math.hypot(a.x - other.x, a.y - other.y));
    const middle = (a: Point): Point => ({ x: (a.x + other.x) / 2, y: (a.y + other.y) / 2 });
    const [before, after] = [middle(from), middle(to)];
    this.#viewport.panBy(after.x - before.x, after.y - before.y);
    this.#viewport.zoomTo((this.#viewport.zoom * length(to)) / length(from), this.#viewport.inPane(after));
  }

  #pin(at: Point): void {
    const pixel = this.#viewport.pixelAt(at);
    if (this.#viewport.tool === 'step' && pixel) this.#onStep(pixel);
    if (this.#viewport.tool !== 'inspect') return;
    const { pinned } = this.#viewport;
    this.#viewport.pinned = pixel && pinned?.x === pixel.x && pinned.y === pixel.y ? null : pixel;
  }

  /** The keyboard's twin of pointing at a pixel. */
  #step(dx: number, dy: number): void {
    const { image, probe, pane, view } = this.#viewport;
    if (!image) return;
    const from = probe ?? {
      x: Math.floor((pane.width / 2 - view.x) / view.zoom),
      y: Math.floor((pane.height / 2 - view.y) / view.zoom),
    };
    const pixel = {
      x: Math.min(image.width - 1, Math.max(0, from.x + dx)),
      y: Math.min(image.height - 1, Math.max(0, from.y + dy)),
    };
    this.#viewport.pinned = pixel;
    this.#viewport.reveal(pixel);
  }

  #panKey(dx: number, dy: number): void {
    this.#viewport.panBy(dx * this.#viewport.ratio, dy * this.#viewport.ratio);
  }

  #page(direction: 1 | -1): void {
    this.#viewport.panBy(0, (direction * this.#viewport.pane.height) / WHEEL_FACTOR);
  }
}

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** Whether the focused element does something of its own with the Space bar. */
function usesSpace(element: Element): boolean {
  return element.closest('input, textarea, select, button, [role], [contenteditable], a[href]') !== null;
}

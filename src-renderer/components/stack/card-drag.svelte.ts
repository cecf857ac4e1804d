// Dragging a card by its grip: where it would land, as a place of the list without the card itself.
import type { Filter } from '../../../src-core/filters/filter.ts';

/** Middles of the cards, top to bottom → the gap (0 … n) that a pointer at `y` is nearest to. */
export function gapAt(y: number, middles: readonly number[]): number {
  const gap = middles.findIndex((middle) => y < middle);
  return gap < 0 ? middles.length : gap;
}

/** Turns a gap between all cards into a place among the others; the two gaps beside the card leave it where it is. */
export function placeOf(gap: number, from: number): number {
  return gap > from ? gap - 1 : gap;
}

export class CardDrag {
  /** The gap with the accent line, or null while nothing is dragged. */
  gap = $state<number | null>(null);
  draggedId = $state<string | null>(null);
  readonly #list: () => HTMLElement;
  readonly #filters: () => readonly Filter[];
  readonly #drop: (id: string, place: number) => void;

  constructor(list: () => HTMLElement, filters: () => readonly Filter[], drop: (id: string, place: number) => void) {
    this.#list = list;
    this.#filters = filters;
    this.#drop = drop;
  }

  gapUnder(y: number): number {
    const cards = [...this.#list().querySelectorAll<HTMLElement>('[data-card]')];
    const middles = cards.map((card) => {
      const { top, height } = card.getBoundingClientRect();
      return top + height / 2;
    });
    return gapAt(y, middles);
  }

  /** Call from pointerdown on a grip. Esc, or a lost pointer, leaves everything as it was. */
  start(down: PointerEvent, id: string): void {
    if (down.button !== 0) return;
    down.preventDefault();
    const grip = down.currentTarget as HTMLElement;
    grip.setPointerCapture(down.pointerId);
    const listeners = new AbortController();
    const options = { signal: listeners.signal, capture: true };
    const finish = (dropped: boolean): void => {
      listeners.abort();
      const { gap } = this;
      const from = this.#filters().findIndex((filter) => filter.id === id);
      this.gap = null;
      this.draggedId = null;
      if (dropped && gap !== null && from >= 0 && placeOf(gap, from) !== from) this.#drop(id, placeOf(gap, from));
    };
    document.addEventListener(
      'pointermove',
      (event) => {
        if (event.pointerId !== down.pointerId) return;
        if (this.draggedId === null && Math.abs(event.clientY - down.clientY) < 3) return;
        this.draggedId = id;
        this.gap = this.gapUnder(event.clientY);
      },
      options,
    );
    document.addEventListener('pointerup', () => finish(true), options);
    document.addEventListener('pointercancel', () => finish(false), options);
    document.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopImmediatePropagation();
        finish(false);
      },
      options,
    );
  }
}

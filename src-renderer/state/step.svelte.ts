// The step-through as state: which pixel of which filter's input, how far the walk has come, and whether it plays.
import { untrack } from 'svelte';
import type { Explanation } from '../../src-core/explain/explanation.ts';
import { ledgerOf, stopAt, stopCount, type Ledger, type Stop } from '../../src-core/explain/walk.ts';
import type { Filter } from '../../src-core/filters/filter.ts';
import type { Point, Rectangle } from '../../src-core/geometry.ts';
import type { Host } from '../host/host.ts';
import type { Dock } from './dock.svelte.ts';
import type { Editor } from './editor.svelte.ts';
import { keyOf } from './filter-key.ts';
import type { Frame } from './frame.svelte.ts';
import { extentsOf } from '../picture/reach.ts';
import { resultBounds } from './result-bounds.ts';
import { StepLoader, type StepAnswer, type StepQuestion } from './step-loader.ts';
import type { Viewport } from './viewport.svelte.ts';

/** CSS pixels of an image pixel: what a kernel is shown at, from where one need not come closer, and the least. */
const LARGE = 48;
const READABLE = 24;
const SMALL = 8;
/** CSS pixels between dock and picture. */
const GAP = 1;
/** Milliseconds of a tap while it plays; of many taps; and of a result before the next pixel. */
const TAP_MS = 400;
const QUICK_TAP_MS = 60;
const MANY_TAPS = 49;
const RESULT_MS = 1200;

export interface StepParts {
  readonly host: Pick<Host, 'onPixels'>;
  readonly editor: Editor;
  readonly viewport: Viewport;
  readonly dock: Dock;
  readonly frame: Pick<Frame, 'dockHeight'>;
}

export class StepThrough {
  readonly #parts: StepParts;
  #pixel = $state.raw<Point | null>(null);
  #position = $state(0);
  #channel = $state(0);
  #playing = $state(false);
  #answer = $state.raw<StepAnswer | null>(null);
  /** Back to how the picture was looked at before. */
  #restore: (() => void) | null = null;
  readonly #loader = new StepLoader((answer) => this.#take(answer));

  readonly #filters = $derived.by((): readonly Filter[] => {
    const { filters, selectedId } = this.#parts.editor;
    return filters.map((filter) =>
      filter.id === selectedId && !filter.enabled ? { ...filter, enabled: true } : filter,
    );
  });
  readonly #before = $derived.by((): readonly Filter[] => {
    const { filters, selectedId } = this.#parts.editor;
    const index = filters.findIndex(({ id }) => id === selectedId);
    return filters.slice(0, Math.max(0, index)).filter(({ enabled }) => enabled);
  });
  readonly #ledger = $derived.by((): Ledger | null => {
    const { explanation } = this;
    return explanation && ledgerOf(explanation, this.channel);
  });

  constructor(parts: StepParts) {
    this.#parts = parts;
  }

  /** The dock is open. */
  get open(): boolean {
    return this.#parts.dock.view === 'step';
  }
  /** A pixel of the source. */
  get pixel(): Point | null {
    return this.open ? this.#pixel : null;
  }
  /** The filter that is stepped through. */
  get filter(): Filter | null {
    return this.#parts.editor.selected;
  }
  /** The numbers of the pixel, or of the one before while they are on their way. */
  get explanation(): Explanation | null {
    return this.open ? (this.#answer?.explanation ?? null) : null;
  }
  get failure(): string | null {
    return this.open ? (this.#answer?.failure ?? null) : null;
  }
  get ledger(): Ledger | null {
    return this.#ledger;
  }
  get taps(): number {
    const { explanation } = this;
    return explanation ? explanation.rows * explanation.columns : 0;
  }
  get position(): number {
    return Math.min(this.#position, stopCount(this.taps) - 1);
  }
  get stop(): Stop {
    return stopAt(this.position, this.taps);
  }
  get atEnd(): boolean {
    return this.position >= stopCount(this.taps) - 1;
  }
  get channel(): number {
    return Math.min(this.#channel, (this.#parts.editor.document?.info.channels ?? 1) - 1);
  }
  set channel(channel: number) {
    this.#channel = channel;
  }
  get playing(): boolean {
    return this.#playing;
  }
  /** Milliseconds of one stop while it plays. */
  get pace(): number {
    return this.taps >= MANY_TAPS ? QUICK_TAP_MS : TAP_MS;
  }
  /** What the canvas shows: the filters before the one stepped through; null while nothing is stepped through. */
  get inputFilters(): readonly Filter[] | null {
    return this.pixel && this.filter ? this.#before : null;
  }
  /** Where the filter's input lies on the source. */
  get bounds(): Rectangle | null {
    const { image } = this.#parts.viewport;
    return image && resultBounds(image, this.#before);
  }

  /** Takes up the tool; a pixel that is pointed at or was pinned is chosen at once. */
  begin(): void {
    const { editor, viewport } = this.#parts;
    if (!editor.selected) editor.select(editor.filters.at(-1)?.id ?? null);
    const pointed = viewport.tool === 'inspect' ? viewport.probe : viewport.cursor;
    this.#remember();
    viewport.tool = 'step';
    if (pointed && !this.pixel) this.choose(pointed);
  }

  /** Opens the dock on a pixel, near enough to read it. */
  choose(pixel: Point): void {
    const { dock, frame, viewport } = this.#parts;
    const { bounds } = this;
    if (!bounds) return;
    this.#remember();
    const opening = !this.open || this.#pixel === null;
    const docked = dock.view !== null;
    const inside = (at: number, start: number, length: number): number =>
      Math.min(start + length - 1, Math.max(start, at));
    this.#pixel = { x: inside(pixel.x, bounds.x, bounds.width), y: inside(pixel.y, bounds.y, bounds.height) };
    viewport.pinned = this.#pixel;
    dock.view = 'step';
    if (!opening) return;
    this.#position = 0;
    viewport.mode = 'after';
    this.#approach(this.#pixel, docked ? 0 : frame.dockHeight + GAP);
  }

  /** The pixel in the middle of the view. */
  chooseMiddle(): void {
    const { image, pane, view } = this.#parts.viewport;
    if (!image) return;
    const middle = (room: number, at: number, length: number): number =>
      Math.min(length - 1, Math.max(0, Math.floor((room / 2 - at) / view.zoom)));
    this.choose({ x: middle(pane.width, view.x, image.width), y: middle(pane.height, view.y, image.height) });
  }

  movePixel(dx: number, dy: number): void {
    const { pixel } = this;
    if (!pixel) return this.chooseMiddle();
    this.choose({ x: pixel.x + dx, y: pixel.y + dy });
    if (this.#pixel) this.#parts.viewport.reveal(this.#pixel);
  }

  moveTo(position: number): void {
    this.#playing = false;
    this.#go(position);
  }
  next(): void {
    this.moveTo(this.position + 1);
  }
  back(): void {
    this.moveTo(this.position - 1);
  }
  first(): void {
    this.moveTo(0);
  }
  last(): void {
    this.moveTo(Infinity);
  }

  /** Without motion a press is one step. */
  play(): void {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return this.#advance();
    if (!this.#playing && this.atEnd) this.#position = 0;
    this.#playing = !this.#playing;
  }

  close(): void {
    if (this.open) this.#parts.dock.close();
    else this.#end();
  }

  /** Starts to follow the state; called once while a component is being made. */
  watch(): void {
    const { host, editor, dock } = this.#parts;
    $effect(() => host.onPixels((client) => this.#loader.setClient(client)));
    $effect(() => {
      // Another picture, or another view of the dock, ends it.
      void editor.document;
      return () => untrack(() => this.close());
    });
    $effect(() => {
      if (dock.view === 'step') return () => untrack(() => this.#end());
      return undefined;
    });
    $effect(() => {
      const question = this.#question();
      untrack(() => this.#loader.want(question));
      if (!question) this.#answer = null;
    });
    $effect(() => {
      if (!this.#playing || !this.pixel || !this.#isCurrent()) return;
      const timer = setTimeout(() => this.#advance(), this.atEnd ? RESULT_MS : this.pace);
      // Every stop is waited at anew.
      void this.#position;
      return () => clearTimeout(timer);
    });
  }

  #question(): StepQuestion | null {
    const { pixel, filter } = this;
    if (!pixel || !filter || !this.#parts.editor.document) return null;
    const key = `${keyOf(this.#filters)} ${filter.id} ${pixel.x} ${pixel.y}`;
    return { filters: this.#filters, filterId: filter.id, pixel, key };
  }

  #take(answer: StepAnswer): void {
    this.#answer = answer;
    if (answer.failure !== null) this.#playing = false;
  }

  /** The numbers at hand are those of the pixel, not of the one before. */
  #isCurrent(): boolean {
    const { pixel } = this;
    const of = this.#answer?.question.pixel;
    return pixel !== null && of?.x === pixel.x && of.y === pixel.y && this.explanation !== null;
  }

  #go(position: number): void {
    this.#position = Math.max(0, Math.min(position, stopCount(this.taps) - 1));
  }

  /** One stop further; after the result the next pixel, row by row as the engine goes. */
  #advance(): void {
    const { bounds, pixel } = this;
    if (!this.atEnd || !bounds || !pixel) return this.#go(this.position + 1);
    const endOfRow = pixel.x >= bounds.x + bounds.width - 1;
    const endOfPicture = endOfRow && pixel.y >= bounds.y + bounds.height - 1;
    this.#position = 2;
    const x = endOfRow ? bounds.x : pixel.x + 1;
    const y = endOfPicture ? bounds.y : endOfRow ? pixel.y + 1 : pixel.y;
    this.movePixel(x - pixel.x, y - pixel.y);
  }

  /** `hidden`: CSS pixels that the dock is about to take from the canvas. */
  #approach(pixel: Point, hidden: number): void {
    const { viewport } = this.#parts;
    const { ratio, pane, zoom } = viewport;
    if (zoom / ratio >= READABLE && hidden === 0) return viewport.reveal(pixel);
    const { filter } = this;
    const sides = filter ? extentsOf(filter).map(({ before, after }) => before + after + 3) : [3];
    const fits = Math.min(pane.width, pane.height - hidden * ratio) / Math.max(...sides);
    const wanted = Math.max(Math.min(LARGE * ratio, Math.floor(fits)), SMALL * ratio, zoom);
    viewport.centreOn(pixel, wanted);
  }

  /** A tool that was given up without a pixel has nothing to go back to. */
  #remember(): void {
    const { viewport } = this.#parts;
    if (!this.#restore || (!this.open && viewport.tool !== 'step')) this.#restore = viewport.remember();
  }

  #end(): void {
    this.#playing = false;
    this.#pixel = null;
    this.#restore?.();
    this.#restore = null;
  }
}

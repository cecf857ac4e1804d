// The tour as state: which step, what of it was done, and the filter it works on. It looks at the real window to notice.
import { flushSync, untrack } from 'svelte';
import type { Filter } from '../../src-core/filters/filter.ts';
import { createFilter } from '../../src-core/filters/index.ts';
import type { Editor } from './editor.svelte.ts';
import type { Frame } from './frame.svelte.ts';
import type { Preferences } from './preferences.svelte.ts';
import type { StepThrough } from './step.svelte.ts';
import {
  TOUR_STEPS,
  type TourFacts,
  type TourPlace,
  type TourStart,
  type TourStep,
  type TourTask,
} from './tour-steps.ts';
import type { Viewport } from './viewport.svelte.ts';

/** Why the step cannot be done as things stand. */
export type TourTrouble = 'no-picture' | 'no-room' | 'no-filter' | 'not-selected' | 'off' | 'other-kernel';

export interface TourParts {
  readonly editor: Editor;
  readonly viewport: Viewport;
  readonly preferences: Preferences;
  readonly frame: Pick<Frame, 'leftShown' | 'rightShown' | 'toggle'>;
  readonly step: Pick<StepThrough, 'pixel' | 'position' | 'close'>;
}

export class Tour {
  readonly #parts: TourParts;
  #open = $state(false);
  #index = $state(0);
  #filterId = $state<string | null>(null);
  /** How many tasks of each step were done. */
  #done = $state.raw<Readonly<Record<string, number>>>({});
  /** The tour's filter as the task began. */
  #before = $state.raw<Filter | null>(null);
  /** The tour came closer to the picture than it found it. */
  #approached = false;

  constructor(parts: TourParts) {
    this.#parts = parts;
    this.#index = Math.min(parts.preferences.values.tour.step, TOUR_STEPS.length - 1);
  }

  get open(): boolean {
    return this.#open;
  }
  get index(): number {
    return this.#index;
  }
  get count(): number {
    return TOUR_STEPS.length;
  }
  get step(): TourStep {
    return TOUR_STEPS[this.#index] ?? TOUR_STEPS[0]!;
  }
  get last(): boolean {
    return this.#index === TOUR_STEPS.length - 1;
  }
  /** It was left half-way. */
  get begun(): boolean {
    return this.#index > 0;
  }
  /** The tour's own, while it is in the stack. */
  get filter(): Filter | null {
    return this.#parts.editor.filters.find(({ id }) => id === this.#filterId) ?? null;
  }
  /** What is to be done now; null when the step is done or asks for nothing. */
  get task(): TourTask | null {
    return this.step.tasks[this.#doneHere] ?? null;
  }
  get complete(): boolean {
    return this.step.tasks.length > 0 && this.task === null;
  }
  get trouble(): TourTrouble | null {
    const { editor } = this.#parts;
    const { start } = this.step;
    if (!editor.document) return 'no-picture';
    if (!start || this.complete) return null;
    const { filter } = this;
    if (!filter) return editor.canAdd ? 'no-filter' : 'no-room';
    if (editor.selectedId !== filter.id) return 'not-selected';
    if (!filter.enabled) return 'off';
    return start.serves(filter) ? null : 'other-kernel';
  }
  /** The control that the task is about. */
  get place(): TourPlace | null {
    const facts = this.#facts;
    return facts && this.trouble === null ? (this.task?.place(facts) ?? null) : null;
  }

  get #doneHere(): number {
    return this.#done[this.step.id] ?? 0;
  }

  readonly #facts = $derived.by((): TourFacts | null => {
    const { editor, viewport, step } = this.#parts;
    const { filter } = this;
    if (!filter) return null;
    return {
      filter,
      before: this.#before ?? filter,
      cell: editor.activeCell,
      stepTool: viewport.tool === 'step',
      stepPixel: step.pixel !== null,
      stepPosition: step.pixel === null ? 0 : step.position,
      original: viewport.original,
    };
  });

  /** Opens it where it was left. */
  begin(): void {
    if (this.#open) return;
    this.#open = true;
    this.#enter('continue');
  }

  restart(): void {
    this.#done = {};
    this.#goTo(0);
  }

  next(): void {
    if (!this.last) this.#goTo(this.#index + 1);
  }

  back(): void {
    if (this.#index > 0) this.#goTo(this.#index - 1);
  }

  /** Leaves everything as it is. */
  close(): void {
    this.#open = false;
  }

  finish(filter: 'keep' | 'remove'): void {
    const { editor, preferences } = this.#parts;
    if (filter === 'remove' && this.filter) editor.removeFilter(this.filter.id);
    this.#open = false;
    if (this.#approached) this.#parts.viewport.fit();
    this.#approached = false;
    this.#index = 0;
    this.#done = {};
    this.#filterId = null;
    preferences.update({ tour: { step: 0, finished: true } });
  }

  /** Makes the step possible again. */
  repair(): void {
    const { editor } = this.#parts;
    const { filter } = this;
    if (filter && !filter.enabled) editor.toggleFilter(filter.id);
    this.#enter('continue');
  }

  /** Starts to follow the state; called once while a component is being made. */
  watch(): void {
    $effect(() => {
      // A picture that comes while the tour waits for one.
      if (this.#open && this.#parts.editor.document) untrack(() => this.#enter('continue'));
    });
    $effect(() => this.look());
  }

  /** Notices that the task has been done; `watch` calls it whenever anything changes that it reads. */
  look(): void {
    const facts = this.#facts;
    const { task } = this;
    if (!this.#open || !facts || !task || this.trouble !== null || !task.noticed(facts)) return;
    untrack(() => this.#notice());
  }

  #notice(): void {
    this.#done = { ...this.#done, [this.step.id]: this.#doneHere + 1 };
    this.#before = this.filter;
  }

  #goTo(index: number): void {
    const { preferences, viewport, step } = this.#parts;
    // What a task switched on would be in the way of the next.
    viewport.original = false;
    if (step.pixel || viewport.tool === 'step') {
      step.close();
      // The view before comes back with the effects of closing; the next step looks at it.
      flushSync();
    }
    this.#index = index;
    preferences.update({ tour: { ...preferences.values.tour, step: index } });
    this.#enter('begin');
  }

  /** Sets the stage of the step: its panels, its filter, selected. A step that is gone on with keeps what it can be done with. */
  #enter(how: 'begin' | 'continue'): void {
    const { editor, frame, preferences } = this.#parts;
    const { start, close } = this.step;
    if (!editor.document || !start) return;
    if (close) this.#approach();
    if (!frame.rightShown) frame.toggle('right');
    if (!frame.leftShown) frame.toggle('left');
    if (preferences.values.leftView !== 'presets') preferences.update({ leftView: 'presets' });
    const { filter } = this;
    if (!filter) this.#add(start);
    else if (!start.suits(filter) && (how === 'begin' || !start.serves(filter))) this.#replace(start, filter);
    editor.commit();
    if (this.filter) editor.select(this.filter.id);
    this.#before = this.filter;
  }

  /** Once: afterwards the person looks from where they like. */
  #approach(): void {
    const { viewport } = this.#parts;
    if (this.#approached || !viewport.fitted || viewport.zoom >= 1) return;
    this.#approached = true;
    viewport.zoomTo(1);
  }

  #add(start: TourStart): void {
    const { editor } = this.#parts;
    const filter = fresh(start);
    if (!editor.insertFilter(filter, editor.filters.length)) return;
    this.#filterId = filter.id;
    this.#redo();
  }

  #replace(start: TourStart, filter: Filter): void {
    const { editor } = this.#parts;
    const { id: _, ...content } = fresh(start);
    editor.updateFilter(filter.id, content, `tour: ${this.step.title.split(':')[0]!.toLowerCase()}`);
    this.#redo();
  }

  /** With a fresh filter the step begins anew. */
  #redo(): void {
    this.#done = { ...this.#done, [this.step.id]: 0 };
  }
}

function fresh({ name, content }: TourStart): Filter {
  return createFilter(content.kernel ? 'kernel' : 'box', { ...content, name });
}

// The document and its filters as immutable values, with their history. Everything that changes a filter goes through here.
import type { DocumentInfo } from '../../src-core/document.ts';
import type { Filter, ParameterValues } from '../../src-core/filters/filter.ts';
import { MAX_FILTERS } from '../../src-core/filters/filter.ts';
import type { Settings } from '../../src-core/filters/settings.ts';
import {
  abandon,
  canRedo,
  canUndo,
  commit,
  createHistory,
  push,
  redo,
  redoLabel,
  undo,
  undoLabel,
  type History,
} from '../../src-core/history.ts';
import type { Cell, Kernel } from '../../src-core/kernel/kernel.ts';
import { EMPTY_RECIPE, type Recipe } from '../../src-core/recipe.ts';
import { Alternates } from './alternates.svelte.ts';
import { patchFilter, placeFilter, removeFilter, selectAfter } from './filter-list.ts';

export interface OpenDocument {
  readonly name: string;
  readonly info: DocumentInfo;
  /** Saving may write back to the file it came from. */
  readonly writable: boolean;
  /** True for pictures that have no file of their own: the sample, something pasted. */
  readonly fresh: boolean;
}

/** The recipe file that Ctrl+S writes to. */
export interface RecipeFile {
  readonly token: string;
  readonly name: string;
}

/** What a recipe file holds: lost by closing unless it was saved. */
export interface Savable {
  readonly recipe: Recipe;
  /** The kernel B of each filter that has one. */
  readonly alternates: Readonly<Record<string, Kernel>>;
}
const NOTHING: Savable = { recipe: EMPTY_RECIPE, alternates: {} };

export class Editor {
  readonly #alternates: Alternates;
  #document = $state.raw<OpenDocument | null>(null);
  #history = $state.raw<History<Recipe>>(createHistory(EMPTY_RECIPE));
  #saved = $state.raw<Savable>(NOTHING);
  #selectedId = $state<string | null>(null);
  /** Filters shown instead of the document's own while a preset is hovered; never in the history. */
  hover = $state.raw<readonly Filter[] | null>(null);
  recipeGrant = $state.raw<RecipeFile | null>(null);
  /** The chosen cell of the selected filter's kernel, as the grid has it; may lie outside after the kernel shrank. */
  activeCell = $state.raw<Cell | null>(null);

  constructor(alternates = new Alternates()) {
    this.#alternates = alternates;
  }

  get document(): OpenDocument | null {
    return this.#document;
  }
  get recipe(): Recipe {
    return this.#history.present;
  }
  get filters(): readonly Filter[] {
    return this.recipe.filters;
  }
  get shownFilters(): readonly Filter[] {
    return this.hover ?? this.filters;
  }
  get selectedId(): string | null {
    return this.#selectedId;
  }
  get selected(): Filter | null {
    return this.filters.find((filter) => filter.id === this.#selectedId) ?? null;
  }
  /** Whether something would be lost by closing. */
  get edited(): boolean {
    const { recipe, alternates } = this.savable;
    return recipe !== this.#saved.recipe || !sameKernels(alternates, this.#saved.alternates);
  }
  get savable(): Savable {
    return { recipe: this.recipe, alternates: this.#alternates.among(this.filters) };
  }
  get canUndo(): boolean {
    return canUndo(this.#history);
  }
  get canRedo(): boolean {
    return canRedo(this.#history);
  }
  /** What undo would take back: "change weight"; null when there is nothing. */
  get undoLabel(): string | null {
    return undoLabel(this.#history);
  }
  get redoLabel(): string | null {
    return redoLabel(this.#history);
  }
  get canAdd(): boolean {
    return this.filters.length < MAX_FILTERS;
  }

  /**
   * Another picture: filters and history start anew, unless they were made while no picture was open.
   * Returns what brings back all that was before.
   */
  open(document: OpenDocument): () => void {
    const before = {
      document: this.#document,
      history: this.#history,
      saved: this.#saved,
      selectedId: this.#selectedId,
      recipeGrant: this.recipeGrant,
    };
    if (this.#document) this.#clear();
    this.#document = document;
    this.hover = null;
    return () => {
      this.#document = before.document;
      this.#history = before.history;
      this.#saved = before.saved;
      this.#selectedId = before.selectedId;
      this.recipeGrant = before.recipeGrant;
      this.hover = null;
    };
  }

  closeDocument(): void {
    this.#document = null;
    this.#clear();
  }

  #clear(): void {
    this.#history = createHistory(EMPTY_RECIPE);
    this.#saved = NOTHING;
    this.#selectedId = null;
    this.hover = null;
    this.recipeGrant = null;
  }

  /** This is safe, in its recipe file or flattened into its own picture; what was changed since is not. */
  markSaved(saved: Savable = this.savable): void {
    this.commit();
    this.#saved = saved;
  }

  /** `label` says what undo takes back, in small letters: "change weight". `mergeKey`: changes with the same key in a row are one undo step, until `commit`. */
  apply(label: string, change: (recipe: Recipe) => Recipe, mergeKey?: string): void {
    const next = change(this.recipe);
    if (next !== this.recipe) this.#history = push(this.#history, next, label, mergeKey);
  }

  /** Ends a drag: the next change is a new step. */
  commit(): void {
    this.#history = commit(this.#history);
  }

  /** Takes back the drag under way, as if it had not been. */
  abandon(): void {
    this.#history = abandon(this.#history);
  }

  undo(): void {
    this.#travel(undo(this.#history));
  }

  redo(): void {
    this.#travel(redo(this.#history));
  }

  select(id: string | null): void {
    this.#selectedId = id;
  }

  /** Below the selected filter, or last; selects it. False when the stack is full. */
  addFilter(filter: Filter): boolean {
    if (!this.canAdd) return false;
    const after = this.filters.findIndex(({ id }) => id === this.#selectedId);
    this.insertFilter(filter, after < 0 ? this.filters.length : after + 1);
    return true;
  }

  /** At a place of the stack (0 = first); selects it. */
  insertFilter(filter: Filter, index: number): boolean {
    if (!this.canAdd) return false;
    this.#change(`add ${filter.name}`, (filters) => filters.toSpliced(index, 0, filter));
    this.#selectedId = filter.id;
    return true;
  }

  /** Puts another filter in the place of the selected one, which keeps its id and whether it is on; adds it when none is selected. */
  replaceSelected(filter: Filter): boolean {
    const { selected } = this;
    if (!selected) return this.addFilter(filter);
    const replacement: Filter = { ...filter, id: selected.id, enabled: selected.enabled };
    this.#change(`apply ${filter.name}`, (filters) => filters.map((f) => (f.id === selected.id ? replacement : f)));
    return true;
  }

  removeFilter(id: string): void {
    const name = this.#nameOf(id);
    const next = selectAfter(this.filters, id);
    this.#change(`delete ${name}`, (filters) => removeFilter(filters, id));
    if (this.#selectedId === id) this.#selectedId = next;
  }

  duplicateFilter(id: string): void {
    const index = this.filters.findIndex((filter) => filter.id === id);
    const original = this.filters[index];
    if (!original || !this.canAdd) return;
    const copy: Filter = { ...original, id: crypto.randomUUID() };
    this.#change(`duplicate ${original.name}`, (filters) => filters.toSpliced(index + 1, 0, copy));
    this.#selectedId = copy.id;
  }

  /** To this place of the list, counted without the filter itself. */
  moveFilter(id: string, toIndex: number): void {
    this.#change(`move ${this.#nameOf(id)}`, (filters) => placeFilter(filters, id, toIndex));
  }

  toggleFilter(id: string): void {
    const filter = this.filters.find((other) => other.id === id);
    if (!filter) return;
    this.updateFilter(id, { enabled: !filter.enabled }, `turn ${filter.name} ${filter.enabled ? 'off' : 'on'}`);
  }

  /** All off when any is on, else all on. */
  toggleAll(): void {
    const enabled = !this.filters.some((filter) => filter.enabled);
    this.#change(enabled ? 'turn all filters on' : 'turn all filters off', (filters) =>
      filters.map((filter) => (filter.enabled === enabled ? filter : { ...filter, enabled })),
    );
  }

  updateFilter(id: string, patch: Partial<Omit<Filter, 'id'>>, label: string, mergeKey?: string): void {
    this.#change(label, (filters) => patchFilter(filters, id, () => patch), mergeKey);
  }

  updateSettings(id: string, patch: Partial<Settings>, label: string, mergeKey?: string): void {
    this.#change(
      label,
      (filters) => patchFilter(filters, id, ({ settings }) => ({ settings: { ...settings, ...patch } })),
      mergeKey,
    );
  }

  updateKernel(id: string, kernel: Kernel, label: string, mergeKey?: string): void {
    this.#change(
      label,
      (filters) => patchFilter(filters, id, (f) => (f.kernel === kernel ? {} : { kernel })),
      mergeKey,
    );
  }

  updateParameters(id: string, patch: ParameterValues, label: string, mergeKey?: string): void {
    this.#change(
      label,
      (filters) => patchFilter(filters, id, ({ parameters }) => ({ parameters: { ...parameters, ...patch } })),
      mergeKey,
    );
  }

  #change(label: string, change: (filters: readonly Filter[]) => readonly Filter[], mergeKey?: string): void {
    this.apply(
      label,
      (recipe) => {
        const filters = change(recipe.filters);
        const same =
          filters.length === recipe.filters.length && filters.every((filter, i) => filter === recipe.filters[i]);
        return same ? recipe : { ...recipe, filters };
      },
      mergeKey,
    );
  }

  #nameOf(id: string): string {
    return this.filters.find((filter) => filter.id === id)?.name ?? 'filter';
  }

  /** After undo or redo the selection follows what came back, or stays, or goes to a neighbour. */
  #travel(history: History<Recipe>): void {
    const before = this.filters;
    this.#history = history;
    const returned = this.filters.find((filter) => !before.some(({ id }) => id === filter.id));
    if (returned) this.#selectedId = returned.id;
    else if (!this.selected) {
      const place = before.findIndex(({ id }) => id === this.#selectedId);
      this.#selectedId = (this.filters[Math.max(0, place)] ?? this.filters.at(-1))?.id ?? null;
    }
  }
}

function sameKernels(some: Savable['alternates'], others: Savable['alternates']): boolean {
  const ids = Object.keys(some);
  return ids.length === Object.keys(others).length && ids.every((id) => some[id] === others[id]);
}

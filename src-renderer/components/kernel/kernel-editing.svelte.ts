// One kernel being edited: which cell is chosen, what is being typed, and every change as one undo step.
import {
  crop,
  expressionAt,
  fillRange,
  isInRange,
  pasteBlock,
  resizeAboutCentre,
  scaleRange,
  setAnchor,
  setWeight,
  setWeights,
  weightAt,
} from '../../../src-core/kernel/edit.ts';
import { isExpression, parseNumber } from '../../../src-core/kernel/expression.ts';
import { centreOf, type Cell, type Kernel } from '../../../src-core/kernel/kernel.ts';
import { beginScrub, moveScrub, scrubbedValue, tidy, type Modifiers, type Scrub } from '../controls/scrub.ts';
import type { Draft, KernelOwner, PasteQuestion } from './kernel-owner.ts';
import { editKeyAction, gridKeyAction, type GridAction, type GridKey } from './grid-keys.ts';
import {
  cellsIn,
  extendTo,
  holdSelection,
  isRange,
  rangeOf,
  selectAll,
  selectCell,
  type Selection,
} from './selection.ts';
import { weightStep } from './weight-step.ts';

const STEP_PAUSE_MS = 600;

export class KernelEditing {
  readonly #owner: KernelOwner;
  #selection = $state.raw<Selection>(selectCell({ row: 0, column: 0 }));
  draft = $state.raw<Draft | null>(null);
  question = $state.raw<PasteQuestion | null>(null);
  /** True between the first and the last movement of a drag. */
  scrubbing = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(owner: KernelOwner) {
    this.#owner = owner;
    this.#selection = selectCell(owner.kernel().anchor);
  }

  get kernel(): Kernel {
    return this.#owner.kernel();
  }
  get selection(): Selection {
    return holdSelection(this.#selection, this.kernel);
  }
  get active(): Cell {
    return this.selection.active;
  }
  get ranged(): boolean {
    return isRange(this.selection);
  }
  get readonly(): boolean {
    return this.#owner.readonly();
  }

  select(cell: Cell, extend = false): void {
    this.#settle();
    this.#selection = extend ? extendTo(this.selection, cell) : selectCell(cell);
  }

  /** Another size: the chosen cells keep their place about the centre. */
  resize(rows: number, columns: number): void {
    const { kernel, selection } = this;
    this.#settle();
    const before = centreOf(kernel.rows, kernel.columns);
    const after = centreOf(rows, columns);
    const moved = ({ row, column }: Cell): Cell => ({
      row: row + after.row - before.row,
      column: column + after.column - before.column,
    });
    this.#change(resizeAboutCentre(kernel, rows, columns), 'resize kernel');
    this.#selection = holdSelection(
      { active: moved(selection.active), corner: moved(selection.corner) },
      { rows, columns },
    );
  }

  contains(cell: Cell): boolean {
    return isInRange(rangeOf(this.selection), cell);
  }

  /** While no cell is edited. True when the key was the grid's. */
  key(event: GridKey): GridAction | null {
    const action = gridKeyAction(event, this.selection, this.kernel, this.#owner.singleKeys());
    if (!action) return null;
    if (this.readonly && !['move', 'select-all', 'clipboard'].includes(action.kind)) return null;
    switch (action.kind) {
      case 'move':
        this.select(action.cell, action.extend);
        break;
      case 'select-all':
        this.#selection = selectAll(this.kernel);
        break;
      case 'edit':
        this.edit(action.text);
        break;
      case 'clear':
        this.fill(0, 'clear cells');
        break;
      case 'step':
        this.step(action.count, action.factor);
        break;
      case 'anchor':
        this.anchorHere();
        break;
    }
    return action;
  }

  edit(text: string | null): void {
    if (this.readonly) return;
    this.#settle();
    const cell = this.active;
    const held = expressionAt(this.kernel, cell) ?? String(tidy(weightAt(this.kernel, cell))).replace('-', '−');
    this.#selection = selectCell(cell);
    const before = weightAt(this.kernel, cell);
    this.draft = { cell, text: text === null ? held : '', before, error: null, selectText: text === null };
    if (text) this.type(text);
  }

  type(text: string): void {
    const { draft } = this;
    if (!draft) return;
    const result = parseNumber(text.replaceAll('−', '-'), { current: draft.before, relative: false });
    if ('error' in result) {
      this.draft = { ...draft, text, error: result.error, selectText: false };
      return;
    }
    this.draft = { ...draft, text, error: null, selectText: false };
    const expression = isExpression(result.source) ? result.source : null;
    this.#change(setWeight(this.kernel, draft.cell, result.value, expression), 'change weight', 'type');
  }

  /** While a cell is edited. Returns what the key did. */
  editKey(event: GridKey): 'commit' | 'leave' | 'restore' | 'refused' | null {
    const { draft } = this;
    const action = draft ? editKeyAction(event, draft.cell, this.kernel) : null;
    if (!draft || !action) return null;
    if (action.kind === 'restore') {
      this.restore();
      return 'restore';
    }
    if (draft.error !== null) return 'refused';
    this.accept();
    if (action.kind === 'commit' && action.next) this.#selection = selectCell(action.next);
    return action.kind;
  }

  /** Ends typing; a text that is no number leaves the last valid weight. */
  accept(): void {
    if (!this.draft) return;
    this.draft = null;
    this.#owner.commit();
  }

  restore(): void {
    if (!this.draft) return;
    this.draft = null;
    this.#owner.abandon();
  }

  /** Adds steps to the chosen cells. Repeated within a moment it is one undo step. */
  step(count: number, factor: number): void {
    if (this.readonly) return;
    const { kernel } = this;
    const by = count * factor * weightStep(kernel.weights);
    const changes = cellsIn(rangeOf(this.selection)).map((cell) => ({
      cell,
      value: tidy(weightAt(kernel, cell) + by),
    }));
    this.#change(setWeights(kernel, changes), 'change weight', 'step');
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#owner.commit(), STEP_PAUSE_MS);
  }

  fill(value: number, label: string, expression: string | null = null): void {
    if (this.readonly) return;
    this.#settle();
    this.#change(fillRange(this.kernel, rangeOf(this.selection), value, expression), label);
  }

  /** Every chosen cell takes the active cell's weight. */
  fillFromActive(): void {
    this.fill(weightAt(this.kernel, this.active), 'fill cells', expressionAt(this.kernel, this.active));
  }

  anchorHere(cell: Cell = this.active): void {
    if (this.readonly) return;
    this.#settle();
    this.#change(setAnchor(this.kernel, cell), 'set anchor');
  }

  /** A drag on the active cell: scrubs it, or scales the whole range it lies in by 1 % a step. */
  beginScrub(): (pixels: number, modifiers: Modifiers) => void {
    this.#settle();
    this.scrubbing = true;
    const { kernel, active, ranged } = this;
    const range = rangeOf(this.selection);
    const step = ranged ? 0.01 : weightStep(kernel.weights);
    let scrub: Scrub = beginScrub(ranged ? 1 : weightAt(kernel, active), step);
    return (pixels, modifiers) => {
      scrub = moveScrub(scrub, pixels, step, modifiers);
      const value = scrubbedValue(scrub);
      const next = ranged ? scaleRange(kernel, range, value) : setWeight(kernel, active, value);
      this.#change(next, ranged ? 'scale cells' : 'change weight', 'scrub');
    };
  }

  endScrub(cancelled: boolean): void {
    this.scrubbing = false;
    if (cancelled) this.#owner.abandon();
    else this.#owner.commit();
  }

  /** The kernel as it was when scaling began, times a factor; live until committed. */
  scale(from: Kernel, factor: number): void {
    this.#change(scaleRange(from, rangeOf(this.selection), factor), 'scale cells', 'scale');
  }

  get copied(): Kernel {
    return crop(this.kernel, rangeOf(this.selection));
  }

  paste(block: Kernel): void {
    if (this.readonly) return;
    this.#settle();
    const { kernel } = this;
    if (block.rows > kernel.rows || block.columns > kernel.columns) {
      this.question = { block };
      return;
    }
    if (block.weights.length === 1) {
      this.fill(block.weights[0] ?? 0, 'paste', block.expressions?.[0] ?? null);
      return;
    }
    const { from } = rangeOf(this.selection);
    const at = {
      row: Math.min(from.row, kernel.rows - block.rows),
      column: Math.min(from.column, kernel.columns - block.columns),
    };
    this.#change(pasteBlock(kernel, block, at), 'paste');
    this.#selection = {
      corner: at,
      active: { row: at.row + block.rows - 1, column: at.column + block.columns - 1 },
    };
  }

  answerPaste(answer: 'resize' | 'crop' | 'cancel'): void {
    const { question, kernel } = this;
    this.question = null;
    if (!question || answer === 'cancel') return;
    const { block } = question;
    if (answer === 'resize') {
      this.#change(block, 'paste');
      this.#selection = selectCell(block.anchor);
      return;
    }
    const fitting = resizeAboutCentre(
      block,
      Math.min(block.rows, kernel.rows),
      Math.min(block.columns, kernel.columns),
    );
    this.#change(pasteBlock(kernel, fitting, { row: 0, column: 0 }), 'paste');
  }

  #change(kernel: Kernel, label: string, mergeKey?: string): void {
    this.#owner.change(kernel, label, mergeKey);
  }

  /** Ends what is still open before something else begins. */
  #settle(): void {
    clearTimeout(this.#timer);
    this.question = null;
    if (this.draft) this.accept();
    else this.#owner.commit();
  }
}

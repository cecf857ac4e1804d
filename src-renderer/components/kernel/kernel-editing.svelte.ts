// One kernel being edited: which cell is chosen, what is being typed, and every change as one undo step.
import { calculate, type Calculation } from '../../../src-core/kernel/arithmetic.ts';
import {
  crop,
  expressionAt,
  isInRange,
  resizeAboutCentre,
  setAnchor,
  setWeights,
  weightAt,
} from '../../../src-core/kernel/edit.ts';
import { keptExpression, parseNumber } from '../../../src-core/kernel/expression.ts';
import { centreOf, type Cell, type Kernel } from '../../../src-core/kernel/kernel.ts';
import { spreadChanges, symmetryIn, type CellChange, type Symmetry } from '../../../src-core/kernel/symmetry.ts';
import { beginScrub, moveScrub, scrubbedValue, tidy, type Modifiers, type Scrub } from '../controls/scrub.ts';
import type { Draft, KernelOwner, PasteQuestion } from './kernel-owner.ts';
import { editKeyAction, gridKeyAction, type GridAction, type GridKey } from './grid-keys.ts';
import { KernelPainting } from './kernel-painting.svelte.ts';
import { exceeds, pasteAt, pasteCropped } from './kernel-pasting.ts';
import {
  extendTo,
  holdSelection,
  isRange,
  ledCells,
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
  /** Where a finger scrubs, in the window: its value shows above it. */
  finger = $state.raw<{ readonly x: number; readonly y: number } | null>(null);
  readonly painting: KernelPainting;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(owner: KernelOwner) {
    this.#owner = owner;
    this.painting = new KernelPainting(owner);
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
  get symmetry(): Symmetry {
    return symmetryIn(this.#owner.tools.symmetry, this.kernel);
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
    const action = gridKeyAction(event, this.selection, this.kernel, {
      singleKeys: this.#owner.singleKeys(),
      painting: this.painting.on,
    });
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
      case 'stamp':
      case 'brush-size':
      case 'stop-painting':
        this.#settle();
        this.painting.key(action, this.active);
        break;
    }
    return action;
  }

  /** `text` null keeps what the cell holds, with everything selected. */
  edit(text: string | null, keypad = false): void {
    if (this.readonly) return;
    this.#settle();
    const cell = this.active;
    const held = expressionAt(this.kernel, cell) ?? String(tidy(weightAt(this.kernel, cell))).replace('-', '−');
    this.#selection = selectCell(cell);
    const before = weightAt(this.kernel, cell);
    this.draft = { cell, text: text === null ? held : '', before, error: null, selectText: text === null, keypad };
    if (text) this.type(text);
  }

  type(text: string): void {
    const { draft } = this;
    if (!draft) return;
    const result = parseNumber(text.replaceAll('−', '-'), { current: draft.before, relative: false });
    const error = 'error' in result ? result.error : null;
    this.draft = { ...draft, text, error, selectText: false };
    if ('error' in result) return;
    this.setWeight(draft.cell, result.value, result.source, 'type');
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

  /** One weight from a field, live until committed. `source` as typed. */
  setWeight(cell: Cell, value: number, source: string | null, mergeKey: string): void {
    const change = { cell, value, expression: keptExpression(source) };
    this.#change(this.#changed(this.kernel, [change]), 'change weight', mergeKey);
  }

  /** Adds steps to the chosen cells. Repeated within a moment it is one undo step. */
  step(count: number, factor: number): void {
    if (this.readonly) return;
    const { kernel } = this;
    const by = count * factor * weightStep(kernel.weights);
    const changes = this.#led((cell) => ({ cell, value: tidy(weightAt(kernel, cell) + by) }));
    this.#change(this.#changed(kernel, changes), 'change weight', 'step');
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#owner.commit(), STEP_PAUSE_MS);
  }

  fill(value: number, label: string, expression: string | null = null): void {
    if (this.readonly) return;
    this.#settle();
    const changes = this.#led((cell) => ({ cell, value, expression }));
    this.#change(this.#changed(this.kernel, changes), label);
  }

  /** Every chosen cell takes the active cell's weight. */
  fillFromActive(): void {
    const { kernel, active } = this;
    this.fill(weightAt(kernel, active), 'fill cells', expressionAt(kernel, active));
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
    const step = ranged ? 0.01 : weightStep(kernel.weights);
    let scrub: Scrub = beginScrub(ranged ? 1 : weightAt(kernel, active), step);
    return (pixels, modifiers) => {
      scrub = moveScrub(scrub, pixels, step, modifiers);
      const value = scrubbedValue(scrub);
      const changes = this.#led((cell) => ({ cell, value: ranged ? weightAt(kernel, cell) * value : value }));
      this.#change(this.#changed(kernel, changes), ranged ? 'scale cells' : 'change weight', 'scrub');
    };
  }

  endScrub(cancelled: boolean): void {
    this.scrubbing = false;
    if (cancelled) this.#owner.abandon();
    else this.#owner.commit();
  }

  /** Arithmetic on the chosen cells of the kernel as it was; live until committed. Returns what is wrong, or null. */
  calculate(from: Kernel, calculation: Calculation): string | null {
    const changes = calculate(from, rangeOf(this.selection), calculation, this.active);
    if ('error' in changes) return changes.error;
    this.#change(this.#changed(from, changes), 'calculate cells', 'calculate');
    return null;
  }

  get copied(): Kernel {
    return crop(this.kernel, rangeOf(this.selection));
  }

  paste(block: Kernel): void {
    if (this.readonly) return;
    this.#settle();
    if (exceeds(block, this.kernel)) {
      this.question = { block };
      return;
    }
    const { kernel, selection } = pasteAt(this.kernel, block, this.selection);
    this.#change(kernel, 'paste');
    this.#selection = selection;
  }

  answerPaste(answer: 'resize' | 'crop' | 'cancel'): void {
    const { question, kernel } = this;
    this.question = null;
    if (!question || answer === 'cancel') return;
    this.#change(answer === 'resize' ? question.block : pasteCropped(kernel, question.block), 'paste');
    if (answer === 'resize') this.#selection = selectCell(question.block.anchor);
  }

  #led(change: (cell: Cell) => CellChange): readonly CellChange[] {
    return ledCells(this.selection).map(change);
  }

  /** With the twins of every changed cell. What keeps its weight keeps its expression. */
  #changed(from: Kernel, changes: readonly CellChange[]): Kernel {
    const kept = changes.map((change) =>
      change.expression === undefined && change.value === weightAt(from, change.cell)
        ? { ...change, expression: expressionAt(from, change.cell) }
        : change,
    );
    return setWeights(from, spreadChanges(from, this.symmetry, kept));
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

// The grid's work on a kernel: what each action changes, and what counts as one undo step.
import { beforeEach, describe, expect, it } from 'vitest';
import { kernelOf, type Kernel } from '../../../src-core/kernel/kernel.ts';
import { abandon, commit, createHistory, push, undo, type History } from '../../../src-core/history.ts';
import { KernelTools } from '../../../src-renderer/state/kernel-tools.svelte.ts';
import { KernelEditing } from '../../../src-renderer/components/kernel/kernel-editing.svelte.ts';

const plain = { shiftKey: false, altKey: false };
const key = (name: string, held: object = {}) => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

let history: History<Kernel>;
let fixed: boolean;
let tools: KernelTools;
let editing: KernelEditing;
const weights = (): readonly number[] => history.present.weights;

beforeEach(() => {
  history = createHistory(
    kernelOf([
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ]),
  );
  fixed = false;
  tools = new KernelTools();
  editing = new KernelEditing({
    kernel: () => history.present,
    readonly: () => fixed,
    singleKeys: () => true,
    tools,
    change: (kernel, label, mergeKey) => (history = push(history, kernel, label, mergeKey)),
    commit: () => (history = commit(history)),
    abandon: () => (history = abandon(history)),
  });
});

describe('typing into a cell', () => {
  it('shows every valid keystroke and is one undo step', () => {
    editing.select({ row: 0, column: 0 });
    editing.key(key('1'));
    expect(weights()[0]).toBe(1);
    editing.type('1/');
    expect(editing.draft?.error).toMatch(/number after/);
    expect(weights()[0]).toBe(1);
    editing.type('1/8');
    expect(weights()[0]).toBe(0.125);
    expect(editing.editKey(key('Enter'))).toBe('commit');
    expect(editing.active).toEqual({ row: 1, column: 0 });
    expect(history.present.expressions?.[0]).toBe('1/8');
    history = undo(history);
    expect(weights()[0]).toBe(1);
    expect(history.past).toHaveLength(0);
  });

  it('does not let Enter leave a text that is no number, and Esc takes everything back', () => {
    editing.edit('');
    editing.type('2');
    editing.type('2+');
    expect(editing.editKey(key('Enter'))).toBe('refused');
    expect(editing.editKey(key('Escape'))).toBe('restore');
    expect(weights()[4]).toBe(5);
    expect(history.past).toHaveLength(0);
    expect(editing.draft).toBeNull();
  });

  it('keeps the typed expression for the next edit', () => {
    editing.edit('');
    editing.type('sqrt(2)/4');
    editing.accept();
    editing.edit(null);
    expect(editing.draft?.text).toBe('sqrt(2)/4');
  });

  it('understands x as the weight before the edit, at every keystroke', () => {
    editing.edit('');
    editing.type('x*2');
    editing.type('x*20');
    expect(weights()[4]).toBe(100);
  });

  it('refuses infinity and what is not a number', () => {
    editing.edit('');
    for (const text of ['1/0', '1e999', 'sqrt(-1)', 'nan']) {
      editing.type(text);
      expect(editing.draft?.error, text).toBeTruthy();
    }
    expect(weights()[4]).toBe(5);
  });
});

describe('dragging on a cell', () => {
  it('scrubs it in whole steps as one undo step', () => {
    editing.select({ row: 1, column: 1 });
    const move = editing.beginScrub();
    for (let i = 0; i < 10; i++) move(2, plain);
    editing.endScrub(false);
    expect(weights()[4]).toBe(15);
    history = undo(history);
    expect(weights()[4]).toBe(5);
    expect(history.past).toHaveLength(0);
  });

  it('scales the whole range it lies in', () => {
    editing.select({ row: 0, column: 0 });
    editing.select({ row: 0, column: 2 }, true);
    editing.beginScrub()(200, plain);
    editing.endScrub(false);
    expect(weights()).toEqual([2, 4, 6, 4, 5, 6, 7, 8, 9]);
  });

  it('restores everything on Esc', () => {
    const before = history.present;
    editing.beginScrub()(200, plain);
    editing.endScrub(true);
    expect(history.present).toBe(before);
    expect(history.past).toHaveLength(0);
  });
});

describe('blocks of cells', () => {
  it('Alt with an arrow steps every chosen cell', () => {
    editing.key(key('a', { ctrlKey: true }));
    editing.key(key('ArrowUp', { altKey: true }));
    expect(weights()).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('Delete empties the range and nothing else', () => {
    editing.select({ row: 0, column: 1 });
    editing.select({ row: 1, column: 2 }, true);
    editing.key(key('Delete'));
    expect(weights()).toEqual([1, 0, 0, 4, 0, 0, 7, 8, 9]);
  });

  it('copies the chosen cells and pastes a small block so that it fits', () => {
    editing.select({ row: 0, column: 0 });
    editing.select({ row: 1, column: 1 }, true);
    const { copied } = editing;
    expect([copied.rows, copied.columns, copied.weights]).toEqual([2, 2, [1, 2, 4, 5]]);
    editing.select({ row: 2, column: 2 });
    editing.paste(copied);
    expect(weights()).toEqual([1, 2, 3, 4, 1, 2, 7, 4, 5]);
  });

  it('asks before a larger block is pasted, and changes nothing until the answer', () => {
    const block = kernelOf(Array.from({ length: 5 }, (_, row) => [1, 2, 3, 4, 5].map((v) => v + 10 * row)));
    const before = history.present;
    editing.paste(block);
    expect(editing.question?.block).toBe(block);
    expect(history.present).toBe(before);
    editing.answerPaste('resize');
    expect([history.present.rows, history.present.columns]).toEqual([5, 5]);
    expect(editing.question).toBeNull();
  });

  it('crops a larger block about its centre', () => {
    const block = kernelOf(Array.from({ length: 5 }, (_, row) => [1, 2, 3, 4, 5].map((v) => v + 10 * row)));
    editing.paste(block);
    editing.answerPaste('crop');
    expect(weights()).toEqual([12, 13, 14, 22, 23, 24, 32, 33, 34]);
  });

  it('a single pasted value fills the range', () => {
    editing.key(key('a', { ctrlKey: true }));
    editing.paste(kernelOf([[7]]));
    expect(weights()).toEqual(Array(9).fill(7));
  });
});

describe('another size', () => {
  it('keeps the chosen cell where it lies about the centre', () => {
    editing.select({ row: 1, column: 2 });
    editing.resize(5, 5);
    expect(editing.active).toEqual({ row: 2, column: 3 });
    expect(history.present.weights[2 * 5 + 3]).toBe(6);
    editing.resize(1, 1);
    expect(editing.active).toEqual({ row: 0, column: 0 });
    expect(weights()).toEqual([5]);
  });
});

describe('a kernel that cannot be changed', () => {
  it('can be walked and copied, not edited', () => {
    fixed = true;
    const before = history.present;
    expect(editing.key(key('ArrowLeft'))?.kind).toBe('move');
    expect(editing.key(key('5'))).toBeNull();
    editing.edit(null);
    editing.paste(kernelOf([[1]]));
    editing.anchorHere();
    expect(editing.draft).toBeNull();
    expect(history.present).toBe(before);
  });
});

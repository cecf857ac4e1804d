// Painting and symmetric editing through the grid's own class: what a stroke, a stamp, a bucket and a calculation leave.
import { beforeEach, describe, expect, it } from 'vitest';
import { abandon, commit, createHistory, push, undo, type History } from '../../../src-core/history.ts';
import { kernelOf, type Kernel } from '../../../src-core/kernel/kernel.ts';
import { KernelTools } from '../../../src-renderer/state/kernel-tools.svelte.ts';
import { KernelEditing } from '../../../src-renderer/components/kernel/kernel-editing.svelte.ts';

const key = (name: string) => ({ key: name, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false });
const at = (row: number, column: number, pressure = 1) => ({ row, column, pressure });
const free = { straight: false, erase: false };

let history: History<Kernel>;
let tools: KernelTools;
let editing: KernelEditing;
const weights = (): readonly number[] => history.present.weights;

beforeEach(() => {
  history = createHistory(kernelOf(Array.from({ length: 3 }, () => [0, 0, 0])));
  tools = new KernelTools();
  tools.painting = true;
  tools.setValue(4, null);
  editing = new KernelEditing({
    kernel: () => history.present,
    readonly: () => false,
    singleKeys: () => true,
    tools,
    change: (kernel, label, mergeKey) => (history = push(history, kernel, label, mergeKey)),
    commit: () => (history = commit(history)),
    abandon: () => (history = abandon(history)),
  });
});

describe('painting', () => {
  it('is one undo step a stroke, whatever its length', () => {
    editing.painting.begin(at(0, 0), free);
    editing.painting.move([at(0, 1), at(0, 2)], false);
    editing.painting.move([at(1, 2)], false);
    editing.painting.end(false);
    expect(weights()).toEqual([4, 4, 4, 0, 0, 4, 0, 0, 0]);
    expect(history.past.map(({ label }) => label)).toEqual(['paint weights']);
    history = undo(history);
    expect(weights()).toEqual(Array(9).fill(0));
  });

  it('cancelled leaves nothing', () => {
    editing.painting.begin(at(0, 0), free);
    editing.painting.move([at(2, 2)], false);
    editing.painting.end(true);
    expect(weights()).toEqual(Array(9).fill(0));
    expect(history.past).toHaveLength(0);
  });

  it('is straight with Shift: from the press while dragged, from the last stroke by a click', () => {
    editing.painting.begin(at(0, 0), { straight: true, erase: false });
    editing.painting.move([at(0, 2)], true);
    editing.painting.move([at(2, 2)], true);
    editing.painting.end(false);
    expect(weights()).toEqual([4, 0, 0, 0, 4, 0, 0, 0, 4]);
    editing.painting.begin(at(2, 0), { straight: true, erase: false });
    editing.painting.end(false);
    expect(weights().slice(6)).toEqual([4, 4, 4]);
  });

  it('erases with the eraser, pours with the bucket, and picks what a cell holds', () => {
    tools.tool = 'fill';
    editing.painting.begin(at(1, 1), free);
    editing.painting.end(false);
    expect(weights()).toEqual(Array(9).fill(4));
    editing.painting.begin(at(1, 1), { straight: false, erase: true });
    editing.painting.end(false);
    expect(weights()[4]).toBe(0);
    editing.painting.pick({ row: 1, column: 1 });
    expect(tools.value).toBe(0);
  });

  it("has keys: Space stamps, brackets size the brush, Esc ends; without painting they are not the grid's", () => {
    editing.select({ row: 1, column: 1 });
    editing.key(key(' '));
    expect(weights()[4]).toBe(4);
    editing.key(key(']'));
    expect(tools.sizeIn(history.present)).toBe(1.5);
    editing.key(key('['));
    expect(tools.sizeIn(history.present)).toBe(1);
    editing.key(key('Escape'));
    expect(tools.painting).toBe(false);
    for (const name of [' ', '[', ']', 'Escape']) expect(editing.key(key(name)), name).toBeNull();
  });

  it('that changes nothing is no undo step', () => {
    tools.tool = 'erase';
    editing.painting.stamp({ row: 1, column: 1 });
    expect(history.past).toHaveLength(0);
  });
});

describe('a symmetry', () => {
  beforeEach(() => {
    tools.symmetry = 'eight-fold';
  });

  it('reaches typing, scrubbing, stepping, filling and painting', () => {
    editing.select({ row: 0, column: 0 });
    editing.edit('');
    editing.type('1/9');
    editing.accept();
    expect([0, 2, 6, 8].map((index) => history.present.expressions?.[index])).toEqual(Array(4).fill('1/9'));
    editing.select({ row: 0, column: 1 });
    editing.beginScrub()(200, { shiftKey: false, altKey: false });
    editing.endScrub(false);
    expect(new Set([1, 3, 5, 7].map((index) => weights()[index])).size).toBe(1);
    expect(weights()[1]).toBeGreaterThan(0);
    editing.painting.stamp({ row: 2, column: 2 });
    expect([0, 2, 6, 8].map((index) => weights()[index])).toEqual([4, 4, 4, 4]);
    editing.select({ row: 0, column: 1 });
    editing.key(key('Delete'));
    expect([1, 3, 5, 7].map((index) => weights()[index])).toEqual([0, 0, 0, 0]);
  });

  it('reaches calculations, which start from the kernel as it was', () => {
    editing.select({ row: 0, column: 0 });
    const from = history.present;
    expect(editing.calculate(from, { kind: 'add', value: 1 })).toBeNull();
    expect(editing.calculate(from, { kind: 'add', value: 12 })).toBeNull();
    expect(editing.calculate(from, { kind: 'expression', text: 'x*' })).toMatch(/Expected a number/);
    expect([0, 2, 6, 8].map((index) => weights()[index])).toEqual([12, 12, 12, 12]);
    expect(history.past).toHaveLength(1);
  });
});

describe('what is kept of a typed text', () => {
  it('is an expression that means the same again, so not one of x', () => {
    tools.painting = false;
    editing.edit('');
    editing.type('x + 1');
    editing.accept();
    expect(history.present.expressions).toBeUndefined();
    editing.edit('');
    editing.type('3/7');
    editing.accept();
    expect(history.present.expressions?.[4]).toBe('3/7');
  });
});

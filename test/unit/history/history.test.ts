import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canRedo,
  canUndo,
  commit,
  createHistory,
  MAX_STEPS,
  push,
  redo,
  redoLabel,
  undo,
  undoLabel,
} from '../../../src-core/history.ts';

const typed = push(push(createHistory('a'), 'b', 'type b'), 'c', 'type c');

describe('history', () => {
  it('undoes and redoes one step at a time, and names it', () => {
    expect([typed.present, undoLabel(typed), redoLabel(typed)]).toEqual(['c', 'type c', null]);
    const back = undo(typed);
    expect([back.present, undoLabel(back), redoLabel(back)]).toEqual(['b', 'type b', 'type c']);
    expect(redo(back).present).toBe('c');
    expect(undo(undo(undo(typed))).present).toBe('a');
    expect([canUndo(createHistory(1)), canRedo(createHistory(1)), canUndo(typed), canRedo(back)]).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it('a drag of many values is one step until it is committed', () => {
    let history = createHistory(0);
    for (let value = 1; value <= 50; value++) history = push(history, value, 'drag', 'weight 3');
    expect(history.present).toBe(50);
    expect(undo(history).present).toBe(0);
    history = push(commit(history), 60, 'drag', 'weight 3');
    expect(undo(history).present).toBe(50);
  });

  it('another key, no key, or an undo ends a merge', () => {
    const first = push(createHistory(0), 1, 'x', 'a');
    expect(undo(push(first, 2, 'x', 'b')).present).toBe(1);
    expect(undo(push(first, 2, 'x')).present).toBe(1);
    expect(undo(push(undo(first), 5, 'x', 'a')).present).toBe(0);
  });

  it('a new change forgets what was undone; the same value again is no change', () => {
    expect(canRedo(push(undo(typed), 'z', 'type z'))).toBe(false);
    expect(push(typed, 'c', 'nothing')).toBe(typed);
  });

  it('keeps a bounded number of steps', () => {
    let history = createHistory(0);
    for (let value = 1; value <= MAX_STEPS + 10; value++) history = push(history, value, 'count');
    expect(history.past).toHaveLength(MAX_STEPS);
    while (canUndo(history)) history = undo(history);
    expect(history.present).toBe(10);
  });

  it('whatever is pushed, undoing everything and redoing everything returns to the same values', () => {
    const step = fc.tuple(fc.integer(), fc.option(fc.constantFrom('a', 'b'), { nil: undefined }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const before = createHistory(-1);
        const after = steps.reduce((history, [value, key]) => push(history, value, 'step', key), before);
        let walked = after;
        while (canUndo(walked)) walked = undo(walked);
        expect(walked.present).toBe(-1);
        while (canRedo(walked)) walked = redo(walked);
        expect(walked.present).toBe(after.present);
        expect(walked.past.map(({ value }) => value)).toEqual(after.past.map(({ value }) => value));
      }),
      { seed: 20_260, numRuns: 150 },
    );
  });
});

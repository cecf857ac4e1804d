// A number field's manners: live values, one commit, refusals that stay until they are mended, Esc that takes all back.
import { tick } from 'svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { NumberEntry } from '../../../src-renderer/components/controls/number-entry.svelte.ts';

let value: number;
let sent: (number | string | null)[][];
let commits: number;
let cancels: number;
let check: ((value: number) => string | null) | undefined;
let entry: NumberEntry;
let limits: { min?: number; max?: number };
let withCancel: boolean;
let whole: boolean;

const press = (key: string, held: object = {}): KeyboardEvent =>
  ({
    key,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    altKey: false,
    preventDefault: () => undefined,
    stopPropagation: () => undefined,
    ...held,
  }) as KeyboardEvent;

beforeEach(() => {
  value = 10;
  sent = [];
  commits = 0;
  cancels = 0;
  check = undefined;
  limits = {};
  withCancel = false;
  whole = false;
  entry = new NumberEntry(() => ({
    value,
    source: null,
    shown: String(value),
    unit: '%',
    limits,
    step: 1,
    whole,
    fixed: false,
    check,
    input: null,
    oninput: (next, source) => {
      sent.push([next, source]);
      value = next;
      entry.follow(next);
    },
    oncommit: () => commits++,
    oncancel: withCancel ? () => cancels++ : undefined,
  }));
  entry.follow(value);
});

describe('typing', () => {
  it('sends every valid value with what was typed, and commits once', () => {
    entry.type('2');
    entry.type('25');
    entry.key(press('Enter'));
    expect(sent).toEqual([
      [2, '2'],
      [25, '25'],
    ]);
    expect(commits).toBe(1);
    expect(entry.editing).toBe(false);
  });

  it('understands x and a leading + as the value before the edit, at every keystroke', () => {
    entry.type('x*2');
    entry.type('x*20');
    expect(value).toBe(200);
    entry.leave();
    entry.type('+5');
    expect(value).toBe(205);
  });

  it('takes the unit of the field as no arithmetic', () => {
    entry.type('50 %');
    expect(value).toBe(50);
  });

  it('keeps the last valid value while the text is refused, and Enter does not leave', () => {
    check = (next) => (next === 0 ? 'Divide by a number other than 0.' : null);
    entry.type('0');
    expect(entry.message).toBe('Divide by a number other than 0.');
    entry.key(press('Enter'));
    entry.leave();
    expect(entry.draft).toBe('0');
    expect(value).toBe(10);
    expect(sent).toEqual([]);
    entry.type('');
    expect(entry.message).toBe('Expected a number.');
    entry.type('4');
    expect(entry.message).toBeNull();
    expect(value).toBe(4);
  });

  it('stops at the limits, and rounds where only whole numbers count', () => {
    limits = { min: 0, max: 100 };
    entry.type('1e9');
    expect(value).toBe(100);
    whole = true;
    entry.type('2.6');
    expect(value).toBe(3);
  });
});

describe('Esc', () => {
  it('sends the value before the edit again', () => {
    entry.type('3');
    entry.key(press('Escape'));
    expect(value).toBe(10);
    expect(commits).toBe(1);
  });

  it('leaves the taking back to an owner that can do it, and only when something was sent', () => {
    withCancel = true;
    entry.type('3');
    entry.key(press('Escape'));
    expect([cancels, commits]).toEqual([1, 0]);
    entry.type('3+');
    entry.key(press('Escape'));
    expect(cancels).toBe(1);
  });
});

describe('stepping', () => {
  it('goes by one, ten with Page keys, a tenth with Shift; a held key is one commit', () => {
    entry.key(press('ArrowUp'));
    entry.key(press('ArrowUp'));
    entry.key(press('ArrowUp', { shiftKey: true }));
    entry.key(press('PageDown'));
    expect(sent.map(([next]) => next)).toEqual([11, 12, 12.1, 2.1]);
    expect(commits).toBe(0);
    entry.keyUp(press('ArrowUp'));
    expect(commits).toBe(1);
  });

  it('passes over values that are refused', () => {
    check = (next) => (next === 11 ? 'Not 11.' : null);
    entry.key(press('ArrowUp'));
    expect(sent).toEqual([]);
  });
});

describe('a value that changes from outside', () => {
  it('ends what was being typed; the echo of an own change does not', async () => {
    entry.type('3');
    expect(entry.draft).toBe('3');
    await tick();
    value = 7;
    entry.follow(value);
    expect(entry.draft).toBeNull();
    entry.key(press('Escape'));
    expect(value).toBe(7);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import type { DocumentInfo } from '../../../src-core/document.ts';
import { kernelOf } from '../../../src-core/kernel/kernel.ts';
import { createFilter } from '../../../src-core/filters/index.ts';
import { MAX_FILTERS } from '../../../src-core/filters/filter.ts';
import { Alternates } from '../../../src-renderer/state/alternates.svelte.ts';
import { Editor } from '../../../src-renderer/state/editor.svelte.ts';

const info: DocumentInfo = {
  width: 10,
  height: 10,
  channels: 3,
  depth: 'u8',
  format: 'png',
  colourSpace: 'sRGB',
  metadata: { exif: false, xmp: false, icc: false, location: false },
  notes: [],
};
const kernel = (name: string) => createFilter('kernel', { name, kernel: kernelOf([[0, 1, 0]]) });

let alternates: Alternates;
let editor: Editor;
beforeEach(() => {
  alternates = new Alternates();
  editor = new Editor(alternates);
  editor.open({ name: 'a.png', info, writable: true, fresh: false });
});

const names = () => editor.filters.map(({ name }) => name);

describe('the stack', () => {
  it('puts a new filter below the selected one and selects it', () => {
    const [a, b, c] = [kernel('a'), kernel('b'), kernel('c')];
    editor.addFilter(a);
    editor.addFilter(b);
    editor.select(a.id);
    editor.addFilter(c);
    expect(names()).toEqual(['a', 'c', 'b']);
    expect(editor.selected).toBe(c);
  });

  it('replaces the selected filter in its place, keeping its id and whether it is on', () => {
    const a = kernel('a');
    editor.addFilter(a);
    editor.toggleFilter(a.id);
    editor.replaceSelected(createFilter('gaussian', {}));
    expect(editor.filters).toHaveLength(1);
    expect(editor.selected).toMatchObject({ id: a.id, type: 'gaussian', enabled: false });
  });

  it('moves, duplicates and deletes, and the selection goes to a neighbour', () => {
    const [a, b, c] = [kernel('a'), kernel('b'), kernel('c')];
    for (const filter of [a, b, c]) editor.addFilter(filter);
    editor.moveFilter(c.id, 0);
    expect(names()).toEqual(['c', 'a', 'b']);
    editor.duplicateFilter(a.id);
    expect(names()).toEqual(['c', 'a', 'a', 'b']);
    expect(editor.selectedId).not.toBe(a.id);
    editor.removeFilter(editor.selectedId ?? '');
    expect(names()).toEqual(['c', 'a', 'b']);
    expect(editor.selected?.name).toBe('b');
    editor.removeFilter(b.id);
    expect(editor.selected?.name).toBe('a');
  });

  it('turns all filters off when any is on, else all on', () => {
    const [a, b] = [kernel('a'), kernel('b')];
    editor.addFilter(a);
    editor.addFilter(b);
    editor.toggleFilter(a.id);
    editor.toggleAll();
    expect(editor.filters.map(({ enabled }) => enabled)).toEqual([false, false]);
    editor.toggleAll();
    expect(editor.filters.map(({ enabled }) => enabled)).toEqual([true, true]);
  });

  it('holds no more filters than a recipe may', () => {
    for (let count = 0; count < MAX_FILTERS; count++) expect(editor.addFilter(kernel(String(count)))).toBe(true);
    expect(editor.addFilter(kernel('one too many'))).toBe(false);
    expect(editor.filters).toHaveLength(MAX_FILTERS);
  });
});

describe('undo', () => {
  it('takes back a whole drag as one step', () => {
    const a = kernel('a');
    editor.addFilter(a);
    for (const bias of [0.1, 0.2, 0.3]) editor.updateSettings(a.id, { bias }, 'change bias', 'drag bias');
    editor.commit();
    editor.updateSettings(a.id, { bias: 0.4 }, 'change bias', 'drag bias');
    expect(editor.selected?.settings.bias).toBe(0.4);
    editor.undo();
    expect(editor.selected?.settings.bias).toBe(0.3);
    editor.undo();
    expect(editor.selected?.settings.bias).toBe(0);
    expect(editor.undoLabel).toBe('add a');
    editor.redo();
    expect(editor.selected?.settings.bias).toBe(0.3);
  });

  it('brings a deleted filter back selected', () => {
    const [a, b] = [kernel('a'), kernel('b')];
    editor.addFilter(a);
    editor.addFilter(b);
    editor.removeFilter(a.id);
    editor.undo();
    expect(editor.selected?.name).toBe('a');
    editor.undo();
    expect(names()).toEqual(['a']);
    expect(editor.selected?.name).toBe('a');
  });

  it('has no step for a change that changes nothing', () => {
    const a = kernel('a');
    editor.addFilter(a);
    const { recipe } = editor;
    editor.updateFilter(a.id, { name: 'a' }, 'rename');
    editor.updateFilter('nobody', { name: 'b' }, 'rename');
    editor.moveFilter(a.id, 0);
    expect(editor.recipe).toBe(recipe);
    expect(editor.undoLabel).toBe('add a');
  });
});

describe('the unsaved mark', () => {
  it('comes with the first change and goes when that is taken back', () => {
    expect(editor.edited).toBe(false);
    editor.addFilter(kernel('a'));
    expect(editor.edited).toBe(true);
    editor.undo();
    expect(editor.edited).toBe(false);
  });

  it('stays for what was changed while the file was being written', () => {
    editor.addFilter(kernel('a'));
    const written = editor.savable;
    editor.addFilter(kernel('b'));
    editor.markSaved(written);
    expect(editor.edited).toBe(true);
    editor.undo();
    expect(editor.edited).toBe(false);
  });
});

describe('the unsaved mark of a kernel B set aside', () => {
  const b = kernelOf([[1, 2, 1]]);

  it('comes when B is set aside and goes when it is saved or forgotten', () => {
    const a = kernel('a');
    editor.addFilter(a);
    editor.markSaved();
    alternates.keep(a.id, b);
    expect(editor.edited).toBe(true);
    alternates.forget(a.id);
    expect(editor.edited).toBe(false);
    alternates.keep(a.id, b);
    editor.markSaved();
    expect(editor.edited).toBe(false);
    alternates.forget(a.id);
    expect(editor.edited).toBe(true);
  });

  it('stays for a B that was set aside while the file was being written', () => {
    const a = kernel('a');
    editor.addFilter(a);
    const written = editor.savable;
    alternates.keep(a.id, b);
    editor.markSaved(written);
    expect(editor.edited).toBe(true);
  });

  it('is not for filters of another document', () => {
    const a = kernel('a');
    editor.addFilter(a);
    alternates.keep(a.id, b);
    const back = editor.open({ name: 'b.png', info, writable: true, fresh: false });
    expect(editor.edited).toBe(false);
    back();
    editor.markSaved();
    expect(editor.edited).toBe(false);
  });
});

describe('another document', () => {
  it('starts with an empty stack and an empty history', () => {
    editor.addFilter(kernel('a'));
    editor.open({ name: 'b.png', info, writable: true, fresh: false });
    expect(editor.filters).toEqual([]);
    expect(editor.canUndo).toBe(false);
    expect(editor.edited).toBe(false);
  });

  it('takes over filters that were made while no picture was open', () => {
    editor.closeDocument();
    editor.addFilter(kernel('a'));
    editor.open({ name: 'b.png', info, writable: true, fresh: false });
    expect(names()).toEqual(['a']);
  });
});

describe('hovering a preset', () => {
  it('shows other filters without touching the history', () => {
    editor.hover = [kernel('hovered')];
    expect(editor.shownFilters.map(({ name }) => name)).toEqual(['hovered']);
    expect(editor.filters).toEqual([]);
    expect(editor.canUndo).toBe(false);
    editor.hover = null;
    expect(editor.shownFilters).toEqual([]);
  });
});

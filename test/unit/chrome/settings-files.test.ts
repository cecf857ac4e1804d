import { describe, expect, it } from 'vitest';
import { createFilter } from '../../../src-core/filters/index.ts';
import { printKernelFile } from '../../../src-core/kernel-file.ts';
import { printRecipeFile } from '../../../src-core/recipe-file.ts';
import { SettingsFiles } from '../../../src-renderer/actions/settings-files.ts';
import { edit, fakeWindow, INFO, target } from './fake-window.ts';

const GRANT = { token: 'token-of-sixteen', name: 'dusk.recipe.json' };
/** What main answers for a file of this text. */
const settings = (name: string, text: string) => ({ value: { name }, body: new TextEncoder().encode(text) });
const recipe = { version: 1 as const, filters: [createFilter('gaussian'), createFilter('kernel')] };

describe('kernel and recipe files (§14)', () => {
  it('opens a recipe in place of the stack, as a step that can be undone, and saves to it from then on', async () => {
    const window = fakeWindow();
    edit(window.editor);
    const before = window.editor.recipe;
    window.answer('readSettings', () => settings(GRANT.name, printRecipeFile(recipe)));
    await new SettingsFiles(window.env).import(GRANT);
    expect(window.editor.filters.map(({ type }) => type)).toEqual(['gaussian', 'kernel']);
    expect(window.editor.edited).toBe(false);
    expect(window.editor.recipeGrant).toEqual(GRANT);
    window.editor.undo();
    expect(window.editor.recipe).toEqual(before);
  });

  it('brings back the kernel B that stood beside a filter’s own', async () => {
    const window = fakeWindow();
    const [, filter] = recipe.filters;
    const b = { ...filter!.kernel!, weights: filter!.kernel!.weights.map((weight) => weight + 1) };
    window.env.alternates.keep(filter!.id, b);
    window.editor.apply('open', () => recipe);
    const saved = target('dusk.recipe.json', null);
    window.pick(saved);
    await new SettingsFiles(window.env).saveRecipe();

    const another = fakeWindow();
    edit(another.editor);
    another.answer('readSettings', () => settings(GRANT.name, new TextDecoder().decode(saved.received[0])));
    await new SettingsFiles(another.env).import(GRANT);
    const { id, kernel } = another.editor.filters[1]!;
    expect(another.env.alternates.of(id, kernel!)?.b).toEqual(b);
    expect(another.editor.edited).toBe(false);
  });

  it('counts a kernel B as unsaved until the recipe is written with it', async () => {
    const window = fakeWindow();
    edit(window.editor);
    window.answer('readSettings', () => settings(GRANT.name, printRecipeFile(recipe)));
    const files = new SettingsFiles(window.env);
    await files.import(GRANT);
    expect(window.editor.edited).toBe(false);
    const { id, kernel } = window.editor.filters[1]!;
    window.env.alternates.keep(id, kernel!);
    expect(window.editor.edited).toBe(true);
    window.answer('writeText', () => ({ value: {} }));
    expect(await files.writeRecipe()).toBe(true);
    expect(window.calls.at(-1)?.params['text']).toContain('"alternates"');
    expect(window.editor.edited).toBe(false);
    // The file as it was knows nothing of the B that still stands beside its filter.
    await files.import(GRANT);
    expect(window.editor.edited).toBe(true);
  });

  it('adds a kernel as a filter and leaves the rest alone', async () => {
    const window = fakeWindow();
    edit(window.editor);
    const text = printKernelFile(createFilter('kernel', { name: 'Mine' }));
    window.answer('readSettings', () => settings('mine.kernel.json', text));
    await new SettingsFiles(window.env).import({ ...GRANT, name: 'mine.kernel.json' });
    expect(window.editor.filters.map(({ name }) => name)).toContain('Mine');
    expect(window.editor.filters).toHaveLength(2);
    expect(window.editor.recipeGrant).toBeNull();
  });

  it('keeps what was opened without a picture until there is one', async () => {
    const window = fakeWindow();
    window.editor.closeDocument();
    window.answer('readSettings', () => settings(GRANT.name, printRecipeFile(recipe)));
    const files = new SettingsFiles(window.env);
    await files.import(GRANT);
    expect(window.notices.current?.text).toBe('2 filters are ready. Open a picture to see what they do.');
    window.editor.open({ name: 'beach.png', info: INFO, writable: true, fresh: false });
    files.applyWaiting();
    expect(window.editor.filters).toHaveLength(2);
    expect(window.editor.selected?.type).toBe('kernel');
    files.applyWaiting();
    expect(window.editor.filters).toHaveLength(2);
  });

  it('changes nothing when the file is no kernel and no recipe', async () => {
    const window = fakeWindow();
    window.answer('readSettings', () => settings('notes.txt', 'milk, bread'));
    await new SettingsFiles(window.env).import({ ...GRANT, name: 'notes.txt' });
    expect(window.editor.filters).toEqual([]);
    expect(window.notices.current).toMatchObject({ kind: 'error' });
    expect(window.notices.current?.text).toContain('notes.txt could not be opened');
  });

  it('asks for another place when the recipe was opened for reading only', async () => {
    const window = fakeWindow();
    const { AppError } = await import('../../../src-core/errors.ts');
    window.editor.recipeGrant = GRANT;
    edit(window.editor);
    window.answer('writeText', ({ to }) => {
      if (to === GRANT.token) throw new AppError('no-access', 'dusk.recipe.json was opened for reading only.');
      return { value: { name: 'elsewhere.recipe.json' } };
    });
    window.pick(target('elsewhere.recipe.json', 'another-token-of-16'));
    expect(await new SettingsFiles(window.env).writeRecipe()).toBe(true);
    expect(window.editor.recipeGrant?.token).toBe('another-token-of-16');
    expect(window.editor.edited).toBe(false);
  });

  it('gives a browser the recipe as a download and asks again the next time', async () => {
    const window = fakeWindow();
    edit(window.editor);
    const download = target('beach.recipe.json', null);
    window.pick(download);
    expect(await new SettingsFiles(window.env).saveRecipe()).toBe(true);
    expect(new TextDecoder().decode(download.received[0])).toContain('"filters"');
    expect(window.suggestions[0]?.suggestedName).toBe('beach.recipe.json');
    expect(window.editor.recipeGrant).toBeNull();
    expect(window.editor.edited).toBe(false);
  });
});

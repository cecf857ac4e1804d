import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-core/errors.ts';
import { Saving } from '../../../src-renderer/actions/saving.ts';
import { Work } from '../../../src-renderer/actions/work.svelte.ts';
import { edit, fakeWindow, target, type FakeWindow } from './fake-window.ts';

const written = { value: { name: 'beach.png', bytes: 10, notes: [] } };
const savingOf = (window: FakeWindow, saveRecipe = async () => true) => new Saving(window.env, new Work(), saveRecipe);
const soon = () => new Promise((resolve) => setTimeout(resolve, 0));
const exports = ({ calls }: FakeWindow) =>
  calls
    .filter(({ name }) => name === 'exportImage')
    .map(({ params }) => ({ to: params['to'], force: params['overwriteChanged'] }));

describe('saving (§15)', () => {
  it('asks once before the picture’s own file is overwritten, then never again', async () => {
    const window = fakeWindow();
    window.answer('exportImage', () => written);
    const saving = savingOf(window);
    edit(window.editor);
    const first = saving.save();
    await soon();
    expect(window.dialogs.question?.title).toBe('Overwrite beach.png?');
    expect(exports(window)).toEqual([]);
    window.dialogs.answer('overwrite');
    expect(await first).toBe(true);
    expect(window.editor.edited).toBe(false);
    edit(window.editor);
    expect(await saving.save()).toBe(true);
    expect(window.dialogs.question).toBeNull();
    expect(exports(window)).toEqual([
      { to: 'source', force: false },
      { to: 'source', force: false },
    ]);
  });

  it('writes nothing when the question is cancelled, and asks again the next time', async () => {
    const window = fakeWindow();
    const saving = savingOf(window);
    edit(window.editor);
    const answer = saving.save();
    await soon();
    window.dialogs.answer(null);
    expect(await answer).toBe(false);
    expect(window.editor.edited).toBe(true);
    const again = saving.save();
    await soon();
    expect(window.dialogs.question).not.toBeNull();
    window.dialogs.answer(null);
    await again;
    expect(exports(window)).toEqual([]);
  });

  it('never overwrites a file that another program changed without asking', async () => {
    const window = fakeWindow();
    window.answer('exportImage', ({ overwriteChanged }) => {
      if (!overwriteChanged) throw new AppError('invalid', 'beach.png was changed by another program.');
      return written;
    });
    const saving = savingOf(window);
    edit(window.editor);
    const answer = saving.save();
    await soon();
    window.dialogs.answer('overwrite');
    await soon();
    await soon();
    expect(window.dialogs.question?.title).toBe('beach.png was changed by another program');
    expect(exports(window)).toEqual([{ to: 'source', force: false }]);
    window.dialogs.answer('overwrite');
    expect(await answer).toBe(true);
    expect(exports(window)[1]).toEqual({ to: 'source', force: true });
  });

  it('asks too when the file chosen by Save as was changed by another program', async () => {
    const window = fakeWindow();
    window.answer('exportImage', () => written);
    window.pick(target('copy.png', 'the-token-of-copy'));
    const saving = savingOf(window);
    await saving.saveAs();
    window.answer('exportImage', ({ overwriteChanged }) => {
      if (!overwriteChanged) throw new AppError('invalid', 'copy.png was changed by another program.');
      return written;
    });
    edit(window.editor);
    const answer = saving.save();
    await soon();
    expect(window.dialogs.question?.title).toBe('copy.png was changed by another program');
    window.dialogs.answer('overwrite');
    expect(await answer).toBe(true);
    expect(exports(window).at(-1)).toEqual({ to: 'the-token-of-copy', force: true });
  });

  it('writes the picture back in the format of its bytes, whatever its name says', async () => {
    const window = fakeWindow({ name: 'really-a-png.jpg', writable: true });
    window.answer('exportImage', () => written);
    edit(window.editor);
    const answer = savingOf(window).save();
    await soon();
    window.dialogs.answer('overwrite');
    expect(await answer).toBe(true);
    expect(window.calls[0]?.params['request']).toMatchObject({ format: 'png' });
  });

  it('writes again when every filter was turned off after an overwrite: the file holds an earlier result', async () => {
    const window = fakeWindow();
    window.answer('exportImage', () => written);
    const saving = savingOf(window);
    edit(window.editor);
    const answer = saving.save();
    await soon();
    window.dialogs.answer('overwrite');
    await answer;
    window.editor.toggleAll();
    expect(await saving.save()).toBe(true);
    expect(exports(window)).toHaveLength(2);
    expect(window.editor.edited).toBe(false);
  });

  it('says that nothing was written when no filter is on, and keeps the mark', async () => {
    const window = fakeWindow();
    edit(window.editor);
    window.editor.toggleAll();
    expect(await savingOf(window).save()).toBe(true);
    expect(exports(window)).toEqual([]);
    expect(window.notices.current?.text).toContain('no filter is on');
    expect(window.editor.edited).toBe(true);
  });

  it('goes to the recipe file when there is one', async () => {
    const window = fakeWindow();
    let recipes = 0;
    const saving = savingOf(window, async () => (recipes++, true));
    window.editor.recipeGrant = { token: 'token-of-sixteen', name: 'dusk.recipe.json' };
    edit(window.editor);
    expect(await saving.save()).toBe(true);
    expect(recipes).toBe(1);
    expect(exports(window)).toEqual([]);
  });

  it('keeps the unsaved mark when writing fails, and says why', async () => {
    const window = fakeWindow({ name: 'pasted.png', writable: false });
    window.answer('exportImage', () => {
      throw new AppError('disk-full', 'Not enough space on “Photos”: 48 MB needed, 12 MB free. Nothing was written.');
    });
    window.pick(target('pasted-edited.png'));
    edit(window.editor);
    expect(await savingOf(window).save()).toBe(false);
    expect(window.editor.edited).toBe(true);
    expect(window.notices.current?.text).toContain('Nothing was written');
    expect(window.notices.current?.actions.map(({ label }) => label)).toEqual(['Choose another place…']);
  });

  it('hands the bytes to a browser, where no path exists, and asks again the next time', async () => {
    const window = fakeWindow({ name: 'drop.webp', writable: false });
    const body = new Uint8Array([1, 2, 3]);
    window.answer('exportImage', () => ({ value: { name: null, bytes: 3, notes: [] }, body }));
    const download = target('drop-edited.webp', null);
    window.pick(download);
    edit(window.editor);
    const saving = savingOf(window);
    expect(await saving.save()).toBe(true);
    expect(download.received).toEqual([body]);
    expect(window.suggestions[0]).toMatchObject({ suggestedName: 'drop-edited.webp' });
    expect(window.suggestions[0]?.extensions[0]).toBe('webp');
    edit(window.editor);
    await saving.save();
    expect(window.suggestions).toHaveLength(2);
  });

  it('returns to the chosen file once Save as went to one', async () => {
    const window = fakeWindow();
    window.answer('exportImage', () => written);
    window.pick(target('copy.jpg', 'the-token-of-copy'));
    const saving = savingOf(window);
    edit(window.editor);
    expect(await saving.saveAs()).toBe(true);
    edit(window.editor);
    expect(await saving.save()).toBe(true);
    expect(window.suggestions).toHaveLength(1);
    expect(exports(window).map(({ to }) => to)).toEqual(['the-token-of-copy', 'the-token-of-copy']);
    saving.forget();
    edit(window.editor);
    const answer = saving.save();
    await soon();
    expect(window.dialogs.question?.title).toBe('Overwrite beach.png?');
    window.dialogs.answer(null);
    await answer;
  });

  it('refuses a name whose ending is no format, and names those that are', async () => {
    const window = fakeWindow();
    window.pick(target('picture.psd'));
    expect(await savingOf(window).saveAs()).toBe(false);
    expect(window.notices.current?.text).toMatch(/picture\.psd could not be saved.*\.png.*\.jpg/);
    expect(exports(window)).toEqual([]);
  });

  it('leaves what was changed during the writing unsaved', async () => {
    const window = fakeWindow();
    window.answer('exportImage', () => {
      edit(window.editor);
      return written;
    });
    window.pick(target('copy.png'));
    edit(window.editor);
    expect(await savingOf(window).saveAs()).toBe(true);
    expect(window.editor.edited).toBe(true);
  });

  it('asks before an edited document is left, and saves first when told to', async () => {
    const window = fakeWindow();
    const saving = savingOf(window);
    expect(await saving.mayLeave('when the window closes')).toBe(true);
    edit(window.editor);
    const discard = saving.mayLeave('when the window closes');
    window.dialogs.answer('discard');
    expect(await discard).toBe(true);
    const stay = saving.mayLeave('when the window closes');
    window.dialogs.answer(null);
    expect(await stay).toBe(false);
    window.answer('exportImage', () => written);
    const save = saving.mayLeave('when the window closes');
    window.dialogs.answer('save');
    await soon();
    window.dialogs.answer('overwrite');
    expect(await save).toBe(true);
    expect(window.editor.edited).toBe(false);
  });
});

// Commands on the stack, as the menus and keys run them.
import { describe, expect, it } from 'vitest';
import { presetById } from '../../../src-core/presets.ts';
import { stackCommands } from '../../../src-renderer/actions/stack-commands.ts';
import { fakeWindow } from './fake-window.ts';

describe('reset filter', () => {
  it('keeps the weights of a hand-made kernel and gives its switches back', () => {
    const { env, editor } = fakeWindow();
    const sharpen = presetById('sharpen-8')!.create();
    editor.addFilter(sharpen);
    editor.updateSettings(sharpen.id, { border: 'wrap', amount: 0.5 }, 'change border');
    stackCommands(env)['filter-reset'].run();
    expect(editor.selected?.kernel?.weights).toEqual(sharpen.kernel?.weights);
    expect(editor.selected?.settings).toMatchObject({ border: 'clamp', amount: 1 });
  });

  it('returns the parameters of a filter that has some', () => {
    const { env, editor } = fakeWindow();
    const blur = presetById('gaussian')!.create();
    editor.addFilter(blur);
    editor.updateParameters(blur.id, { sigmaX: 9 }, 'change sigma');
    stackCommands(env)['filter-reset'].run();
    expect(editor.selected?.parameters).toEqual(blur.parameters);
  });
});

describe('a full stack', () => {
  it('says why nothing is added, whichever key was pressed', () => {
    for (const id of ['new-kernel', 'filter-add', 'filter-duplicate'] as const) {
      const { env, editor, dialogs, notices } = fakeWindow();
      while (editor.canAdd) editor.addFilter(presetById('gaussian')!.create());
      const { length } = editor.filters;
      stackCommands(env)[id].run();
      expect(notices.current?.text).toContain('The stack is full');
      expect(editor.filters).toHaveLength(length);
      expect(dialogs.open).toBeNull();
    }
  });
});

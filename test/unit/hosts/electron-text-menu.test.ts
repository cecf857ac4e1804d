// The right button over text in Electron, which shows no menu by itself.
import { describe, expect, it, vi } from 'vitest';
import { offerTextMenu, textRows } from '../../../src-main/electron/text-menu.ts';
import { createWindow } from '../../../src-main/electron/window.ts';
import { log, type BrowserWindow } from './electron-stand-in.ts';

vi.mock('electron', () => import('./electron-stand-in.ts'));

const spot = (isEditable: boolean, selectionText: string) => ({
  isEditable,
  selectionText,
  x: 1,
  y: 2,
  editFlags: { canUndo: true, canRedo: false, canCut: false, canCopy: true, canPaste: true, canSelectAll: true },
});

describe('the right button', () => {
  it('offers the editing commands in a text field, copying over marked text, and nothing of its own elsewhere', () => {
    const window = createWindow(null);
    offerTextMenu(window);
    log.length = 0;
    const { webContents } = window as never as BrowserWindow;
    for (const at of [spot(true, ''), spot(false, 'marked'), spot(false, ' ')])
      webContents.emit('context-menu', {}, at);
    expect(log).toEqual(['popup of 8 rows', 'popup of 1 rows']);
  });

  it('offers only what can be done', () => {
    expect(textRows(spot(true, ''))).toContainEqual({ role: 'paste', enabled: true });
    expect(textRows(spot(true, ''))).toContainEqual({ role: 'redo', enabled: false });
  });
});

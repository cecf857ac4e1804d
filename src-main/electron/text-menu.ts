// The right button in a text field: Electron shows nothing by itself. What is no text has menus of the page.
import { Menu, type BrowserWindow, type MenuItemConstructorOptions } from 'electron';

interface Spot {
  readonly isEditable: boolean;
  readonly selectionText: string;
  readonly editFlags: {
    readonly canUndo: boolean;
    readonly canRedo: boolean;
    readonly canCut: boolean;
    readonly canCopy: boolean;
    readonly canPaste: boolean;
    readonly canSelectAll: boolean;
  };
}

export function offerTextMenu(window: BrowserWindow): void {
  window.webContents.on('context-menu', (_, spot) => {
    const rows = textRows(spot);
    if (rows.length > 0) Menu.buildFromTemplate(rows).popup({ window, x: spot.x, y: spot.y });
  });
}

export function textRows({ isEditable, selectionText, editFlags: can }: Spot): MenuItemConstructorOptions[] {
  if (!isEditable) return selectionText.trim() === '' ? [] : [{ role: 'copy', enabled: can.canCopy }];
  return [
    { role: 'undo', enabled: can.canUndo },
    { role: 'redo', enabled: can.canRedo },
    { type: 'separator' },
    { role: 'cut', enabled: can.canCut },
    { role: 'copy', enabled: can.canCopy },
    { role: 'paste', enabled: can.canPaste },
    { type: 'separator' },
    { role: 'selectAll', enabled: can.canSelectAll },
  ];
}

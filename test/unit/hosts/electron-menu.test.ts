// What the arguments of the installed program mean, and the macOS menu bar.
import { describe, expect, it, vi } from 'vitest';
import { startOf } from '../../../src-main/electron/command-line.ts';
import { macTemplate } from '../../../src-main/electron/menu.ts';

vi.mock('electron', () => import('./electron-stand-in.ts'));

describe('the command line of the program', () => {
  it.each([
    [['electron', '.'], false, { mode: 'window', paths: [] }],
    [['electron', '.', 'a.png'], false, { mode: 'window', paths: ['/here/a.png'] }],
    [['kernelcraft', '/b.png'], true, { mode: 'window', paths: ['/b.png'] }],
    [['kernelcraft', 'serve', 'a.png'], true, { mode: 'window', paths: ['/here/a.png'] }],
    [
      ['kernelcraft', 'apply', 'a.png', '-o', 'b.png'],
      true,
      { mode: 'command', args: ['apply', 'a.png', '-o', 'b.png'] },
    ],
    [['kernelcraft', '--no-sandbox', 'presets', '--json'], true, { mode: 'command', args: ['presets', '--json'] }],
    [['kernelcraft', '--help'], true, { mode: 'command', args: ['--help'] }],
  ])('%j opens or runs what it says', (argv, isPackaged, start) => {
    expect(startOf(argv, isPackaged, '/here')).toEqual(start);
  });
});

describe('the macOS menu', () => {
  it('is printed from the command list and leaves single keys to the page', () => {
    const ran: string[] = [];
    const template = macTemplate((id) => ran.push(id));
    const items = template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
    const undo = items.find(({ label }) => label === 'Undo')!;
    expect(undo.accelerator).toBe('CmdOrCtrl+Z');
    (undo.click as unknown as () => void)();
    expect(ran).toEqual(['undo']);
    expect(items.filter(({ accelerator }) => accelerator && accelerator.length === 1)).toEqual([]);
    expect(template.map(({ label, role }) => label ?? role)).toEqual([
      'Kernelcraft',
      'File',
      'Edit',
      'View',
      'Kernel',
      'Stack',
      'windowMenu',
      'Help',
    ]);
    expect(items.map(({ role }) => role)).toEqual(
      expect.arrayContaining(['cut', 'copy', 'paste', 'selectAll', 'quit']),
    );
  });
});

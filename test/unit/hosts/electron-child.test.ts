// Electron's parts one by one over a stand-in: its child processes and its dialogs.
import { describe, expect, it, vi } from 'vitest';
import { nativeDialogs } from '../../../src-main/electron/dialogs.ts';
import { forkUtility } from '../../../src-main/electron/utility-child.ts';
import { log, UtilityStandIn } from './electron-stand-in.ts';

vi.mock('electron', () => import('./electron-stand-in.ts'));

describe('a utility process', () => {
  it('may say that V8 cannot go on without main ending too', () => {
    const child = forkUtility('/x.js', 'X');
    const ended: string[] = [];
    child.onClose(() => ended.push('closed'));
    const [standIn] = UtilityStandIn.all.slice(-1);
    expect(() => standIn!.emit('error', 'FatalError', 'heap', '{}')).not.toThrow();
    standIn!.emit('exit', 5);
    expect(ended).toEqual(['closed']);
  });

  it('that was ended before it ran does not run on', () => {
    const child = forkUtility('/x.js', 'X');
    const standIn = UtilityStandIn.all.at(-1)!;
    child.kill();
    expect(standIn.kills).toBe(1);
    standIn.emit('spawn');
    expect(standIn.kills).toBe(2);
    forkUtility('/x.js', 'X');
    const kept = UtilityStandIn.all.at(-1)!;
    kept.emit('spawn');
    expect(kept.kills).toBe(0);
  });
});

it('the open dialog offers every file that a kernel can be read from', async () => {
  await nativeDialogs({} as never).chooseOpen('settings');
  expect(log).toContain('choose json csv tsv txt svg npy mat py m, *');
});

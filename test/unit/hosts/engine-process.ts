// Starts fake engines as real child processes and keeps track of them.
import type { ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Child } from '../../../src-main/host.ts';
import { engineChild, forkEngine } from '../../../src-main/node/engine-child.ts';
import { bundle } from '../../support/bundle.ts';

export interface FakeEngines {
  readonly file: string;
  readonly processes: ChildProcess[];
  spawn(): Child;
  dispose(): Promise<void>;
}

export async function createFakeEngines(): Promise<FakeEngines> {
  const file = await bundle('test/unit/hosts/fake-engine.ts');
  const processes: ChildProcess[] = [];
  return {
    file,
    processes,
    spawn() {
      const child = forkEngine(file);
      processes.push(child);
      return engineChild(child);
    },
    async dispose() {
      for (const child of processes) child.kill('SIGKILL');
      await rm(dirname(file), { recursive: true, force: true });
    },
  };
}

export async function until(condition: () => boolean, limitMs = 20_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!condition()) {
    if (Date.now() > end) throw new Error('waited too long');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

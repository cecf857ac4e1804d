// The built engine process, as the Node host starts it.
import { readdirSync } from 'node:fs';
import { availableParallelism, getPriority } from 'node:os';
import { expect, it } from 'vitest';
import { forkEngine } from '../../../src-main/node/engine-child.ts';
import { distFile } from '../../../src-main/paths.ts';
import { until } from './engine-process.ts';

/** Node's pool and V8's helpers. */
const OWN_THREADS = 4 + 4;

// Elsewhere priorities belong to whole processes, and nothing stands back.
it.runIf(process.platform === 'linux')('computes and decodes behind what answers', { timeout: 30_000 }, async () => {
  const own = getPriority();
  const child = forkEngine(distFile('main/node-engine.js'));
  try {
    const others = (): number[] =>
      readdirSync(`/proc/${child.pid}/task`)
        .map(Number)
        .filter((thread) => thread !== child.pid);
    const allBehind = (): boolean => others().every((thread) => getPriority(thread) === Math.min(19, own + 5));
    await until(() => others().length >= OWN_THREADS + availableParallelism() && allBehind());
    expect(getPriority(child.pid)).toBe(own);
  } finally {
    child.kill('SIGKILL');
  }
});

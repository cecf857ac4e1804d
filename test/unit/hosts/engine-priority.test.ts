// The built engine process, as the Node host starts it.
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, getPriority } from 'node:os';
import { expect, it } from 'vitest';
import { forkEngine } from '../../../src-main/node/engine-child.ts';
import { distFile } from '../../../src-main/paths.ts';
import { until } from './engine-process.ts';

/** By thread; the seventeenth value behind the name, in proc(5). */
function nicenessIn(processId: number): Map<number, number> {
  const tasks = `/proc/${processId}/task`;
  return new Map(
    readdirSync(tasks).map((task) => {
      const values = readFileSync(`${tasks}/${task}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
      return [Number(task), Number(values[16])];
    }),
  );
}

it.runIf(process.platform === 'linux')('computes and decodes behind what answers', async () => {
  const child = forkEngine(distFile('main/node-engine.js'));
  try {
    const own = getPriority();
    const behind = (): number[] => {
      const niceness = nicenessIn(child.pid!);
      expect(niceness.get(child.pid!)).toBe(own);
      return [...niceness.values()].filter((value) => value === Math.min(19, own + 5));
    };
    // Node's pool of four, V8's helpers, and those that convolve.
    await until(() => behind().length >= 4 + availableParallelism());
  } finally {
    child.kill('SIGKILL');
  }
});

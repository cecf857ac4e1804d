// The wire suite over the pipe to a real child process, as the Node host talks to its engine.
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { engineChild, forkEngine } from '../../src-main/node/engine-child.ts';
import { channelsOver } from '../../src-main/wires.ts';
import { bundle } from '../support/bundle.ts';
import { describeWire } from './wire-suite.ts';

let echo = '';
beforeAll(async () => {
  echo = await bundle('test/contract/mirror-child.ts');
});
afterAll(() => rm(dirname(echo), { recursive: true, force: true }));

// What the near end says on channel 1 comes back on channel 2, where the far end listens: both ends live here,
// and every message crosses the process border twice.
describeWire('the pipe to a child process', () => {
  const child = engineChild(forkEngine(echo));
  const channels = channelsOver(child);
  return {
    near: channels.open(1),
    far: channels.open(2),
    kill: () => child.kill(),
    dispose: () => child.kill(),
  };
});

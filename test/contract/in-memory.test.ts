// The wire suite inside one process.
import { createWirePair } from '../../src-core/wire-pair.ts';
import { describeWire } from './wire-suite.ts';

describeWire('memory', () => {
  const [near, far] = createWirePair();
  return { near, far, kill: () => far.close() };
});

// The wire suite over worker_threads' MessageChannel, Node's own kind of port.
import { MessageChannel } from 'node:worker_threads';
import { nodePortWire } from '../../src-main/wires.ts';
import { describeWire } from './wire-suite.ts';

describeWire('a MessagePort', () => {
  const { port1, port2 } = new MessageChannel();
  return { near: nodePortWire(port1), far: nodePortWire(port2), kill: () => port2.close() };
});

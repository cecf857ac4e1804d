// The wire suite over a stand-in for Electron's MessagePortMain: events instead of values, and nothing before start().
import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { electronPortWire, type ElectronPort } from '../../src-main/wires.ts';
import { describeWire } from './wire-suite.ts';

class PortMainStandIn extends EventEmitter implements ElectronPort {
  other: PortMainStandIn | null = null;
  #started = false;
  #waiting: unknown[] = [];

  postMessage(value: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.length > 0) throw new Error('a transfer list between processes loses the message');
    const copy: unknown = structuredClone(value);
    setImmediate(() => this.other?.receive(copy));
  }

  receive(data: unknown): void {
    if (this.#started) this.emit('message', { data, ports: [] });
    else this.#waiting.push(data);
  }

  start(): void {
    this.#started = true;
    for (const data of this.#waiting.splice(0)) this.emit('message', { data, ports: [] });
  }

  close(): void {
    setImmediate(() => {
      this.emit('close');
      this.other?.emit('close');
    });
  }
}

function createPorts(): readonly [PortMainStandIn, PortMainStandIn] {
  const first = new PortMainStandIn();
  const second = new PortMainStandIn();
  first.other = second;
  second.other = first;
  return [first, second];
}

describeWire('a MessagePortMain', () => {
  const [first, second] = createPorts();
  return { near: electronPortWire(first), far: electronPortWire(second), kill: () => second.close() };
});

it('never lists a transfer and never sends more of a buffer than the view', () => {
  const sent: unknown[][] = [];
  const port = { ...createPorts()[0], on: () => undefined, start: () => undefined, close: () => undefined };
  const wire = electronPortWire({ ...port, postMessage: (...values: unknown[]) => void sent.push(values) });
  wire.send({ head: {}, body: new Uint8Array(1000).subarray(10, 20) });
  wire.send({ head: {}, body: new Uint8Array(new SharedArrayBuffer(8)) });
  expect(sent.map((values) => values.length)).toEqual([1, 1]);
  const bodies = sent.map(([value]) => (value as { body: Uint8Array }).body);
  expect(bodies.map((body) => body.buffer.byteLength)).toEqual([10, 8]);
  expect(bodies.every((body) => body.buffer instanceof ArrayBuffer)).toBe(true);
});

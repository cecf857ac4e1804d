// Wires over what Node and Electron offer: message ports, and many channels over one process link. No transfer lists.
import type { ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import { Inbox } from '../src-core/inbox.ts';
import type { Message, Wire } from '../src-core/wire.ts';
import type { Child, Link } from './host.ts';
import { streamLink } from './stream-link.ts';

/** Bytes that survive structured cloning unchanged: a plain Uint8Array, not shared, and not a view on something larger. */
export function plainBytes(bytes: Uint8Array): Uint8Array {
  const whole =
    bytes.constructor === Uint8Array &&
    bytes.buffer instanceof ArrayBuffer &&
    bytes.byteLength === bytes.buffer.byteLength;
  return whole ? bytes : new Uint8Array(bytes);
}

function packed(message: Message): Message {
  return message.body ? { head: message.head, body: plainBytes(message.body) } : { head: message.head };
}

/** A message if the received value is one; bytes become Uint8Array whatever they were (Buffer, ArrayBuffer, a view). */
export function messageOf(value: unknown): Message | null {
  if (typeof value !== 'object' || value === null || !('head' in value)) return null;
  const { head, body } = value as { head: unknown; body?: unknown };
  if (body === undefined || body === null) return { head };
  if (ArrayBuffer.isView(body))
    return { head, body: new Uint8Array(body.buffer as ArrayBuffer, body.byteOffset, body.byteLength) };
  return body instanceof ArrayBuffer ? { head, body: new Uint8Array(body) } : null;
}

/** Node's MessagePort: listeners get the value itself. */
export interface NodePort {
  postMessage(value: unknown): void;
  on(event: 'message', listener: (value: unknown) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  close(): void;
}

export function nodePortWire(port: NodePort): Wire {
  const inbox = new Inbox();
  port.on('message', (value) => receive(inbox, value));
  port.on('close', () => inbox.close());
  return portWire(port, inbox);
}

/** Electron's MessagePortMain: listeners get an event, and the port has to be started. */
export interface ElectronPort {
  postMessage(value: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

export function electronPortWire(port: ElectronPort): Wire {
  const inbox = new Inbox();
  port.on('message', (event) => receive(inbox, event.data));
  port.on('close', () => inbox.close());
  port.start();
  return portWire(port, inbox);
}

function receive(inbox: Inbox, value: unknown): void {
  const message = messageOf(value);
  if (message) inbox.receive(message);
}

function portWire(port: { postMessage(value: unknown): void; close(): void }, inbox: Inbox): Wire {
  return {
    send: (message) => {
      if (!inbox.closed) port.postMessage(packed(message));
    },
    onMessage: (listener) => inbox.listen(listener),
    onClose: (listener) => inbox.onClose(listener),
    close: () => {
      port.close();
      inbox.close();
    },
  };
}

export interface Channels {
  /** The wire of a number; the same one until it is closed. */
  open(channel: number): Wire;
  /** A channel that the other side opened. */
  onOpened(listener: (channel: number, wire: Wire) => void): void;
}

/** Many wires over one link; messages are `{ channel, head, body }`, the end of a channel is `{ channel, ended: true }`. */
export function channelsOver(link: Link): Channels {
  const inboxes = new Map<number, Inbox>();
  /** Numbers are never used twice: what arrives for a closed channel is late and dropped. */
  const used = new Set<number>();
  let linkClosed = false;
  let announce: ((channel: number, wire: Wire) => void) | null = null;

  const wireOf = (channel: number): { inbox: Inbox; wire: Wire } => {
    const inbox = new Inbox();
    inboxes.set(channel, inbox);
    used.add(channel);
    const end = (): void => {
      if (inboxes.get(channel) === inbox) inboxes.delete(channel);
      inbox.close();
    };
    const wire: Wire = {
      send: (message) => {
        if (!inbox.closed) link.post({ channel, ...(link.copies ? message : packed(message)) });
      },
      onMessage: (listener) => inbox.listen(listener),
      onClose: (listener) => inbox.onClose(listener),
      close: () => {
        if (inbox.closed) return;
        link.post({ channel, ended: true });
        end();
      },
    };
    if (linkClosed) end();
    return { inbox, wire };
  };

  link.onMessage((value) => {
    const channel = typeof value === 'object' && value !== null ? (value as { channel?: unknown }).channel : null;
    if (typeof channel !== 'number') return;
    if ((value as { ended?: unknown }).ended === true) {
      const inbox = inboxes.get(channel);
      inboxes.delete(channel);
      inbox?.close();
      return;
    }
    const message = messageOf(value);
    if (!message) return;
    let inbox = inboxes.get(channel);
    if (!inbox && announce && !used.has(channel)) {
      const opened = wireOf(channel);
      inbox = opened.inbox;
      announce(channel, opened.wire);
    }
    inbox?.receive(message);
  });
  link.onClose(() => {
    linkClosed = true;
    for (const inbox of inboxes.values()) inbox.close();
    inboxes.clear();
  });

  return {
    open: (channel) => wireOf(channel).wire,
    onOpened: (listener) => (announce = listener),
  };
}

interface ParentPort {
  postMessage(value: unknown): void;
  on(
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly ElectronPort[] }) => void,
  ): unknown;
}

/**
 * The engine process's side, under both hosts: channel 0 is main's wire, every other channel and every port is a
 * page's. The process ends when its parent is gone.
 */
export function connectToParent(): { readonly main: Wire; onPixels(listener: (wire: Wire) => void): void } {
  const port = (process as { parentPort?: ParentPort }).parentPort;
  let listener: ((wire: Wire) => void) | null = null;
  const waiting: Wire[] = [];
  const arrived = (wire: Wire): void => {
    if (listener) listener(wire);
    else waiting.push(wire);
  };
  const channels = channelsOver(port ? utilityLink(port, arrived) : processLink());
  const main = channels.open(0);
  channels.onOpened((_, wire) => arrived(wire));
  return {
    main,
    onPixels(added) {
      listener = added;
      for (const wire of waiting.splice(0)) added(wire);
    },
  };
}

function utilityLink(port: ParentPort, onPort: (wire: Wire) => void): Link {
  return {
    post: (value) => port.postMessage(value),
    onMessage: (listener) =>
      port.on('message', ({ data, ports }) => {
        const [pixels] = ports;
        if (pixels) onPort(electronPortWire(pixels));
        else listener(data);
      }),
    // Electron ends a utility process together with the app.
    onClose: () => undefined,
  };
}

/** Which of an engine's descriptors is the pipe to its parent, where Node started it. */
export const LINK_DESCRIPTOR = 4;

function processLink(): Link {
  process.on('disconnect', () => process.exit(0));
  return {
    ...streamLink(new Socket({ fd: LINK_DESCRIPTOR })),
    onClose: (listener) => process.on('disconnect', listener),
  };
}

/** A message to a process that is ending is lost with it; its end is reported elsewhere. */
function ignoreSendFailure(): void {}

/** A child of `child_process.fork(…, { serialization: 'advanced' })`. */
export function forkedChild(child: ChildProcess): Child {
  const end = new Inbox();
  // A failed start is an `error` without an `exit`.
  child.on('exit', () => end.close());
  child.on('error', () => end.close());
  return {
    post: (value) => {
      if (child.connected) child.send(value as object, undefined, undefined, ignoreSendFailure);
    },
    onMessage: (listener) => child.on('message', listener),
    onClose: (listener) => end.onClose(listener),
    kill: () => void child.kill('SIGKILL'),
  };
}

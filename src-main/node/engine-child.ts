// The engine process as this host starts it, and a browser's request for a socket to it: the request passes the guard in
// main, then the socket itself goes over to the engine, which answers without anybody between it and the page.
import { fork, type ChildProcess } from 'node:child_process';
import type { IncomingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { childEnvironment, type Child } from '../host.ts';
import { streamLink } from '../stream-link.ts';
import { forkedChild, LINK_DESCRIPTOR } from '../wires.ts';
import { PROTOCOL } from './socket-wire.ts';

/** A request that asks for a WebSocket and has not been answered. */
export interface Upgrade {
  readonly headers: IncomingHttpHeaders;
  readonly socket: Duplex;
  /** What came behind the request. */
  readonly head: Uint8Array;
}

/** An upgrade as it goes with its socket. */
export interface UpgradeMessage {
  readonly upgrade: Pick<Upgrade, 'headers' | 'head'>;
}

/** All that the handshake asks for: cookie and secret stay in main. */
function handshakeOf({ headers }: Upgrade): IncomingHttpHeaders {
  return {
    upgrade: headers.upgrade,
    connection: headers.connection,
    'sec-websocket-version': headers['sec-websocket-version'],
    'sec-websocket-key': headers['sec-websocket-key'],
    'sec-websocket-protocol': PROTOCOL,
  };
}

export interface EngineChild extends Child {
  /** The socket is the engine's from now on, or closed. */
  handOver(upgrade: Upgrade): void;
}

export function forkEngine(file: string): ChildProcess {
  return fork(file, [], {
    serialization: 'advanced',
    execArgv: [],
    env: childEnvironment(process.env),
    // Messages take the pipe; Node's own channel takes sockets, and its end tells either process of the other's.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc', 'overlapped'],
  });
}

/** What is said with an engine of `forkEngine`. */
export function engineChild(child: ChildProcess): EngineChild {
  return {
    ...forkedChild(child),
    ...streamLink(child.stdio[LINK_DESCRIPTOR] as Socket),
    handOver(upgrade) {
      const { socket, head } = upgrade;
      if (!child.connected || !(socket instanceof Socket)) return void socket.destroy();
      const message: UpgradeMessage = { upgrade: { headers: handshakeOf(upgrade), head: new Uint8Array(head) } };
      child.send(message, socket, undefined, (error) => {
        if (error) socket.destroy();
      });
    },
  };
}

// The engine process as this host starts it, and a browser's request for a socket to it: the request passes the guard in
// main, then the socket itself goes over to the engine, which answers without anybody between it and the page.
import { fork } from 'node:child_process';
import type { IncomingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { childEnvironment, type Child } from '../host.ts';
import { forkedChild } from '../wires.ts';

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

export interface EngineChild extends Child {
  /** The socket is the engine's from now on, or closed. */
  handOver(upgrade: Upgrade): void;
}

export function forkProcess(file: string): EngineChild {
  const child = fork(file, [], {
    serialization: 'advanced',
    execArgv: [],
    env: childEnvironment(process.env),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return {
    ...forkedChild(child),
    handOver({ headers, socket, head }) {
      if (!child.connected || !(socket instanceof Socket)) return void socket.destroy();
      const message: UpgradeMessage = { upgrade: { headers, head: new Uint8Array(head) } };
      child.send(message, socket, undefined, (error) => {
        if (error) socket.destroy();
      });
    },
  };
}

// A utility process as a Child: the engine, and the process that draws one SVG.
import { utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron';
import { Inbox } from '../../src-core/inbox.ts';
import { childEnvironment, type Child } from '../host.ts';

export interface UtilityChild extends Child {
  /** Hands over the other end of a page's pixel wire. A port is the one thing that may travel in a transfer list. */
  sendPort(port: MessagePortMain): void;
}

export function forkUtility(file: string, serviceName: string): UtilityChild {
  const child = utilityProcess.fork(file, [], {
    serviceName,
    execArgv: [],
    env: childEnvironment(process.env),
    stdio: 'inherit',
  });
  const end = new Inbox();
  let killed = false;
  child.on('exit', () => end.close());
  // Told when V8 cannot go on; `exit` follows. Nobody listening would make it an uncaught exception of main.
  child.on('error', () => undefined);
  // What does not run yet cannot be ended, and would start all the same.
  child.once('spawn', () => {
    if (killed) endNow(child);
  });
  return {
    post: (value) => {
      if (!end.closed) child.postMessage(value);
    },
    onMessage: (listener) => void child.on('message', listener),
    onClose: (listener) => end.onClose(listener),
    sendPort: (port) => child.postMessage({ pixels: true }, [port]),
    kill() {
      killed = true;
      endNow(child);
    },
  };
}

function endNow(child: UtilityProcess): void {
  const { pid } = child;
  child.kill();
  // A process that hangs in native code need not answer the polite signal.
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

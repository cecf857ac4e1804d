// A utility process as a Child: the engine, and the process that draws one SVG.
import { utilityProcess, type MessagePortMain } from 'electron';
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
  child.on('exit', () => end.close());
  return {
    post: (value) => {
      if (!end.closed) child.postMessage(value);
    },
    onMessage: (listener) => void child.on('message', listener),
    onClose: (listener) => end.onClose(listener),
    sendPort: (port) => child.postMessage({ pixels: true }, [port]),
    kill() {
      // A process that hangs in native code need not answer the polite signal.
      const { pid } = child;
      child.kill();
      if (pid !== undefined) forceEnd(pid);
    },
  };
}

function forceEnd(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

// A MessagePort as a wire: what Electron's preload hands over.
import type { Message, Wire } from '../../src-core/wire.ts';

export function portWire(port: MessagePort): Wire {
  const closed: (() => void)[] = [];
  let gone = false;
  const end = (): void => {
    if (gone) return;
    gone = true;
    for (const listener of closed.splice(0)) listener();
  };
  port.addEventListener('close', end);
  return {
    // No transfer list: between processes it loses the message.
    send: (message) => {
      if (!gone) port.postMessage(message);
    },
    onMessage(listener) {
      port.addEventListener('message', (event: MessageEvent<Message>) => listener(event.data));
      port.start();
    },
    onClose(listener) {
      if (gone) queueMicrotask(listener);
      else closed.push(listener);
    },
    close() {
      port.close();
      end();
    },
  };
}

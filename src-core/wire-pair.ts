// Two ends of a wire inside one process, for tests and for hosts that need no transport. Messages are copied as a real one would.
import { Inbox } from './inbox.ts';
import type { Message, Wire } from './wire.ts';

export function createWirePair(): readonly [Wire, Wire] {
  const first = new Inbox();
  const second = new Inbox();
  const close = (): void => {
    first.close();
    second.close();
  };
  return [end(first, second, close), end(second, first, close)];
}

function end(own: Inbox, other: Inbox, close: () => void): Wire {
  return {
    send(message) {
      if (own.closed) return;
      const copy: Message = { head: structuredClone(message.head), body: message.body && new Uint8Array(message.body) };
      queueMicrotask(() => other.receive(copy));
    },
    onMessage: (listener) => own.listen(listener),
    onClose: (listener) => own.onClose(listener),
    // A microtask later, so that messages already sent still arrive.
    close: () => queueMicrotask(close),
  };
}

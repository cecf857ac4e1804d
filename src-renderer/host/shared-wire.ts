// One wire for two callers: each has a wire of its own, and numbers of calls that the other does not use.
import { Inbox } from '../../src-core/inbox.ts';
import type { Message, Wire } from '../../src-core/wire.ts';

/** Closing either of them closes both. */
export function shareWire(wire: Wire): readonly [Wire, Wire] {
  const inboxes = [new Inbox(), new Inbox()] as const;
  wire.onMessage((message) => {
    const id = idOf(message);
    // Events are for whoever listens.
    if (id === null) for (const inbox of inboxes) inbox.receive(message);
    else inboxes[id % 2 === 0 ? 0 : 1].receive(withId(message, Math.floor(id / 2)));
  });
  wire.onClose(() => {
    for (const inbox of inboxes) inbox.close();
  });
  const shareOf = (at: 0 | 1): Wire => ({
    send(message) {
      const id = idOf(message);
      wire.send(id === null ? message : withId(message, 2 * id + at));
    },
    onMessage: (listener) => inboxes[at].listen(listener),
    onClose: (listener) => inboxes[at].onClose(listener),
    close: () => wire.close(),
  });
  return [shareOf(0), shareOf(1)];
}

function idOf({ head }: Message): number | null {
  const known = typeof head === 'object' && head !== null && 'id' in head && Number.isSafeInteger(head.id);
  return known ? (head.id as number) : null;
}

function withId({ head, body }: Message, id: number): Message {
  return { head: { ...(head as object), id }, body };
}

// The line to the engine ends in the thread that draws the picture; the page's share of it goes on over a message port.
import { Inbox } from '../../src-core/inbox.ts';
import type { Message, Wire } from '../../src-core/wire.ts';
import { shareWire } from './shared-wire.ts';
import { notConnected } from './socket-wire.ts';

/** What either end says of the line itself; all else are messages. */
type Word = 'open' | 'close';

/** The page's end. Resolves when the engine is there; rejects with `engine-lost` when it is not, or was given up. */
export function openThreadWire(port: MessagePort, signal?: AbortSignal): Promise<Wire> {
  const inbox = new Inbox();
  inbox.onClose(() => {
    port.postMessage('close' satisfies Word);
    port.close();
  });
  signal?.addEventListener('abort', () => inbox.close(), { once: true });
  return new Promise((resolve, reject) => {
    inbox.onClose(() => reject(notConnected()));
    port.addEventListener('message', ({ data }: MessageEvent<Message | Word>) => {
      if (data === 'close') inbox.close();
      else if (data !== 'open') inbox.receive(data);
      else
        resolve({
          send(message) {
            if (!inbox.closed) port.postMessage(message);
          },
          onMessage: (listener) => inbox.listen(listener),
          onClose: (listener) => inbox.onClose(listener),
          close: () => inbox.close(),
        });
    });
    port.start();
  });
}

/**
 * The thread's end: opens the line, and serves the page over `port` until one of them closes. Resolves to the thread's
 * own share of it; null where there is no line, or the page gave it up.
 */
export async function serveThreadWire(
  port: MessagePort,
  open: (signal: AbortSignal) => Promise<Wire>,
): Promise<Wire | null> {
  const abandoned = new AbortController();
  let share: Wire | null = null;
  port.addEventListener('message', ({ data }: MessageEvent<Message | Word>) => {
    if (data === 'close') {
      abandoned.abort();
      share?.close();
    } else if (data !== 'open') share?.send(data);
  });
  port.start();
  const tell = (word: Word): void => port.postMessage(word);
  let line: Wire;
  try {
    line = await open(abandoned.signal);
  } catch {
    tell('close');
    return null;
  }
  if (abandoned.signal.aborted) {
    line.close();
    return null;
  }
  const [own, pages] = shareWire(line);
  share = pages;
  pages.onMessage((message) => port.postMessage(message, message.body ? [message.body.buffer] : []));
  pages.onClose(() => {
    tell('close');
    port.close();
  });
  tell('open');
  return own;
}

// The page's end of the thread that draws the picture.
import { expect, it, vi } from 'vitest';
import { PictureThread } from '../../../src-renderer/host/picture-thread.ts';
import type { FromPicture, ToPicture } from '../../../src-renderer/picture/messages.ts';

it('starts with the first line to an engine, and then hears all that was said before', () => {
  const received: ToPicture[] = [];
  let tell: (news: FromPicture) => void = () => undefined;
  const start = vi.fn(() => ({
    postMessage: (message: ToPicture) => void received.push(message),
    addEventListener: (_: 'message', listener: (event: { data: FromPicture }) => void) =>
      void (tell = (data) => listener({ data })),
  }));
  const thread = new PictureThread(start);
  thread.say({ kind: 'reset', wish: 1 });
  expect(start).not.toHaveBeenCalled();
  const attempt = new AbortController();
  const line = thread.connect({ address: 'ws://127.0.0.1/pixels', protocols: [] }, attempt.signal);
  line.catch(() => undefined);
  thread.say({ kind: 'others', busy: true });
  expect(received.map(({ kind }) => kind)).toEqual(['reset', 'line', 'others']);
  const heard: FromPicture[] = [];
  thread.listen((news) => heard.push(news));
  tell({ kind: 'idle', idle: true });
  expect(heard).toEqual([{ kind: 'idle', idle: true }]);
  // Another engine is reached by the same thread.
  thread.connect({ address: 'ws://127.0.0.1/pixels', protocols: [] }, attempt.signal).catch(() => undefined);
  expect(start).toHaveBeenCalledOnce();
  attempt.abort();
});

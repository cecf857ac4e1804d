// The page hands a file over without reading it, and says why where that fails.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { upload } from '../../../src-renderer/host/upload.ts';

const file = new File(['6x4'], 'Übung 1.png');
const answering = (answer: () => Promise<Response>) => {
  const asked = vi.fn<(address: string, options: RequestInit) => Promise<Response>>(answer);
  vi.stubGlobal('fetch', asked);
  return asked;
};

describe('handing a file over', () => {
  afterEach(() => void vi.unstubAllGlobals());

  it('sends the file itself, its name and the secret', async () => {
    const asked = answering(() => Promise.resolve(Response.json({ token: 'A'.repeat(22), name: 'Übung 1.png' })));
    expect(await upload(file, 'secret')).toEqual({ token: 'A'.repeat(22), name: 'Übung 1.png' });
    const [address, options] = asked.mock.calls[0]!;
    expect(address).toBe('/files');
    expect(options).toMatchObject({
      method: 'POST',
      body: file,
      headers: { 'kernelcraft-secret': 'secret', 'kernelcraft-name': '%C3%9Cbung%201.png' },
    });
  });

  it('names what comes from the clipboard', async () => {
    const asked = answering(() => Promise.resolve(Response.json({ token: 'A'.repeat(22), name: 'pasted.png' })));
    await upload(new File(['6x4'], ''), 'secret');
    expect(asked.mock.calls[0]![1].headers).toMatchObject({ 'kernelcraft-name': 'pasted.png' });
  });

  it.each([
    [400, 'invalid'],
    [403, 'no-access'],
    [413, 'too-large'],
    [500, 'internal'],
  ])('tells what the host answered with %d', async (status, code) => {
    answering(() => Promise.resolve(new Response('A sentence.\n', { status })));
    await expect(upload(file, 'secret')).rejects.toMatchObject({ code, message: 'A sentence.' });
  });

  it('tells a file that is gone from a host that does not answer', async () => {
    answering(() => Promise.reject(new TypeError('Failed to fetch')));
    await expect(upload(file, 'secret')).rejects.toMatchObject({ code: 'engine-lost' });
    const gone = new File(['6x4'], 'photo.png');
    vi.spyOn(gone, 'slice').mockReturnValue({
      arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')),
    } as Blob);
    await expect(upload(gone, 'secret')).rejects.toMatchObject({
      code: 'not-found',
      message: 'photo.png can no longer be read: it was moved, changed or deleted. Choose it again.',
    });
  });

  it('is cancelled by its signal', async () => {
    answering(() => Promise.reject(new DOMException('aborted', 'AbortError')));
    const reason = new Error('another picture');
    await expect(upload(file, 'secret', AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

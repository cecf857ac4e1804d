// What the loopback host takes of files, and from whom.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect as connectTo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLoopback, type Loopback } from '../../../src-main/node/server.ts';
import { createFakeEngines, until, type FakeEngines } from './engine-process.ts';
import { ask, enter, openPage, type PageAccess } from './page-client.ts';

describe('a file that the page hands over', () => {
  let folder: string;
  let engines: FakeEngines;
  let server: Loopback;
  let access: PageAccess;
  let pages = 0;

  beforeAll(async () => {
    engines = await createFakeEngines();
    folder = await mkdtemp(join(tmpdir(), 'kernelcraft-files-'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>page</title>');
    server = await startLoopback({
      version: '0.0.0',
      dataFolder: join(folder, 'data'),
      pageFolder: folder,
      port: 0,
      engineFile: engines.file,
      act: () => undefined,
      openExternal: () => undefined,
      onCount: (count) => (pages = count),
    });
    access = await enter(server.startAddress());
  });
  afterAll(async () => {
    await server.close();
    await engines.dispose();
    await rm(folder, { recursive: true, force: true });
  });
  const handOver = (headers: Record<string, string>, body = '6x4') =>
    ask(
      server.port,
      '/files',
      { Cookie: access.cookie, Origin: access.origin, 'Sec-Fetch-Site': 'same-origin', ...headers },
      'POST',
      body,
    );
  const named = (name: string): Record<string, string> => ({ 'Kernelcraft-Name': encodeURIComponent(name) });

  it('is opened by the token that came back', async () => {
    const page = await openPage(access);
    const answer = await handOver({ 'Kernelcraft-Secret': page.secret, ...named('C:\\pictures\\Übung 1.png') });
    expect(answer.status).toBe(200);
    const grant = JSON.parse(answer.text) as { token: string; name: string };
    expect(grant.name).toBe('Übung 1.png');
    const { value } = await page.main.call('open', { token: grant.token, acceptDamaged: false });
    expect(value).toMatchObject({ name: 'Übung 1.png', writable: false, info: { width: 6, height: 4 } });
    await page.leave();
  });

  it('is refused without the secret of a page, from another site, and by another method', async () => {
    const page = await openPage(access);
    const good = { 'Kernelcraft-Secret': page.secret, ...named('photo.png') };
    expect((await handOver({ ...good, 'Kernelcraft-Secret': 'AAAAAAAAAAAAAAAAAAAAAA' })).status).toBe(403);
    expect((await handOver(named('photo.png'))).status).toBe(403);
    expect((await handOver({ ...good, Origin: 'https://evil.example' })).status).toBe(403);
    expect((await handOver({ ...good, 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    expect((await handOver({ ...good, Cookie: 'kernelcraft=1' })).status).toBe(403);
    const own = { Cookie: access.cookie, Origin: access.origin, ...good };
    expect((await ask(server.port, '/files', own, 'PUT', '6x4')).status).toBe(405);
    await page.leave();
    await until(() => pages === 0);
    expect((await handOver(good)).status).toBe(403);
  });

  it('is refused without a name or a length, and where it is too large', async () => {
    const page = await openPage(access);
    const secret = { 'Kernelcraft-Secret': page.secret };
    const good = { ...secret, ...named('photo.png') };
    expect(await handOver(secret)).toMatchObject({ status: 400, text: 'Expected the name of the file.\n' });
    expect((await handOver({ ...secret, 'Kernelcraft-Name': '%E0%A4%A' })).status).toBe(400);
    const endless = await handOver({ ...good, 'Transfer-Encoding': 'chunked' });
    expect(endless).toMatchObject({ status: 400, text: 'Expected a file of a known length.\n' });
    const large = await handOver({ ...good, 'Content-Length': String(2 ** 31) });
    expect(large).toMatchObject({ status: 413, text: 'photo.png is too large: expected at most 1 GiB.\n' });
    await page.leave();
  });

  it('that ends before its length is forgotten, and the next one is taken', async () => {
    const page = await openPage(access);
    const good = { 'Kernelcraft-Secret': page.secret, ...named('photo.png') };
    const socket = connectTo(server.port, '127.0.0.1');
    const lines = { Host: `127.0.0.1:${server.port}`, Cookie: access.cookie, Origin: access.origin, ...good };
    const head = Object.entries({ ...lines, 'Content-Length': '1000' }).map(([name, value]) => `${name}: ${value}`);
    socket.write(`POST /files HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\nhalf`, () => socket.end());
    let answer = '';
    for await (const chunk of socket) answer += String(chunk);
    expect(answer).not.toContain('200 OK');
    expect((await handOver(good)).status).toBe(200);
    await page.leave();
  });
});

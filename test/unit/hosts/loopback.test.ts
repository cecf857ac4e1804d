// The loopback host lets in its own page and nobody else; a page's document outlives a reload and a dead engine.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect as connectTo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pixelCalls } from '../../../src-core/contract.ts';
import { connect } from '../../../src-core/rpc.ts';
import { socketWire } from '../../../src-main/node/socket-wire.ts';
import { startLoopback, type Loopback } from '../../../src-main/node/server.ts';
import { createFakeEngines, until, type FakeEngines } from './engine-process.ts';
import { ask, enter, openPage, openSocket, secretFor, type PageAccess } from './page-client.ts';

let folder: string;
let engines: FakeEngines;
let server: Loopback;
let access: PageAccess;
let pages = 0;

beforeAll(async () => {
  engines = await createFakeEngines();
  folder = await mkdtemp(join(tmpdir(), 'kernelcraft-loopback-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>page</title>');
  await writeFile(join(folder, 'photo.png'), '6x4');
  await writeFile(join(folder, 'secrets.txt'), 'not a file of the page');
});
afterAll(async () => {
  await engines.dispose();
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<void> {
  pages = 0;
  server = await startLoopback({
    version: '0.0.0',
    dataFolder: join(folder, 'data'),
    pageFolder: folder,
    port: 0,
    initialPath: join(folder, 'photo.png'),
    engineFile: engines.file,
    act: () => undefined,
    openExternal: () => undefined,
    onCount: (count) => (pages = count),
  });
  access = await enter(server.startAddress());
}

describe('the loopback guard', () => {
  beforeAll(start);
  afterAll(() => server.close());
  const own = (): Record<string, string> => ({ Cookie: access.cookie, 'Sec-Fetch-Site': 'same-origin' });
  const post = (headers: Record<string, string | string[]>) => ask(server.port, '/session', headers, 'POST');

  it('listens on 127.0.0.1 only', async () => {
    const other = Object.values((await import('node:os')).networkInterfaces())
      .flat()
      .find((address) => address && !address.internal && address.family === 'IPv4');
    if (!other) return;
    await expect(fetch(`http://${other.address}:${server.port}/`)).rejects.toThrow();
  });

  it.each(['localhost', 'evil.example', '127.0.0.1', '127.0.0.1:1', '[::1]'])('refuses the Host %j', async (name) => {
    const host = name === 'localhost' ? `localhost:${server.port}` : name;
    expect((await ask(server.port, '/', { ...own(), Host: host })).status).toBeGreaterThanOrEqual(400);
    expect((await ask(server.port, '/', own())).status).toBe(200);
  });

  it.each(['https://evil.example', 'null', 'http://localhost', 'http://127.0.0.1:1'])(
    'refuses the Origin %s',
    async (origin) => {
      expect((await post({ ...own(), Origin: origin })).status).toBe(403);
      expect((await ask(server.port, '/', { ...own(), Origin: origin })).status).toBe(403);
    },
  );

  it('refuses a session without an Origin, and doubled headers', async () => {
    expect((await post(own())).status).toBe(403);
    expect((await post({ ...own(), Origin: [access.origin, 'https://evil.example'] })).status).toBe(403);
  });

  it('refuses a missing, wrong or doubled cookie, and the cookie of another port', async () => {
    const value = access.cookie.split('=')[1]!;
    for (const cookie of [
      '',
      'kernelcraft=1',
      `${access.cookie}x`,
      `kernelcraft-1=${value}`,
      `${access.cookie}; ${access.cookie}`,
    ]) {
      const headers = { Origin: access.origin, 'Sec-Fetch-Site': 'same-origin', Cookie: cookie };
      expect((await post(headers)).status, cookie).toBe(403);
      expect((await ask(server.port, '/', { Cookie: cookie })).status, cookie).toBe(403);
    }
  });

  it.each(['cross-site', 'same-site', 'none'])('refuses a fetch that comes from %s', async (site) => {
    expect((await post({ ...own(), Origin: access.origin, 'Sec-Fetch-Site': site })).status).toBe(403);
    expect((await ask(server.port, '/index.html', { ...own(), 'Sec-Fetch-Site': site })).status).toBe(403);
    const framed = { ...own(), 'Sec-Fetch-Site': site, 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' };
    expect((await ask(server.port, '/', framed)).status).toBe(403);
  });

  it('lets the address bar open the page again, but not another site', async () => {
    const typed = { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };
    expect((await ask(server.port, '/', { ...own(), ...typed, 'Sec-Fetch-Site': 'none' })).status).toBe(200);
    expect((await ask(server.port, '/', { ...own(), ...typed, 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
  });

  it('takes a start token once, and no other', async () => {
    const address = new URL(server.startAddress());
    const path = `${address.pathname}${address.search}`;
    expect((await ask(server.port, '/start?token=AAAAAAAAAAAAAAAAAAAAAA')).status).toBe(403);
    expect((await ask(server.port, '/start')).status).toBe(403);
    const first = await ask(server.port, path);
    expect(first).toMatchObject({ status: 200, text: expect.stringContaining('<title>page</title>') as unknown });
    expect(first.headers['set-cookie']?.[0]).toMatch(/HttpOnly; SameSite=Strict; Path=\/$/);
    const again = await ask(server.port, path);
    expect(again.status).toBe(403);
    expect(again.headers['set-cookie']).toBeUndefined();
  });

  it('refuses an upgrade without the secret, with a wrong one, and with a spent one', async () => {
    const secret = await secretFor(access);
    for (const path of ['/control', '/pixels']) {
      expect(await openSocket(access, path, 'AAAAAAAAAAAAAAAAAAAAAA')).toBe(403);
      expect(await openSocket({ ...access, cookie: 'kernelcraft=1' }, path, secret)).toBe(403);
      expect(await openSocket({ ...access, origin: 'https://evil.example' }, path, secret)).toBe(403);
      expect(await openSocket(access, path, secret, { Host: 'evil.example' })).toBe(403);
      expect(await openSocket(access, path, secret, { 'Sec-Fetch-Site': 'cross-site' })).toBe(403);
    }
    expect(await openSocket(access, '/other', secret)).toBe(403);
    const page = await openPage(access);
    await page.leave();
    await until(() => pages === 0);
    expect(await openSocket(access, '/control', page.secret)).toBe(403);
  });

  it('keeps no connection of somebody who was refused', async () => {
    const socket = connectTo({ port: server.port, host: '127.0.0.1', allowHalfOpen: true });
    socket.on('error', () => undefined);
    const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', `Host: 127.0.0.1:${server.port}`, '', ''];
    socket.write(['GET /pixels HTTP/1.1', ...upgrade].join('\r\n'));
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    await until(() => socket.readableEnded);
    expect(answer).toMatch(/^HTTP\/1.1 403 .*\r\n\r\nRefused: .*\.\n$/s);
    // A closed connection answers what still comes with a reset.
    await until(() => {
      if (!socket.destroyed) socket.write('x');
      return socket.closed;
    });
  });

  it('serves its list of files and nothing beside it, whatever the path', async () => {
    for (const path of [
      '/secrets.txt',
      '/../secrets.txt',
      '/%2e%2e/etc/passwd',
      '//evil.example/',
      '/data/recents.json',
    ]) {
      expect([400, 403, 404]).toContain((await ask(server.port, path, own())).status);
    }
    expect((await ask(server.port, '/index.html', own(), 'PUT')).status).toBe(405);
  });

  it('refuses bodies that are larger than any it needs', async () => {
    const headers = { ...own(), Origin: access.origin };
    expect(
      (await ask(server.port, '/session', headers, 'POST', 'x'.repeat(5000)).catch(() => ({ status: 413 }))).status,
    ).toBe(413);
  });

  it('is free again seconds after every place was taken by half a request', async () => {
    const slow = Array.from({ length: 80 }, () => {
      const socket = connectTo(server.port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.resume();
      socket.write('GET / HTTP/1.1\r\nX-Slow: ');
      return socket;
    });
    await until(() => slow.every((socket) => !socket.connecting));
    await until(() => slow.every((socket) => socket.closed), 6000);
    expect((await ask(server.port, '/', own())).status).toBe(200);
  }, 10_000);

  it('sends the policy with every answer and no CORS header', async () => {
    for (const answer of [
      await ask(server.port, '/', own()),
      await ask(server.port, '/'),
      await ask(server.port, '/nothing', own()),
    ]) {
      expect(answer.headers['content-security-policy']).toContain(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval';",
      );
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      expect(answer.headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(answer.headers['cross-origin-embedder-policy']).toBe('require-corp');
      expect(answer.headers['referrer-policy']).toBe('no-referrer');
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});

describe('a page of the Node host', () => {
  beforeEach(start);
  afterEach(() => server.close());

  it('finds its document again after a reload, and a second page has its own', async () => {
    const page = await openPage(access);
    const { initial, current, windowFrame, nativeDialogs } = (await page.main.call('start', {})).value;
    expect({ current, windowFrame, nativeDialogs }).toEqual({
      current: null,
      windowFrame: 'none',
      nativeDialogs: false,
    });
    expect(initial?.name).toBe('photo.png');
    const opened = (await page.main.call('open', { token: initial!.token, acceptDamaged: false })).value;
    expect(opened).toMatchObject({ name: 'photo.png', writable: true, info: { width: 6, height: 4 } });
    const other = await openPage(access);
    expect((await other.main.call('start', {})).value).toMatchObject({ initial: null, current: null });
    await page.leave();
    await until(() => pages === 1);
    const reloaded = await openPage(access);
    expect((await reloaded.main.call('start', {})).value).toMatchObject({
      initial: null,
      current: { name: 'photo.png' },
    });
  });

  it('gets a new pixel socket after its engine was killed, with the document in it', async () => {
    const page = await openPage(access);
    const states: string[] = [];
    page.main.on('engine', ({ state, restarted }) => states.push(`${state} ${restarted}`));
    const grant = (await page.main.call('receive', { name: 'C:\\pictures\\dropped.png' }, { body: Buffer.from('9x9') }))
      .value;
    expect(grant.name).toBe('dropped.png');
    await page.main.call('open', { token: grant.token, acceptDamaged: false });
    const inspect = async (client: typeof page.engine): Promise<number> => {
      const { body } = await client.call('inspect', { filters: [], x: 0, y: 0, radius: 0 });
      return new Float32Array(new Uint8Array(body!).buffer)[0]!;
    };
    const pid = await inspect(page.engine);
    const lost = new Promise<void>((resolve) => page.engine.onClose(resolve));
    process.kill(pid, 'SIGKILL');
    await lost;
    await until(() => states.includes('ready true'));
    const socket = await openSocket(access, '/pixels', page.secret);
    if (typeof socket === 'number') throw new Error('refused');
    const again = connect(socketWire(socket), pixelCalls);
    expect(await inspect(again)).not.toBe(pid);
    const rectangle = { x: 0, y: 0, width: 1, height: 1 };
    const { value } = await again.call('render', {
      filters: [],
      rectangle,
      level: 0,
      quality: 'exact',
      space: 'display',
    });
    expect(value.exact).toBe(true);
  });
});

// A picture named on the command line is saved by main itself; main is killed at every step of that save.
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFilter } from '../../../src-core/filters/index.ts';
import { bundle } from '../../support/bundle.ts';
import { createFakeEngines, until, type FakeEngines } from './engine-process.ts';
import { enter, openPage } from './page-client.ts';

let engines: FakeEngines;
let host: string;
let folder: string;
beforeAll(async () => {
  engines = await createFakeEngines();
  host = await bundle('test/unit/hosts/killed-save-host.ts');
  folder = await mkdtemp(join(tmpdir(), 'kernelcraft-killed-'));
  await writeFile(join(folder, 'index.html'), '');
});
afterAll(async () => {
  await engines.dispose();
  await rm(dirname(host), { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

function startHost(image: string, killAt: number) {
  return fork(host, [image, engines.file, folder, String(killAt)], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/** Ctrl+S in a fresh host that dies before its Nth call; resolves with the calls made when it lived through the save. */
async function saveKilledAt(n: number, image: string): Promise<number | null> {
  const child = startHost(image, n);
  try {
    const [{ address }] = (await once(child, 'message')) as [{ address: string }];
    const page = await openPage(await enter(address));
    const { initial } = (await page.main.call('start', {})).value;
    await page.main.call('open', { token: initial!.token, acceptDamaged: false });
    child.send('arm');
    await once(child, 'message');
    const request = {
      filters: [createFilter('gaussian')],
      format: 'png',
      options: {},
      keepMetadata: 'all' as const,
      size: null,
      depth: null,
    };
    const saved = await page.main.call('exportImage', { request, to: 'source', overwriteChanged: false }).then(
      () => true,
      (error: { code?: string }) => {
        expect(error.code).toBe('engine-lost');
        return false;
      },
    );
    if (!saved) return null;
    child.send('count');
    const [{ calls }] = (await once(child, 'message')) as [{ calls: number }];
    return calls;
  } finally {
    child.kill('SIGKILL');
  }
}

it('§15 leaves the old bytes or the new ones, whole, wherever main is killed', async () => {
  const image = join(folder, 'photo.png');
  const seen = { old: 0, new: 0 };
  let step = 1;
  for (; step < 60; step++) {
    await writeFile(image, '6x4 png');
    const calls = await saveKilledAt(step, image);
    const text = await readFile(image, 'utf8');
    expect(['6x4 png', 'png 1 of 6x4 png'], `killed before call ${step}`).toContain(text);
    seen[text === '6x4 png' ? 'old' : 'new']++;
    if (calls !== null) break;
  }
  // The last round lived: every call of the save had its turn, and the kill came before and behind the rename.
  expect(step).toBeGreaterThan(10);
  expect(seen.old).toBeGreaterThan(5);
  expect(seen.new).toBeGreaterThan(1);
  // Every start has cleared away what the killed one before it left.
  expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
}, 120_000);

it.skipIf(process.platform === 'win32')('leaves no engine behind two seconds after main is killed', async () => {
  const image = join(folder, 'photo.png');
  await writeFile(image, '6x4 png');
  const child = startHost(image, 0);
  const [{ address }] = (await once(child, 'message')) as [{ address: string }];
  const page = await openPage(await enter(address));
  const { body } = await page.engine.call('inspect', { filters: [], x: 0, y: 0, radius: 0 });
  const pid = new Float32Array(new Uint8Array(body!).buffer)[0]!;
  // In a container nobody may collect an ended orphan: a zombie counts as gone.
  const isAlive = (): boolean =>
    /^[^Z]/.test(spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout);
  expect(isAlive()).toBe(true);
  child.kill('SIGKILL');
  await until(() => !isAlive(), 2000);
});

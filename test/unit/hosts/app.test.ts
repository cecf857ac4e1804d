// What main does for a page: opening, saving where it may, asking where it must, and never naming a path.
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ExportRequest } from '../../../src-core/contract.ts';
import type { DeepReadonly } from '../../../src-core/rpc.ts';
import { createFilter } from '../../../src-core/filters/index.ts';
import { createFakeEngines, until, type FakeEngines } from './engine-process.ts';
import { createFakeApp } from './fake-app.ts';

let engines: FakeEngines;
let folder: string;
let photo: string;
const started: ReturnType<typeof createFakeApp>[] = [];

beforeAll(async () => {
  engines = await createFakeEngines();
});
afterAll(() => engines.dispose());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kernelcraft-app-'));
  photo = join(folder, 'photo.png');
  await writeFile(photo, '6x4 png');
});
afterEach(async () => {
  for (const { app } of started.splice(0)) app.dispose();
  await rm(folder, { recursive: true, force: true });
});

function start(initialPath?: string) {
  const parts = createFakeApp(engines, join(folder, 'data'), initialPath);
  started.push(parts);
  return parts;
}

async function startWith(path: string) {
  const parts = start(path);
  const { initial } = (await parts.page.call('start', {})).value;
  const opened = (await parts.page.call('open', { token: initial!.token, acceptDamaged: false })).value;
  return { ...parts, opened };
}

type Request = DeepReadonly<ExportRequest>;
const blurred = (change: Partial<Request> = {}): Request => ({
  filters: [createFilter('gaussian')],
  format: 'png',
  options: {},
  keepMetadata: 'all',
  size: null,
  depth: null,
  ...change,
});
const toSource = (change: Partial<Request> = {}, overwriteChanged = false) =>
  ({ request: blurred(change), to: 'source', overwriteChanged }) as const;

describe('opening', () => {
  it('opens the file of the command line once and keeps it over a reload', async () => {
    const { page, load, opened, window } = await startWith(photo);
    expect(opened).toMatchObject({ name: 'photo.png', writable: true, info: { width: 6 } });
    expect(window).toContain('title photo.png');
    page.close();
    const reloaded = (await load().call('start', {})).value;
    expect(reloaded).toMatchObject({
      version: '1.2.3',
      initial: null,
      current: { name: 'photo.png' },
      nativeDialogs: true,
    });
    expect(JSON.stringify(reloaded)).not.toContain(folder);
  });

  it('knows which formats and files cannot be written back', async () => {
    const gif = join(folder, 'moving.gif');
    await writeFile(gif, '6x4 gif');
    expect((await startWith(gif)).opened.writable).toBe(false);
    const pasted = start();
    const { token } = (await pasted.page.call('receive', { name: 'pasted.png' }, { body: Buffer.from('6x4') })).value;
    const opened = (await pasted.page.call('open', { token, acceptDamaged: false })).value;
    expect(opened.writable).toBe(false);
    await expect(pasted.page.call('exportImage', toSource())).rejects.toMatchObject({ code: 'no-access' });
    if (process.getuid?.() === 0) return;
    await chmod(photo, 0o444);
    expect((await startWith(photo)).opened.writable).toBe(false);
  });

  it('names the file and the reason when it cannot be opened, and keeps the document before it', async () => {
    const { page, answers } = await startWith(photo);
    answers.open = join(folder, 'missing.png');
    const missing = (await page.call('chooseOpen', { kind: 'image' })).value!;
    await expect(page.call('open', { token: missing.token, acceptDamaged: false })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('missing.png'),
    });
    const { token } = (await page.call('receive', { name: 'torn.png' }, { body: Buffer.from('junk') })).value;
    await expect(page.call('open', { token, acceptDamaged: false })).rejects.toMatchObject({ code: 'corrupt' });
    expect((await page.call('start', {})).value.current?.name).toBe('photo.png');
    await page.call('exportImage', toSource());
    expect(await readFile(photo, 'utf8')).toBe('png 1 of 6x4 png');
  });

  it('lists what was opened among the recents, with a picture, by token', async () => {
    const { page } = await startWith(photo);
    let recents: readonly { token: string; name: string; width: number; thumbnail: string }[] = [];
    await until(() => {
      void page.call('recents', {}).then(({ value }) => (recents = value));
      return recents.length > 0;
    });
    expect(recents).toMatchObject([{ name: 'photo.png', width: 6, height: 4 }]);
    expect(recents[0]!.thumbnail).toMatch(/^data:image\/png;base64,iVBOR/);
    expect(JSON.stringify(recents)).not.toContain(folder);
    await page.call('open', { token: recents[0]!.token, acceptDamaged: false });
    await page.call('clearRecents', {});
    expect((await page.call('recents', {})).value).toEqual([]);
  });

  it('opens the sample picture, which has no file', async () => {
    const { page } = start();
    await expect(page.call('openSample', {})).rejects.toMatchObject({
      code: 'corrupt',
      message: expect.stringContaining('Sample.png'),
    });
  });
});

describe('saving', () => {
  it('§15 writes the result into the file it came from, once the page asks', async () => {
    const { page } = await startWith(photo);
    const { value, body } = await page.call('exportImage', toSource());
    expect(value).toMatchObject({ name: 'photo.png', bytes: 16 });
    expect(body).toBeUndefined();
    expect(await readFile(photo, 'utf8')).toBe('png 1 of 6x4 png');
    expect((await readdir(folder)).filter((name) => name !== 'data')).toEqual(['photo.png']);
    // Its own write is no change by another program.
    await page.call('exportImage', toSource());
  });

  it('§15 never overwrites a file that another program changed without being told to', async () => {
    const { page } = await startWith(photo);
    await writeFile(photo, 'somebody else');
    await expect(page.call('exportImage', toSource())).rejects.toMatchObject({
      code: 'invalid',
      message: 'photo.png was changed by another program. Overwrite it, or save a copy?',
    });
    expect(await readFile(photo, 'utf8')).toBe('somebody else');
    await page.call('exportImage', toSource({}, true));
    expect(await readFile(photo, 'utf8')).toBe('png 1 of 6x4 png');
  });

  it('does not compress an unedited file again', async () => {
    const { page } = await startWith(photo);
    const off = { ...createFilter('gaussian'), enabled: false };
    const { value } = await page.call('exportImage', toSource({ filters: [off] }));
    expect(value.notes[0]).toContain('left as it is');
    expect(await readFile(photo, 'utf8')).toBe('6x4 png');
  });

  it('refuses to write another format into the file it came from', async () => {
    const { page } = await startWith(photo);
    await expect(page.call('exportImage', toSource({ format: 'jpeg' }))).rejects.toMatchObject({ code: 'invalid' });
    expect(await readFile(photo, 'utf8')).toBe('6x4 png');
  });

  it('writes to a chosen place, and gives the bytes to a page that saves them itself', async () => {
    const { page, answers } = await startWith(photo);
    answers.save = join(folder, 'copy.webp');
    const suggestion = { suggestedName: 'photo.webp', extensions: ['webp'], title: 'Export' };
    const target = (await page.call('chooseSave', suggestion)).value!;
    expect(target.name).toBe('copy.webp');
    const progress: string[] = [];
    const params = { request: blurred({ format: 'webp' }), to: target.token, overwriteChanged: false };
    await page.call('exportImage', params, { onProgress: ({ stage }) => progress.push(stage) });
    expect(await readFile(answers.save, 'utf8')).toBe('webp 1 of 6x4 png');
    expect(progress).toEqual(['filter', 'write', 'write']);
    const { value, body } = await page.call('exportImage', { ...params, to: null });
    expect(value.name).toBeNull();
    expect(new TextDecoder().decode(body)).toBe('webp 1 of 6x4 png');
    await writeFile(answers.save, 'changed since');
    await expect(page.call('exportImage', params)).rejects.toMatchObject({ code: 'invalid' });
    expect(await readFile(photo, 'utf8')).toBe('6x4 png');
  });

  it('writes nothing through a token that only reads, or through none', async () => {
    const { page, answers } = await startWith(photo);
    answers.open = photo;
    const { token } = (await page.call('chooseOpen', { kind: 'image' })).value!;
    const params = { request: blurred(), to: token, overwriteChanged: true };
    await expect(page.call('exportImage', params)).rejects.toMatchObject({ code: 'no-access' });
    await expect(page.call('exportImage', { ...params, to: 'AAAAAAAAAAAAAAAAAAAAAA' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(page.call('writeText', { to: token, text: 'x' })).rejects.toMatchObject({ code: 'no-access' });
    await expect(page.call('exportImage', { ...params, to: photo })).rejects.toThrow();
    expect(await readFile(photo, 'utf8')).toBe('6x4 png');
  });

  it('leaves the file when an export is cancelled, and answers at once', async () => {
    const { page } = await startWith(photo);
    const controller = new AbortController();
    const params = { request: blurred({ format: 'slow' }), to: null, overwriteChanged: false };
    const reason = new Error('enough');
    const exporting = page.call('exportImage', params, {
      signal: controller.signal,
      onProgress: ({ stage }) => stage === 'encode' && controller.abort(reason),
    });
    await expect(exporting).rejects.toBe(reason);
    await page.call('exportImage', toSource());
    expect(await readFile(photo, 'utf8')).toBe('png 1 of 6x4 png');
  });

  it('saves a recipe to the file it was opened from', async () => {
    const { page, answers } = start();
    answers.open = join(folder, 'soft.recipe.json');
    await writeFile(answers.open, '{"σ": 1}');
    const { token } = (await page.call('chooseOpen', { kind: 'settings' })).value!;
    const { value, body } = await page.call('readSettings', { token });
    expect(value).toEqual({ name: 'soft.recipe.json' });
    expect(new TextDecoder().decode(body)).toBe('{"σ": 1}');
    await page.call('writeText', { to: token, text: '{"σ": 2}' });
    expect(await readFile(answers.open, 'utf8')).toBe('{"σ": 2}');
    await writeFile(answers.open, Buffer.alloc(9 * 2 ** 20));
    await expect(page.call('readSettings', { token })).rejects.toMatchObject({ code: 'too-large' });
  });
});

describe('the window', () => {
  it('closes at once without changes, and asks the page with them', async () => {
    const { app, page, window } = start();
    expect(app.mayClose()).toBe(true);
    let asked = 0;
    page.on('closing', () => asked++);
    await page.call('setEdited', { edited: true });
    expect(app.mayClose()).toBe(false);
    await page.call('confirmClose', {});
    expect(asked).toBe(1);
    expect(window).toContain('confirm');
    page.close();
    await until(() => !app.attached);
    // A page that is gone cannot answer.
    expect(app.mayClose()).toBe(true);
  });

  it('passes files from outside, commands and the page’s wishes on', async () => {
    const { app, page, window } = start();
    const heard: string[] = [];
    page.on('openRequest', ({ name }) => heard.push(name));
    page.on('command', ({ id }) => heard.push(id));
    app.offer('/elsewhere/second.png');
    app.offerBytes('from-the-web.png', new Uint8Array(1));
    app.command('undo');
    await page.call('window', { action: 'minimise' });
    await page.call('openExternal', { key: 'licence' });
    expect(heard).toEqual(['second.png', 'from-the-web.png', 'undo']);
    expect(window).toEqual(expect.arrayContaining(['act minimise', 'external licence']));
    await expect(page.call('openExternal', { key: 'https://evil.example' as 'licence' })).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});

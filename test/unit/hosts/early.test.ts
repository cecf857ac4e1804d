// What main does while the page already sees a picture that the engine is still decoding.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Progress } from '../../../src-core/contract.ts';
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
  folder = await mkdtemp(join(tmpdir(), 'kernelcraft-early-'));
  photo = join(folder, 'photo.png');
  await writeFile(photo, '6x4 png');
});
afterEach(async () => {
  for (const { app } of started.splice(0)) app.dispose();
  await rm(folder, { recursive: true, force: true });
});

const TO_SOURCE = {
  request: {
    filters: [createFilter('gaussian')],
    format: 'png',
    options: {},
    keepMetadata: 'all',
    size: null,
    depth: null,
  },
  to: 'source',
  overwriteChanged: false,
} as const;

describe('a picture that is seen before it is whole', () => {
  async function seeNext(text: string) {
    const parts = createFakeApp(engines, join(folder, 'data'), photo);
    started.push(parts);
    const { initial } = (await parts.page.call('start', {})).value;
    await parts.page.call('open', { token: initial!.token, acceptDamaged: false });
    const next = join(folder, 'next.png');
    await writeFile(next, text);
    parts.answers.open = next;
    const { token } = (await parts.page.call('chooseOpen', { kind: 'image' })).value!;
    const seen: Progress[] = [];
    const opening = parts.page.call('open', { token, acceptDamaged: false }, { onProgress: (p) => seen.push(p) });
    opening.catch(() => undefined);
    await until(() => seen.some(({ opened }) => opened));
    return { ...parts, next, opening, seen };
  }

  it('is told to the page as it will be, and saving waits until it is whole', async () => {
    const { page, opening, seen, next } = await seeNext('early 10x20 png');
    expect(seen.find(({ opened }) => opened)?.opened).toMatchObject({ name: 'next.png', writable: true });
    await page.call('setEdited', { edited: true });
    await page.call('exportImage', TO_SOURCE);
    expect((await opening).value).toEqual(seen.find(({ opened }) => opened)?.opened);
    expect(await readFile(next, 'utf8')).toBe('png 1 of early 10x20 png');
    expect(await readFile(photo, 'utf8')).toBe('6x4 png');
  });

  it('takes no edit back that was made meanwhile', async () => {
    const { page, opening, window } = await seeNext('early 10x20 png');
    await page.call('setEdited', { edited: true });
    await opening;
    expect(window.filter((entry) => entry.startsWith('edited')).at(-1)).toBe('edited true');
  });

  it('leaves the document before where it was when the rest cannot be had', async () => {
    const { page, opening, next } = await seeNext('early refuse');
    const early = page.call('exportImage', TO_SOURCE);
    await expect(early).rejects.toMatchObject({ code: 'corrupt' });
    await expect(opening).rejects.toMatchObject({ code: 'corrupt', message: expect.stringContaining('next.png') });
    expect((await page.call('start', {})).value.current?.name).toBe('photo.png');
    await page.call('exportImage', TO_SOURCE);
    expect(await readFile(next, 'utf8')).toBe('early refuse');
    expect(await readFile(photo, 'utf8')).toBe('png 1 of 6x4 png');
  });

  it('is gone with all that was open when it is closed', async () => {
    const { page, opening } = await seeNext('early 10x20 png');
    await page.call('closeDocument', {});
    await expect(opening).rejects.toMatchObject({ code: 'cancelled' });
    expect((await page.call('start', {})).value.current).toBeNull();
  });
});

// What goes wrong stays small: a dead engine, bad files, a cancelled export, a reload.
import { execFileSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { changed, picture, preset, settled, shown, stack } from './canvas.ts';
import { choose } from './drivers.ts';
import { expect, samplePng, test } from './fixtures.ts';

function engineOf(hostId: number): number {
  return Number(
    execFileSync('pgrep', ['-P', String(hostId), '-f', 'engine'], { encoding: 'utf8' })
      .trim()
      .split('\n')[0],
  );
}

test('an engine killed in the middle of a render comes back with the picture and its filters', async ({
  page,
  running,
}) => {
  await settled(page);
  const original = await shown(page);
  await preset(page, /^Emboss/).click();
  const embossed = await changed(page, original);
  const engine = engineOf(running.mainProcessId);
  await preset(page, /^Gaussian/).click({ modifiers: ['Shift'] });
  process.kill(engine, 'SIGKILL');
  await expect(page.getByText('The engine stopped and was started again.', { exact: true })).toBeVisible();
  await settled(page);
  await expect(stack(page).getByRole('listitem')).toHaveCount(2);
  expect(engineOf(running.mainProcessId)).not.toBe(engine);
  await page.keyboard.press('Control+z');
  await settled(page);
  await expect.poll(() => shown(page)).toBe(embossed);
});

test('an export is cancelled, nothing is written, and the next one works', async ({ page, folder, picture: path }) => {
  await settled(page);
  const before = await readFile(path);
  await writeFile(join(folder, 'large.png'), await samplePng(2400, 1600));
  await choose(page, join(folder, 'large.png'), () => page.keyboard.press('Control+o'));
  await expect(picture(page)).toHaveAccessibleName(/^large\.png/);
  await settled(page);
  await page.keyboard.press('Control+e');
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await dialog.getByRole('radio', { name: 'AVIF' }).click();
  await dialog.getByRole('button', { name: 'Export…' }).click();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog.getByRole('progressbar')).toHaveCount(0);
  expect((await readdir(folder)).filter((name) => name.endsWith('.avif'))).toEqual([]);
  expect((await readFile(path)).equals(before)).toBe(true);
  await page.keyboard.press('Escape');
  await settled(page);
});

test.describe('files that are not what they should be', () => {
  test.use({ openedWith: false });
  const png = samplePng(64, 48);
  test.beforeEach(async ({ page }) => {
    await expect(page.getByRole('heading', { name: 'Drop an image' })).toBeVisible();
  });
  const cases: [string, () => Promise<Buffer>, RegExp][] = [
    ['empty.png', async () => Buffer.alloc(0), /empty\.png could not be opened.*empty/],
    ['notes.jpg', async () => Buffer.from('shopping list'), /notes\.jpg could not be opened/],
    ['torn.png', async () => (await png).subarray(0, 2000), /torn\.png could not be opened.*damaged/],
    [
      'scan.psd',
      async () => Buffer.from('8BPS\0\x01'),
      /scan\.psd could not be opened Photoshop files are not supported/,
    ],
  ];
  for (const [name, bytes, expected] of cases) {
    test(`${name} gives a clear sentence and leaves the window usable`, async ({ page, folder, picture: good }) => {
      const path = join(folder, name);
      await writeFile(path, await bytes());
      await choose(page, path, () => page.keyboard.press('Control+o'));
      const main = page.getByRole('main');
      await expect(main).toContainText(expected);
      expect(await main.textContent()).not.toMatch(/\bat .*\.[jt]s|node_modules|VipsForeign/);
      await choose(page, good, () => page.keyboard.press('Control+o'));
      await expect(picture(page)).toHaveAccessibleName(/^dusk\.png/);
      await settled(page);
    });
  }

  test('a picture under another extension opens by its bytes', async ({ page, folder }) => {
    const path = join(folder, 'really-a-png.jpg');
    await writeFile(path, await png);
    await choose(page, path, () => page.keyboard.press('Control+o'));
    await expect(picture(page)).toHaveAccessibleName(/^really-a-png\.jpg/);
    await settled(page);
  });
});

test('a reload keeps the open picture', async ({ page }) => {
  await settled(page);
  const before = await shown(page);
  await page.reload();
  await expect(picture(page)).toHaveAccessibleName(/^dusk\.png/);
  await settled(page);
  expect(await shown(page)).toBe(before);
});

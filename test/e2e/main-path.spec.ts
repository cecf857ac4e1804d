// The product from end to end: open a photo, shape a kernel, see it live, save it, open what was saved.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { cell, changed, grid, picture, preset, settled, shown, stack } from './canvas.ts';
import { choose, saveTo } from './drivers.ts';
import { expect, samplePng, test } from './fixtures.ts';

async function pixelsOf(path: string): Promise<Buffer> {
  return sharp(await readFile(path))
    .raw()
    .toBuffer();
}

test('a photo is opened, a cell edited, the picture follows, and the saved file holds what was shown', async ({
  page,
  folder,
  picture: path,
}) => {
  await settled(page);
  const original = await shown(page);

  await page.getByRole('button', { name: 'New kernel' }).first().click();
  await cell(page, '0', '0').dblclick();
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  await cell(page, '0', '−1').click();
  await page.keyboard.type('-4');
  await page.keyboard.press('Enter');
  const sharpened = await changed(page, original);

  await page.keyboard.press('Control+e');
  await expect(page.getByRole('dialog', { name: 'Export' }).getByRole('status')).toContainText(/Measured/);
  const exported = join(folder, 'exported.png');
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await saveTo(page, exported, () => dialog.getByRole('button', { name: 'Export…' }).click());
  await expect(dialog).toHaveCount(0);

  // By hand, from the picture's own bytes: 5·centre − 4·left, the edge clamped.
  const { data, info } = await sharp(await readFile(path))
    .raw()
    .toBuffer({ resolveWithObject: true });
  const saved = await pixelsOf(exported);
  expect(saved.length).toBe(data.length);
  for (const [x, y] of [
    [0, 0],
    [7, 3],
    [200, 150],
    [info.width - 1, info.height - 1],
  ] as const) {
    for (let channel = 0; channel < info.channels; channel++) {
      const at = (column: number): number => data[(y * info.width + Math.max(0, column)) * info.channels + channel]!;
      const expected = Math.min(255, Math.max(0, 5 * at(x) - 4 * at(x - 1)));
      expect(saved[(y * info.width + x) * info.channels + channel]).toBe(expected);
    }
  }

  // Opening what was saved shows the same picture, now without a filter.
  await choose(page, exported, () => page.keyboard.press('Control+o'));
  const leave = page.getByRole('alertdialog').or(page.getByRole('dialog'));
  await leave.getByRole('button', { name: /Don.t save|Discard|without saving/i }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('exported.png');
  await settled(page);
  expect(await shown(page)).toBe(sharpened);
});

test('Ctrl+S writes a file given on the command line in place, after asking once', async ({ page, picture: path }) => {
  await settled(page);
  const before = await readFile(path);
  await preset(page, /^Gaussian/).click();
  await settled(page);
  await page.keyboard.press('Control+s');
  await page.getByRole('dialog').or(page.getByRole('alertdialog')).getByRole('button', { name: 'Overwrite' }).click();
  await expect.poll(async () => (await readFile(path)).equals(before)).toBe(false);
  const { width, height } = await sharp(await readFile(path)).metadata();
  expect([width, height]).toEqual([480, 320]);
  await expect(page.getByRole('heading', { level: 1 })).not.toContainText('edited');

  // Once asked, not again.
  const once = await readFile(path);
  await preset(page, /^Sharpen 8/).click();
  await settled(page);
  await page.keyboard.press('Control+s');
  await expect.poll(async () => (await readFile(path)).equals(once)).toBe(false);
});

test('a file changed by another program is not overwritten without asking', async ({ page, picture: path }) => {
  await settled(page);
  await preset(page, /^Box/).click();
  await settled(page);
  const foreign = await samplePng(64, 48);
  await writeFile(path, foreign);
  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
  await dialog.getByRole('button', { name: 'Overwrite' }).click();
  await expect(dialog).toContainText(/changed by another program/);
  expect((await readFile(path)).equals(foreign)).toBe(true);
  await dialog.getByRole('button', { name: 'Overwrite' }).click();
  await expect.poll(async () => (await sharp(await readFile(path)).metadata()).width).toBe(480);
});

test('the kernel is edited by keyboard alone, from F6 to the saved picture', async ({ page }) => {
  await settled(page);
  const original = await shown(page);
  await page.keyboard.press('k');
  await expect(grid(page)).toBeVisible();
  for (let i = 0; i < 12 && !(await grid(page).evaluate((e) => e.contains(document.activeElement))); i++) {
    await page.keyboard.press('Tab');
    if (await grid(page).evaluate((e) => e.contains(document.activeElement))) break;
    if (i === 0) await page.keyboard.press('F6');
  }
  for (let i = 0; i < 40 && !(await grid(page).evaluate((e) => e.contains(document.activeElement))); i++)
    await page.keyboard.press('Tab');
  await expect(cell(page, '0', '0')).toBeFocused();

  await page.keyboard.press('Control+Home');
  await page.keyboard.type('1/9');
  await page.keyboard.press('Tab');
  await expect(cell(page, '−1', '0')).toBeFocused();
  await page.keyboard.type('=sqrt(2)/4');
  await page.keyboard.press('Enter');
  await expect(cell(page, '−1', '−1')).toHaveAccessibleName(/weight 0.1111/);
  await expect(cell(page, '−1', '0')).toHaveAccessibleName(/weight 0.3536/);
  await expect(cell(page, '0', '0')).toBeFocused();
  const edited = await changed(page, original);

  // Typing then Esc restores; F2 shows what was typed.
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('77');
  await page.keyboard.press('Escape');
  await expect(cell(page, '−1', '−1')).toHaveAccessibleName(/weight 0.1111/);
  await page.keyboard.press('F2');
  await expect(grid(page).getByRole('textbox')).toHaveValue('1/9');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(cell(page, '−1', '−1')).toHaveAccessibleName(/weight 0,/);
  await settled(page);
  expect(await shown(page)).toBe(original);
  await page.keyboard.press('Control+Shift+z');
  await page.keyboard.press('Control+Shift+z');
  await settled(page);
  expect(await shown(page)).toBe(edited);
});

test.describe('an empty window', () => {
  test.use({ openedWith: false });

  test('takes a dropped picture, and a recipe dropped on it', async ({ page, folder, picture: path, driver }) => {
    test.skip(driver === 'electron', 'the preload hears trusted drops only, and a test cannot make one');
    await expect(page.getByRole('heading', { name: 'Drop an image' })).toBeVisible();
    const drop = async (file: string, name: string, type: string): Promise<void> => {
      const bytes = (await readFile(file)).toString('base64');
      const data = await page.evaluateHandle(
        ([encoded, fileName, mediaType]) => {
          const transfer = new DataTransfer();
          transfer.items.add(
            new File([Uint8Array.from(atob(encoded!), (c) => c.charCodeAt(0))], fileName!, { type: mediaType! }),
          );
          return transfer;
        },
        [bytes, name, type],
      );
      const target = page.getByRole('main');
      await target.dispatchEvent('dragenter', { dataTransfer: data });
      await target.dispatchEvent('dragover', { dataTransfer: data });
      await target.dispatchEvent('drop', { dataTransfer: data });
    };
    await drop(path, 'dusk.png', 'image/png');
    await expect(picture(page)).toHaveAccessibleName(/^dusk\.png/);
    await settled(page);

    await preset(page, /^Emboss/).click();
    await preset(page, /^Gaussian/).click({ modifiers: ['Shift'] });
    await expect(stack(page).getByRole('listitem')).toHaveCount(2);
    await page.mouse.move(640, 4);
    await settled(page);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('save recipe');
    const recipe = join(folder, 'relief.recipe.json');
    await saveTo(page, recipe, () => page.keyboard.press('Enter'));
    const both = await shown(page);

    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect(stack(page).getByRole('listitem')).toHaveCount(0);
    await drop(recipe, 'relief.recipe.json', 'application/json');
    await expect(stack(page).getByRole('listitem')).toHaveCount(2);
    await settled(page);
    expect(await shown(page)).toBe(both);
  });
});

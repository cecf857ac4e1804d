// Copy as code, export in another syntax and "Behave like…", as a person reaches them.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { changed, preset, settled, shown } from './canvas.ts';
import { saveTo } from './drivers.ts';
import { expect, test } from './fixtures.ts';

const message = (page: Page): Locator => page.getByRole('region', { name: 'Message' });

test.beforeEach(async ({ page }) => {
  await settled(page);
  await preset(page, /^Sharpen 4/).click();
  await settled(page);
});

test('code for a peer is copied from the menu beside the kernel, and from the palette', async ({ page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy as…' }).click();
  await page.getByRole('menuitem', { name: 'Copy as code' }).click();
  await page.getByRole('menuitem', { name: 'OpenCV', exact: true }).click();
  await expect(message(page)).toContainText('The code for OpenCV is on the clipboard.');
  const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  expect(await copied()).toContain('cv2.filter2D(picture, cv2.CV_64F, kernel, anchor=(1, 1)');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('code for glsl');
  await page.keyboard.press('Enter');
  await expect.poll(copied).toContain('#version 300 es');
});

test('a kernel is written in another program’s syntax, and what that cannot hold is said', async ({ page, folder }) => {
  await page.getByRole('combobox', { name: /^Border/ }).click();
  await page.getByRole('option', { name: /^Mirror/ }).click();
  await page.getByRole('button', { name: 'Kernel menu' }).click();
  await page.getByRole('menuitem', { name: 'Export kernel as' }).click();
  const path = join(folder, 'sharpen.svg');
  await saveTo(page, path, () => page.getByRole('menuitem', { name: 'SVG…' }).click());
  expect(await readFile(path, 'utf8')).toContain('<feConvolveMatrix');
  await expect(message(page)).toContainText(/Turned by 180°, because SVG flips\..*the border Mirror/);
});

test('"Behave like" sets every switch in one step, says which, and undo takes all of it back', async ({ page }) => {
  const border = (name: string) => page.getByRole('combobox', { name: `Border: ${name}` });
  const before = await shown(page);
  await page.getByRole('button', { name: 'Kernel menu' }).click();
  await page.getByRole('menuitem', { name: 'Behave like' }).click();
  await page.getByRole('menuitem', { name: 'SVG feConvolveMatrix' }).click();
  await expect(message(page)).toContainText(/behaves like SVG feConvolveMatrix now: direction Flipped, .*light Linear/);
  await expect(page.getByRole('radio', { name: /Amounts of light/ })).toBeChecked();
  await changed(page, before);
  await page.keyboard.press('Control+z');
  await expect.poll(() => shown(page)).toBe(before);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('behave like scipy correlate');
  await page.keyboard.press('Enter');
  await expect(border('Reflect')).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('behave like scipy correlate');
  await page.keyboard.press('Enter');
  await expect(message(page)).toContainText(/behaves like SciPy correlate as it is/);
});

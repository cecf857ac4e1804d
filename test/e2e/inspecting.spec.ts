// Inspecting: how values are spread, which pixels are out of range, what changed, and one pixel in numbers.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { picture, preset, settled } from './canvas.ts';
import { saveTo } from './drivers.ts';
import { expect, test } from './fixtures.ts';

const dock = (page: Page) => page.getByRole('region', { name: 'Histogram' });
const bin = (page: Page) => dock(page).getByRole('slider', { name: 'Bin of the histogram' });

async function exportedPixels(page: Page, folder: string): Promise<Buffer> {
  await page.keyboard.press('Control+e');
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await expect(dialog.getByRole('status')).toContainText(/Measured/);
  const path = join(folder, 'result.png');
  await saveTo(page, path, () => dialog.getByRole('button', { name: 'Export…' }).click());
  return sharp(await readFile(path))
    .removeAlpha()
    .raw()
    .toBuffer();
}

async function sharpened(page: Page): Promise<void> {
  await settled(page);
  await preset(page, /^Sharpen 8/).click();
  await page.keyboard.press('Escape');
  await settled(page);
}

test('the histogram counts what an export holds, read with the mouse', async ({ page, folder }) => {
  await sharpened(page);
  await page.getByRole('menuitem', { name: 'View' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Histogram' }).click();
  await expect(dock(page).getByText('Exact', { exact: true })).toBeVisible({ timeout: 20_000 });
  const box = (await bin(page).boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const text = (await bin(page).getAttribute('aria-valuetext'))!;
  const [, code, red] = /^(\d+): Red ([\d,]+) pixels/.exec(text)!;
  await dock(page).getByRole('radio', { name: 'Log' }).click();
  await dock(page).getByRole('radio', { name: 'Stacked' }).click();
  await dock(page).getByRole('button', { name: 'Blue' }).click();
  await expect(bin(page).locator('path')).toHaveCount(4);
  const pixels = await exportedPixels(page, folder);
  const count = pixels.filter((value, index) => index % 3 === 0 && value === Number(code)).length;
  expect(Number(red!.replaceAll(',', ''))).toBe(count);
});

test('by keyboard alone: histogram, marks, difference, and back', async ({ page }) => {
  await sharpened(page);
  await picture(page).focus();
  await page.keyboard.press('Shift+H');
  await expect(dock(page).getByText('Exact', { exact: true })).toBeVisible({ timeout: 20_000 });
  await bin(page).focus();
  await page.keyboard.press('Home');
  await expect(bin(page)).toHaveAttribute('aria-valuetext', /^0: Red [\d,]+ pixels, [\d.]+ %; Green/);
  await page.keyboard.press('ArrowRight');
  await expect(bin(page)).toHaveAttribute('aria-valuetext', /^1: Red/);
  await page.keyboard.press('o');
  await expect(picture(page)).toHaveAccessibleName(/[\d,]+ px below 0, [\d,]+ px above 1, exact$/);
  await expect(dock(page).getByRole('checkbox', { name: /Mark out of range/ })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(dock(page)).toHaveCount(0);
  await page.keyboard.press('4');
  await expect(picture(page)).toHaveAccessibleName(/the difference, .*exact$/);
  const gain = page.getByRole('slider', { name: 'Amplification' });
  await gain.focus();
  await page.keyboard.press('ArrowRight');
  await expect(gain).toHaveAttribute('aria-valuetext', '× 8');
  await page.keyboard.press('o');
  await page.keyboard.press('1');
  await expect(picture(page)).toHaveAccessibleName(/^dusk.png, [^,]+, exact$/);
});

test('at 100 % the difference on screen is the export minus the source', async ({ page, folder, picture: source }) => {
  await sharpened(page);
  await page.keyboard.press('4');
  await page.keyboard.press('Control+1');
  const gain = page.getByRole('slider', { name: 'Amplification' });
  await gain.focus();
  await page.keyboard.press('Home');
  await page.mouse.move(640, 4);
  await settled(page);
  const box = (await picture(page).boundingBox())!;
  const [left, top] = [Math.round(box.x + (box.width - 480) / 2), Math.round(box.y + (box.height - 320) / 2)];
  const seen = await sharp(await page.screenshot({ clip: { x: left, y: top, width: 480, height: 200 } }))
    .removeAlpha()
    .raw()
    .toBuffer();
  const before = await sharp(source).removeAlpha().raw().toBuffer();
  const after = await exportedPixels(page, folder);
  const wrong = seen.findIndex((value, index) => value !== Math.floor(128 + (after[index]! - before[index]!) / 2));
  expect(wrong).toBe(-1);
});

test('a pixel is written in four ways, which is remembered, and copied', async ({ page }) => {
  await sharpened(page);
  const box = (await picture(page).boundingBox())!;
  await page.mouse.move(box.x + box.width / 2 + 30, box.y + box.height / 2 + 20);
  const status = page.getByRole('contentinfo');
  const after = status.getByRole('group', { name: 'After' });
  await expect(after).toHaveText(/red \d+\s*green \d+\s*blue \d+$/);
  await status.getByRole('button', { name: /^Values of the pixel: 0–255/ }).click();
  await page.getByRole('menuitemcheckbox', { name: /^Hex/ }).click();
  await page.mouse.move(box.x + box.width / 2 + 31, box.y + box.height / 2 + 20);
  await expect(after).toHaveText(/red\s*[0-9A-F]{2}\s*green/);
  await page
    .context()
    .grantPermissions(['clipboard-read', 'clipboard-write'])
    .catch(() => undefined);
  await page.keyboard.press('Shift+C');
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/^x \d+, y \d+: #[0-9A-F]{6} → #[0-9A-F]{6}$/);
  await page.waitForTimeout(600);
  await page.reload();
  await settled(page);
  await expect(status.getByRole('button', { name: 'Values of the pixel: Hex' })).toBeVisible();
});

test('side by side keeps both panes at the same place, with the pointer in each', async ({ page }) => {
  await sharpened(page);
  await page.keyboard.press('3');
  await settled(page);
  const box = (await picture(page).boundingBox())!;
  const half = (box.width + 2) / 2;
  const place = async (): Promise<string> =>
    /x\s*\d+\s*y\s*\d+/.exec((await page.getByRole('contentinfo').textContent())!)?.[0] ?? '';
  const [x, y] = [box.x + box.width / 4, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, -300);
  await settled(page);
  await page.mouse.move(x + 3, y + 2);
  const left = await place();
  const ghost = (await page.locator('svg.ghost').boundingBox())!;
  expect(ghost.x + ghost.width / 2).toBeCloseTo(x + 3 + half, 0);
  await page.mouse.move(x + 3 + half, y + 2);
  await expect.poll(place).toBe(left);
});

for (const theme of ['dark', 'light'] as const) {
  test.describe(`in ${theme}`, () => {
    test.use({ theme });
    test('histogram, marks and difference have no serious fault of accessibility', async ({ page }) => {
      await sharpened(page);
      await page.keyboard.press('Shift+H');
      await page.keyboard.press('o');
      await page.keyboard.press('4');
      await expect(dock(page).getByText('Exact', { exact: true })).toBeVisible({ timeout: 20_000 });
      await settled(page);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    });
  });
}

// Inspecting: how values are spread, which pixels are out of range, what changed, and one pixel in numbers.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { picture, preset, settled } from './canvas.ts';
import { SRGB } from '../../src-core/colour/colour-space.ts';
import { createRaster } from '../../src-core/raster.ts';
import { encodeImage } from '../../src-main/codecs/encode.ts';
import { choose, saveTo } from './drivers.ts';
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

/** How often each colour is in the middle of the canvas. */
async function coloursIn(page: Page, name: string): Promise<ReadonlyMap<string, number>> {
  const box = (await picture(page).boundingBox())!;
  const clip = { x: box.x + box.width / 2 - 150, y: box.y + box.height / 2 - 100, width: 300, height: 200 };
  const image = await page.screenshot({ clip, path: test.info().outputPath(`${name}.png`) });
  const bytes = await sharp(image).removeAlpha().raw().toBuffer();
  const counts = new Map<string, number>();
  for (let at = 0; at < bytes.length; at += 3) {
    const colour = bytes.subarray(at, at + 3).join();
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return counts;
}

test.describe('of a float picture', () => {
  test.use({ openedWith: false });

  /** A float TIFF with four pixels of which something is not a number, far from the corner. */
  async function opened(page: Page, folder: string): Promise<void> {
    const raster = createRaster(1600, 900, 3, 'f32');
    raster.data.fill(0.4);
    for (const [x, y] of [
      [1200, 700],
      [1201, 700],
      [1202, 701],
      [1200, 702],
    ] as const) {
      raster.data.set([NaN, 0.5, x === 1200 ? Infinity : 0.5], (y * 1600 + x) * 3);
    }
    const source = { colourSpace: SRGB, metadata: { exif: null, xmp: null, icc: null } };
    const request = { format: 'tiff', options: { compression: 'deflate' }, keepMetadata: 'all' } as const;
    const path = join(folder, 'measured.tif');
    await writeFile(path, (await encodeImage(raster, source, request, {})).bytes);
    await choose(page, path, () => page.getByRole('button', { name: 'Open…' }).click());
    await settled(page);
  }

  test('what has no valid value is told, filtered or not, and shown where it is', async ({ page, folder }) => {
    await opened(page, folder);
    const notice = page.getByRole('region', { name: 'Message' });
    await expect(notice).toContainText('4 pixels had no valid value and were set to 0.');
    await expect(page.getByRole('contentinfo')).toContainText('6 invalid samples set to 0');
    await notice.getByRole('button', { name: 'Show them' }).click();
    // Marked, and near enough to see each: none of the picture's corners shows any more.
    await expect(picture(page)).toHaveAccessibleName(/1200 %, in view .*4 px without a value/);
    // Pixels large enough to be looked at one by one keep their colour, and are marked all the same.
    for (let press = 0; press < 6; press++) await page.keyboard.press('Control+=');
    await expect(picture(page)).toHaveAccessibleName(/6400 %.*exact$/);
    const side = 64 ** 2;
    await expect
      .poll(async () => (await coloursIn(page, 'marks')).get('0,128,128') ?? 0)
      .toBeGreaterThan(2 * side * 0.6);
    const marked = await coloursIn(page, 'marks');
    await page.keyboard.press('o');
    await expect.poll(async () => (await coloursIn(page, 'no-marks')).size).toBeLessThan(marked.size);
    await page.keyboard.press('Control+0');
    await preset(page, /^Box/).click();
    await settled(page);
    await expect(notice).toContainText('46 pixels had no valid value and were set to 0.');
    await notice.getByRole('button', { name: 'Show them' }).click();
    await expect(picture(page)).toHaveAccessibleName(/1200 %, .*46 px without a value/);
  });
});

test('at 6400 % a difference is written into its pixels', async ({ page }) => {
  await sharpened(page);
  await page.keyboard.press('4');
  for (let press = 0; press < 16; press++) await page.keyboard.press('Control+=');
  await page.keyboard.press('g');
  await expect(picture(page)).toHaveAccessibleName(/6400 %/);
  await settled(page);
  await page.mouse.move(640, 4);
  const inked = (colours: ReadonlyMap<string, number>): number =>
    (colours.get('0,0,0') ?? 0) + (colours.get('255,255,255') ?? 0);
  await expect.poll(async () => inked(await coloursIn(page, 'difference'))).toBeGreaterThan(200);
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

// Zoom, pan, compare and inspect; and what is on screen at 100 % is what an export holds.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { changed, picture, preset, settled, shown } from './canvas.ts';
import { saveTo } from './drivers.ts';
import { expect, test } from './fixtures.ts';

test('keys and wheel zoom, Ctrl+0 fits, Ctrl+1 is 100 %', async ({ page }) => {
  await settled(page);
  const zoom = async (): Promise<number> =>
    Number.parseFloat((await picture(page).getAttribute('aria-label'))!.split(', ')[1]!.replace(/\s/g, ''));
  const fitted = await zoom();
  await page.keyboard.press('Control+1');
  await expect.poll(zoom).toBe(100);
  await page.keyboard.press('Control+=');
  await expect.poll(zoom).toBeGreaterThan(100);
  await page.keyboard.press('Control+-');
  await expect.poll(zoom).toBe(100);
  const box = (await picture(page).boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.wheel(0, -100);
  await expect.poll(zoom).toBe(125);
  await page.keyboard.press('Control+0');
  await expect.poll(zoom).toBe(fitted);
});

test('the cursor stays over the same pixel while the wheel zooms', async ({ page }) => {
  await settled(page);
  await page.keyboard.press('Control+1');
  const box = (await picture(page).boundingBox())!;
  const [x, y] = [box.x + box.width / 2 + 60, box.y + box.height / 2 + 40];
  await page.mouse.move(x, y);
  const status = page.getByRole('contentinfo');
  const place = async (): Promise<number[]> =>
    (/x\s*(\d+)\s*y\s*(\d+)/.exec((await status.textContent())!) ?? []).slice(1).map(Number);
  await expect.poll(async () => (await place()).length).toBe(2);
  const before = await place();
  for (let i = 0; i < 6; i++) await page.mouse.wheel(0, -100);
  await expect(picture(page)).toHaveAccessibleName(/3\d\d %/);
  await page.mouse.move(x + 1, y);
  await page.mouse.move(x, y);
  // The picture lies on whole device pixels, so a cursor on the seam of two pixels may fall to either.
  await expect
    .poll(async () => Math.max(...(await place()).map((value, i) => Math.abs(value - before[i]!))))
    .toBeLessThanOrEqual(1);
});

test('holding \\ shows the original and letting go brings the result back', async ({ page }) => {
  await settled(page);
  const original = await shown(page);
  await preset(page, /^Gaussian/).click();
  const blurred = await changed(page, original);
  await page.keyboard.press('Escape');
  await picture(page).focus();
  await page.keyboard.down('\\');
  await expect.poll(() => shown(page)).toBe(original);
  await page.keyboard.up('\\');
  await expect.poll(() => shown(page)).toBe(blurred);
});

test('the split line parts before from after and moves by keyboard and by drag', async ({ page }) => {
  await settled(page);
  await preset(page, /^Outline/).click();
  await settled(page);
  const split = page.getByRole('slider', { name: /split/i });
  await expect(split).toHaveAttribute('aria-valuenow', '50');
  await split.focus();
  await page.keyboard.press('ArrowRight');
  await expect(split).toHaveAttribute('aria-valuenow', '51');
  const line = (await split.boundingBox())!;
  await page.mouse.move(line.x + line.width / 2, line.y + line.height / 2);
  await page.mouse.down();
  await page.mouse.move(line.x + line.width / 2 + 150, line.y + line.height / 2, { steps: 5 });
  await page.mouse.up();
  expect(Number(await split.getAttribute('aria-valuenow'))).toBeGreaterThan(60);
  await split.dblclick();
  await expect(split).toHaveAttribute('aria-valuenow', '50');
});

test('§13 at 100 % the screen shows, pixel for pixel, what the exported PNG holds', async ({ page, folder }) => {
  await settled(page);
  await page.keyboard.press('1');
  await page.keyboard.press('Control+1');
  await preset(page, /^Unsharp/).click();
  await preset(page, /^Sobel x/).click({ modifiers: ['Shift'] });
  await settled(page);
  await page.keyboard.press('Control+1');
  await page.mouse.move(640, 4);
  await settled(page);
  const box = (await picture(page).boundingBox())!;
  const left = Math.round(box.x + (box.width - 480) / 2);
  const top = Math.round(box.y + (box.height - 320) / 2);

  const screenshot = await page.screenshot({ clip: { x: left, y: top, width: 480, height: 320 } });
  await page.keyboard.press('Control+e');
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await expect(dialog.getByRole('status')).toContainText(/Measured/);
  const path = join(folder, 'result.png');
  await saveTo(page, path, () => dialog.getByRole('button', { name: 'Export…' }).click());
  const exported = await sharp(await readFile(path))
    .removeAlpha()
    .raw()
    .toBuffer();
  const seen = await sharp(screenshot).removeAlpha().raw().toBuffer();
  expect(seen.length).toBe(exported.length);
  expect(seen.equals(exported)).toBe(true);
});

test('the status bar tells size, place, values before and after, the plan and that it is exact', async ({ page }) => {
  await settled(page);
  await preset(page, /^Box/).click();
  await settled(page);
  const box = (await picture(page).boundingBox())!;
  await page.mouse.move(box.x + box.width / 2 + 30, box.y + box.height / 2);
  const status = page.getByRole('contentinfo');
  await expect(status).toContainText('480 × 320');
  await expect(status).toContainText(/5×5 separable/);
  await expect(status).toContainText(/\d+(\.\d+)? ms/);
  await expect(status.getByText('Exact', { exact: true })).toBeVisible();
  await expect(status.getByRole('group', { name: 'Before' })).toHaveText(/\d+\s*\d+\s*\d+/);
  await expect(status.getByRole('group', { name: 'After' })).toHaveText(/\d+\s*\d+\s*\d+/);
});

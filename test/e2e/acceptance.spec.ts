// What a demanding person trips over: where the focus goes, where things can be dropped, what stays readable.
import { join } from 'node:path';
import sharp from 'sharp';
import { cell, grid, preset, settled, shown, stack } from './canvas.ts';
import { choose } from './drivers.ts';
import { expect, test } from './fixtures.ts';

test('a preset can be dragged into a stack that is still empty', async ({ page }) => {
  await settled(page);
  await preset(page, /^Gaussian/).dragTo(page.getByText('No filters yet.'));
  await expect(stack(page).getByRole('listitem')).toHaveCount(1);
  await expect(stack(page)).toContainText('Gaussian');
});

test('a filter moved with the keyboard keeps the focus, and so does its copy', async ({ page }) => {
  await settled(page);
  await preset(page, /^Box/).click();
  await preset(page, /^Emboss/).click({ modifiers: ['Shift'] });
  const name = (text: RegExp) => stack(page).getByRole('button', { name: text });
  await name(/^Filter 2, Emboss/).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(name(/^Filter 1, Emboss/)).toBeFocused();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(name(/^Filter 2, Emboss/)).toBeFocused();
  await page.keyboard.press('Control+d');
  await expect(name(/^Filter 3, Emboss/)).toBeFocused();
});

test('Scale ends with Enter and Esc, back in the grid, and leaves the focus to what is clicked', async ({ page }) => {
  await settled(page);
  await preset(page, /^Sharpen 4/).click();
  const scale = async () => {
    await cell(page, '0', '0').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Scale…' }).click();
    await expect(page.getByRole('spinbutton', { name: 'Multiply' })).toBeFocused();
    await page.keyboard.type('2');
    await expect(cell(page, '0', '0')).toHaveAccessibleName(/weight 10,/);
  };
  await scale();
  await page.keyboard.press('Escape');
  await expect(cell(page, '0', '0')).toBeFocused();
  await expect(cell(page, '0', '0')).toHaveAccessibleName(/weight 5,/);
  await scale();
  await page.keyboard.press('Enter');
  await expect(cell(page, '0', '0')).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(cell(page, '0', '0')).toHaveAccessibleName(/weight 5,/);
  await scale();
  const amount = page.getByRole('spinbutton', { name: 'Amount' });
  await amount.click();
  await expect(amount).toBeFocused();
  await expect(page.getByRole('spinbutton', { name: 'Multiply' })).toHaveCount(0);
});

test('the reason why a weight is refused stays inside the panel in the outer columns', async ({ page }) => {
  await settled(page);
  await preset(page, /^Sharpen 4/).click();
  const panel = (await page.getByRole('complementary', { name: 'Filters' }).boundingBox())!;
  for (const column of ['−1', '1']) {
    await cell(page, '1', column).click();
    await page.keyboard.type('1/');
    const reason = (await grid(page).getByRole('alert').boundingBox())!;
    expect(reason.x).toBeGreaterThanOrEqual(panel.x);
    expect(reason.x + reason.width).toBeLessThanOrEqual(panel.x + panel.width);
    await page.keyboard.press('Escape');
  }
});

test('the checkerboard under transparency follows the system from dark to light', async ({ page, folder }) => {
  const path = join(folder, 'glass.png');
  const background = { r: 0, g: 0, b: 0, alpha: 0 };
  await sharp({ create: { width: 200, height: 200, channels: 4, background } })
    .png()
    .toFile(path);
  await choose(page, path, () => page.keyboard.press('Control+o'));
  await expect(page.getByRole('application')).toHaveAccessibleName(/^glass.png.*exact$/);
  const dark = await shown(page);
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(() => shown(page)).not.toBe(dark);
});

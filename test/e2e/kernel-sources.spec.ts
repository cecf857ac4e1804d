// Kernels from formulas, from a row and a column, from other kernels; two kernels compared and blended; filters composed.
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { cell, grid, preset, settled, shown } from './canvas.ts';
import { choose, saveTo } from './drivers.ts';
import { expect, test } from './fixtures.ts';

test.beforeEach(async ({ page }) => {
  await settled(page);
  await page.getByRole('button', { name: 'New kernel' }).first().click();
  await expect(grid(page)).toBeVisible();
});

const command = async (page: Page, words: string): Promise<void> => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
};
const filters = (page: Page) => page.getByRole('list', { name: /^Filters/ }).getByRole('listitem');

test('a formula is drawn while it is typed, its names become sliders, and it stays a formula', async ({ page }) => {
  const before = await shown(page);
  await page.getByRole('radio', { name: 'Make from a formula' }).click();
  const formula = page.getByRole('textbox', { name: 'Formula' });
  await formula.fill('exp(-(x*x+y*y)/(2*s*s))');
  await expect(page.getByRole('slider', { name: 's', exact: true })).toBeVisible();
  await expect.poll(() => shown(page)).not.toBe(before);
  await page.getByRole('spinbutton', { name: 's', exact: true }).fill('2');
  await page.keyboard.press('Enter');
  // The size steps, the formula is drawn anew.
  await page
    .getByRole('button', { name: 'More rows' })
    .or(page.getByRole('button', { name: /larger/i }))
    .first()
    .click();
  await page.getByRole('radio', { name: 'Edit cell by cell' }).click();
  await expect(cell(page, '0', '0')).toHaveAccessibleName(/weight 1,/);
  await page.getByRole('radio', { name: 'Make from a formula' }).click();
  await expect(formula).toHaveValue('exp(-(x*x+y*y)/(2*s*s))');
  await expect(page.getByRole('spinbutton', { name: 's', exact: true })).toHaveValue('2');
});

test('a wrong formula says what is wrong under the character, and the picture stays', async ({ page }) => {
  await page.getByRole('radio', { name: 'Make from a formula' }).click();
  const formula = page.getByRole('textbox', { name: 'Formula' });
  await formula.fill('x*x');
  await page.keyboard.press('Enter');
  await settled(page);
  const before = await shown(page);
  await formula.fill('x*x + foo(y)');
  await expect(page.getByRole('alert').filter({ hasText: '"foo" is not a known function' })).toBeVisible();
  await expect(page.locator('.place .at')).toHaveText('f');
  expect(await shown(page)).toBe(before);
  await page.keyboard.press('Escape');
  await expect(formula).toHaveValue('x*x');
});

test('a row and a column make the matrix, by keyboard alone', async ({ page }) => {
  await page.getByRole('radio', { name: 'Edit cell by cell' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const row = page.getByRole('region', { name: 'Row', exact: true });
  await row.locator('[role=gridcell][tabindex="0"]').focus();
  for (const key of ['Home', '1', 'Tab', '2', 'Tab', '1', 'Enter']) await page.keyboard.press(key);
  const column = page.getByRole('region', { name: 'Column', exact: true });
  await column.locator('[role=gridcell][tabindex="0"]').focus();
  for (const key of ['PageUp', '1', 'Enter', '0', 'Enter', '-', '1', 'Enter']) await page.keyboard.press(key);
  await page.getByRole('radio', { name: 'Make from a row and a column' }).focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(cell(page, '−1', '0')).toHaveAccessibleName(/weight 2/);
  await expect(cell(page, '1', '0')).toHaveAccessibleName(/weight −2/);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
});

test('a kernel is turned, convolved and inverted in the dialog, live, and Cancel leaves all as it was', async ({
  page,
}) => {
  await cell(page, '0', '1').click();
  await page.keyboard.type('3');
  await page.keyboard.press('Enter');
  await settled(page);
  const before = await shown(page);
  await command(page, 'rotate by an angle');
  const dialog = page.getByRole('dialog', { name: 'Kernel algebra' });
  await dialog.getByRole('spinbutton', { name: 'Angle' }).fill('90');
  await expect.poll(() => shown(page)).not.toBe(before);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(() => shown(page)).toBe(before);
  await command(page, 'rotate by an angle');
  await dialog.getByRole('spinbutton', { name: 'Angle' }).fill('90');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(cell(page, '1', '0')).toHaveAccessibleName(/weight 3/);
  await page.keyboard.press('Control+z');
  await expect(cell(page, '0', '1')).toHaveAccessibleName(/weight 3/);
});

test('two filters become one kernel and come apart again; what no kernel can do is refused with the reason', async ({
  page,
}) => {
  await cell(page, '0', '1').click();
  await page.keyboard.type('1');
  await page.keyboard.press('Enter');
  await preset(page, /^Gaussian/).click({ modifiers: ['Shift'] });
  await expect(filters(page)).toHaveCount(2);
  await command(page, 'compose all');
  await expect(page.getByText(/works in Encoded light and Gaussian in Linear/).first()).toBeVisible();
  await command(page, 'delete filter');
  await command(page, 'duplicate filter');
  await expect(filters(page)).toHaveCount(2);
  await command(page, 'compose all');
  await expect(filters(page)).toHaveCount(1);
  await command(page, 'take composed');
  await expect(filters(page)).toHaveCount(2);
});

test('a recipe file keeps what a kernel was composed of, and the kernel set aside', async ({ page, folder }) => {
  await command(page, 'duplicate filter');
  await command(page, 'compose all');
  await expect(filters(page)).toHaveCount(1);
  await command(page, 'set aside as b');
  const forget = page.getByRole('button', { name: 'Forget B' });
  await expect(forget).toBeVisible();
  const path = join(folder, 'composed.recipe.json');
  await saveTo(page, path, () => command(page, 'save recipe'));
  await forget.click();
  await command(page, 'delete filter');
  await expect(filters(page)).toHaveCount(0);
  await choose(page, path, () => command(page, 'open kernel or recipe'));
  await expect(filters(page)).toHaveCount(1);
  await expect(forget).toBeVisible();
  await command(page, 'take composed');
  await expect(filters(page)).toHaveCount(2);
});

test('a kernel is set aside, and a slider goes from it to the other', async ({ page }) => {
  await command(page, 'set aside as b');
  await cell(page, '0', '1').click();
  await page.keyboard.type('4');
  await page.keyboard.press('Enter');
  await page.getByRole('spinbutton', { name: 'Share of B' }).fill('50');
  await page.keyboard.press('Enter');
  await expect(cell(page, '0', '1')).toHaveAccessibleName(/weight 2/);
  await page.getByRole('button', { name: 'Swap A and B' }).click();
  await expect(cell(page, '0', '1')).toHaveAccessibleName(/weight 0/);
});

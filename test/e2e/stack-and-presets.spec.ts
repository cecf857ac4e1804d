// Presets with the person's own picture, their sliders, and the stack: order, on and off, amount, undo of everything.
import { join } from 'node:path';
import { cell, changed, grid, picture, preset, settled, shown, stack } from './canvas.ts';
import { choose, saveTo } from './drivers.ts';
import { expect, test } from './fixtures.ts';

test('presets show the open picture, are found by typing, and Enter applies one', async ({ page }) => {
  await settled(page);
  const thumbnails = page.getByRole('complementary', { name: 'Presets' }).locator('canvas, img');
  await expect.poll(() => thumbnails.count()).toBeGreaterThan(6);
  const before = await shown(page);
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Search presets' })).toBeFocused();
  await page.keyboard.type('bokeh');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(stack(page).getByRole('listitem')).toHaveCount(1);
  await expect(stack(page)).toContainText('Lens disc');
  await changed(page, before);
});

test('the Gaussian has a σ slider, and becomes an editable matrix', async ({ page }) => {
  await settled(page);
  await preset(page, /^Gaussian/).click();
  await settled(page);
  const before = await shown(page);
  const sigma = page.getByRole('slider', { name: 'Sigma x' });
  await sigma.focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
  const blurred = await changed(page, before);
  await expect(page.getByRole('spinbutton', { name: 'Sigma y' })).toHaveValue(
    await page.getByRole('spinbutton', { name: 'Sigma x' }).inputValue(),
  );
  const button = page.getByRole('button', { name: 'Edit as matrix' });
  const chosen = grid(page).locator('[role="gridcell"][tabindex="0"]');
  await button.click();
  await expect(grid(page)).toHaveAccessibleName(/\d+ rows, \d+ columns/);
  await expect(chosen).toBeFocused();
  await settled(page);
  await page.keyboard.press('Control+z');
  await settled(page);
  expect(await shown(page)).toBe(blurred);
  // The grid is gone: the picture has the focus, not the page.
  await expect(picture(page)).toBeFocused();
  await button.focus();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('edit as matrix');
  await page.keyboard.press('Enter');
  await expect(chosen).toBeFocused();
});

test('filters are added, turned off, reordered, faded, duplicated and deleted, and undo walks all the way back', async ({
  page,
}) => {
  await settled(page);
  const pictures = [await shown(page)];
  const items = stack(page).getByRole('listitem');
  const step = async (change: () => Promise<void>): Promise<void> => {
    await change();
    pictures.push(await changed(page, pictures.at(-1)!));
  };
  await step(() => preset(page, /^Sharpen 8/).click());
  await step(() => preset(page, /^Gaussian/).click({ modifiers: ['Shift'] }));
  await step(() => preset(page, /^Outline/).click({ modifiers: ['Shift'] }));
  await expect(items).toHaveCount(3);
  await step(async () => {
    await stack(page)
      .getByRole('button', { name: /^Filter 3, Outline/ })
      .click();
    await page.keyboard.press('Alt+ArrowUp');
  });
  await expect(items.nth(1)).toContainText('Outline');
  await step(() => stack(page).getByRole('button', { name: 'Turn off Outline' }).click());
  await step(() => stack(page).getByRole('button', { name: 'Turn on Outline' }).click());
  await step(async () => {
    await page.getByRole('slider', { name: 'Amount' }).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('PageUp');
  });
  await step(async () => {
    await stack(page)
      .getByRole('button', { name: /^Filter 2, Outline/ })
      .click();
    await page.keyboard.press('Control+d');
  });
  await expect(items).toHaveCount(4);
  await step(() => page.keyboard.press('Delete'));
  await expect(items).toHaveCount(3);

  for (let i = 0; i < 40; i++) await page.keyboard.press('Control+z');
  await expect(items).toHaveCount(0);
  await settled(page);
  expect(await shown(page)).toBe(pictures[0]);
  for (let i = 0; i < 40; i++) await page.keyboard.press('Control+Shift+z');
  await expect(items).toHaveCount(3);
  await settled(page);
  expect(await shown(page)).toBe(pictures.at(-1));
});

test('resting on a preset previews it, leaving restores, and nothing enters the history', async ({ page }) => {
  await settled(page);
  const original = await shown(page);
  await preset(page, /^Emboss/).hover();
  await expect.poll(() => shown(page)).not.toBe(original);
  await page.mouse.move(640, 4);
  await expect.poll(() => shown(page)).toBe(original);
  await expect(page.getByRole('button', { name: /^Undo/ })).toBeDisabled();
});

test('a filter that is dragged by its grip lands where the line shows', async ({ page }) => {
  await settled(page);
  await preset(page, /^Box/).click();
  await preset(page, /^Emboss/).click({ modifiers: ['Shift'] });
  const items = stack(page).getByRole('listitem');
  await expect(items).toHaveCount(2);
  const from = (await items.nth(1).boundingBox())!;
  const to = (await items.nth(0).boundingBox())!;
  await page.mouse.move(from.x + 8, from.y + 12);
  await page.mouse.down();
  await page.mouse.move(to.x + 8, to.y + 4, { steps: 8 });
  await page.mouse.up();
  await expect(items.nth(0)).toContainText('Emboss');
});

test('a kernel saved to a file opens again with every switch', async ({ page, folder }) => {
  await settled(page);
  await page.getByRole('button', { name: 'New kernel' }).first().click();
  await cell(page, '0', '1').click();
  await page.keyboard.type('1/9');
  await page.keyboard.press('Enter');
  await page.getByRole('radio', { name: /True convolution/ }).click();
  await page.getByRole('combobox', { name: /^Border/ }).click();
  await page.getByRole('option', { name: /^Mirror/ }).click();
  const path = join(folder, 'mine.kernel.json');
  await saveTo(page, path, () => page.getByRole('button', { name: 'Save kernel…' }).click());
  for (let i = 0; i < 8; i++) await page.keyboard.press('Control+z');
  await expect(stack(page).getByRole('listitem')).toHaveCount(0);
  await choose(page, path, () => page.keyboard.press('Control+Shift+o'));
  await expect(cell(page, '0', '1')).toHaveAccessibleName(/weight 0.1111/);
  await expect(page.getByRole('radio', { name: /True convolution/ })).toBeChecked();
  await expect(page.getByRole('combobox', { name: 'Border: Mirror' })).toBeVisible();
  await cell(page, '0', '1').click();
  await page.keyboard.press('F2');
  await expect(grid(page).getByRole('textbox')).toHaveValue('1/9');
});

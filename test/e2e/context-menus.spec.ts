// The right button, and the Menu key, where a person expects a menu: picture, filters, presets, docks.
import { changed, picture, preset, settled, shown, stack } from './canvas.ts';
import { expect, test } from './fixtures.ts';

test('the picture’s menu inspects and steps through the pixel it was opened on, and changes the view', async ({
  page,
}) => {
  await settled(page);
  await preset(page, /^Box/).click();
  await settled(page);
  const box = (await picture(page).boundingBox())!;
  const middle = { x: box.width * 0.4, y: box.height * 0.5 };
  await picture(page).click({ button: 'right', position: middle });
  const menu = page.getByRole('menu', { name: 'Picture' });
  const named = await menu.getByRole('menuitem', { name: /^Inspect pixel \d+, \d+$/ }).textContent();
  const [x, y] = /(\d+), (\d+)/.exec(named!)!.slice(1);
  await menu.getByRole('menuitem', { name: /^Inspect pixel/ }).click();
  await expect(page.getByRole('button', { name: 'Inspect pixel' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('contentinfo')).toContainText(new RegExp(`x\\s*${x}\\s*y\\s*${y}`));

  await picture(page).click({ button: 'right', position: middle });
  await menu.getByRole('menuitemcheckbox', { name: /Show side by side/ }).click();
  await expect(page.getByRole('radio', { name: /Side by side/ })).toBeChecked();
  await picture(page).click({ button: 'right', position: middle });
  await menu.getByRole('menuitem', { name: /^Step through pixel \d+, \d+$/ }).click();
  await expect(page.locator('[data-dock]')).toContainText(/pixel \d+, \d+/);
});

test('the picture’s menu copies the values of the pixel it was opened on, as the inspector writes them', async ({
  page,
}) => {
  await settled(page);
  await preset(page, /^Box/).click();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const box = (await picture(page).boundingBox())!;
  const position = { x: box.width * 0.3, y: box.height * 0.55 };
  await picture(page).hover({ position });
  const status = page.getByRole('contentinfo');
  const after = status.getByRole('group', { name: 'After' });
  await expect(after).toHaveText(/red \d+\s*green \d+\s*blue \d+$/);
  const [red, green, blue] = (await after.textContent())!.match(/\d+/g)!;
  await picture(page).click({ button: 'right', position });
  const entry = page.getByRole('menu', { name: 'Picture' }).getByRole('menuitem', { name: /^Copy values of pixel/ });
  const [x, y] = /(\d+), (\d+)/.exec((await entry.textContent())!)!.slice(1);
  await entry.click();
  const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toMatch(new RegExp(`^x ${x}, y ${y}: R \\d+ .* → R ${red} G ${green} B ${blue}$`));
  // By key there is no pointer: the pixel that is inspected.
  await status.getByRole('button', { name: /^Values of the pixel/ }).click();
  await page.getByRole('menuitemcheckbox', { name: /^Hex/ }).click();
  await picture(page).click({ button: 'right', position });
  await page.getByRole('menuitem', { name: /^Copy values of pixel/ }).press('Enter');
  await expect.poll(copied).toMatch(new RegExp(`^x ${x}, y ${y}: #[0-9A-F]{6} → #[0-9A-F]{6}$`));
});

test('the analysis has a menu that copies its figures and the picture under the pointer', async ({ page }) => {
  await settled(page);
  await preset(page, /^Box/).click();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.keyboard.press('Control+i');
  const dock = page.locator('[data-dock]');
  await dock.getByRole('heading', { name: 'Facts' }).click({ button: 'right' });
  const menu = page.getByRole('menu', { name: 'Analysis' });
  await expect(menu.getByRole('menuitem', { name: 'Copy picture' })).toBeDisabled();
  await menu.getByRole('menuitem', { name: 'Copy figures' }).click();
  const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toMatch(/^Box\n.+\nΣ: [\d.]+\nΣ\|w\|: /);
  await dock.getByRole('heading', { name: 'Facts' }).click({ button: 'right' });
  await menu.getByRole('menuitemcheckbox', { name: 'Frequency' }).click();
  const response = dock.getByRole('region', { name: 'Response |H|' });
  await expect(response).toBeVisible();
  // By keyboard too, on the picture with the focus.
  await response.locator('[tabindex="0"]').focus();
  await page.keyboard.press('Shift+F10');
  await menu.getByRole('menuitem', { name: 'Copy picture: Response |H|' }).press('Enter');
  const size = (): Promise<number> =>
    page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const bitmap = item?.types.includes('image/png')
        ? await createImageBitmap(await item.getType('image/png'))
        : null;
      return bitmap?.width ?? 0;
    });
  await expect
    .poll(size)
    .toBe(await response.locator('canvas').evaluate((canvas) => (canvas as HTMLCanvasElement).width));
});

test('Shift+F10 opens the picture’s menu, Esc gives the focus back', async ({ page }) => {
  await settled(page);
  await picture(page).focus();
  await page.keyboard.press('Shift+F10');
  const menu = page.getByRole('menu', { name: 'Picture' });
  await expect(menu).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
  await expect(picture(page)).toBeFocused();
});

test('a filter’s menu under the right button is the one of its … button, and chooses the filter', async ({ page }) => {
  await settled(page);
  await preset(page, /^Box/).click();
  await preset(page, /^Emboss/).click({ modifiers: ['Shift'] });
  const first = stack(page).getByRole('listitem').first();
  await first.click({ button: 'right', position: { x: 150, y: 14 } });
  const menu = page.getByRole('menu', { name: /^Menu of Box/ });
  const rows = await menu.getByRole('menuitem').allTextContents();
  expect(rows.length).toBeGreaterThan(6);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Filter menu' }).click();
  await expect(page.getByRole('menu').getByRole('menuitem')).toHaveText(rows);
  await page.keyboard.press('Escape');
  await first.getByRole('button', { name: /^Filter 1,/ }).focus();
  await page.keyboard.press('Shift+F10');
  await menu.getByRole('menuitem', { name: /^Delete/ }).click();
  await expect(stack(page).getByRole('listitem')).toHaveCount(1);
  await expect(stack(page)).toContainText('Emboss');
});

test('a preset’s menu applies it, adds it, and adds it as a matrix; by keyboard too', async ({ page }) => {
  await settled(page);
  const before = await shown(page);
  await preset(page, /^Gaussian/).click({ button: 'right' });
  const menu = page.getByRole('menu', { name: /^Preset Gaussian/ });
  await menu.getByRole('menuitem', { name: 'Add as matrix' }).click();
  await changed(page, before);
  await expect(page.getByRole('grid', { name: /^Kernel/ })).toBeVisible();
  await preset(page, /^Box/).focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: /^Add as new filter/ }).press('Enter');
  await expect(stack(page).getByRole('listitem')).toHaveCount(2);
});

test('the head of the dock has a menu for its views and its height', async ({ page }) => {
  await settled(page);
  await preset(page, /^Box/).click();
  await page.keyboard.press('Control+i');
  const dock = page.locator('[data-dock]');
  await dock.getByRole('heading').first().click({ button: 'right' });
  const menu = page.getByRole('menu', { name: 'Dock' });
  await expect(menu.getByRole('menuitemcheckbox', { name: /^Analysis/ })).toBeChecked();
  await menu.getByRole('menuitem', { name: /^Close/ }).click();
  await expect(dock).toHaveCount(0);
});

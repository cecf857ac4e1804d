// Menus, palette, shortcut sheet and preferences, by keyboard; and axe over every view in dark and light.
import { seriousProblems } from './axe.ts';
import { changed, preset, settled, shown, stack } from './canvas.ts';
import { expect, test } from './fixtures.ts';

test('the palette finds commands and presets and Enter runs one', async ({ page }) => {
  await settled(page);
  const before = await shown(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('emboss');
  await page.keyboard.press('Enter');
  await expect(stack(page)).toContainText('Emboss');
  await changed(page, before);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('side by side');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('radio', { name: /Side by side/ })).toBeChecked();
});

test('menus open by keyboard and show the shortcuts that work', async ({ page }) => {
  await settled(page);
  await preset(page, /^Box/).click();
  await page.getByRole('menuitem', { name: 'Edit' }).focus();
  await page.keyboard.press('Enter');
  const undo = page.getByRole('menuitem', { name: /^Undo/ });
  await expect(undo).toContainText('Ctrl+Z');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menuitem', { name: 'Edit' })).toBeFocused();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  await undo.click();
  await expect(stack(page).getByRole('listitem')).toHaveCount(0);
});

test('? lists every shortcut; single letters can be turned off', async ({ page }) => {
  await settled(page);
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: /shortcuts/i });
  await expect(sheet).toContainText('Ctrl');
  await expect(sheet).toContainText('New kernel');
  await expect(sheet).not.toContainText('Compose all into one kernel');
  await sheet.getByRole('button', { name: /commands without a key/ }).click();
  await expect(sheet).toContainText('Compose all into one kernel');
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await page.keyboard.press('Control+,');
  const preferences = page.getByRole('dialog', { name: 'Preferences' });
  await preferences.getByRole('switch', { name: 'Single-letter shortcuts' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('k');
  await expect(stack(page).getByRole('listitem')).toHaveCount(0);
});

test('F6 goes from region to region and back', async ({ page }) => {
  await settled(page);
  const region = (): Promise<string | null> =>
    page.evaluate(() => {
      const owner = document.activeElement?.closest('header, aside, main, footer');
      return owner ? (owner.getAttribute('aria-label') ?? owner.tagName.toLowerCase()) : null;
    });
  const seen: (string | null)[] = [];
  for (let i = 0; i < 4; i++) {
    await page.keyboard.press('F6');
    seen.push(await region());
  }
  expect(new Set(seen).size).toBeGreaterThanOrEqual(3);
  expect(seen).not.toContain(null);
  const last = seen.at(-2);
  await page.keyboard.press('Shift+F6');
  expect(await region()).toBe(last);
});

for (const theme of ['dark', 'light'] as const) {
  test.describe(`axe in ${theme}`, () => {
    test.use({ theme });

    test('finds nothing serious with a picture, a kernel, the dialogs and the palette', async ({ page }) => {
      await settled(page);
      expect(await seriousProblems(page)).toEqual([]);
      await page.keyboard.press('k');
      await settled(page);
      expect(await seriousProblems(page)).toEqual([]);
      await preset(page, /^Gaussian/).click();
      await settled(page);
      expect(await seriousProblems(page)).toEqual([]);
      for (const keys of ['Control+e', 'Control+k', '?', 'Control+,']) {
        await page.keyboard.press(keys);
        await expect(page.getByRole('dialog')).toBeVisible();
        // What lies behind was looked at before.
        expect(await seriousProblems(page, '[role="dialog"]'), keys).toEqual([]);
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toHaveCount(0);
      }
    });

    test.describe('without a picture', () => {
      test.use({ openedWith: false });
      test('finds nothing serious', async ({ page }) => {
        await expect(page.getByRole('heading', { name: 'Drop an image' })).toBeVisible();
        expect(await seriousProblems(page)).toEqual([]);
      });
    });
  });
}

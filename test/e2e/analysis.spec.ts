// Understanding, beside the grid: opened by mouse and by keyboard alone, live while a weight changes, read out in numbers.
import type { Locator, Page } from '@playwright/test';
import { seriousProblems } from './axe.ts';
import { cell, preset, settled } from './canvas.ts';
import { expect, test } from './fixtures.ts';

const dock = (page: Page): Locator => page.getByRole('region', { name: 'Analysis', exact: true });
const view = (page: Page, name: string): Locator => dock(page).getByRole('radio', { name, exact: true });
const fact = (page: Page, name: string): Locator =>
  dock(page)
    .locator('dt', { hasText: new RegExp(`^${name.replaceAll('|', '\\|')}$`) })
    .locator('xpath=following-sibling::dd[1]');

test('the foot opens the dock, whose facts follow a weight while it is dragged', async ({ page }) => {
  await settled(page);
  await preset(page, /^Sharpen 8/).click();
  const foot = page.getByRole('complementary', { name: 'Filters' }).getByRole('region', { name: 'Analysis in short' });
  await expect(foot).toContainText('amplifies fine detail');
  await foot.getByRole('button', { name: /^Analysis/ }).click();
  await expect(fact(page, 'Σ')).toHaveText('1');
  await expect(fact(page, 'Σ|w|')).toHaveText('17');
  await expect(dock(page)).toContainText('Rank 2 of 3, the sum of two separable kernels');
  const box = (await cell(page, '0', '0').boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 10, y, { steps: 4 });
  // The button is still down.
  await expect(fact(page, 'Σ')).not.toHaveText('1');
  await page.mouse.up();
  const sum = Number(await fact(page, 'Σ').textContent());
  await expect(fact(page, 'Σ|w|')).toHaveText(String(sum + 16));
  await dock(page)
    .getByRole('button', { name: /^Close analysis/ })
    .click();
  await expect(dock(page)).toHaveCount(0);
});

test('by keyboard alone: open, read a frequency, an edge and the shape, close', async ({ page }) => {
  await settled(page);
  await page.keyboard.press('k');
  await expect(cell(page, '0', '0')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('1');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+i');
  await expect(view(page, 'Facts')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(view(page, 'Frequency')).toBeFocused();

  // ½ + ½ of the neighbour at the right: |H| = cos(π fx), the picture moves half a pixel to the left.
  const response = dock(page).getByRole('application', { name: /^Frequency response/ });
  await response.focus();
  await expect(response).toHaveAccessibleName(/fx 0\.000 · fy 0\.000 · \|H\| 1\.000 · 0\.0 dB · phase 0°/);
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('Shift+ArrowRight');
  await expect(response).toHaveAccessibleName(/fx 0\.250 · fy 0\.000 · \|H\| 0\.707 · −3\.0 dB · phase 45°/);
  await expect(dock(page).locator('.detail')).toContainText('shifts the picture 0.5 px left');

  await view(page, 'Frequency').focus();
  await page.keyboard.press('ArrowRight');
  const step = dock(page).getByRole('slider', { name: /^Step, left to right: Overshoot 0\.0 %/ });
  await step.focus();
  await page.keyboard.press('End');
  await expect(step).toHaveAttribute('aria-valuetext', /before 1, after 1\.000$/);
  await expect(step).toHaveAccessibleName(/10–90 % rise 1\.60 px/);

  await view(page, 'Responses').focus();
  await page.keyboard.press('ArrowRight');
  const shape = dock(page).getByRole('application', { name: /^Kernel in space/ });
  await shape.focus();
  await expect(shape).toHaveAccessibleName(/turned −30°.*highest 1 at row 0, column 0/);
  await page.keyboard.press('ArrowLeft');
  await expect(shape).toHaveAccessibleName(/turned −25°/);
  await page.keyboard.press('Home');
  await expect(shape).toHaveAccessibleName(/turned −30°/);
  await page.keyboard.press('Escape');
  await expect(dock(page)).toHaveCount(0);
  await expect(cell(page, '1', '1')).toBeFocused();
});

test('a blur takes from the spectrum of the picture what its response says', async ({ page }) => {
  await settled(page);
  await preset(page, /^Gaussian/).click();
  await page.keyboard.press('Control+i');
  await view(page, 'Frequency').click();
  const spectrum = dock(page).getByRole('application', { name: /^Spectrum of the picture before/ });
  await spectrum.focus();
  for (let press = 0; press < 2; press += 1) await page.keyboard.press('Shift+ArrowDown');
  const numbers = async (): Promise<number[]> =>
    [...((await spectrum.getAttribute('aria-label')) ?? '').matchAll(/(−?[\d.]+) dB/g)].map(([, text]) =>
      Number(text!.replace('−', '-')),
    );
  // The response in dB, the picture before, the picture after: powers are squares, as decibels are already.
  await expect.poll(async () => (await numbers()).length).toBe(3);
  await expect
    .poll(async () => {
      const [response, before, after] = await numbers();
      return Math.abs(after! - before! - response!);
    })
    .toBeLessThan(4);
  await dock(page)
    .getByRole('radio', { name: /^Power of the picture/ })
    .click();
  await expect(dock(page).getByRole('table')).toContainText('Before');
});

test('the plan in the status bar tells what the others would cost and why they lost', async ({ page }) => {
  await settled(page);
  await preset(page, /^Sharpen 4/).click();
  await settled(page);
  const plan = page.getByRole('contentinfo').getByRole('button', { name: /^Plan 3×3/ });
  const label = (await plan.getAttribute('aria-label'))!.match(/^Plan (.+?), /)![1]!;
  await plan.focus();
  await page.keyboard.press('Enter');
  const ways = page.getByRole('dialog', { name: /is computed$/ });
  await expect(ways.getByRole('row').nth(1)).toContainText(label);
  await expect(ways.getByRole('row').nth(1)).toContainText(/\d ms/);
  await expect(ways).toContainText('times the work');
  await expect(ways).toContainText('not a product of one row and one column');
  await page.keyboard.press('Escape');
  await expect(ways).toHaveCount(0);
  await expect(plan).toBeFocused();
});

for (const theme of ['dark', 'light'] as const) {
  test.describe(`in ${theme}`, () => {
    test.use({ theme });

    test('axe finds nothing serious in any view', async ({ page }) => {
      await settled(page);
      await preset(page, /^Sharpen 8/).click();
      await settled(page);
      await page.keyboard.press('Control+i');
      for (const name of ['Facts', 'Frequency', 'Responses', 'Shape']) {
        await view(page, name).click();
        await settled(page);
        expect(await seriousProblems(page, '[data-dock]'), name).toEqual([]);
      }
      await page
        .getByRole('contentinfo')
        .getByRole('button', { name: /^Plan / })
        .click();
      await expect(page.getByRole('dialog', { name: /is computed$/ })).toBeVisible();
      expect(await seriousProblems(page, '[role=dialog]'), 'plan').toEqual([]);
    });
  });
}

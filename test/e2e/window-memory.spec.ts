// Panels resize by mouse and by keyboard, and a window opens as the last one was left.
import { expect, test } from './fixtures.ts';
import { runInBrowser } from './drivers.ts';
import { picture, settled } from './canvas.ts';
import { openDock, openKernel } from './views.ts';

test('the dock resizes by drag and by keys; double-click restores it', async ({ page }) => {
  await openKernel(page);
  await openDock(page, 'analysis');
  const dock = page.locator('[data-dock]');
  const height = async (): Promise<number> => Math.round((await dock.boundingBox())!.height);
  const edge = page.getByRole('separator', { name: 'Height of the dock' });
  expect(await height()).toBe(272);
  const box = (await edge.boundingBox())!;
  await page.mouse.move(box.x + 200, box.y + 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 200, box.y - 58, { steps: 4 });
  await page.mouse.up();
  expect(await height()).toBe(332);
  await edge.focus();
  await page.keyboard.press('ArrowDown');
  expect(await height()).toBe(324);
  await page.keyboard.press('Home');
  expect(await height()).toBe(208);
  await page.keyboard.press('End');
  expect(await height()).toBe(480);
  await expect(edge).toHaveAttribute('aria-valuenow', '480');
  await edge.dblclick();
  expect(await height()).toBe(272);
});

test('a window opens as the last one was left', async ({ page, driver, browserProcess, folder, picture: image }) => {
  test.skip(driver === 'electron', 'Electron remembers in the same file; one window is enough to know.');
  await openKernel(page);
  // The grid has the focus; there a digit begins a weight.
  await picture(page).focus();
  await page.keyboard.press('3');
  await page.keyboard.press('g');
  await page.getByRole('button', { name: 'Kernel', exact: true }).click();
  await openDock(page, 'histogram');
  await page.getByRole('separator', { name: 'Height of the dock' }).press('ArrowUp');
  // Saved a moment after the last change.
  await page.waitForTimeout(1000);

  const again = await runInBrowser(browserProcess, {
    image,
    dataFolder: `${folder}/data`,
    theme: 'dark',
    window: { width: 1280, height: 800 },
    prepare: () => Promise.resolve(),
  });
  const next = again.page;
  await settled(next);
  await expect(picture(next)).toHaveAccessibleName(/side by side/);
  await expect(next.locator('[data-dock]')).toHaveAccessibleName('Histogram');
  expect((await next.locator('[data-dock]').boundingBox())!.height).toBe(280);
  await openKernel(next);
  await expect(next.getByRole('button', { name: 'Kernel', exact: true })).toHaveAttribute('aria-expanded', 'false');
  await again.close();
});

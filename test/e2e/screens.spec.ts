// What every panel looks like, compared with the committed pictures in screens/. CONTRIBUTING says how to renew them.
import type { Page } from '@playwright/test';
import { picture, settled } from './canvas.ts';
import { expect, test } from './fixtures.ts';
import { openDock, openKernel } from './views.ts';

/** The baselines were drawn with this face; .ci/run installs it. */
const FACE = 'DejaVu Sans';

/** Whether this machine draws the interface's text in the face of the baselines. */
function hasFace(page: Page): Promise<boolean> {
  return page.evaluate((face) => {
    const context = document.createElement('canvas').getContext('2d')!;
    const width = (family: string): number => {
      context.font = `40px ${family}`;
      return context.measureText('Kernelcraft 0123456789 −×÷ σ').width;
    };
    return Math.abs(width(getComputedStyle(document.body).fontFamily) - width(`"${face}"`)) < 0.01;
  }, FACE);
}

async function looksLike(page: Page, name: string): Promise<void> {
  await page.mouse.move(2, 2);
  await expect(page).toHaveScreenshot(`${name}.png`, {
    // Times vary from run to run; the picture's own pixels are compared elsewhere, exactly.
    mask: [page.getByRole('contentinfo'), picture(page), page.getByRole('region', { name: /^Ways to compute/ })],
    maskColor: '#808080',
    maxDiffPixelRatio: 0.0015,
    timeout: 20_000,
  });
}

for (const theme of ['dark', 'light'] as const) {
  for (const window of [
    { width: 1280, height: 800 },
    { width: 1920, height: 1080 },
  ]) {
    const label = `${theme}-${window.width}`;
    test.describe(`${theme} at ${window.width} × ${window.height}`, () => {
      test.use({ theme, window });

      test('the window, its panels and its docks look as they should', async ({ page }) => {
        test.skip(!(await hasFace(page)), `The baselines need ${FACE} (fonts-dejavu-core) as the interface's face.`);
        await openKernel(page);
        // Thumbnails come when nothing more urgent waits.
        await expect(page.locator('[data-preset] img').nth(11)).toBeVisible();
        await looksLike(page, `kernel-${label}`);
        await openDock(page, 'analysis');
        await expect(page.locator('[data-dock] [aria-busy="true"]')).toHaveCount(0);
        await looksLike(page, `analysis-${label}`);
        await openDock(page, 'histogram');
        await settled(page);
        await expect(page.locator('[data-dock]').getByText('Exact', { exact: true })).toBeVisible();
        await looksLike(page, `histogram-${label}`);
        await picture(page).focus();
        await page.keyboard.press('s');
        await page.keyboard.press('Enter');
        await expect(page.locator('[data-dock]')).toContainText(/pixel \d+, \d+/);
        await looksLike(page, `step-${label}`);
      });
    });
  }
}

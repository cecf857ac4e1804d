// What every panel looks like, compared with the committed pictures in screens/. CONTRIBUTING says how to renew them.
import type { Page } from '@playwright/test';
import { settled } from './canvas.ts';
import { expect, test } from './fixtures.ts';
import { openAlgebra, openCodeMenu, openDock, openExport, openKernel, openLibrary, openSteps } from './views.ts';

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

/** The picture's own pixels are compared elsewhere, exactly; hidden, not masked, so that what lies over them is seen. */
const PICTURES = 'main canvas, [role="dialog"] canvas[role="application"] { opacity: 0 }';
/** Once they have been compared, thumbnails only make the committed pictures large. */
const THUMBNAILS = '[role="option"] img { opacity: 0 }';

async function hide(page: Page, style: string): Promise<void> {
  await page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets.push(sheet);
  }, style);
}

async function looksLike(page: Page, name: string): Promise<void> {
  await page.mouse.move(2, 2);
  await expect(page).toHaveScreenshot(`${name}.png`, {
    // Times vary from run to run.
    mask: [page.getByRole('contentinfo'), page.getByRole('region', { name: /^Ways to compute/ })],
    maskColor: '#808080',
    maxDiffPixelRatio: 0.0015,
    timeout: 20_000,
  });
}

async function close(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.locator('[role="dialog"], [role="menu"]')).toHaveCount(0);
}

for (const theme of ['dark', 'light'] as const) {
  for (const window of [
    { width: 1280, height: 800 },
    { width: 1920, height: 1080 },
  ]) {
    const label = `${theme}-${window.width}`;
    test.describe(`${theme} at ${window.width} × ${window.height}`, () => {
      test.use({ theme, window });

      test('the window, its panels, docks and dialogs look as they should', async ({ page }) => {
        test.skip(!(await hasFace(page)), `The baselines need ${FACE} (fonts-dejavu-core) as the interface's face.`);
        await settled(page);
        await hide(page, PICTURES);
        // Thumbnails come when nothing more urgent waits.
        await expect(page.locator('[data-preset]:not(:has(img))')).toHaveCount(0);
        await looksLike(page, `presets-${label}`);
        await hide(page, THUMBNAILS);
        await openKernel(page);
        await looksLike(page, `kernel-${label}`);
        await openAlgebra(page);
        await looksLike(page, `algebra-${label}`);
        await close(page);
        await openExport(page);
        await looksLike(page, `export-${label}`);
        await close(page);
        await openCodeMenu(page);
        await looksLike(page, `code-${label}`);
        await page.keyboard.press('Escape');
        await close(page);
        await openLibrary(page);
        await looksLike(page, `library-${label}`);
        await page.getByRole('radio', { name: 'Presets' }).click();
        await openDock(page, 'analysis');
        await expect(page.locator('[data-dock] [aria-busy="true"]')).toHaveCount(0);
        await looksLike(page, `analysis-${label}`);
        await openDock(page, 'histogram');
        await settled(page);
        await expect(page.locator('[data-dock]').getByText('Exact', { exact: true })).toBeVisible();
        await looksLike(page, `histogram-${label}`);
        await openSteps(page);
        await looksLike(page, `step-${label}`);
      });

      test.describe('without a picture', () => {
        test.use({ openedWith: false });

        test('the empty window and the tour look as they should', async ({ page }) => {
          test.skip(!(await hasFace(page)), `The baselines need ${FACE} (fonts-dejavu-core) as the interface's face.`);
          await expect(page.getByRole('button', { name: 'Open…' })).toBeVisible();
          await looksLike(page, `empty-${label}`);
          await hide(page, PICTURES);
          await hide(page, THUMBNAILS);
          await page.getByRole('button', { name: /^Learn what a kernel does/ }).click();
          await page.getByRole('button', { name: 'Use the sample picture' }).click();
          await expect(page.getByRole('heading', { name: 'What a kernel is' })).toBeVisible();
          await settled(page);
          await looksLike(page, `tour-${label}`);
        });
      });
    });
  }
}

// What the system asks for: a finger as pointer, more contrast, forced colours, reduced motion; and where the focus goes.
import type { Page } from '@playwright/test';
import { cell, picture, settled } from './canvas.ts';
import { expect, test } from './fixtures.ts';
import { openAlgebra, openDock, openKernel, openLibrary, openSteps } from './views.ts';

/** Targets under 40 px, by what they are. A field counts as a whole; edges of panels have keys and menus. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const targets = [
      'button, input, select, textarea, a[href], label:has(input)',
      ...['menuitem', 'option', 'radio', 'switch', 'slider', 'gridcell', 'combobox'].map((role) => `[role="${role}"]`),
    ];
    const faults = new Set<string>();
    for (const element of document.querySelectorAll(targets.join(','))) {
      if (!element.checkVisibility({ visibilityProperty: true }) || element.closest('[aria-hidden="true"]')) continue;
      const whole = element.matches('input') ? (element.closest('.field, .stepper, label') ?? element) : element;
      const { width, height } = whole.getBoundingClientRect();
      // The inputs of screen readers alone have no size.
      if (width > 2 && height > 2 && Math.min(width, height) < 39.5)
        faults.add(
          `${element.getAttribute('aria-label') ?? element.textContent?.trim()}: ${Math.round(width)} × ${Math.round(height)}`,
        );
    }
    return [...faults];
  });
}

/** Buttons that lie beyond the region that should hold them. */
function beyond(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('header, aside, [data-dock], main .tools')].flatMap((region) => {
      const edge = region.getBoundingClientRect().right + 1;
      return [...region.querySelectorAll('button')]
        .filter((button) => button.checkVisibility() && button.getBoundingClientRect().right > edge)
        .map((button) => button.getAttribute('aria-label') ?? button.textContent);
    }),
  );
}

test('with a coarse pointer every target is 40 px, and nothing leaves its panel for it', async ({ page }) => {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: true });
  expect(await page.evaluate(() => matchMedia('(pointer: coarse)').matches)).toBe(true);
  const holds = async (view: string): Promise<void> => {
    expect(await smallTargets(page), view).toEqual([]);
    expect(await beyond(page), view).toEqual([]);
  };
  await openKernel(page);
  await holds('kernel');
  await openAlgebra(page);
  await holds('algebra');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await openLibrary(page);
  await holds('library');
  for (const name of ['analysis', 'histogram'] as const) {
    await openDock(page, name);
    await holds(name);
  }
  await openSteps(page);
  await holds('steps');
});

test('in forced colours and with more contrast what lies over the window has a line round it', async ({ page }) => {
  await openKernel(page);
  const menu = page.getByRole('menu');
  const look = (): Promise<{ border: string; shadow: string; chosen: string }> =>
    menu.evaluate((element) => {
      const chosen = getComputedStyle(element.querySelector('[data-highlighted]')!);
      const { borderTopStyle, boxShadow } = getComputedStyle(element);
      return { border: borderTopStyle, shadow: boxShadow, chosen: `${chosen.outlineStyle} ${chosen.boxShadow}` };
    });
  const openMenu = async (): Promise<void> => {
    await cell(page, '0', '0').click({ button: 'right' });
    await page.keyboard.press('ArrowDown');
  };
  await page.emulateMedia({ forcedColors: 'active' });
  await openMenu();
  expect(await look()).toMatchObject({ border: 'solid', chosen: expect.stringMatching(/^solid/) as unknown as string });
  await page.keyboard.press('Escape');
  await page.emulateMedia({ forcedColors: 'none', contrast: 'more' });
  await openMenu();
  // --line-control and --focus-ring of the dark theme with more contrast.
  expect(await look()).toMatchObject({
    shadow: expect.stringContaining('rgb(196, 196, 196)') as unknown as string,
    chosen: expect.stringContaining('rgb(255, 255, 255)') as unknown as string,
  });
});

test('a dock that is closed by key gives the focus back to where it was', async ({ page }) => {
  await openKernel(page);
  for (const name of ['analysis', 'histogram'] as const) {
    await picture(page).focus();
    await openDock(page, name);
    await expect(page.locator('[data-dock] :focus')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.locator('[data-dock]')).toHaveCount(0);
    await expect(picture(page)).toBeFocused();
  }
});

test('with reduced motion docks and the tour come without moving', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const still = async (view: string): Promise<void> => {
    const moving = await page.evaluate(() =>
      document
        .getAnimations()
        .filter((each) => Number(each.effect?.getComputedTiming().duration ?? 0) > 1)
        .map((each) => (each.effect as KeyframeEffect).target?.className),
    );
    expect(moving, view).toEqual([]);
  };
  await openKernel(page);
  await openDock(page, 'analysis');
  await still('analysis');
  await openSteps(page);
  await still('steps');
  await page.keyboard.press('Escape');
  await picture(page).focus();
  await page.keyboard.press('Control+k');
  await still('palette');
  await page.keyboard.type('tour');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Tour' })).toBeVisible();
  await still('tour');
  await settled(page);
});

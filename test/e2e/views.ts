// The main views of the window, reached as a person reaches them, and what must hold in each.
import type { Page } from '@playwright/test';
import { picture, preset, settled } from './canvas.ts';
import { expect } from './fixtures.ts';

export type DockName = 'analysis' | 'histogram';

/** `plain`: the command opens no dialog of its own. */
async function palette(page: Page, words: string, plain = true): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', plain ? {} : { name: /^Search commands/ })).toHaveCount(0);
}

/** A kernel of one's own, its panel open. */
export async function openKernel(page: Page): Promise<void> {
  await settled(page);
  await palette(page, 'emboss');
  await palette(page, 'edit as matrix');
  await settled(page);
}

export async function openDock(page: Page, name: DockName): Promise<void> {
  await page.keyboard.press(name === 'analysis' ? 'Control+i' : 'Shift+H');
  await expect(page.locator('[data-dock]')).toBeVisible();
}

/** The steps of the pixel in the middle, none of them taken yet. */
export async function openSteps(page: Page): Promise<void> {
  await picture(page).focus();
  await page.keyboard.press('s');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-dock]')).toContainText(/pixel \d+, \d+/);
  await expect(page.locator('[data-dock] [data-result]')).toHaveText('—');
}

/** The kernel kept under a name and a tag, the library in place of the presets. */
export async function openLibrary(page: Page): Promise<void> {
  await palette(page, 'add to library', false);
  const dialog = page.getByRole('dialog', { name: 'Add to library' });
  await dialog.getByRole('textbox', { name: 'Tags' }).fill('relief, print');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('radio', { name: 'Library' })).toBeChecked();
  await expect(page.locator('[role="option"] img')).toHaveCount(1);
}

export async function openAlgebra(page: Page): Promise<void> {
  await palette(page, 'convolve with another', false);
  await expect(page.getByRole('dialog', { name: 'Kernel algebra' })).toBeVisible();
}

export async function openExport(page: Page): Promise<void> {
  await page.keyboard.press('Control+e');
  await expect(page.getByRole('dialog', { name: 'Export' })).toContainText('Measured by encoding the whole picture');
}

export async function openCodeMenu(page: Page): Promise<void> {
  await page.getByRole('menubar').getByRole('menuitem', { name: 'Kernel' }).click();
  await page.getByRole('menuitem', { name: 'Copy as code' }).click();
  await expect(page.getByRole('menuitem', { name: 'PyTorch' })).toBeVisible();
}

export async function openGaussian(page: Page): Promise<void> {
  await preset(page, /^Gaussian/).click();
  await settled(page);
}

/** Goes from the kernel panel through every dock and dialog and back; `check` is called in each. */
export async function visit(page: Page, check: (view: string) => Promise<void>): Promise<void> {
  const dock = page.locator('[data-dock]');
  await check('kernel');
  await openDock(page, 'analysis');
  for (const name of ['Facts', 'Frequency', 'Responses', 'Shape']) {
    await dock.getByRole('radio', { name, exact: true }).click();
    await expect(dock.locator('[aria-busy="true"]')).toHaveCount(0);
    await check(`analysis, ${name}`);
  }
  await openDock(page, 'histogram');
  await expect(dock.getByText('Exact', { exact: true })).toBeVisible();
  await check('histogram');
  await openSteps(page);
  await check('steps');
  await dock.getByRole('button', { name: /^Close/ }).click();
  const dialogs: readonly (readonly [string, () => Promise<void>])[] = [
    ['export', () => openExport(page)],
    ['shortcuts', () => page.keyboard.press('?')],
    ['preferences', () => page.keyboard.press('Control+,')],
    ['algebra', () => openAlgebra(page)],
    ['keeping a kernel', () => palette(page, 'add to library', false)],
    ['about', () => palette(page, 'about', false)],
    ['palette', () => page.keyboard.press('Control+k')],
  ];
  for (const [name, open] of dialogs) {
    await picture(page).focus();
    await open();
    await expect(page.getByRole('dialog')).toBeVisible();
    await check(name);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
}

/** What in the dock has to be scrolled sideways. */
export function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-dock], [data-dock] *')]
      .filter((element) => /auto|scroll/.test(getComputedStyle(element).overflowX))
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map((element) => `${element.className} ${element.scrollWidth} > ${element.clientWidth}`),
  );
}

/** What does not fit its place and says so neither by an ellipsis nor by scrolling; and what left the window. */
export function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults = new Set<string>();
    const name = (element: Element): string =>
      `${element.tagName.toLowerCase()} “${(element.textContent ?? '').trim().slice(0, 40)}”`;
    for (const element of document.querySelectorAll<HTMLElement>(
      'button, label, h1, h2, h3, h4, p, dt, dd, th, td, span, div',
    )) {
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      if (box.width < 2 || box.height < 2 || style.visibility === 'hidden') continue;
      if (element.closest('[aria-hidden="true"], .visually-hidden, [role="application"]')) continue;
      const text = [...element.childNodes].some(
        (node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== '',
      );
      const hides = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip';
      if (
        text &&
        hides(style.overflowX) &&
        style.textOverflow !== 'ellipsis' &&
        element.scrollWidth > element.clientWidth + 1
      )
        faults.add(`${name(element)} is cut off at its side`);
      if (
        text &&
        hides(style.overflowY) &&
        element.scrollHeight > element.clientHeight + 2 &&
        style.display !== '-webkit-box'
      )
        faults.add(`${name(element)} is cut off below`);
      if (!text) continue;
      let around = element.parentElement;
      const lets = ({ overflowX, textOverflow }: CSSStyleDeclaration): boolean =>
        /auto|scroll/.test(overflowX) || textOverflow === 'ellipsis';
      while (around && !lets(getComputedStyle(around))) around = around.parentElement;
      const panel = element.closest('aside, [data-dock], [role="dialog"]')?.getBoundingClientRect();
      const right = Math.min(innerWidth, panel?.right ?? innerWidth);
      if (!around && (box.left < -1 || box.right > right + 1)) faults.add(`${name(element)} leaves its panel`);
    }
    for (const input of document.querySelectorAll<HTMLInputElement>('.field input')) {
      if (input.checkVisibility() && input !== document.activeElement && input.scrollWidth > input.clientWidth + 1)
        faults.add(`the field ${input.getAttribute('aria-label')} shows less than “${input.value}”`);
    }
    return [...faults];
  });
}

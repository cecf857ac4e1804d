// The main views of the window, reached as a person reaches them, and what must hold in each.
import type { Page } from '@playwright/test';
import { preset, settled } from './canvas.ts';
import { expect } from './fixtures.ts';

export const DOCKS = ['analysis', 'histogram'] as const;
export type DockName = (typeof DOCKS)[number];

async function palette(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
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

export async function openGaussian(page: Page): Promise<void> {
  await preset(page, /^Gaussian/).click();
  await settled(page);
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
      if (box.left > -1 && box.right < innerWidth + 1) continue;
      let parent = element.parentElement;
      while (parent && getComputedStyle(parent).overflowX === 'visible') parent = parent.parentElement;
      if (text && !parent) faults.add(`${name(element)} leaves the window`);
    }
    return [...faults];
  });
}

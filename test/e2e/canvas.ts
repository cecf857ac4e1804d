// What the tests read off the page: the pixels on the canvas, its state in words, the kernel's cells.
import { createHash } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import sharp from 'sharp';
import { expect } from './fixtures.ts';

export const picture = (page: Page): Locator => page.getByRole('main').getByRole('application');
export const grid = (page: Page): Locator => page.getByRole('grid', { name: /^Kernel/ });
export const cell = (page: Page, row: string, column: string): Locator =>
  page.getByRole('gridcell', { name: new RegExp(`^row ${row}, column ${column},`) });
export const stack = (page: Page): Locator => page.getByRole('list', { name: /^Filters/ });
export const preset = (page: Page, name: RegExp | string): Locator => page.getByRole('option', { name });

/** Waits until the picture on screen is the exact one of the filters as they are now. */
export async function settled(page: Page): Promise<void> {
  await expect(picture(page)).toHaveAccessibleName(/exact$/, { timeout: 30_000 });
}

/** A digest of the picture's upper middle as the screen shows it, pointer and split line out of the way. */
export async function shown(page: Page): Promise<string> {
  const box = (await picture(page).boundingBox())!;
  const clip = {
    x: box.x + box.width * 0.6,
    y: box.y + box.height * 0.35,
    width: box.width * 0.2,
    height: box.height * 0.2,
  };
  const pixels = await sharp(await page.screenshot({ clip }))
    .raw()
    .toBuffer();
  return createHash('sha256').update(pixels).digest('hex');
}

/** Waits until the canvas shows something else than before, exactly; returns its digest. */
export async function changed(page: Page, before: string): Promise<string> {
  await expect.poll(() => shown(page), { message: 'the picture on the canvas changes' }).not.toBe(before);
  await settled(page);
  return shown(page);
}

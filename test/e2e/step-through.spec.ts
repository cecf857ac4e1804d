// Step through one pixel, as a person does it: by mouse, and with the keyboard alone.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import sharp from 'sharp';
import { renderSample } from '../../src-core/sample.ts';
import { picture, preset, settled } from './canvas.ts';
import { saveTo } from './drivers.ts';
import { expect, test } from './fixtures.ts';

const dock = (page: Page): Locator => page.getByRole('region', { name: 'Step through' });
const result = (page: Page): Locator => dock(page).locator('[data-result]');
const rows = (page: Page): Locator => dock(page).getByRole('table', { name: 'Running sum' }).getByRole('row');

/** Sharpen 8 under Clamp, by hand: 9 times the pixel less its eight neighbours, cut off to a code. */
function sharpened(x: number, y: number, channel: number): number {
  const { data, width, height, channels } = renderSample(480, 320);
  const at = (column: number, row: number): number => {
    const [inX, inY] = [Math.min(width - 1, Math.max(0, column)), Math.min(height - 1, Math.max(0, row))];
    return data[(inY * width + inX) * channels + channel]!;
  };
  let sum = 9 * at(x, y);
  for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) if (dx !== 0 || dy !== 0) sum -= at(x + dx, y + dy);
  return Math.min(255, Math.max(0, sum));
}

async function pixelOf(page: Page): Promise<[number, number]> {
  const [, x, y] = /pixel (\d+), (\d+)/.exec((await dock(page).textContent())!)!;
  return [Number(x), Number(y)];
}

test('by mouse: a click chooses a pixel, its sum grows tap by tap, and the engine has the same result', async ({
  page,
  folder,
}) => {
  await settled(page);
  await preset(page, /^Sharpen 8/).click();
  await settled(page);
  const before = await picture(page).getAttribute('aria-label');
  const tools = page.getByRole('toolbar', { name: 'Tools' });
  await tools.getByRole('button', { name: 'Step through' }).click();
  await expect(dock(page)).toBeHidden();
  const box = (await picture(page).boundingBox())!;
  await page.mouse.click(box.x + box.width * 0.4, box.y + box.height * 0.6);
  await expect(dock(page)).toBeVisible();
  await expect(picture(page)).toHaveAccessibleName(/input of Sharpen 8, 4800 %/);

  await test.step('next multiplies and sums one tap', async () => {
    const next = dock(page).getByRole('button', { name: 'Next step' });
    await expect(dock(page)).toContainText('9 taps');
    // Nothing is told before it is computed.
    await expect(result(page)).toHaveText('—');
    await expect(rows(page).nth(1)).toHaveText(/=\s*—\s*—$/);
    await expect(dock(page)).not.toContainText('The engine has');
    for (let press = 0; press < 5; press++) await next.click();
    await expect(dock(page)).toContainText('tap 3 of 9');
    const texts = (await rows(page).allTextContents()).slice(1, 5);
    const numbers = texts.map((text) =>
      text
        .replaceAll('−', '-')
        .split(/[×=—]|\s+/)
        .filter(Boolean)
        .map(Number),
    );
    let sum = 0;
    for (const [tap, [, value, weight, product, shown]] of numbers.slice(0, 3).entries()) {
      expect(product, `tap ${tap + 1}`).toBe(value! * weight!);
      expect(shown, `sum at tap ${tap + 1}`).toBe((sum += product!));
    }
    expect(numbers[3], 'the fourth tap has neither product nor sum yet').toHaveLength(3);
    await expect(result(page)).toHaveText('—');
  });

  await test.step('the result is what the kernel makes of the pixel', async () => {
    await dock(page).getByRole('button', { name: 'Result' }).click();
    const [x, y] = await pixelOf(page);
    for (const [index, name] of ['Red', 'Green', 'Blue'].entries()) {
      await dock(page)
        .getByRole('radio', { name: new RegExp(`^${name}`) })
        .click();
      await expect(result(page)).toHaveText(String(sharpened(x, y, index)));
      await expect(dock(page)).toContainText(`The engine has ${sharpened(x, y, index)} too`);
    }
  });

  await test.step('the walk is saved as a GIF, the view as a PNG', async () => {
    const save = async (kind: 'PNG' | 'GIF'): Promise<string> => {
      const path = join(folder, `steps.${kind.toLowerCase()}`);
      await dock(page).getByRole('button', { name: 'Save the steps as…' }).click();
      await saveTo(page, path, () => page.getByRole('menuitem', { name: `Save the steps as ${kind}…` }).click());
      return path;
    };
    const gif = await sharp(await save('GIF'), { animated: true }).metadata();
    expect(gif).toMatchObject({ format: 'gif', pages: 13 });
    const png = await sharp(await readFile(await save('PNG'))).metadata();
    expect(png).toMatchObject({ format: 'png', width: 2048 });
  });

  await dock(page)
    .getByRole('button', { name: /^Close step through/ })
    .click();
  await expect(dock(page)).toBeHidden();
  await expect(picture(page)).toHaveAccessibleName(before!);
  await expect(tools.getByRole('button', { name: 'Pan' })).toHaveAttribute('aria-pressed', 'true');
});

test('with the keyboard alone: to a corner, through its taps, playing on to the next pixel, and back', async ({
  page,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await settled(page);
  await page.keyboard.press('/');
  await page.keyboard.type('sharpen 8');
  await page.keyboard.press('Enter');
  await settled(page);
  await page.keyboard.press('Escape');
  await picture(page).focus();
  await page.keyboard.press('s');
  await page.keyboard.press('Enter');
  await expect(dock(page)).toBeVisible();

  // Ten at a time to the upper left corner, where five of nine taps lie outside.
  for (let press = 0; press < 24; press++) await page.keyboard.press('Shift+ArrowLeft');
  for (let press = 0; press < 16; press++) await page.keyboard.press('Shift+ArrowUp');
  await expect(dock(page)).toContainText('pixel 0, 0');
  await expect(dock(page)).toContainText('Hatched lies outside: Clamp reads column 0 and row 0.');

  await page.keyboard.press('Enter');
  await expect(dock(page).getByRole('group', { name: 'Steps' })).toBeFocused();
  for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowRight');
  await expect(dock(page)).toContainText('tap 1 of 9');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(dock(page)).toContainText('the kernel laid on the pixel');
  await page.keyboard.press('End');
  await page.keyboard.press('b');
  await expect(result(page)).toHaveText(String(sharpened(0, 0, 2)));
  await page.keyboard.press('g');
  await expect(result(page)).toHaveText(String(sharpened(0, 0, 1)));

  await test.step('the whole computation is copied as text', async () => {
    await dock(page).getByRole('button', { name: 'Copy the steps as text' }).focus();
    await page.keyboard.press('Enter');
    const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(copied).toContain('Sharpen 8, pixel 0, 0, green: 3 × 3 taps');
    expect(await copied()).toContain(`The engine has ${sharpened(0, 0, 1)} too.`);
  });

  await test.step('Space plays to the next pixel, and pauses', async () => {
    await dock(page).getByRole('group', { name: 'Steps' }).focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press(' ');
    await expect(dock(page)).toContainText('pixel 1, 0', { timeout: 10_000 });
    await page.keyboard.press(' ');
    const stands = await dock(page).textContent();
    await page.waitForTimeout(900);
    expect(await dock(page).textContent()).toBe(stands);
    await page.keyboard.press('End');
    await expect(result(page)).toHaveText(String(sharpened(1, 0, 1)));
  });

  await page.keyboard.press('Escape');
  await expect(dock(page)).toBeHidden();
  await expect(picture(page)).toBeFocused();
  await expect(picture(page)).toHaveAccessibleName(/^dusk.png, \d+ %, split at 50 %, exact$/);
});

test.describe('with reduced motion', () => {
  test('Space is one step', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await settled(page);
    await preset(page, /^Sharpen 8/).click();
    await picture(page).focus();
    await page.keyboard.press('s');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect(dock(page)).toContainText('9 taps');
    for (let press = 0; press < 4; press++) await page.keyboard.press(' ');
    await expect(dock(page)).toContainText('tap 2 of 9');
    await page.waitForTimeout(900);
    await expect(dock(page)).toContainText('tap 2 of 9');
  });
});

for (const theme of ['dark', 'light'] as const) {
  test.describe(`axe in ${theme}`, () => {
    test.use({ theme });
    test('finds nothing serious in the open step-through', async ({ page }) => {
      await settled(page);
      await preset(page, /^Gaussian/).click();
      await picture(page).focus();
      await page.keyboard.press('s');
      await page.keyboard.press('Enter');
      await expect(dock(page)).toContainText('289 taps');
      for (let press = 0; press < 6; press++) await dock(page).getByRole('button', { name: 'Next step' }).click();
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ help, nodes }) => `${help}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
    });
  });
}

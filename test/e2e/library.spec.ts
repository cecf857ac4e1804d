// Kernels that are kept: with mouse and with the keyboard alone; files in and out; five hundred of them.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { entryOf, filesIn } from '../unit/library/support.ts';
import { seriousProblems } from './axe.ts';
import { changed, grid, preset, settled, shown, stack } from './canvas.ts';
import { saveTo } from './drivers.ts';
import { expect, test } from './fixtures.ts';

const kept = (page: Page, name: string | RegExp): Locator => page.getByRole('option', { name });
const notice = (page: Page): Locator => page.getByRole('main');

/** Writes kernels where a start of the program before this one would have left them. */
async function seed(folder: string, count: number): Promise<void> {
  const library = join(folder, 'data', 'library');
  await mkdir(library, { recursive: true });
  for (let index = 0; index < count; index++) {
    const entry = entryOf(index);
    await writeFile(join(library, `${entry.id}.json`), JSON.stringify({ version: 1, entry }));
  }
}

async function keep(page: Page, name: string, tags: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Add to library' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('textbox', { name: 'Tags' }).fill(tags);
  await dialog.getByRole('textbox', { name: 'Notes' }).fill('for the old scans');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await expect(kept(page, new RegExp(`^${name}`))).toBeVisible();
}

test('a kernel is kept, found again, tried, applied, edited, duplicated and deleted with a way back', async ({
  page,
}) => {
  await settled(page);
  await preset(page, /^Emboss/).click();
  await page.getByRole('radio', { name: 'Library' }).click();
  await page.getByRole('button', { name: 'Add to library…' }).click();
  await keep(page, 'Stone', 'relief, print');
  await preset(page, /^Stone/).hover();
  await page.getByRole('radio', { name: 'Presets' }).click();
  await preset(page, /^Sharpen 8/).click();
  await settled(page);
  const sharp = await shown(page);

  await page.getByRole('radio', { name: 'Library' }).click();
  await page.getByRole('searchbox', { name: 'Search the library' }).fill('scans');
  await kept(page, /^Stone/).hover();
  await expect.poll(() => shown(page)).not.toBe(sharp);
  await page.mouse.move(640, 4);
  await expect.poll(() => shown(page)).toBe(sharp);
  await kept(page, /^Stone/).click({ modifiers: ['Shift'] });
  await expect(stack(page).getByRole('listitem')).toHaveCount(2);
  await changed(page, sharp);

  await kept(page, /^Stone/).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Edit name, tags and notes…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit kernel' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Granite');
  await dialog.getByRole('button', { name: 'print' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(kept(page, 'Granite, NW, relief')).toBeVisible();

  await kept(page, /^Granite/).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(kept(page, /^Granite copy/)).toBeVisible();
  await kept(page, /^Granite copy/).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(kept(page, /^Granite copy/)).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect(kept(page, /^Granite copy/)).toBeVisible();
});

test('with the keyboard alone: kept from the palette, found with /, applied, renamed, deleted', async ({ page }) => {
  await settled(page);
  await page.keyboard.press('k');
  await expect(grid(page)).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('add to library');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type('Mine');
  await page.keyboard.press('Tab');
  await page.keyboard.type('new');
  await page.keyboard.press('Enter');
  await expect(kept(page, /^Mine, 3 × 3, new/)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('application').focus();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Search the library' })).toBeFocused();
  await page.keyboard.type('mine 3x3');
  await page.keyboard.press('ArrowDown');
  await expect(kept(page, /^Mine/)).toBeFocused();
  await page.keyboard.press('Shift+Enter');
  await expect(stack(page).getByRole('listitem')).toHaveCount(2);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('kernel: mine');
  await expect(page.getByRole('option', { name: 'Apply kernel: Mine new' })).toBeVisible();
  await page.keyboard.press('Shift+Enter');
  await expect(stack(page).getByRole('listitem')).toHaveCount(3);
  await page.keyboard.press('Control+z');
  await expect(stack(page).getByRole('listitem')).toHaveCount(2);
  await kept(page, /^Mine/).focus();
  await page.keyboard.press('F2');
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type('Minerva');
  await page.keyboard.press('Enter');
  await expect(kept(page, /^Minerva/)).toBeVisible();
  await kept(page, /^Minerva/).focus();
  await page.keyboard.press('Delete');
  await expect(kept(page, /^Minerva/)).toHaveCount(0);
  await expect(stack(page).getByRole('listitem')).toHaveCount(2);
});

test('many files come in at once, by dialog and by drop; one and all go out', async ({ page, folder }) => {
  await settled(page);
  const files = {
    'tent.csv': '1,2,1\n2,4,2\n1,2,1',
    'sobel.txt': '3x3: -1,0,1 -2,0,2 -1,0,1',
    'broken.csv': '1,2\n3',
    'laplace.svg': '<feConvolveMatrix order="3" kernelMatrix="0 1 0 1 -4 1 0 1 0" divisor="1"/>',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  await page.getByRole('radio', { name: 'Library' }).click();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Import files…' }).click(),
  ]);
  expect(chooser.isMultiple()).toBe(true);
  await chooser.setFiles(Object.keys(files).map((name) => join(folder, name)));
  await expect(page.getByRole('option')).toHaveCount(3);
  await expect(notice(page)).toContainText('3 kernels were added to the library.');
  await expect(notice(page)).toContainText('Imported from ImageMagick: flipped');
  await expect(notice(page)).toContainText('broken.csv could not be opened.');

  await page.getByRole('listbox', { name: 'Kept kernels' }).evaluate((list) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['1 1\n1 1'], 'mean.txt', { type: 'text/plain' }));
    dataTransfer.items.add(new File(['[0 1; 1 0]'], 'cross.m', { type: 'text/plain' }));
    for (const type of ['dragover', 'drop'])
      list.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  });
  await expect(page.getByRole('option')).toHaveCount(5);
  await expect(stack(page).getByRole('listitem')).toHaveCount(0);

  await kept(page, /^tent/).click({ button: 'right' });
  const one = join(folder, 'tent.kernel.json');
  await saveTo(page, one, () => page.getByRole('menuitem', { name: 'Export kernel…' }).click());
  expect(JSON.parse(await readFile(one, 'utf8'))).toMatchObject({ kind: 'kernelcraft-kernel', name: 'tent' });
  await page.getByRole('button', { name: 'Library menu' }).click();
  const all = join(folder, 'all.library.json');
  await saveTo(page, all, () => page.getByRole('menuitem', { name: 'Export library…' }).click());
  expect(JSON.parse(await readFile(all, 'utf8'))).toMatchObject({
    kind: 'kernelcraft-library',
    kernels: { length: 5 },
  });
  await page.getByRole('button', { name: 'Library menu' }).click();
  const archive = join(folder, 'kernels.zip');
  await saveTo(page, archive, () => page.getByRole('menuitem', { name: 'Export library as kernel files…' }).click());
  const apart = filesIn(await readFile(archive));
  expect(apart.size).toBe(5);
  expect(JSON.parse(new TextDecoder().decode(apart.get('tent.kernel.json')))).toMatchObject({ name: 'tent' });
});

test('a kept kernel is dragged to its place in the stack', async ({ page, folder }) => {
  await seed(folder, 3);
  await settled(page);
  await preset(page, /^Box/).click();
  await page.getByRole('radio', { name: 'Library' }).click();
  await kept(page, /^Edge 1/).dragTo(stack(page).getByRole('listitem').first(), { targetPosition: { x: 60, y: 4 } });
  await expect(stack(page).getByRole('listitem')).toHaveCount(2);
  await expect(stack(page).getByRole('listitem').first()).toContainText('Edge 1');
});

test('of 500 kernels only those in view are made, and a search takes less than 100 ms', async ({ page, folder }) => {
  await seed(folder, 500);
  await settled(page);
  await page.getByRole('radio', { name: 'Library' }).click();
  await expect(page.getByText('500 kernels')).toBeVisible();
  expect(await page.getByRole('option').count()).toBeLessThan(60);
  const search = page.getByRole('searchbox', { name: 'Search the library' });
  await search.focus();
  const took = await search.evaluate(async (field: HTMLInputElement) => {
    const times: number[] = [];
    for (const text of ['g', 'gl', 'glow', 'glow 5x5', '', 'portrait', 'scans']) {
      const started = performance.now();
      field.value = text;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      // Drawn: the frame after the list has changed.
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      times.push(performance.now() - started);
    }
    return times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
  });
  console.log(`a search of 500 kernels, until it is drawn: ${took.toFixed(0)} ms`);
  expect(took).toBeLessThan(100);
  await search.fill('');
  await search.press('ArrowDown');
  await page.keyboard.press('End');
  const last = page.locator('[data-kept]:focus');
  await expect(last).toHaveAttribute('aria-posinset', '500');
  await expect(last).toBeInViewport();
  await page.keyboard.press('Home');
  await expect(page.locator('[data-kept]:focus')).toHaveAttribute('aria-posinset', '1');
  expect(await page.getByRole('option').count()).toBeLessThan(60);
  await page.getByRole('button', { name: 'blur', exact: true }).click();
  await expect(page.getByText(/^72 of 500 kernels$/)).toBeVisible();
});

for (const theme of ['dark', 'light'] as const) {
  test.describe(`axe in ${theme}`, () => {
    test.use({ theme });
    test('finds nothing serious in the library, empty and full, nor in its dialog and menu', async ({
      page,
      folder,
    }) => {
      await settled(page);
      await page.getByRole('radio', { name: 'Library' }).click();
      await expect(page.getByText('No kernels kept yet.')).toBeVisible();
      expect(await seriousProblems(page)).toEqual([]);
      await seed(folder, 12);
      await page.getByRole('radio', { name: 'Presets' }).click();
      await page.getByRole('radio', { name: 'Library' }).click();
      await expect(page.getByText('12 kernels')).toBeVisible();
      expect(await seriousProblems(page)).toEqual([]);
      await kept(page, /^Edge 1/).click({ button: 'right' });
      await expect(page.getByRole('menu')).toBeVisible();
      expect(await seriousProblems(page), 'menu').toEqual([]);
      await page.getByRole('menuitem', { name: /^Edit name/ }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(await seriousProblems(page), 'dialog').toEqual([]);
    });
  });
}

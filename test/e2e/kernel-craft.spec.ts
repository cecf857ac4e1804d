// Crafting a kernel as a person does it: painting, symmetry, arithmetic on cells and large sizes, by mouse, by keyboard and by finger.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { cell, changed, grid, settled, shown } from './canvas.ts';
import { expect, test } from './fixtures.ts';

test.beforeEach(async ({ page }) => {
  await settled(page);
  await page.getByRole('button', { name: 'New kernel' }).first().click();
  await expect(grid(page)).toBeVisible();
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function command(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('listbox', { name: 'Results' })).toHaveCount(0);
}

async function size(page: Page, side: number): Promise<void> {
  await page.getByRole('spinbutton', { name: 'Rows' }).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(String(side));
  await page.keyboard.press('Enter');
  await expect(grid(page)).toHaveAccessibleName(new RegExp(`${side} rows, ${side} columns`));
}

/** Where a cell of the grid lies on the screen; the grid's cells are of one size. */
async function spot(page: Page, side: number, row: number, column: number): Promise<{ x: number; y: number }> {
  const box = (await grid(page).boundingBox())!;
  return { x: box.x + ((column + 0.5) / side) * box.width, y: box.y + ((row + 0.5) / side) * box.height };
}

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await page.mouse.up();
}

test('a drag paints weights live in one undo step; Shift goes straight, Ctrl erases, the right button picks', async ({
  page,
}) => {
  const before = await shown(page);
  await button(page, 'Paint weights').click();
  await drag(page, await spot(page, 3, 0, 0), await spot(page, 3, 0, 2));
  for (const column of ['−1', '0', '1']) await expect(cell(page, '−1', column)).toHaveAccessibleName(/weight 1,/);
  await expect(cell(page, '1', '1')).toHaveAccessibleName(/weight 0,/);
  await changed(page, before);
  await page.keyboard.press('Control+z');
  await expect(cell(page, '−1', '0')).toHaveAccessibleName(/weight 0,/);
  await expect.poll(() => shown(page)).toBe(before);

  const value = page.getByRole('spinbutton', { name: 'Value of the brush' });
  await value.click();
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  await page.keyboard.down('Shift');
  const [start, corner, end] = [await spot(page, 3, 0, 0), await spot(page, 3, 0, 2), await spot(page, 3, 2, 2)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(corner.x, corner.y, { steps: 3 });
  await page.mouse.move(end.x, end.y, { steps: 3 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  for (const offset of ['−1', '0', '1']) await expect(cell(page, offset, offset)).toHaveAccessibleName(/weight 5,/);
  await expect(cell(page, '−1', '1')).toHaveAccessibleName(/weight 0,/);

  await page.keyboard.down('Control');
  await drag(page, await spot(page, 3, 1, 1), await spot(page, 3, 2, 2));
  await page.keyboard.up('Control');
  await expect(cell(page, '0', '0')).toHaveAccessibleName(/weight 0,/);
  const kept = await spot(page, 3, 1, 1);
  await page.mouse.click(kept.x, kept.y, { button: 'right' });
  await expect(value).toHaveValue('0');
  await expect(page.getByRole('menu')).toHaveCount(0);
});

test('keys alone paint: the palette begins, Space stamps, brackets size the brush, Esc ends', async ({ page }) => {
  await size(page, 15);
  await grid(page).focus();
  await page.keyboard.press('Control+Home');
  await command(page, 'Paint weights');
  await page.getByRole('gridcell').focus();
  const brush = page.getByRole('spinbutton', { name: 'Size of the brush' });
  await expect(brush).toHaveValue('2');
  await page.keyboard.press(']');
  await page.keyboard.press(']');
  await expect(brush).toHaveValue('3');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  // 3 × 3 around the active cell, and the 1 in the middle.
  await expect(page.getByRole('spinbutton', { name: 'Sum of the weights' })).toHaveValue('10');
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('spinbutton', { name: 'Sum of the weights' })).toHaveValue('1');
  await page.keyboard.press('Escape');
  await expect(brush).toHaveCount(0);
  await expect(page.getByRole('gridcell')).toBeFocused();
});

test('with a symmetry what is typed and painted reaches the twins, and the grid says so', async ({ page }) => {
  await page.getByRole('button', { name: 'Symmetry: off' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Both mirrors' }).click();
  await expect(grid(page)).toHaveAccessibleName(/symmetry: both mirrors$/);
  await cell(page, '−1', '−1').click();
  await page.keyboard.type('1/9');
  await page.keyboard.press('Enter');
  for (const [row, column] of [
    ['−1', '1'],
    ['1', '−1'],
    ['1', '1'],
  ] as const)
    await expect(cell(page, row, column)).toHaveAccessibleName(/weight 0.1111/);
  await cell(page, '1', '1').dblclick();
  await expect(page.getByRole('textbox', { name: /^row 1, column 1/ })).toHaveValue('1/9');
  await page.keyboard.press('Escape');

  await command(page, 'opposite signs left–right');
  await cell(page, '0', '−1').click();
  await page.keyboard.type('4');
  await page.keyboard.press('Enter');
  await expect(cell(page, '0', '1')).toHaveAccessibleName(/weight −4/);
});

test('several cells are set, scaled and computed at once, live, in one undo step', async ({ page }) => {
  await cell(page, '−1', '−1').click();
  await cell(page, '0', '0').click({ modifiers: ['Shift'] });
  await button(page, 'Calculate on cells…').click();
  const calculator = page.getByRole('dialog', { name: 'Calculate on 4 cells' });
  await calculator.getByRole('radio', { name: 'Expression' }).click();
  await page.keyboard.type('x*3 + c/');
  await expect(calculator.getByRole('alert')).toHaveText('Expected a number after "/".');
  await page.keyboard.type('2');
  await expect(cell(page, '0', '0')).toHaveAccessibleName(/weight 3,/);
  await expect(cell(page, '0', '−1')).toHaveAccessibleName(/weight −0.5,/);
  await expect(cell(page, '1', '−1')).toHaveAccessibleName(/weight 0,/);
  await page.keyboard.press('Enter');
  await expect(calculator).toHaveCount(0);
  await expect(cell(page, '0', '0')).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(cell(page, '0', '−1')).toHaveAccessibleName(/weight 0,/);
  await expect(cell(page, '0', '0')).toHaveAccessibleName(/weight 1,/);

  // By keys alone; Esc takes all back.
  await page.keyboard.press('Control+a');
  await command(page, 'Calculate on cells');
  await page.keyboard.type('7');
  await expect(cell(page, '1', '1')).toHaveAccessibleName(/weight 7,/);
  await page.keyboard.press('Escape');
  await expect(cell(page, '1', '1')).toHaveAccessibleName(/weight 0,/);
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Scale…' }).press('Enter');
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await expect(cell(page, '0', '0')).toHaveAccessibleName(/weight 2,/);
});

test('a kernel of 101 × 101 is made by hand, zooms by wheel, button and key, and shows the active cell', async ({
  page,
}) => {
  await size(page, 101);
  await settled(page);
  const zoom = page.getByRole('group', { name: 'Zoom of the kernel' });
  await expect(zoom).toContainText('Whole kernel');
  const middle = await spot(page, 101, 50, 50);
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.wheel(0, -300);
  await expect(zoom).not.toContainText('Whole kernel');
  await zoom.getByRole('button', { name: 'Fit the kernel' }).click();
  await expect(zoom).toContainText('Whole kernel');
  await page.getByRole('gridcell').focus();
  await page.keyboard.press('Control+=');
  await page.keyboard.press('Control+=');
  await expect(zoom).toContainText(/^2\.\d ×/);
  await page.keyboard.press('Control+End');
  const [box, active] = [(await grid(page).boundingBox())!, (await page.getByRole('gridcell').boundingBox())!];
  expect(active.x + active.width).toBeLessThanOrEqual(box.x + box.width + 1);
  expect(active.y + active.height).toBeLessThanOrEqual(box.y + box.height + 1);
  await page.keyboard.type('3');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('gridcell')).toHaveAccessibleName(/row 50, column 50, weight 3/);
  await expect(page.getByRole('spinbutton', { name: 'Sum of the weights' })).toHaveValue('4');
});

test('a finger chooses with a tap, types on a keypad after a second, and scrubs after a long press', async ({
  page,
}) => {
  const touch = await page.context().newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: { x: number; y: number }) =>
    touch.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] });
  const tap = async (at: { x: number; y: number }): Promise<void> => {
    await send('touchStart', at);
    await send('touchEnd');
  };
  const at = await spot(page, 3, 0, 2);
  await tap(at);
  await expect(cell(page, '−1', '1')).toBeFocused();
  const keypad = page.getByRole('group', { name: 'Keypad' });
  await expect(keypad).toHaveCount(0);
  await tap(at);
  await expect(keypad).toBeVisible();
  for (const name of ['1', 'Divided by', '8']) {
    const box = (await keypad.getByRole('button', { name, exact: true }).boundingBox())!;
    expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(40);
    await tap({ x: box.x + 20, y: box.y + 20 });
  }
  await keypad.getByRole('button', { name: 'Accept' }).click();
  await expect(cell(page, '−1', '1')).toHaveAccessibleName(/weight 0.125,/);

  const held = await spot(page, 3, 1, 1);
  await send('touchStart', held);
  await page.waitForTimeout(600);
  await send('touchMove', { x: held.x + 20, y: held.y });
  await send('touchMove', { x: held.x + 40, y: held.y });
  await send('touchEnd');
  await expect(cell(page, '0', '0')).not.toHaveAccessibleName(/weight 1,/);
  await page.keyboard.press('Control+z');
  await expect(cell(page, '0', '0')).toHaveAccessibleName(/weight 1,/);
});

test('a large painted kernel has no serious accessibility violation', async ({ page }) => {
  await size(page, 41);
  await button(page, 'Paint weights').click();
  await page.getByRole('gridcell').focus();
  await page.keyboard.press('Control+a');
  await button(page, 'Calculate on cells…').click();
  await expect(page.getByRole('dialog', { name: 'Calculate on 1681 cells' })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }))).toEqual([]);
});

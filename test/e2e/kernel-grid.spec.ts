// The matrix editor as a person uses it: paste, scrub, anchor, sizes, refusals, the switches.
import type { Page } from '@playwright/test';
import { cell, changed, grid, preset, settled, shown } from './canvas.ts';
import { expect, test } from './fixtures.ts';

test.beforeEach(async ({ page }) => {
  await settled(page);
  await page.getByRole('button', { name: 'New kernel' }).first().click();
  await expect(grid(page)).toBeVisible();
});

async function paste(page: Page, text: string): Promise<void> {
  await grid(page).evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    (element.querySelector('[tabindex="0"]') ?? element).dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);
}

test('K makes a kernel and puts the focus on its middle cell, ready to type', async ({ page }) => {
  await page.getByRole('application').focus();
  await page.keyboard.press('k');
  await expect(page.getByRole('list', { name: /^Filters/ }).getByRole('listitem')).toHaveCount(2);
  await expect(cell(page, '0', '0')).toBeFocused();
  await page.keyboard.press('7');
  await page.keyboard.press('Enter');
  await expect(cell(page, '0', '0')).toHaveAccessibleName(/weight 7/);
});

test('a kernel too large to be analysed in passing is analysed beside the page', async ({ page }) => {
  const analysis = page.getByRole('region', { name: 'Analysis' });
  await expect(analysis).toContainText('of 9');
  await cell(page, '0', '0').click();
  const row = Array.from({ length: 41 }, (_, index) => (index % 7) + 1).join('\t');
  await paste(page, Array.from({ length: 41 }, () => row).join('\n'));
  await page.getByRole('button', { name: 'Resize kernel' }).click();
  await expect(analysis).toContainText('1681 of 1681');
  await expect(analysis).toContainText(/1, separable/);
  await page.keyboard.press('Control+z');
  await expect(analysis).toContainText('of 9');
});

test('a block from a spreadsheet is pasted; a larger one asks whether to resize', async ({ page }) => {
  await cell(page, '−1', '−1').click();
  await paste(page, '1\t2\t1\n2\t4\t2\n1\t2\t1');
  await expect(cell(page, '0', '0')).toHaveAccessibleName(/weight 4, effective 0.25/);
  await paste(page, '1\t4\t6\t4\t1\n4\t16\t24\t16\t4\n6\t24\t36\t24\t6\n4\t16\t24\t16\t4\n1\t4\t6\t4\t1');
  await page.getByRole('button', { name: 'Resize kernel' }).click();
  await expect(grid(page)).toHaveAccessibleName(/5 rows, 5 columns/);
  await expect(cell(page, '0', '0')).toHaveAccessibleName(/weight 36/);
  await page.keyboard.press('Control+z');
  await expect(grid(page)).toHaveAccessibleName(/3 rows, 3 columns/);
});

test('dragging on a cell scrubs its weight in one undo step, live on the picture', async ({ page }) => {
  const before = await shown(page);
  const target = cell(page, '0', '1');
  const box = (await target.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 30, box.y + box.height / 2, { steps: 10 });
  await page.mouse.up();
  await expect(target).not.toHaveAccessibleName(/weight 0,/);
  await changed(page, before);
  await page.keyboard.press('Control+z');
  await expect(target).toHaveAccessibleName(/weight 0,/);
  await expect.poll(() => shown(page)).toBe(before);
});

test('the anchor moves with A and with Alt+click', async ({ page }) => {
  await cell(page, '−1', '−1').click();
  await page.keyboard.press('a');
  await expect(grid(page)).toHaveAccessibleName(/anchor row 0, column 0, rows 0 to 2, columns 0 to 2$/);
  await expect(cell(page, '0', '0')).toHaveAccessibleName(/anchor$/);
  await cell(page, '1', '2').click({ modifiers: ['Alt'] });
  await expect(grid(page)).toHaveAccessibleName(/anchor row 0, column 0, rows −1 to 1, columns −2 to 0$/);
  await expect(cell(page, '0', '0')).toHaveAccessibleName(/anchor$/);
});

test('any size from 1 × 1 to 31 × 31, even and rectangular, keeps the weights about the centre', async ({ page }) => {
  const rows = page.getByRole('spinbutton', { name: 'Rows' });
  const columns = page.getByRole('spinbutton', { name: 'Columns' });
  await page.getByRole('button', { name: 'Rows and columns change together' }).click();
  const set = async (field: typeof rows, value: string): Promise<void> => {
    await field.click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(value);
    await page.keyboard.press('Enter');
  };
  await set(rows, '4');
  await set(columns, '2');
  await expect(grid(page)).toHaveAccessibleName(/4 rows, 2 columns/);
  await set(rows, '31');
  await set(columns, '31');
  await expect(grid(page)).toHaveAccessibleName(/31 rows, 31 columns/);
  await settled(page);
  await grid(page).focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('spinbutton', { name: 'Sum of the weights' })).toHaveValue('3');
  await set(rows, '1');
  await set(columns, '1');
  await expect(grid(page)).toHaveAccessibleName(/1 rows?, 1 columns?/);
});

test('§3 a divisor of 0 is refused with the reason and the last picture stays', async ({ page }) => {
  await preset(page, /^Sharpen 8/).click();
  await settled(page);
  const before = await shown(page);
  const divisor = page.getByRole('spinbutton', { name: 'Divisor' });
  await divisor.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('0');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Divide by a number other than 0.').first()).toBeVisible();
  await expect(divisor).toHaveAttribute('aria-invalid', 'true');
  expect(await shown(page)).toBe(before);
  await page.keyboard.press('Escape');
  await expect(divisor).not.toHaveAttribute('aria-invalid', 'true');
});

test('a refused expression names what was expected and Esc restores', async ({ page }) => {
  await cell(page, '0', '0').click();
  await page.keyboard.type('1/');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Expected a number after "/".').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(cell(page, '0', '0')).toHaveAccessibleName(/weight 1,/);
});

test('a kernel that sums to 0 offers signed, absolute and min–max in one click', async ({ page }) => {
  await cell(page, '0', '−1').click();
  await page.keyboard.type('-1');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/weights sum to 0/).first()).toBeVisible();
  const before = await shown(page);
  await page
    .getByRole('button', { name: /Signed/ })
    .first()
    .click();
  await changed(page, before);
  await expect(page.getByRole('combobox', { name: /^Output: Signed/ })).toBeVisible();
});

test('the border is chosen from a list with letter strips and changes the edge alone', async ({ page }) => {
  await preset(page, /^Box/).click();
  await settled(page);
  const middle = await shown(page);
  await page.getByRole('combobox', { name: /^Border/ }).click();
  const wrap = page.getByRole('option', { name: /^Wrap/ });
  await expect(wrap).toContainText('fgh');
  await wrap.click();
  await expect(page.getByRole('combobox', { name: 'Border: Wrap' })).toBeVisible();
  await settled(page);
  expect(await shown(page)).toBe(middle);
});

test('tools turn, mirror and negate the matrix', async ({ page }) => {
  await cell(page, '−1', '−1').click();
  await paste(page, '1\t2\t3\n4\t5\t6\n7\t8\t9');
  const first = async (): Promise<string> => (await cell(page, '−1', '−1').textContent())!.trim();
  await page.getByRole('button', { name: 'Rotate 90°' }).click();
  await expect.poll(first).toBe('7');
  await page.getByRole('button', { name: 'Mirror left–right' }).click();
  await expect.poll(first).toBe('1');
  await page.getByRole('button', { name: 'Mirror top–bottom' }).click();
  await expect.poll(first).toBe('3');
  await page.getByRole('button', { name: 'Transpose' }).click();
  await page.getByRole('button', { name: 'Negate' }).click();
  await expect.poll(first).toBe('−3');
});

for (const theme of ['dark', 'light'] as const) {
  test.describe(`in ${theme}`, () => {
    test.use({ theme });

    test('every weight can be read on its heat colour', async ({ page }) => {
      await cell(page, '−1', '−1').click();
      await paste(page, '-16\t-8\t-2\n0\t1\t2\n4\t9\t16');
      await cell(page, '−1', '−1').click();
      const ratios = await grid(page).evaluate((element) => {
        const linear = (v: number): number => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        const luminance = (colour: string): number => {
          const [r, g, b] = colour.match(/[\d.]+/g)!.map((part) => linear(Number(part) / 255));
          return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
        };
        return [...element.querySelectorAll('[role="gridcell"]')].map((each) => {
          const style = getComputedStyle(each);
          const [high, low] = [luminance(style.color), luminance(style.backgroundColor)].sort((x, y) => y - x);
          return (high! + 0.05) / (low! + 0.05);
        });
      });
      expect(ratios).toHaveLength(9);
      expect(Math.min(...ratios)).toBeGreaterThanOrEqual(4.5);
    });
  });
}

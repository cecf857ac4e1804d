// The first five minutes: the tour gone through by mouse and by keyboard, left and taken up again, on the sample and on an own picture.
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { cell, grid, picture, preset, settled, stack } from './canvas.ts';
import { expect, test } from './fixtures.ts';

const panel = (page: Page): Locator => page.getByRole('region', { name: 'Tour' });
const button = (page: Page, name: string | RegExp): Locator => panel(page).getByRole('button', { name });
const at = (page: Page, title: string): Promise<void> =>
  expect(panel(page).getByRole('heading', { name: title })).toBeVisible();

/** What the panel says once the thing has been done. */
const says = (page: Page, words: string): Promise<void> => expect(panel(page)).toContainText(words);

async function byCommand(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('tour');
  await page.keyboard.press('Enter');
}

async function seriousProblems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' ')}`);
}

test.describe('from an empty window', () => {
  test.use({ openedWith: false });

  test('a person goes through the whole tour with the mouse, on the sample picture', async ({ page }) => {
    await page.getByRole('button', { name: 'Learn what a kernel does (5 minutes)' }).click();
    await button(page, 'Use the sample picture').click();
    await at(page, 'What a kernel is');
    await settled(page);
    expect(await seriousProblems(page)).toEqual([]);
    await cell(page, '−1', '0').click();
    await says(page, 'the pixel above counts for nothing');
    await button(page, 'Next').click();

    await at(page, 'One pixel, step by step');
    await page.getByRole('button', { name: 'Step through', exact: true }).first().click();
    await picture(page).click({ position: { x: 300, y: 200 } });
    await says(page, 'Press Next step');
    const next = page.getByRole('button', { name: 'Next step' });
    await expect(next).toBeEnabled();
    for (let i = 0; i < 4; i++) await next.click();
    await says(page, 'all products but one are 0');
    await button(page, 'Next').click();
    await expect(page.getByRole('region', { name: 'Step through' })).toHaveCount(0);

    await at(page, 'Box: the mean');
    await preset(page, /^Box/).click();
    await says(page, 'flat areas keep their brightness');
    await button(page, 'Next').click();

    await at(page, 'From box to Gaussian');
    await preset(page, /^Gaussian/).click();
    const sigma = (await page.getByRole('slider', { name: 'Sigma x' }).boundingBox())!;
    await page.mouse.click(sigma.x + sigma.width * 0.7, sigma.y + sigma.height / 2);
    await says(page, 'A larger σ reaches further');
    await button(page, 'Next').click();

    await at(page, 'Edges: a sum of zero');
    await settled(page);
    expect(await seriousProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Signed + 0.5' }).click();
    await says(page, 'mid grey for 0');
    await button(page, 'Next').click();

    await at(page, 'Sharpen: add the detail');
    await cell(page, '0', '0').dblclick();
    await page.keyboard.type('5');
    await page.keyboard.press('Enter');
    await says(page, 'The weights sum to 1');
    await button(page, 'Next').click();

    await at(page, 'Now change a number');
    const corner = (await cell(page, '1', '1').boundingBox())!;
    await page.mouse.move(corner.x + 20, corner.y + 10);
    await page.mouse.down();
    await page.mouse.move(corner.x + 60, corner.y + 10, { steps: 5 });
    await page.mouse.up();
    await says(page, 'to see the original');
    await page.getByRole('menuitem', { name: 'View' }).click();
    await page.getByRole('menuitemcheckbox', { name: /Show original/ }).click();
    await says(page, 'Change, compare, keep or undo');
    await button(page, 'Next').click();

    await at(page, 'What a network learns');
    await button(page, 'Remove the filter').click();
    await expect(panel(page)).toHaveCount(0);
    await expect(stack(page).getByRole('listitem')).toHaveCount(0);
  });
});

test('a person goes through the whole tour with the keyboard alone, on an own picture with a filter', async ({
  page,
}) => {
  await settled(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('emboss');
  await page.keyboard.press('Enter');
  await expect(stack(page).getByRole('listitem')).toHaveCount(1);
  const press = async (key: string, times = 1): Promise<void> => {
    for (let i = 0; i < times; i++) await page.keyboard.press(key);
  };
  /** From wherever the focus is to a button of the panel, which Enter presses. */
  const pressIn = async (name: string | RegExp): Promise<void> => {
    const inside = (): Promise<boolean> => panel(page).evaluate((region) => region.contains(document.activeElement));
    for (let i = 0; i < 8 && !(await inside()); i++) await page.keyboard.press('F6');
    const goal = button(page, name);
    const focused = (): Promise<boolean> => goal.evaluate((element) => element === document.activeElement);
    for (let i = 0; i < 8 && (await inside()) && !(await focused()); i++) await page.keyboard.press('Tab');
    for (let i = 0; i < 8 && !(await focused()); i++) await page.keyboard.press('Shift+Tab');
    await expect(goal).toBeFocused();
    await page.keyboard.press('Enter');
  };

  await byCommand(page);
  await expect(panel(page)).toBeFocused();
  await pressIn('Go to the grid');
  await expect(cell(page, '0', '0')).toBeFocused();
  await press('ArrowUp');
  await says(page, 'the pixel above counts for nothing');
  await pressIn('Next');
  await expect(button(page, 'Next')).toBeFocused();

  await press('s');
  await pressIn('Go to the picture');
  await press('Enter');
  await expect(page.getByRole('button', { name: 'Next step' })).toBeEnabled();
  await pressIn('Go to the steps');
  await press('Enter', 4);
  await says(page, 'all products but one are 0');
  await pressIn('Next');

  await pressIn('Go to the preset');
  await expect(preset(page, /^Box/)).toBeFocused();
  await press('Enter');
  await says(page, 'flat areas keep their brightness');
  await pressIn('Next');

  await pressIn('Go to the preset');
  await press('Enter');
  await pressIn('Go to the slider');
  await press('ArrowRight', 4);
  await says(page, 'A larger σ reaches further');
  await pressIn('Next');

  await pressIn('Go to the choice');
  await press('Enter');
  await says(page, 'mid grey for 0');
  await pressIn('Next');

  await pressIn('Go to the grid');
  await expect(cell(page, '0', '0')).toBeFocused();
  await page.keyboard.type('5');
  await press('Enter');
  await says(page, 'The weights sum to 1');
  await pressIn('Next');

  await pressIn('Go to the grid');
  await press('Alt+ArrowUp');
  await page.keyboard.down('\\');
  await expect(panel(page)).toContainText(/to see the original|Change, compare/);
  await page.keyboard.up('\\');
  await pressIn('Go to the picture');
  await page.keyboard.down('\\');
  await says(page, 'Change, compare, keep or undo');
  await page.keyboard.up('\\');
  await pressIn('Next');

  await at(page, 'What a network learns');
  await pressIn('Keep the filter');
  await expect(panel(page)).toHaveCount(0);
  await expect(picture(page)).toBeFocused();
  await expect(stack(page).getByRole('listitem')).toHaveCount(2);
  await expect(stack(page)).toContainText('Emboss');
});

test('the tour is left with Esc, waits under Help, and goes on or begins again', async ({ page }) => {
  await settled(page);
  await byCommand(page);
  await button(page, 'Next').click();
  await button(page, 'Next').click();
  await at(page, 'Box: the mean');
  await page.keyboard.press('Escape');
  await expect(panel(page)).toHaveCount(0);
  await expect(stack(page).getByRole('listitem')).toHaveCount(1);
  // The preferences are written a moment later.
  await page.waitForTimeout(800);
  await page.reload();
  await settled(page);
  await page.getByRole('menuitem', { name: 'Help' }).click();
  await page.getByRole('menuitem', { name: 'Tour: go on at step 3' }).click();
  await at(page, 'Box: the mean');
  await expect(panel(page)).toBeFocused();
  await button(page, 'Start the tour again').click();
  await at(page, 'What a kernel is');
  await expect(grid(page)).toBeVisible();
});

test('the tour says what is in its way and puts it right', async ({ page }) => {
  await settled(page);
  await byCommand(page);
  await expect(stack(page).getByRole('listitem')).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await says(page, 'not in the stack any more');
  await button(page, 'Add it again').click();
  await expect(stack(page).getByRole('listitem')).toHaveCount(1);
  await expect(button(page, 'Go to the grid')).toBeVisible();
});

test.describe('in the smallest window', () => {
  test.use({ window: { width: 640, height: 400 } });

  test('the panel covers neither the picture nor what it speaks of, and its words need no scrolling', async ({
    page,
  }) => {
    await settled(page);
    await byCommand(page);
    const apart = async (other: Locator): Promise<void> => {
      const a = (await panel(page).boundingBox())!;
      const b = (await other.boundingBox())!;
      const overlaps = a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
      expect(overlaps).toBe(false);
    };
    const whole = (): Promise<boolean> =>
      page.locator('#tour-words').evaluate((words) => words.scrollHeight <= words.clientHeight);
    await apart(picture(page));
    await apart(grid(page));
    expect(await whole()).toBe(true);
    await button(page, 'Next').click();
    await page.keyboard.press('s');
    await picture(page).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Step through' })).toBeVisible();
    await apart(picture(page));
    await apart(page.getByRole('region', { name: 'Step through' }));
    expect(await whole()).toBe(true);
  });
});

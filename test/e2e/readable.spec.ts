// Names and tooltips of every icon, nothing clipped at 200 % or with wide spacing, and nothing lost in forced colours.
import { commandById, keysOf, shortcutLabel, type CommandId } from '../../src-core/commands.ts';
import { picture } from './canvas.ts';
import { expect, test } from './fixtures.ts';
import { clipped, openDock, openGaussian, openKernel, openSteps, sideways, visit } from './views.ts';

test('every icon button has a name and shows it as a tooltip', async ({ page }) => {
  await openKernel(page);
  await openDock(page, 'analysis');
  const icons = page.locator('button:visible:enabled').filter({ hasNotText: /\S/ });
  const count = await icons.count();
  expect(count).toBeGreaterThan(20);
  const faults: string[] = [];
  for (let index = 0; index < count; index++) {
    const icon = icons.nth(index);
    const name = await icon.getAttribute('aria-label');
    if (!name) {
      faults.push(await icon.evaluate((element) => `${element.tagName} ${element.className}`));
      continue;
    }
    if ((await icon.getAttribute('title')) !== null) continue;
    // Tooltips open on focus too: a pointer would have to wait.
    await icon.focus();
    await page.keyboard.press('Shift');
    const tip = page.locator('.tooltip').filter({ hasText: name });
    const shown = await tip.textContent({ timeout: 3000 }).catch(() => null);
    if (!shown) faults.push(`${name} has no tooltip`);
  }
  expect(faults).toEqual([]);
});

test('the tooltip of a button that runs a command tells its shortcut', async ({ page }) => {
  await openKernel(page);
  await openDock(page, 'analysis');
  const buttons = page.locator('button[data-command]:visible:enabled');
  const count = await buttons.count();
  const told: string[] = [];
  const faults: string[] = [];
  for (let index = 0; index < count; index++) {
    const button = buttons.nth(index);
    const command = commandById((await button.getAttribute('data-command')) as CommandId);
    const keys = shortcutLabel(keysOf(command, 'linux'), 'linux');
    if (keys === '') continue;
    await button.focus();
    await page.keyboard.press('Shift');
    const shown = await page
      .locator('.tooltip')
      .filter({ has: page.locator('kbd').getByText(keys, { exact: true }) })
      .textContent({ timeout: 3000 })
      .catch(() => null);
    if (shown === null) faults.push(`${command.id} does not tell ${keys}`);
    else told.push(command.id);
  }
  expect(faults).toEqual([]);
  expect(told).toEqual(expect.arrayContaining(['undo', 'zoom-in', 'tool-step', 'export', 'new-kernel', 'filter-add']));
});

test('a screen reader hears the canvas, the grid, the cells and the sliders', async ({ page }) => {
  await openKernel(page);
  await expect(picture(page)).toHaveAccessibleName(/^dusk\.png, \d+(\.\d+)? %, split at \d+ %, exact$/);
  await expect(page.getByRole('grid')).toHaveAccessibleName(
    /^Kernel, 3 rows, 3 columns, anchor row 0, column 0, rows −1 to 1, columns −1 to 1$/,
  );
  await expect(page.getByRole('gridcell').first()).toHaveAccessibleName(/^row −1, column −1, weight −2/);
  const unnamed = await page.evaluate(() =>
    [
      ...document.querySelectorAll(
        '[role=slider], [role=spinbutton], [role=separator][tabindex], [role=grid], input, [role=combobox]',
      ),
    ]
      .filter((element) => {
        const labels = (element as HTMLInputElement).labels?.length ?? 0;
        return !element.getAttribute('aria-label') && !element.getAttribute('aria-labelledby') && labels === 0;
      })
      .map((element) => `${element.tagName} ${element.className}`),
  );
  expect(unnamed).toEqual([]);
  const silent = await page.evaluate(() =>
    [...document.querySelectorAll('[role=slider], [role=separator][tabindex]')]
      .filter((element) => element.getAttribute('aria-valuenow') === null)
      .map((element) => `${element.tagName} ${element.className}`),
  );
  expect(silent).toEqual([]);
});

for (const window of [
  { width: 960, height: 540 },
  { width: 640, height: 400 },
]) {
  test.describe(`at ${window.width} × ${window.height}`, () => {
    test.use({ window });
    test('nothing is clipped in panels, docks and dialogs, and no analysis scrolls sideways', async ({ page }) => {
      await openKernel(page);
      await visit(page, async (view) => {
        expect(await clipped(page), view).toEqual([]);
        // Only windows of 860 px and less scroll the steps.
        if (view !== 'steps' || window.width > 860) expect(await sideways(page), view).toEqual([]);
      });
    });
  });
}

for (const width of [861, 1024, 1264]) {
  test.describe(`at a width of ${width}`, () => {
    test.use({ window: { width, height: 700 } });
    test('the five steps stand side by side', async ({ page }) => {
      await openKernel(page);
      await openSteps(page);
      expect(await sideways(page)).toEqual([]);
      expect(await clipped(page)).toEqual([]);
    });
  });
}

test('nine columns of weights are cut off nowhere, and the tooltip tells what has no room', async ({ page }) => {
  await openGaussian(page);
  const sigma = page.getByRole('spinbutton', { name: 'Sigma x' });
  await sigma.fill('1');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Edit as matrix' }).click();
  const weights = page.getByRole('gridcell').locator('.text');
  for (const [source, count] of [
    ['Edit cell by cell', 81],
    ['Make from a row and a column', 18],
  ] as const) {
    await page.getByRole('radio', { name: source }).click();
    await expect(weights).toHaveCount(count);
    const cut = await weights.evaluateAll((texts) =>
      texts.filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.textContent),
    );
    expect(cut, source).toEqual([]);
  }
  await expect(weights.first()).toHaveText(/^≈ 0$|^\.\d+$|^0\.0\d*$/);
  await expect(weights.first()).toHaveAttribute('title', /^[\d.e−]{6,}$/);
});

test('wide text spacing clips nothing (WCAG 1.4.12)', async ({ page }) => {
  await openKernel(page);
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }',
    );
    document.adoptedStyleSheets.push(sheet);
  });
  await visit(page, async (view) => {
    expect(await clipped(page), view).toEqual([]);
    if (view !== 'steps') expect(await sideways(page), view).toEqual([]);
  });
});

test('forced colours keep fields outlined, chosen things marked and weights coloured', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await openKernel(page);
  const chosen = page.getByRole('radio', { name: /^Split/ });
  const other = page.getByRole('radio', { name: /^After/ });
  const ground = (of: typeof chosen): Promise<string> => of.evaluate((each) => getComputedStyle(each).backgroundColor);
  expect(await ground(chosen)).not.toBe(await ground(other));
  const colours = await page
    .getByRole('gridcell')
    .evaluateAll((cells) => new Set(cells.map((each) => getComputedStyle(each).backgroundColor)).size);
  expect(colours).toBeGreaterThan(3);
});

test('reduced motion leaves no transition running', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openKernel(page);
  await page.getByRole('button', { name: 'Kernel', exact: true }).click();
  const running = await page.evaluate(
    () => document.getAnimations().filter((each) => Number(each.effect?.getComputedTiming().duration ?? 0) > 1).length,
  );
  expect(running).toBe(0);
});

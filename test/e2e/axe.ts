// What axe finds serious or critical on the page as it is.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** `within`: only what this selector holds; the whole page takes several seconds. */
export async function seriousProblems(page: Page, within?: string): Promise<string[]> {
  // Half faded in, everything lacks contrast.
  await page.evaluate(async () => {
    const passing = document.getAnimations().filter((each) => each.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(passing.map((each) => each.finished));
  });
  // In the page itself, which has no frames of others; and what passes need not be described.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await (within === undefined ? axe : axe.include(within)).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.html.slice(0, 160)).join('\n  ')}`);
}

// Draws the README's pictures: the real application with the sample picture, in dark and light. Run after a build.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { browserArguments, findBrowser } from './find-browser.mjs';

const data = mkdtempSync(join(tmpdir(), 'kernelcraft-screenshot-'));
mkdirSync('docs', { recursive: true });
const executablePath = await findBrowser();

for (const colorScheme of ['dark', 'light']) {
  const host = spawn(process.execPath, ['dist/main/server.js', '--no-open'], {
    env: { ...process.env, KERNELCRAFT_DATA: data },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await new Promise((resolve) => {
    let printed = '';
    host.stdout.on('data', (chunk) => {
      printed += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(printed);
      if (found) resolve(found[0]);
    });
  });
  const browser = await chromium.launch({ executablePath, args: browserArguments });
  const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 800 } });
  const settled = () => page.getByRole('application', { name: /exact$/ }).waitFor({ timeout: 60_000 });
  await page.goto(address);
  await page.getByRole('heading', { name: 'Drop an image' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('sample picture');
  await page.keyboard.press('Enter');
  await settled();
  await page.getByRole('option', { name: /^Gaussian/ }).click();
  await page.getByRole('spinbutton', { name: 'Sigma x' }).fill('0.6');
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: /^Emboss/ }).click({ modifiers: ['Shift'] });
  await page.getByRole('option', { name: /^Sharpen 8/ }).click({ modifiers: ['Shift'] });
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Filter 2,/ }).click();
  await page.getByRole('button', { name: 'Edit as matrix' }).click();
  await page.getByRole('button', { name: /^Turn off Sharpen 8/ }).click();
  await page.getByRole('gridcell', { name: /^row 0, column 1,/ }).click();
  await page.keyboard.press('2');
  await settled();
  const box = await page.getByRole('application').boundingBox();
  await page.mouse.move(box.x + box.width * 0.66, box.y + box.height * 0.52);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: `docs/kernelcraft-${colorScheme}.png` });
  await browser.close();
  host.kill();
}
rmSync(data, { recursive: true, force: true });

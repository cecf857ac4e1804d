// "Behave like SVG feConvolveMatrix" beside Chromium's own, with nothing but a picture and a kernel.
import { expect, test, type Browser } from '@playwright/test';
import sharp from 'sharp';
import { convolveReference } from '../../src-core/convolve/convolve.ref.ts';
import type { Settings } from '../../src-core/filters/settings.ts';
import type { Kernel } from '../../src-core/kernel/kernel.ts';
import { sumsOf, sumsToZero } from '../../src-core/kernel/normalise.ts';
import { alike, KERNELS, rowsOf, seeThroughPicture } from '../unit/copied-code/alike.ts';
import { codePicture } from '../unit/copied-code/cases.ts';
import { launchPeer } from './peer-browser.ts';

let browser: Browser;
test.beforeAll(async () => {
  browser = await launchPeer();
});
test.afterAll(() => browser.close());

type Picture = ReturnType<typeof codePicture>;

/** The pixels as Chromium shows them, R, G, B, α, straight. */
async function shown(picture: Picture, kernel: Kernel, attributes: string): Promise<Uint8Array> {
  const { width, height, channels, data } = picture;
  const png = await sharp(data, { raw: { width, height, channels } }).png().toBuffer();
  const order = kernel.rows === kernel.columns ? String(kernel.rows) : `${kernel.columns} ${kernel.rows}`;
  const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: 1 });
  await page.route('http://localhost/', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
  await page.goto('http://localhost/');
  await page.setContent(`<style>html, body { margin: 0; background: none; } svg { display: block; }</style>
    <svg width="${width}" height="${height}">
      <filter id="kernel" x="0" y="0" width="1" height="1">
        <feConvolveMatrix order="${order}" kernelMatrix="${kernel.weights.join(' ')}" ${attributes}/>
      </filter>
      <image href="data:image/png;base64,${png.toString('base64')}" filter="url(#kernel)"/>
    </svg>`);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const pixels = await sharp(await page.screenshot({ omitBackground: true }))
    .ensureAlpha()
    .raw()
    .toBuffer();
  await page.close();
  return pixels;
}

function ours(picture: Picture, kernel: Kernel, changed: Partial<Settings> = {}): Uint8Array {
  const { kernel: placed, settings } = alike('svg', kernel);
  const { raster } = convolveReference(picture, { form: 'matrix', kernel: placed! }, { ...settings, ...changed });
  if (raster.channels === 4) return Uint8Array.from(raster.data);
  return Uint8Array.from({ length: raster.width * raster.height * 4 }, (_, at) =>
    at % 4 === 3 ? 255 : raster.data[Math.floor(at / 4) * 3 + (at % 4)]!,
  );
}

const decoded = (code: number): number =>
  code <= 0.04045 * 255 ? code / 255 / 12.92 : ((code / 255 + 0.055) / 1.055) ** 2.4;

/** As they reach a screen: colours times opacity, which is what a browser keeps. */
function differenceOf(theirs: Uint8Array, wanted: Uint8Array, measure: (code: number) => number): number {
  let largest = 0;
  for (let at = 0; at < wanted.length; at++) {
    const [a, b] = [theirs, wanted].map((pixels) => {
      const alpha = pixels[at - (at % 4) + 3]!;
      return at % 4 === 3 ? alpha : measure(pixels[at]!) * (alpha / 255);
    });
    largest = Math.max(largest, Math.abs(a! - b!));
  }
  return theirs.length === wanted.length ? largest : Infinity;
}

const code = (value: number): number => value;
const light = (value: number): number => decoded(value) * 255;
const STORED = 'color-interpolation-filters="sRGB"';
const addsUp = ({ weights }: Kernel): boolean => !sumsToZero(sumsOf(weights));
const PICTURES = [
  // A browser keeps colour times opacity in 8 bits, and the screenshot divides it again: a level more.
  { name: 'opaque', picture: codePicture(), levels: 1 },
  { name: 'see-through', picture: seeThroughPicture(), levels: 2 },
] as const;

for (const { name, picture, levels } of PICTURES) {
  test(`the switches show Chromium’s ${name} picture on the values as stored`, async () => {
    for (const kernel of KERNELS.filter(addsUp)) {
      const theirs = await shown(picture, kernel, STORED);
      const wanted = ours(picture, kernel, { light: 'encoded' });
      expect(differenceOf(theirs, wanted, code), rowsOf(kernel).join(' / ')).toBeLessThanOrEqual(levels);
    }
  });

  test(`and its ${name} picture in linear light, as exactly as 8 bits of light can`, async () => {
    for (const kernel of KERNELS.filter(addsUp)) {
      const { sum, absolute } = sumsOf(kernel.weights);
      // Half a step in each pixel read and in the result; a step of the picture is up to 2.4 steps of light.
      const bound = (0.5 * absolute) / Math.abs(sum) + 0.5 + 1.2 * levels;
      const theirs = await shown(picture, kernel, '');
      expect(differenceOf(theirs, ours(picture, kernel), light), rowsOf(kernel).join(' / ')).toBeLessThanOrEqual(bound);
    }
  });
}

test('weights that add up to 0 leave nothing of an opaque picture, as the remark says; preserveAlpha keeps ours', async () => {
  const picture = codePicture();
  const others = KERNELS.filter((kernel) => !addsUp(kernel));
  expect(others).toHaveLength(1);
  for (const kernel of others) {
    expect(alike('svg', kernel).remarks.join(' ')).toMatch(/transparent.*preserveAlpha/u);
    expect(Math.max(...(await shown(picture, kernel, STORED)).filter((_, at) => at % 4 === 3))).toBe(0);
    const theirs = await shown(picture, kernel, `${STORED} preserveAlpha="true"`);
    expect(differenceOf(theirs, ours(picture, kernel, { light: 'encoded' }), code)).toBeLessThanOrEqual(1);
  }
});

// Shaders and SVG filters copied from Kernelcraft, run by Chromium itself: its picture is ours, within one level of 255.
import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import sharp from 'sharp';
import { installedBrowser } from '../../scripts/find-browser.mjs';
import { CODE_TARGETS } from '../../src-core/kernel/code/index.ts';
import { CODE_CASES, codePicture, isFaithful, largestDifference, ours } from '../unit/copied-code/cases.ts';

const picture = codePicture();
const { width, height, data } = picture;
const casesOf = (id: string) => {
  const { print } = CODE_TARGETS.find((target) => target.id === id)!;
  return CODE_CASES.map((each) => ({ each, code: print(each) })).filter(({ code }) => isFaithful(code));
};

let browser: Browser;
let page: Page;
test.beforeAll(async () => {
  const executablePath = installedBrowser();
  browser = await chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--force-color-profile=srgb',
    ],
  });
  page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: 1 });
});
test.afterAll(() => browser.close());

/** Draws one fragment shader over a target of this size; the pixels as RGBA, or what the driver said. */
async function draw(code: string, size: { width: number; height: number }): Promise<number[] | string> {
  const rgba = await sharp(data, { raw: { width, height, channels: 3 } })
    .ensureAlpha()
    .raw()
    .toBuffer();
  return page.evaluate(
    ({ fragment, pixels, from, to }) => {
      const gl = new OffscreenCanvas(to.width, to.height).getContext('webgl2');
      if (!gl) return 'no WebGL 2';
      const program = gl.createProgram();
      const corners = `#version 300 es
        void main() { gl_Position = vec4(vec2(gl_VertexID & 1, gl_VertexID >> 1) * 4.0 - 1.0, 0.0, 1.0); }`;
      for (const [kind, text] of [
        [gl.VERTEX_SHADER, corners],
        [gl.FRAGMENT_SHADER, fragment],
      ] as const) {
        const shader = gl.createShader(kind)!;
        gl.shaderSource(shader, text);
        gl.compileShader(shader);
        if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) return gl.getShaderInfoLog(shader) ?? 'not compiled';
        gl.attachShader(program, shader);
      }
      gl.linkProgram(program);
      gl.useProgram(program);
      gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
      const bytes = new Uint8Array(pixels);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, from.width, from.height, 0, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
      gl.viewport(0, 0, to.width, to.height);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
      const result = new Uint8Array(to.width * to.height * 4);
      gl.readPixels(0, 0, to.width, to.height, gl.RGBA, gl.UNSIGNED_BYTE, result);
      return [...result];
    },
    { fragment: code, pixels: [...rgba], from: { width, height }, to: size },
  );
}

const withoutAlpha = (pixels: ArrayLike<number>): number[] => Array.from(pixels).filter((_, index) => index % 4 !== 3);

test('a copied GLSL shader draws our picture, with every border', async () => {
  const cases = casesOf('glsl');
  expect(cases.length).toBeGreaterThanOrEqual(CODE_CASES.length - 1);
  for (const { each, code } of cases) {
    const wanted = ours(each, picture);
    const drawn = await draw(code, wanted);
    test.skip(drawn === 'no WebGL 2', 'SKIP GLSL: this Chromium has no WebGL 2');
    expect(typeof drawn, `${each.name}: ${typeof drawn === 'string' ? drawn : ''}`).toBe('object');
    expect(largestDifference(withoutAlpha(drawn as number[]), wanted.data), each.name).toBeLessThanOrEqual(1);
  }
});

test('a copied SVG filter shows our picture', async () => {
  const png = await sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  await page.route('http://copied.test/**', (route, request) =>
    request.url().endsWith('input.png')
      ? route.fulfill({ contentType: 'image/png', body: png })
      : route.fulfill({ contentType: 'image/svg+xml', body: shown }),
  );
  let shown = '';
  const cases = casesOf('svg');
  expect(cases.length).toBeGreaterThanOrEqual(8);
  for (const { each, code } of cases) {
    shown = code;
    await page.goto('http://copied.test/filter.svg');
    const { data: pixels } = await sharp(await page.screenshot())
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect.soft(largestDifference(pixels, ours(each, picture).data), each.name).toBeLessThanOrEqual(1);
  }
});

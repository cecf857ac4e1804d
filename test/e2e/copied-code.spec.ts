// Shaders and SVG filters copied from Kernelcraft, run by Chromium itself: its picture is ours, within one level of 255.
import { expect, test, type Browser, type Page } from '@playwright/test';
import sharp from 'sharp';
import { CODE_TARGETS } from '../../src-core/kernel/code/index.ts';
import { CODE_CASES, codePicture, isFaithful, largestDifference, ours } from '../unit/copied-code/cases.ts';
import { launchPeer } from './peer-browser.ts';

const picture = codePicture();
const { width, height, data } = picture;
const casesOf = (id: string) => {
  const { print } = CODE_TARGETS.find((target) => target.id === id)!;
  return CODE_CASES.map((each) => ({ each, code: print(each) })).filter(({ code }) => isFaithful(code));
};

let browser: Browser;
let page: Page;
test.beforeAll(async () => {
  browser = await launchPeer();
  page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: 1 });
});
test.afterAll(() => browser.close());

interface Size {
  readonly width: number;
  readonly height: number;
}

const asRgba = async (): Promise<number[]> => [
  ...(await sharp(data, { raw: { width, height, channels: 3 } })
    .ensureAlpha()
    .raw()
    .toBuffer()),
];

/** Draws one fragment shader over a target of this size; the pixels as RGBA, or what the driver said. */
async function drawGlsl(code: string, size: Size): Promise<number[] | string> {
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
    { fragment: code, pixels: await asRgba(), from: { width, height }, to: size },
  );
}

/** Draws with both entry points of one WGSL module; the pixels as RGBA, or what the compiler or the device said. */
async function drawWgsl(code: string, size: Size): Promise<number[] | string> {
  return page.evaluate(
    async ({ code, pixels, from, to }) => {
      const adapter = await navigator.gpu?.requestAdapter();
      if (!adapter) return 'no WebGPU';
      const device = await adapter.requestDevice();
      // GPUTextureUsage, GPUBufferUsage and GPUMapMode by number: the types of the DOM leave their values out.
      const use = { copyFrom: 1, copyTo: 2, read: 4, draw: 16, mapped: 1, filled: 8 };
      device.pushErrorScope('validation');
      const module = device.createShaderModule({ code });
      const { messages } = await module.getCompilationInfo();
      if (messages.length > 0) return messages.map(({ lineNum, message }) => `${lineNum}: ${message}`).join('\n');
      const picture = device.createTexture({
        size: from,
        format: 'rgba8unorm',
        usage: use.copyTo | use.read,
      });
      device.queue.writeTexture({ texture: picture }, new Uint8Array(pixels), { bytesPerRow: from.width * 4 }, from);
      const target = device.createTexture({
        size: to,
        format: 'rgba8unorm',
        usage: use.copyFrom | use.draw,
      });
      const pipeline = device.createRenderPipeline({
        layout: 'auto',
        vertex: { module, entryPoint: 'corner' },
        fragment: { module, entryPoint: 'filtered', targets: [{ format: 'rgba8unorm' }] },
      });
      const bindings = device.createBindGroup({
        layout: pipeline.getBindGroupLayout(0),
        entries: [{ binding: 0, resource: picture.createView() }],
      });
      const commands = device.createCommandEncoder();
      const pass = commands.beginRenderPass({
        colorAttachments: [{ view: target.createView(), loadOp: 'clear', storeOp: 'store' }],
      });
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindings);
      pass.draw(3);
      pass.end();
      // Rows of a copy begin at whole multiples of 256 bytes.
      const bytesPerRow = Math.ceil((to.width * 4) / 256) * 256;
      const buffer = device.createBuffer({
        size: bytesPerRow * to.height,
        usage: use.mapped | use.filled,
      });
      commands.copyTextureToBuffer({ texture: target }, { buffer, bytesPerRow }, to);
      device.queue.submit([commands.finish()]);
      await buffer.mapAsync(use.mapped);
      const padded = new Uint8Array(buffer.getMappedRange());
      const error = await device.popErrorScope();
      if (error) return error.message;
      return Array.from({ length: to.height }, (_, row) => [
        ...padded.subarray(row * bytesPerRow, row * bytesPerRow + to.width * 4),
      ]).flat();
    },
    { code, pixels: await asRgba(), from: { width, height }, to: { width: size.width, height: size.height } },
  );
}

const withoutAlpha = (pixels: ArrayLike<number>): number[] => Array.from(pixels).filter((_, index) => index % 4 !== 3);

for (const { id, name, draw, missing } of [
  { id: 'glsl', name: 'GLSL', draw: drawGlsl, missing: 'no WebGL 2' },
  { id: 'wgsl', name: 'WGSL', draw: drawWgsl, missing: 'no WebGPU' },
]) {
  test(`a copied ${name} shader draws our picture, with every border`, async () => {
    // WebGPU is there for secure addresses only, and localhost is one.
    await page.route('http://localhost/', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
    await page.goto('http://localhost/');
    const cases = casesOf(id);
    expect(cases.length).toBeGreaterThanOrEqual(CODE_CASES.length - 1);
    for (const { each, code } of cases) {
      const wanted = ours(each, picture);
      const drawn = await draw(code, wanted);
      test.skip(drawn === missing, `SKIP ${name}: this Chromium has ${missing}`);
      expect(typeof drawn, `${each.name}: ${typeof drawn === 'string' ? drawn : ''}`).toBe('object');
      expect(largestDifference(withoutAlpha(drawn as number[]), wanted.data), each.name).toBeLessThanOrEqual(1);
    }
  });
}

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

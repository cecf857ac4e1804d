import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Child } from '../../../src-main/host.ts';
import { createCodec } from '../../../src-main/codecs/codec.ts';
import { drawSvg, prepareForEngine } from '../../../src-main/codecs/svg.ts';
import { forkSvgChild } from '../../../src-main/svg-fork.ts';
import { bundle } from '../../support/bundle.ts';
import { failureOf, open } from './support.ts';

// Inside the repository, so that the child finds sharp.
const folder = mkdtempSync(join(import.meta.dirname, '.svg-'));
let entry = '';
let spawned: Child[] = [];

beforeAll(async () => {
  entry = await bundle('src-main/svg-entry.ts', folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const spawnChild = (): Child => {
  const child = forkSvgChild(entry);
  spawned.push(child);
  return child;
};
const draw = (text: string, options: Partial<Parameters<typeof drawSvg>[1]> = {}): Promise<Uint8Array> =>
  drawSvg(Buffer.from(text), { fileName: 'logo.svg', maxPixels: 1e6, spawnChild, ...options });

const square =
  '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="10" height="10" fill="#ff0000"/></svg>';

describe('SVG is drawn by a process of its own', () => {
  it('at its own size, with opacity, and is known as an SVG afterwards', async () => {
    const decoded = await open(await draw(square), { fileName: 'logo.svg' });
    expect(decoded).toMatchObject({ format: 'svg', raster: { width: 20, height: 10, channels: 4, depth: 'u8' } });
    expect(decoded.notes).toEqual(['Drawn at its own size, 20 × 10 pixels.']);
    expect([...decoded.raster.data.subarray(0, 4)]).toEqual([255, 0, 0, 255]);
    expect([...decoded.raster.data.subarray(60, 64)]).toEqual([0, 0, 0, 0]);
  });

  it('the codec does it by itself', async () => {
    const codec = createCodec({ spawnSvgChild: spawnChild });
    const decoded = await codec.decode(Buffer.from(`<?xml version="1.0"?>\n<!-- c -->\n${square}`), {
      fileName: 'logo.svg',
      acceptDamaged: false,
      maxPixels: 1e6,
    });
    expect(decoded.format).toBe('svg');
  });

  it('other files pass main untouched', async () => {
    const bytes = Uint8Array.of(1, 2, 3);
    expect(await prepareForEngine(bytes, { fileName: 'a', maxPixels: 1, spawnChild })).toBe(bytes);
  });

  it('never loads anything from outside', async () => {
    const secret = join(tmpdir(), `kernelcraft-secret-${process.pid}.png`);
    writeFileSync(
      secret,
      await sharp({ create: { width: 20, height: 10, channels: 3, background: '#00ff00' } })
        .png()
        .toBuffer(),
    );
    const hrefs = [`file://${secret}`, secret, `../../../../../../../..${secret}`];
    for (const href of hrefs) {
      const text = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="20" height="10"><image width="20" height="10" href="${href}" xlink:href="${href}"/></svg>`;
      const { raster } = await open(await draw(text));
      expect(raster.data.every((value) => value === 0)).toBe(true);
    }
    const entity = `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]><svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><text>&x;</text></svg>`;
    const outcome = await draw(entity).then(open, (error: unknown) => error);
    if (!(outcome instanceof Error))
      expect((outcome as Awaited<ReturnType<typeof open>>).raster.data.every((v) => v === 0)).toBe(true);
    rmSync(secret);
  });

  it('what is no SVG inside, and what is too large, is refused in words', async () => {
    expect(await failureOf(draw('<svg xmlns="http://www.w3.org/2000/svg" width="20"><rect'))).toMatchObject({
      code: 'corrupt',
      message:
        'logo.svg could not be opened. The file is damaged: the SVG data make no sense, and nothing of the picture can be drawn. The file was not changed.',
    });
    const large = '<svg xmlns="http://www.w3.org/2000/svg" width="20000" height="20000"/>';
    expect(await failureOf(draw(large))).toMatchObject({
      code: 'too-large',
      message: 'logo.svg is too large: 400 megapixels need 4.8 GB, and at most 1 megapixel can be opened.',
    });
  });

  it('one that takes too long is ended', async () => {
    // Each level uses the one below ten times: 10¹² rectangles.
    const levels = Array.from(
      { length: 12 },
      (_, level) => `<g id="g${level + 1}">${`<use href="#g${level}"/>`.repeat(10)}</g>`,
    );
    const text = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"><filter id="f"><feTurbulence numOctaves="200" baseFrequency="0.9"/><feGaussianBlur stdDeviation="80"/><feMorphology radius="60"/></filter><defs><rect id="g0" width="900" height="900"/>${levels.join('')}</defs>${'<rect width="900" height="900" filter="url(#f)"/>'.repeat(40)}<use href="#g12"/></svg>`;
    const start = performance.now();
    const error = await failureOf(draw(text, { limitMs: 700 }));
    expect(performance.now() - start).toBeLessThan(3000);
    expect(error.message).toBe('logo.svg could not be opened. Drawing the SVG took longer than 1 second.');
  });

  it('a child that dies is a refusal, an abort ends the child', async () => {
    const dying = (): Child => {
      const child = spawnChild();
      child.kill();
      return child;
    };
    expect((await failureOf(draw(square, { spawnChild: dying }))).code).toBe('corrupt');
    const reason = new Error('newer');
    const controller = new AbortController();
    const work = draw(square, { signal: controller.signal });
    controller.abort(reason);
    await expect(work).rejects.toBe(reason);
  });

  it('no child is left', async () => {
    await Promise.all(spawned.map((child) => new Promise<void>((resolve) => child.onClose(resolve))));
    spawned = [];
  });
});

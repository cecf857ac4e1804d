import { describe, expect, it } from 'vitest';
import { createDocumentEngine } from '../../../src-core/engine/document-engine.ts';
import { createFilter } from '../../../src-core/filters/index.ts';
import { SRGB } from '../../../src-core/colour/colour-space.ts';
import type { Depth, Raster } from '../../../src-core/raster.ts';
import { createCodec } from '../../../src-main/codecs/codec.ts';
import { createWatchedEngine } from './watched-engine.ts';
import { exportRequest, kernelFilter, opened, picture, renderParams, SHARPEN, work } from './fixtures.ts';

const codec = createCodec();
const nothing = { exif: null, xmp: null, icc: null };
const open = { fileName: 'picture.png', acceptDamaged: false, maxPixels: 1e7 };

async function pngOf(raster: Raster): Promise<Uint8Array> {
  const request = { format: 'png', options: {}, keepMetadata: 'all' } as const;
  return (await codec.encode(raster, { colourSpace: SRGB, metadata: nothing }, request, {})).bytes;
}

describe('a file through the engine', () => {
  it.each(['u8', 'u16'] as const)(
    '§13 §15 an exported PNG of %s holds what the exact preview shows',
    async (depth: Depth) => {
      const document = createDocumentEngine({ engine: createWatchedEngine(), codec, hasLocation: () => false });
      const info = await document.open(await pngOf(picture(61, 47, 4, depth)), open, work());
      expect(info).toMatchObject({ width: 61, height: 47, channels: 4, depth, format: 'png' });
      const filters = [
        createFilter('gaussian', { parameters: { sigmaX: 1.5, sigmaY: 1.5 } }),
        kernelFilter(SHARPEN, { border: 'crop', amount: 0.7 }),
      ];
      const file = await document.export(exportRequest(filters, { format: 'png' }), work());
      const { raster } = await codec.decode(file.bytes, open);
      expect(raster).toMatchObject({ width: 59, height: 45, channels: 4, depth });
      const rectangle = { x: 0, y: 0, width: 59, height: 45 };
      const { body } = await document.render(renderParams(filters, rectangle), work());
      expect(body).toEqual(new Uint8Array(raster.data.buffer, raster.data.byteOffset, raster.data.byteLength));
      const half = await document.export(
        exportRequest(filters, { format: 'png', size: { width: 30, height: 23 } }),
        work(),
      );
      expect((await codec.decode(half.bytes, open)).raster).toMatchObject({ width: 30, height: 23, depth });
    },
  );

  it('a render goes first between the bands of an export', async () => {
    const engine = createWatchedEngine();
    const { document } = await opened(picture(1600, 1800, 1), engine);
    const filters = [kernelFilter(SHARPEN), kernelFilter(SHARPEN)];
    const order: string[] = [];
    const exporting = document
      .export(exportRequest(filters), { ...work(), progress: ({ stage }) => order.push(stage) })
      .then(() => order.push('exported'));
    while (engine.calls.length < 1) await new Promise((resolve) => setTimeout(resolve, 1));
    await document.render(renderParams(filters, { x: 0, y: 0, width: 100, height: 100 }), work());
    order.push('rendered');
    await exporting;
    expect(order.indexOf('rendered')).toBeLessThan(order.indexOf('encode'));
    expect(order.at(-1)).toBe('exported');
  });
});

import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { CoarseImage } from '../../../src-core/formats/format.ts';
import type { Raster } from '../../../src-core/raster.ts';
import { drawn, failureOf, open, picture } from './support.ts';

// One after the other, whatever the machine: else the whole picture may overtake the coarse one.
vi.mock('node:os', async (original) => ({ ...(await original<object>()), availableParallelism: () => 2 }));

const WIDTH = 2801;
const HEIGHT = 1403;
/** Smooth, so that leaving out fine frequencies changes little. */
const raster: Raster = picture(WIDTH, HEIGHT, 3, 'u8');
for (let i = 0; i < raster.data.length; i++) {
  const pixel = Math.floor(i / 3);
  raster.data[i] = 128 + 90 * Math.sin((pixel % WIDTH) / 200 + (i % 3)) * Math.cos(Math.floor(pixel / WIDTH) / 150);
}
const files: Record<string, Buffer> = {};

beforeAll(async () => {
  files['jpeg'] = await drawn(raster).jpeg({ quality: 92 }).toBuffer();
  files['turned'] = await drawn(raster).jpeg().withMetadata({ orientation: 6 }).toBuffer();
  files['progressive'] = await drawn(raster).jpeg({ progressive: true }).toBuffer();
  files['png'] = await drawn(raster).png({ compressionLevel: 1 }).toBuffer();
  files['small'] = await drawn(picture(300, 200, 3, 'u8'))
    .jpeg()
    .toBuffer();
});

async function openBoth(bytes: Uint8Array) {
  const coarse: CoarseImage[] = [];
  const whole = await open(bytes, { fileName: 'beach.jpg', onCoarse: (early) => coarse.push(early) });
  return { coarse, whole };
}

describe('a coarse picture', () => {
  it.each(['jpeg', 'progressive'])('comes before a large %s, as large as a level of its pyramid', async (name) => {
    const { coarse, whole } = await openBoth(files[name]!);
    expect(coarse).toHaveLength(1);
    const [{ image, level, width, height }] = coarse as [CoarseImage];
    expect({ level, width, height }).toEqual({ level: 1, width: WIDTH, height: HEIGHT });
    expect(image.raster).toMatchObject({ width: 1401, height: 702, channels: 3, depth: 'u8' });
    const { raster: _, ...said } = image;
    const { raster: pixels, ...final } = whole;
    expect(said).toEqual(final);
    for (const [x, y] of [
      [0, 0],
      [700, 350],
      [1400, 701],
    ] as const) {
      const at = (from: Raster, column: number, row: number): number => from.data[(row * from.width + column) * 3]!;
      expect(Math.abs(at(image.raster, x, y) - at(pixels, 2 * x, 2 * y))).toBeLessThan(8);
    }
  });

  it('stands upright', async () => {
    const { coarse } = await openBoth(files['turned']!);
    expect(coarse[0]).toMatchObject({ width: HEIGHT, height: WIDTH });
    expect(coarse[0]!.image.raster).toMatchObject({ width: 702, height: 1401 });
  });

  it('is not made of small pictures and of formats that would not be quicker', async () => {
    expect((await openBoth(files['small']!)).coarse).toEqual([]);
    expect((await openBoth(files['png']!)).coarse).toEqual([]);
  });

  it.each(['jpeg', 'progressive'])('is not shown of a torn %s: the reason is told as ever', async (name) => {
    for (const part of [0.1, 0.5, 0.9, 0.999]) {
      const cut = files[name]!.subarray(0, Math.floor(files[name]!.length * part));
      const onCoarse = vi.fn();
      const error = await failureOf(open(cut, { fileName: 'beach.jpg', onCoarse }));
      expect(error).toMatchObject({
        code: 'corrupt',
        message: expect.stringContaining('The file is damaged') as string,
      });
      expect(onCoarse).not.toHaveBeenCalled();
    }
  });
});

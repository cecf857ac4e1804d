import { describe, expect, it } from 'vitest';
import type { ChannelCount, Samples } from '../../../src-core/raster.ts';
import { encodeImage } from '../../../src-main/codecs/encode.ts';
import { open, picture, plainSource, worstDifference } from './support.ts';

const CHANNELS: readonly ChannelCount[] = [1, 2, 3, 4];

describe('lossless formats give back every sample (§15)', () => {
  for (const channels of CHANNELS) {
    for (const depth of ['u8', 'u16'] as const) {
      it(`PNG, ${channels} channels, ${depth}`, async () => {
        const raster = picture(37, 23, channels, depth);
        const { bytes } = await encodeImage(
          raster,
          plainSource,
          { format: 'png', options: {}, keepMetadata: 'all' },
          {},
        );
        const decoded = await open(bytes);
        expect(decoded.raster).toEqual(raster);
        expect(decoded.format).toBe('png');
      });
    }
    for (const depth of ['u8', 'u16', 'f32'] as const) {
      for (const compression of ['deflate', 'lzw', 'none']) {
        it(`TIFF ${compression}, ${channels} channels, ${depth}`, async () => {
          const raster = picture(61, 43, channels, depth);
          const request = { format: 'tiff', options: { compression }, keepMetadata: 'all' } as const;
          const { bytes } = await encodeImage(raster, plainSource, request, {});
          const decoded = await open(bytes, { fileName: 'beach.tif' });
          expect(decoded.notes).toEqual([]);
          expect(decoded.raster).toEqual(raster);
        });
      }
    }
  }

  it('TIFF of many strips, LZW with tables that fill up', async () => {
    const raster = picture(900, 700, 3, 'u16', 5);
    const request = { format: 'tiff', options: { compression: 'lzw' }, keepMetadata: 'all' } as const;
    const { bytes } = await encodeImage(raster, plainSource, request, {});
    const { data } = (await open(bytes, { fileName: 'a.tif' })).raster;
    const asBytes = (samples: Samples): Buffer => Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
    expect(asBytes(data).equals(asBytes(raster.data))).toBe(true);
  });

  it('WebP lossless keeps colour under full transparency', async () => {
    const raster = picture(40, 30, 4, 'u8');
    for (let index = 3; index < raster.data.length; index += 8) raster.data[index] = 0;
    const request = { format: 'webp', options: { lossless: true }, keepMetadata: 'all' } as const;
    const { bytes } = await encodeImage(raster, plainSource, request, {});
    expect((await open(bytes, { fileName: 'a.webp' })).raster).toEqual(raster);
  });

  it('AVIF lossless in 8 bits', async () => {
    const raster = picture(40, 30, 3, 'u8');
    const request = { format: 'avif', options: { lossless: true }, keepMetadata: 'all' } as const;
    const { bytes } = await encodeImage(raster, plainSource, request, {});
    expect((await open(bytes, { fileName: 'a.avif' })).raster).toEqual(raster);
  });

  for (const bits of [10, 12]) {
    it(`AVIF lossless from 16 bits is rounded to ${bits} bits once, and white stays white`, async () => {
      const raster = picture(40, 30, 3, 'u16');
      raster.data.set([65535, 65535, 65535, 0, 0, 0]);
      const request = { format: 'avif', options: { lossless: true, bits: String(bits) }, keepMetadata: 'all' } as const;
      const { bytes } = await encodeImage(raster, plainSource, request, {});
      const decoded = await open(bytes, { fileName: 'a.avif' });
      expect(decoded.raster.depth).toBe('u16');
      expect([...decoded.raster.data.subarray(0, 6)]).toEqual([65535, 65535, 65535, 0, 0, 0]);
      const step = 65535 / (2 ** bits - 1);
      expect(worstDifference(raster, decoded.raster)).toBeLessThanOrEqual(Math.ceil(step / 2));
    });
  }

  it('float samples outside 0..1 survive a TIFF', async () => {
    const raster = { width: 3, height: 1, channels: 1, depth: 'f32', data: Float32Array.of(-12.5, 0.1, 1e20) } as const;
    const { bytes } = await encodeImage(raster, plainSource, { format: 'tiff', options: {}, keepMetadata: 'all' }, {});
    expect((await open(bytes, { fileName: 'a.tif' })).raster.data).toEqual(raster.data);
  });
});

describe('lossy formats stay close', () => {
  for (const format of ['jpeg', 'webp', 'avif']) {
    it(`${format} at high quality is within a few levels of the original`, async () => {
      const raster = picture(64, 48, 3, 'u8');
      for (let index = 0; index < raster.data.length; index++) {
        raster.data[index] = 60 + Math.floor(((index / 3) % 64) + Math.floor(index / 192));
      }
      const { bytes } = await encodeImage(
        raster,
        plainSource,
        { format, options: { quality: 98 }, keepMetadata: 'all' },
        {},
      );
      const decoded = await open(bytes, { fileName: `a.${format}` });
      expect(worstDifference(raster, decoded.raster)).toBeLessThanOrEqual(6);
    });
  }

  it('a grey picture stays grey in a JPEG', async () => {
    const raster = picture(32, 32, 1, 'u8');
    const { bytes } = await encodeImage(raster, plainSource, { format: 'jpeg', options: {}, keepMetadata: 'all' }, {});
    expect((await open(bytes, { fileName: 'a.jpg' })).raster.channels).toBe(1);
  });

  it('transparent parts lie on white in a JPEG, and a note says so', async () => {
    const raster = { width: 8, height: 8, channels: 4, depth: 'u8', data: new Uint8Array(256) } as const;
    const { bytes, notes } = await encodeImage(
      raster,
      plainSource,
      { format: 'jpeg', options: {}, keepMetadata: 'all' },
      {},
    );
    expect(notes).toEqual(['JPEG holds no opacity; transparent parts are on white.']);
    expect((await open(bytes, { fileName: 'a.jpg' })).raster.data.every((value) => value === 255)).toBe(true);
  });

  it('quality, chroma and progressive change the file', async () => {
    const raster = picture(200, 150, 3, 'u8');
    const size = async (options: Record<string, string | number | boolean>): Promise<number> =>
      (await encodeImage(raster, plainSource, { format: 'jpeg', options, keepMetadata: 'none' }, {})).bytes.length;
    expect(await size({ quality: 30 })).toBeLessThan(await size({ quality: 95 }));
    expect(await size({ chroma: '4:2:0' })).toBeLessThan(await size({ chroma: '4:4:4' }));
    expect(await size({ progressive: true })).not.toBe(await size({}));
  });
});

describe('requests that make no sense are refused', () => {
  const raster = picture(4, 4, 3, 'u8');
  const ask = (format: string, options: Record<string, string | number | boolean>): Promise<unknown> =>
    encodeImage(raster, plainSource, { format, options, keepMetadata: 'all' }, {});

  it.each([
    ['an unknown format', 'bmp', {}],
    ['a format that is only read', 'gif', {}],
    ['a quality over 100', 'jpeg', { quality: 101 }],
    ['a quality that is not a number', 'jpeg', { quality: NaN }],
    ['an unknown choice', 'tiff', { compression: 'zip' }],
    ['an unknown option', 'png', { quality: 3 }],
    ['a switch that is a number', 'webp', { lossless: 1 }],
  ])('%s', async (_, format, options) => {
    await expect(ask(format, options as Record<string, string | number | boolean>)).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  it('a depth that the format does not hold', async () => {
    const request = { format: 'jpeg', options: {}, keepMetadata: 'all' } as const;
    await expect(encodeImage(picture(4, 4, 3, 'u16'), plainSource, request, {})).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  it('sides that the format does not hold', async () => {
    const wide = { width: 17_000, height: 1, channels: 1, depth: 'u8', data: new Uint8Array(17_000) } as const;
    const work = encodeImage(wide, plainSource, { format: 'webp', options: {}, keepMetadata: 'all' }, {});
    await expect(work).rejects.toMatchObject({
      code: 'too-large',
      message: 'WebP holds at most 16,383 pixels a side, and the picture has 17,000.',
    });
  });

  it('an aborted encode rejects with the reason', async () => {
    const reason = new Error('newer');
    const request = { format: 'png', options: {}, keepMetadata: 'all' } as const;
    await expect(encodeImage(raster, plainSource, request, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

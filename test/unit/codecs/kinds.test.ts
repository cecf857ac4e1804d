import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { encodeImage } from '../../../src-main/codecs/encode.ts';
import { drawn, failureOf, open, picture, plainSource, worstDifference } from './support.ts';

const grey = picture(20, 10, 1, 'u8');
const colour = picture(20, 10, 3, 'u8');

describe('every kind of picture arrives with its own values', () => {
  it('palettes become RGB', async () => {
    const file = await drawn(colour).png({ palette: true, colours: 16 }).toBuffer();
    const decoded = await open(file);
    expect(decoded.raster.channels).toBe(3);
    expect(Uint8Array.from(decoded.raster.data)).toEqual(Uint8Array.from(await sharp(file).raw().toBuffer()));
  });

  it('bilevel TIFF becomes 8-bit grey', async () => {
    const file = await drawn(grey).tiff({ bitdepth: 1, compression: 'ccittfax4' }).toBuffer();
    const decoded = await open(file, { fileName: 'fax.tif' });
    expect(decoded.raster).toMatchObject({ channels: 1, depth: 'u8' });
    expect([...new Set(decoded.raster.data)].sort()).toEqual([0, 255]);
  });

  it('CMYK becomes sRGB, and says so; its profile goes', async () => {
    for (const format of ['jpeg', 'tiff'] as const) {
      const file = await drawn(colour)
        .toColourspace('cmyk')
        .withIccProfile('cmyk')
        .toFormat(format, format === 'tiff' ? { compression: 'deflate' } : {})
        .toBuffer();
      const decoded = await open(file, { fileName: `a.${format}` });
      expect(decoded.raster).toMatchObject({ channels: 3, depth: 'u8' });
      expect(decoded.notes).toEqual(['Converted from CMYK to sRGB.']);
      expect(decoded.metadata.icc).toBeNull();
      expect(decoded.colourSpace.name).toBe('sRGB');
      expect(worstDifference(colour, decoded.raster)).toBeLessThan(60);
    }
  });

  it('Lab becomes 16-bit sRGB, and says so', async () => {
    const file = await drawn(colour).toColourspace('lab').tiff({ compression: 'deflate' }).toBuffer();
    const decoded = await open(file, { fileName: 'a.tif' });
    expect(decoded.notes).toEqual(['Converted from Lab to sRGB.']);
    expect(decoded.raster.depth).toBe('u16');
    const eight = { ...decoded.raster, data: Uint8Array.from(decoded.raster.data, (code) => Math.round(code / 257)) };
    expect(worstDifference(colour, eight)).toBeLessThan(4);
  });

  it('a wide-gamut picture keeps its values and its profile', async () => {
    const file = await drawn(colour).withIccProfile('p3', { attach: true }).png().toBuffer();
    const judge = await sharp(file, { ignoreIcc: true }).raw().toBuffer();
    const decoded = await open(file);
    expect(Uint8Array.from(decoded.raster.data)).toEqual(Uint8Array.from(judge));
    expect(decoded.colourSpace.toSrgb).not.toBeNull();
    expect(decoded.notes).toEqual([]);
  });

  it('a profile that cannot be read is left aside, and says so', async () => {
    const { bytes } = await encodeImage(
      colour,
      { ...plainSource, metadata: { exif: null, xmp: null, icc: Buffer.alloc(200, 7) } },
      { format: 'tiff', options: {}, keepMetadata: 'all' },
      {},
    );
    const decoded = await open(bytes, { fileName: 'a.tif' });
    expect(Uint8Array.from(decoded.raster.data)).toEqual(colour.data);
    expect(decoded.notes).toEqual(['The colour profile of the file could not be used; the values are read as sRGB.']);
  });

  it('the first frame of an animation, and the number of frames', async () => {
    const frames = Buffer.concat([
      Buffer.alloc(4 * 4 * 3, 40),
      Buffer.alloc(4 * 4 * 3, 200),
      Buffer.alloc(4 * 4 * 3, 90),
    ]);
    for (const format of ['gif', 'webp'] as const) {
      const file = await sharp(frames, { raw: { width: 4, height: 12, channels: 3, pageHeight: 4 } })
        .toFormat(format, format === 'webp' ? { lossless: true } : {})
        .toBuffer();
      const decoded = await open(file, { fileName: `a.${format}` });
      expect(decoded.raster).toMatchObject({ width: 4, height: 4 });
      expect(decoded.raster.data[0]).toBe(40);
      expect(decoded.notes).toEqual(['Showing the first of 3 frames.']);
    }
  });

  it('more channels than a picture has are refused in words', async () => {
    const tiff = await drawn(picture(6, 5, 4, 'u8'))
      .joinChannel(Buffer.alloc(30), { raw: { width: 6, height: 5, channels: 1 } })
      .tiff({ compression: 'none' })
      .toBuffer();
    const error = await failureOf(open(tiff, { fileName: 'many.tif' }));
    expect(error.message).toBe(
      'many.tif could not be opened. It has 5 channels; grey, RGB and CMYK pictures with or without opacity can be opened.',
    );
  });

  it('integer samples of 32 bits are refused in words', async () => {
    const base = await drawn(grey).tiff({ compression: 'none' }).toBuffer();
    const directory = base.readUInt32LE(4);
    for (let entry = directory + 2; entry < directory + 2 + base.readUInt16LE(directory) * 12; entry += 12) {
      if (base.readUInt16LE(entry) === 258) base.writeUInt16LE(32, entry + 8);
      if (base.readUInt16LE(entry) === 279) base.writeUInt32LE(800, entry + 8);
    }
    const error = await failureOf(open(base, { fileName: 'deep.tif' }));
    expect(['unsupported', 'corrupt']).toContain(error.code);
  });
});

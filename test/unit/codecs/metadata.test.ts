import { beforeAll, describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { hasLocation } from '../../../src-main/codecs/exif.ts';
import { encodeImage } from '../../../src-main/codecs/encode.ts';
import { descriptiveTags } from '../../../src-main/codecs/tiff-tags.ts';
import { privateXmp, uprightXmp, xmpHasLocation } from '../../../src-main/codecs/xmp.ts';
import type { DecodedImage } from '../../../src-core/formats/format.ts';
import { drawn, open, photograph, picture, XMP } from './support.ts';

let source: DecodedImage;
beforeAll(async () => {
  source = await open(await photograph(picture(48, 32, 3, 'u8')), { fileName: 'a.jpg' });
});

async function reopened(
  format: string,
  keepMetadata: 'all' | 'private' | 'none',
  from: DecodedImage = source,
): Promise<DecodedImage> {
  const { bytes } = await encodeImage(from.raster, from, { format, options: {}, keepMetadata }, {});
  return open(bytes, { fileName: `a.${format}` });
}

/** The block with orientation 1 in place of 6; nothing else may differ. */
function upright(exif: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(exif);
  for (let at = 10; at + 12 <= copy.length; at++) {
    if (copy[at] === 0x12 && copy[at + 1] === 0x01 && copy[at + 2] === 3 && copy[at + 8] === 6) {
      copy[at + 8] = 1;
      return copy;
    }
  }
  throw new Error('Expected an orientation in the block.');
}

describe('metadata travel as blocks (§15)', () => {
  it('a photograph has all three, and its profile is the document’s colour space', () => {
    expect(source.metadata.exif?.length).toBeGreaterThan(100);
    expect(Buffer.from(source.metadata.xmp ?? []).toString('utf8')).toBe(XMP);
    expect(source.metadata.icc?.length).toBeGreaterThan(400);
    expect(source.colourSpace.name).toMatch(/P3/);
    expect(source.notes).toEqual([]);
  });

  for (const format of ['png', 'jpeg', 'webp', 'avif']) {
    it(`EXIF, XMP and ICC are identical in ${format}, but for the orientation, which is 1`, async () => {
      const { metadata } = await reopened(format, 'all');
      expect(metadata.xmp).toEqual(source.metadata.xmp);
      expect(metadata.icc).toEqual(source.metadata.icc);
      expect(metadata.exif).toEqual(upright(source.metadata.exif ?? new Uint8Array()));
    });

    it(`without the place in ${format}`, async () => {
      const { metadata } = await reopened(format, 'private');
      expect(hasLocation(metadata.exif ?? new Uint8Array())).toBe(false);
      expect(xmpHasLocation(metadata.xmp ?? new Uint8Array())).toBe(false);
      expect(Buffer.from(metadata.exif ?? []).includes(Buffer.from('Kernelcraft'))).toBe(true);
      expect(Buffer.from(metadata.xmp ?? []).toString('utf8')).toContain('Straße');
    });

    it(`only the profile in ${format}`, async () => {
      const { metadata } = await reopened(format, 'none');
      expect(metadata).toEqual({ exif: null, xmp: null, icc: source.metadata.icc });
    });
  }

  it('a second save changes nothing any more', async () => {
    const once = await reopened('png', 'all');
    const twice = await reopened('png', 'all', once);
    expect(twice.metadata).toEqual(once.metadata);
    expect(twice.raster).toEqual(once.raster);
  });

  it('TIFF holds XMP and ICC as they are, and the tags of EXIF', async () => {
    const { bytes } = await encodeImage(
      source.raster,
      source,
      { format: 'tiff', options: {}, keepMetadata: 'all' },
      {},
    );
    const metadata = await sharp(Buffer.from(bytes)).metadata();
    expect(Uint8Array.from(metadata.xmp ?? [])).toEqual(source.metadata.xmp);
    expect(Uint8Array.from(metadata.icc ?? [])).toEqual(source.metadata.icc);
    expect(metadata.orientation).toBe(1);
    const tags = (block: Uint8Array): unknown => descriptiveTags(block).map((tag) => ({ ...tag, data: [...tag.data] }));
    expect(JSON.stringify(tags(bytes))).toBe(JSON.stringify(tags(source.metadata.exif ?? new Uint8Array())));
  });

  it('EXIF goes through a TIFF and comes back with camera, exposure and place', async () => {
    const tiff = await reopened('tiff', 'all');
    expect(hasLocation(tiff.metadata.exif ?? new Uint8Array())).toBe(true);
    const png = await reopened('png', 'all', tiff);
    const text = Buffer.from(png.metadata.exif ?? []).toString('latin1');
    expect(text).toContain('Kernelcraft');
    expect(text).toContain('A. Person');
  });

  it('a TIFF without the place has no GPS directory', async () => {
    const { bytes } = await encodeImage(
      source.raster,
      source,
      { format: 'tiff', options: {}, keepMetadata: 'private' },
      {},
    );
    expect(descriptiveTags(bytes).some(({ tag }) => tag === 0x8825)).toBe(false);
  });

  it('a 16-bit picture keeps its blocks in a 16-bit PNG', async () => {
    const deep = { ...source, raster: picture(48, 32, 3, 'u16') };
    const { raster, metadata } = await reopened('png', 'all', deep);
    expect(raster).toEqual(deep.raster);
    expect(metadata.icc).toEqual(source.metadata.icc);
  });
});

describe('EXIF blocks are patched byte by byte', () => {
  it('big-endian blocks too', async () => {
    const { exif } = source.metadata;
    expect(exif).not.toBeNull();
    const big = Buffer.from(
      '4d4d002a00000008000201120003000000010006000088250004000000010000002600000000000100010002000000024e00000000000000',
      'hex',
    );
    const { blocksToKeep } = await import('../../../src-main/codecs/encode.ts');
    const all = blocksToKeep({ exif: big, xmp: null, icc: null }, 'all').exif ?? new Uint8Array();
    expect(Buffer.from(all).readUInt16BE(18)).toBe(1);
    const kept = Buffer.from(blocksToKeep({ exif: big, xmp: null, icc: null }, 'private').exif ?? []);
    expect(kept.readUInt16BE(8)).toBe(1);
    expect(kept.includes(Buffer.from('N\0', 'latin1'))).toBe(false);
    expect(hasLocation(kept)).toBe(false);
    expect(kept.length).toBe(big.length);
  });

  it('a thumbnail does not survive where privacy was asked for', async () => {
    const { blocksToKeep } = await import('../../../src-main/codecs/encode.ts');
    const block = Buffer.alloc(80);
    block.write('II', 0);
    block.writeUInt16LE(42, 2);
    block.writeUInt32LE(8, 4);
    block.writeUInt16LE(1, 8);
    block.writeUInt16LE(0x0112, 10);
    block.writeUInt16LE(3, 12);
    block.writeUInt32LE(1, 14);
    block.writeUInt16LE(1, 18);
    block.writeUInt32LE(26, 22);
    block.writeUInt16LE(2, 26);
    [0x0201, 0x0202].forEach((tag, index) => {
      block.writeUInt16LE(tag, 28 + index * 12);
      block.writeUInt16LE(4, 30 + index * 12);
      block.writeUInt32LE(1, 32 + index * 12);
      block.writeUInt32LE([60, 9][index] ?? 0, 36 + index * 12);
    });
    block.write('THUMBNAIL', 60);
    const metadata = { exif: block, xmp: null, icc: null };
    expect(Buffer.from(blocksToKeep(metadata, 'all').exif ?? []).includes('THUMBNAIL')).toBe(true);
    expect(Buffer.from(blocksToKeep(metadata, 'private').exif ?? []).includes('THUMBNAIL')).toBe(false);
  });

  it('damaged blocks are passed through without a fault', async () => {
    const { blocksToKeep } = await import('../../../src-main/codecs/encode.ts');
    for (const hex of [
      '',
      '4949',
      '49492a00ffffffff',
      '49492a0008000000ffff',
      '4d4d002a00000008000188250004000000010000000800000000',
    ]) {
      const exif = Buffer.from(hex, 'hex');
      expect(() => blocksToKeep({ exif, xmp: null, icc: null }, 'private')).not.toThrow();
      expect(() => descriptiveTags(exif)).not.toThrow();
    }
  });
});

describe('XMP is patched as text', () => {
  const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');

  it('takes out attributes and elements that tell a place, and nothing else', () => {
    const before =
      '<a dc:format="x" exif:GPSLatitude="1" exif:Flash="0"><exif:GPSAltitude>3/1</exif:GPSAltitude><b/></a>';
    expect(Buffer.from(privateXmp(bytes(before))).toString()).toBe('<a dc:format="x" exif:Flash="0"><b/></a>');
  });

  it('leaves a packet without a place byte for byte', () => {
    const packet = bytes('<a dc:format="ü"/>');
    expect(privateXmp(packet)).toBe(packet);
    expect(uprightXmp(packet)).toBe(packet);
  });

  it('sets the orientation to 1 in both notations', () => {
    const before = '<a tiff:Orientation="6"><tiff:Orientation>8</tiff:Orientation></a>';
    expect(Buffer.from(uprightXmp(bytes(before))).toString()).toBe(
      '<a tiff:Orientation="1"><tiff:Orientation>1</tiff:Orientation></a>',
    );
  });
});

describe('orientation (§15)', () => {
  // A 3 × 2 picture whose six values tell where each pixel went.
  const codes = [10, 50, 90, 130, 170, 210];
  const expected: Record<number, { width: number; height: number; values: readonly number[] }> = {
    1: { width: 3, height: 2, values: [10, 50, 90, 130, 170, 210] },
    2: { width: 3, height: 2, values: [90, 50, 10, 210, 170, 130] },
    3: { width: 3, height: 2, values: [210, 170, 130, 90, 50, 10] },
    4: { width: 3, height: 2, values: [130, 170, 210, 10, 50, 90] },
    5: { width: 2, height: 3, values: [10, 130, 50, 170, 90, 210] },
    6: { width: 2, height: 3, values: [130, 10, 170, 50, 210, 90] },
    7: { width: 2, height: 3, values: [210, 90, 170, 50, 130, 10] },
    8: { width: 2, height: 3, values: [90, 210, 50, 170, 10, 130] },
  };
  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
    for (const format of ['png', 'webp', 'tiff'] as const) {
      it(`${orientation} is applied to the pixels of a ${format}, as sharp does it`, async () => {
        const raster = {
          width: 3,
          height: 2,
          channels: 3,
          depth: 'u8',
          data: Uint8Array.from(codes.flatMap((c) => [c, c, c])),
        } as const;
        const file = await drawn(raster)
          .withMetadata({ orientation })
          .toFormat(
            format,
            format === 'webp' ? { lossless: true } : format === 'tiff' ? { compression: 'deflate' } : {},
          )
          .toBuffer();
        const decoded = await open(file, { fileName: `a.${format}` });
        const { width, height, data } = decoded.raster;
        expect({ width, height, values: [...data].filter((_, index) => index % 3 === 0) }).toEqual(
          expected[orientation],
        );
        const judge = await sharp(file, { autoOrient: true }).raw().toBuffer();
        expect(Uint8Array.from(data)).toEqual(Uint8Array.from(judge));
      });
    }
  }
});

describe('EXIF that cannot be carried', () => {
  it('over 64 kB is left out of a WebP, nothing else takes its place, and a note says so', async () => {
    const exif = Buffer.alloc(70_000, 1);
    Buffer.from('49492a0008000000010012010300010000000100000000000000', 'hex').copy(exif);
    const metadata = { ...source.metadata, exif };
    const request = { format: 'webp', options: {}, keepMetadata: 'all' } as const;
    const { bytes, notes } = await encodeImage(source.raster, { ...source, metadata }, request, {});
    expect(notes).toEqual(['The EXIF data do not fit into a WebP file; they were left out.']);
    expect((await open(bytes, { fileName: 'a.webp' })).metadata).toEqual({ ...source.metadata, exif: null });
  });
});

import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { insertChunks, type Chunk } from '../../../src-main/codecs/png-chunks.ts';
import type { Raster } from '../../../src-core/raster.ts';
import { drawn, failureOf, open, picture, randomFrom } from './support.ts';

const WIDTH = 120;
const HEIGHT = 96;
const raster: Raster = picture(WIDTH, HEIGHT, 3, 'u8');
const files: Record<string, Buffer> = {};

beforeAll(async () => {
  files['png'] = await drawn(raster).png().toBuffer();
  files['jpeg'] = await drawn(raster).jpeg({ quality: 92 }).toBuffer();
  files['progressive.jpeg'] = await drawn(raster).jpeg({ quality: 92, progressive: true }).toBuffer();
  files['webp'] = await drawn(raster).webp().toBuffer();
  files['avif'] = await drawn(raster).avif().toBuffer();
  files['tiff'] = await drawn(raster).tiff({ compression: 'deflate' }).toBuffer();
  files['gif'] = await drawn(raster).gif().toBuffer();
});

const file = (name: string): Buffer => files[name] ?? Buffer.alloc(0);
const NAMES = ['png', 'jpeg', 'progressive.jpeg', 'webp', 'avif', 'tiff', 'gif'];

/** A finished sentence about the file: its name, no path, no stack, no words of a library. */
function expectSentence(message: string, name: string): void {
  expect(message.startsWith(name)).toBe(true);
  expect(message.endsWith('.')).toBe(true);
  expect(message).not.toMatch(/\n|vips|sharp|libpng|\bat .*:\d|node_modules|Buffer|[\\/]/i);
}

describe('torn files', () => {
  for (const name of NAMES) {
    for (const part of [0.005, 0.1, 0.35, 0.6, 0.9, 0.995]) {
      it(`${name} cut at ${part * 100} % is refused with the reason`, async () => {
        const whole = file(name);
        const cut = whole.subarray(0, Math.max(1, Math.floor(whole.length * part)));
        const error = await failureOf(open(cut, { fileName: `beach.${name}` }));
        expect(['corrupt', 'unsupported']).toContain(error.code);
        expectSentence(error.message, `beach.${name}`);
        if (part > 0.05)
          expect(error).toMatchObject({
            code: 'corrupt',
            message: expect.stringContaining('The file is damaged') as string,
          });
      });
    }
  }

  it('the message of a JPEG names the row', async () => {
    const error = await failureOf(
      open(file('jpeg').subarray(0, Math.floor(file('jpeg').length * 0.6)), { fileName: 'beach.jpg' }),
    );
    expect(error.message).toMatch(
      /^beach\.jpg could not be opened\. The file is damaged: the JPEG data stop at row \d+ of 96\. The file was not changed\.$/,
    );
  });

  it('any cut of a JPEG leaves only rows as in the whole file', async () => {
    for (const chromaSubsampling of ['4:4:4', '4:2:0']) {
      const bytes = await drawn(raster).jpeg({ quality: 90, chromaSubsampling }).toBuffer();
      const whole = (await open(bytes, { fileName: 'a' })).raster.data as Uint8Array;
      for (let part = 0.26; part < 0.99; part += 0.06) {
        const cut = bytes.subarray(0, Math.floor(bytes.length * part));
        const { width, height, data } = (await open(cut, { fileName: 'a', acceptDamaged: true })).raster;
        expect(height).toBeLessThan(HEIGHT);
        expect(Buffer.compare(data as Uint8Array, whole.subarray(0, width * height * 3))).toBe(0);
      }
    }
  });

  for (const name of ['png', 'jpeg']) {
    it(`what is left of a ${name} is opened when accepted: whole rows, each as in the whole file`, async () => {
      const whole = (await open(file(name), { fileName: 'a' })).raster;
      const cut = file(name).subarray(0, Math.floor(file(name).length * 0.6));
      const left = await open(cut, { fileName: 'a', acceptDamaged: true });
      const { width, height } = left.raster;
      expect(width).toBe(WIDTH);
      expect(height).toBeGreaterThan(HEIGHT * 0.4);
      expect(height).toBeLessThan(HEIGHT * 0.75);
      const expected = whole.data.slice(0, width * height * 3) as Uint8Array;
      expect(Buffer.compare(left.raster.data as Uint8Array, expected)).toBe(0);
      expect(left.notes[0]).toBe(
        `The file is damaged: the ${name.toUpperCase()} data stop at row ${height} of 96; the ${height} whole rows are shown.`,
      );
    });
  }

  it('a progressive JPEG is opened coarsely, without a row', async () => {
    const cut = file('progressive.jpeg').subarray(0, Math.floor(file('progressive.jpeg').length * 0.6));
    const left = await open(cut, { fileName: 'a.jpg', acceptDamaged: true });
    expect(left.raster.height).toBe(HEIGHT);
    expect(left.notes).toEqual(['The file is damaged: the JPEG data stop too early; what could be read is shown.']);
  });

  it('nothing left to open is still an error when accepted', async () => {
    const error = await failureOf(open(file('webp').subarray(0, 200), { fileName: 'a.webp', acceptDamaged: true }));
    expect(error.code).toBe('corrupt');
    expect(error.message).toContain('nothing of the picture can be read');
  });

  it('a checksum that does not fit is damage', async () => {
    const bad = Buffer.from(file('png'));
    bad[bad.length - 14] = (bad[bad.length - 14] ?? 0) ^ 255;
    expect((await failureOf(open(bad))).code).toBe('corrupt');
  });
});

describe('files that are no pictures, or not the one their name says', () => {
  it('an empty file', async () => {
    const error = await failureOf(open(new Uint8Array(0), { fileName: 'empty.png' }));
    expect(error).toMatchObject({
      code: 'corrupt',
      message: 'empty.png could not be opened. The file is empty. The file was not changed.',
    });
  });

  it('text', async () => {
    const error = await failureOf(open(Buffer.from('Dear diary'), { fileName: 'notes.png' }));
    expect(error).toMatchObject({
      code: 'unsupported',
      message:
        'notes.png could not be opened. It is not an image that Kernelcraft can read; PNG, JPEG, WebP, AVIF, TIFF, GIF and SVG files are.',
    });
  });

  it('a Photoshop file', async () => {
    const error = await failureOf(open(Buffer.from('8BPS\0\x01'), { fileName: 'scan.psd' }));
    expect(error.message).toBe(
      'scan.psd could not be opened. Photoshop files are not supported; PNG and TIFF exports of it are.',
    );
  });

  it('the bytes decide, and a note tells', async () => {
    const decoded = await open(file('jpeg'), { fileName: 'beach.png' });
    expect(decoded.format).toBe('jpeg');
    expect(decoded.notes).toEqual(['Named PNG, but a JPEG file by its contents.']);
  });

  it('a name without an extension needs no note', async () => {
    expect((await open(file('jpeg'), { fileName: 'beach' })).notes).toEqual([]);
  });

  it('an aborted open rejects with the reason', async () => {
    const reason = new Error('newer');
    await expect(open(file('png'), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const work = open(file('avif'), { fileName: 'a.avif', signal: controller.signal });
    controller.abort(reason);
    await expect(work).rejects.toBe(reason);
  });
});

function bomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const empty = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), Buffer.alloc(25)]);
  const chunks: Chunk[] = [
    { type: 'IHDR', data: header },
    { type: 'IDAT', data: deflateSync(Buffer.alloc(100_000)) },
    { type: 'IEND', data: new Uint8Array(0) },
  ];
  const all = insertChunks(empty, chunks);
  return Buffer.concat([all.subarray(0, 8), all.subarray(33)]);
}

describe('headers that promise more than there is', () => {
  it('ten gigapixels are refused at once, in words, without memory', async () => {
    await open(file('png'));
    const before = process.memoryUsage().rss;
    const start = performance.now();
    const error = await failureOf(open(bomb(100_000, 100_000), { fileName: 'panorama.png' }));
    expect(performance.now() - start).toBeLessThan(1000);
    expect(process.memoryUsage().rss - before).toBeLessThan(64e6);
    expect(error).toMatchObject({
      code: 'too-large',
      message: 'panorama.png is too large: 10 gigapixels need 120 GB, and at most 100 megapixels can be opened.',
    });
  });

  it('a picture of exactly the limit opens, one pixel more does not', async () => {
    expect((await open(file('png'), { maxPixels: WIDTH * HEIGHT })).raster.width).toBe(WIDTH);
    expect((await failureOf(open(file('png'), { maxPixels: WIDTH * HEIGHT - 1 }))).code).toBe('too-large');
  });

  it('patched sizes of JPEG, GIF and TIFF are refused too', async () => {
    const jpeg = Buffer.from(file('jpeg'));
    const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
    jpeg.writeUInt16BE(65_500, frame + 5);
    jpeg.writeUInt16BE(65_500, frame + 7);
    const gif = Buffer.from(file('gif'));
    gif.writeUInt16LE(65_535, 6);
    gif.writeUInt16LE(65_535, 8);
    const image = gif.indexOf(Buffer.from([0x2c, 0, 0, 0, 0]));
    gif.writeUInt16LE(65_535, image + 5);
    gif.writeUInt16LE(65_535, image + 7);
    const tiff = Buffer.from(file('tiff'));
    const directory = tiff.readUInt32LE(4);
    for (let entry = directory + 2; entry < directory + 2 + tiff.readUInt16LE(directory) * 12; entry += 12) {
      if (![256, 257].includes(tiff.readUInt16LE(entry))) continue;
      tiff.writeUInt16LE(4, entry + 2);
      tiff.writeUInt32LE(200_000, entry + 8);
    }
    for (const [name, bytes] of Object.entries({ 'a.jpg': jpeg, 'a.gif': gif, 'a.tif': tiff })) {
      expect(await failureOf(open(bytes, { fileName: name }))).toMatchObject({ code: 'too-large' });
    }
  });
});

describe('300 mutated files', () => {
  it('either open or fail with a sentence; the process lives', async () => {
    const random = randomFrom(20_260_101);
    const outcomes = { opened: 0, refused: 0 };
    for (let round = 0; round < 300; round++) {
      const name = NAMES[round % NAMES.length] ?? 'png';
      const bytes = Buffer.from(file(name));
      const changes = 1 + Math.floor(random() * 12);
      // Half of them in the header, where numbers mean the most.
      const reach = random() < 0.5 ? Math.min(256, bytes.length) : bytes.length;
      for (let change = 0; change < changes; change++) bytes[Math.floor(random() * reach)] = Math.floor(random() * 256);
      const fileName = `m${round}.${name}`;
      try {
        const decoded = await open(bytes, { fileName, acceptDamaged: round % 2 === 0, maxPixels: 4e6 });
        expect(decoded.raster.data.length).toBe(decoded.raster.width * decoded.raster.height * decoded.raster.channels);
        outcomes.opened++;
      } catch (error) {
        const { code, message } = error as { code: string; message: string };
        expect(['corrupt', 'unsupported', 'too-large']).toContain(code);
        expectSentence(message, fileName);
        outcomes.refused++;
      }
    }
    expect(outcomes.opened).toBeGreaterThan(20);
    expect(outcomes.refused).toBeGreaterThan(50);
  });
});

import { describe, expect, it } from 'vitest';
import {
  FORMATS,
  formatById,
  formatOf,
  formatOfName,
  readableExtensions,
  writableFormats,
} from '../../../src-core/formats/index.ts';
import { whyUnsupported } from '../../../src-core/formats/unsupported.ts';

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : [...part])),
  );
const box = (...brands: readonly string[]): Uint8Array =>
  bytes([0, 0, 0, 16 + (brands.length - 1) * 4], 'ftyp', brands[0] ?? '', [0, 0, 0, 0], brands.slice(1).join(''));

describe('the list of formats', () => {
  it('has every format of the product once, with distinct extensions', () => {
    expect(FORMATS.map((format) => format.id)).toEqual(['png', 'jpeg', 'webp', 'avif', 'tiff', 'gif', 'svg']);
    expect(new Set(readableExtensions).size).toBe(readableExtensions.length);
    expect(writableFormats.map((format) => format.id)).toEqual(['png', 'jpeg', 'webp', 'avif', 'tiff']);
  });

  it('is found by id and by name, whatever the case', () => {
    expect(formatById('avif')?.label).toBe('AVIF');
    expect(formatById('bmp')).toBeNull();
    expect(formatOfName('Beach.JPG')?.id).toBe('jpeg');
    expect(formatOfName('a.b.tif')?.id).toBe('tiff');
    expect(formatOfName('png')).toBeNull();
    expect(formatOfName('folder.png/beach')).toBeNull();
  });

  it('has options whose defaults are inside their limits', () => {
    for (const option of FORMATS.flatMap((format) => format.options)) {
      if (option.kind === 'number') expect(option.default >= option.min && option.default <= option.max).toBe(true);
      if (option.kind === 'choice') expect(option.choices.map((choice) => choice.value)).toContain(option.default);
    }
  });
});

describe('the first bytes decide', () => {
  it.each([
    ['png', bytes([0x89], 'PNG\r\n', [0x1a, 0x0a])],
    ['jpeg', bytes([0xff, 0xd8, 0xff, 0xe0])],
    ['webp', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8L')],
    ['avif', box('avif', 'mif1', 'miaf')],
    ['avif', box('mif1', 'avif')],
    ['avif', box('avis', 'msf1')],
    ['tiff', bytes('II', [42, 0, 8, 0, 0, 0, 0, 0])],
    ['tiff', bytes('MM', [0, 42])],
    ['tiff', bytes('II', [43, 0])],
    ['gif', bytes('GIF89a')],
    ['gif', bytes('GIF87a')],
    ['svg', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['svg', bytes([0xef, 0xbb, 0xbf], '<?xml version="1.0"?>\n<!DOCTYPE svg>\n<svg:svg>')],
  ])('%s', (id, head) => {
    expect(formatOf(head)?.id).toBe(id);
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['the beginning of a signature', bytes([0x89, 0x50])],
    ['a RIFF that is a sound', bytes('RIFF', [1, 2, 3, 4], 'WAVE')],
    ['a web page with a drawing', bytes('<html><svg></svg></html>')],
    ['text that mentions <svg>', bytes('see <svg>')],
    ['a HEIC', box('heic', 'mif1')],
    ['a Canon RAW', bytes('II', [42, 0, 16, 0, 0, 0], 'CR', [2, 0])],
  ])('%s is none', (_, head) => {
    expect(formatOf(head)).toBeNull();
  });
});

describe('what cannot be read is named, with what works', () => {
  it.each([
    [bytes('8BPS'), 'Photoshop files are not supported; PNG and TIFF exports of it are.'],
    [box('heic', 'mif1'), 'HEIC files are not supported; JPEG, AVIF and PNG exports of it are.'],
    [bytes('BM', [1, 2, 3, 4, 0, 0, 0, 0]), 'BMP files are not supported; PNG and TIFF exports of it are.'],
    [bytes('P6\n'), 'PPM, PGM, PBM and PFM files are not supported; PNG and TIFF exports of it are.'],
    [bytes([0x76, 0x2f, 0x31, 0x01]), 'OpenEXR files are not supported; 32-bit TIFF exports of it are.'],
    [bytes([0xff, 0x0a]), 'JPEG XL files are not supported; PNG and TIFF exports of it are.'],
    [bytes('%PDF-1.7'), 'PDF files are not supported; PNG and TIFF exports of it are.'],
    [bytes('FUJIFILMCCD-RAW'), 'Camera RAW files are not supported; a TIFF or JPEG developed from it is.'],
    [
      bytes('II', [42, 0, 16, 0, 0, 0], 'CR', [2, 0]),
      'Camera RAW files are not supported; a TIFF or JPEG developed from it is.',
    ],
    [box('isom', 'mp42'), 'It is a video or another media file; a picture saved from it can be opened.'],
  ])('%#', (head, sentence) => {
    expect(whyUnsupported(head)).toBe(sentence);
  });

  it('unknown bytes have no sentence', () => {
    expect(whyUnsupported(bytes('hello'))).toBeNull();
    expect(whyUnsupported(new Uint8Array(0))).toBeNull();
  });

  it('no known format is in the list of unknown ones', () => {
    for (const head of [bytes([0x89], 'PNG\r\n', [0x1a, 0x0a]), bytes('GIF89a'), bytes('II', [42, 0, 8, 0, 0, 0])]) {
      expect(whyUnsupported(head)).toBeNull();
    }
  });
});

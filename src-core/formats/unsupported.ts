// Files that people do try to open and that Kernelcraft does not read: recognised, so that the message can say what works.
import { brandsOf, startsWith, startsWithText } from './bytes.ts';

interface Unsupported {
  readonly matches: (head: Uint8Array) => boolean;
  /** Finished sentences that follow "<name> could not be opened." */
  readonly sentence: string;
}

const exportsWork = (what: string): string => `${what} are not supported; PNG and TIFF exports of it are.`;
const hasBrand = (head: Uint8Array, ...names: readonly string[]): boolean =>
  brandsOf(head).some((brand) => names.includes(brand));

const UNSUPPORTED: readonly Unsupported[] = [
  { matches: (head) => startsWithText(head, '8BPS'), sentence: exportsWork('Photoshop files') },
  { matches: (head) => startsWithText(head, 'gimp xcf'), sentence: exportsWork('GIMP files') },
  { matches: (head) => startsWithText(head, '%PDF-'), sentence: exportsWork('PDF files') },
  {
    matches: (head) => startsWithText(head, '%!PS') || startsWith(head, [0xc5, 0xd0, 0xd3, 0xc6]),
    sentence: exportsWork('PostScript files'),
  },
  {
    matches: (head) => hasBrand(head, 'crx '),
    sentence: 'Camera RAW files are not supported; a TIFF or JPEG developed from it is.',
  },
  {
    matches: (head) => hasBrand(head, 'heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'),
    sentence: 'HEIC files are not supported; JPEG, AVIF and PNG exports of it are.',
  },
  {
    matches: (head) => brandsOf(head).length > 0,
    sentence: 'It is a video or another media file; a picture saved from it can be opened.',
  },
  {
    matches: (head) =>
      startsWith(head, [0x49, 0x49, 0x52, 0x4f]) ||
      startsWith(head, [0x49, 0x49, 0x55, 0x00]) ||
      startsWithText(head, 'FUJIFILMCCD-RAW') ||
      startsWithText(head, 'FOVb') ||
      startsWith(head, [0x00, 0x4d, 0x52, 0x4d]) ||
      (startsWith(head, [0x49, 0x49, 0x2a, 0x00]) && startsWithText(head, 'CR', 8)),
    sentence: 'Camera RAW files are not supported; a TIFF or JPEG developed from it is.',
  },
  {
    matches: (head) => startsWithText(head, 'BM') && startsWith(head, [0, 0, 0, 0], 6),
    sentence: exportsWork('BMP files'),
  },
  {
    matches: (head) => startsWith(head, [0x00, 0x00, 0x01, 0x00]) || startsWith(head, [0x00, 0x00, 0x02, 0x00]),
    sentence: exportsWork('Icon files'),
  },
  { matches: (head) => startsWithText(head, 'icns'), sentence: exportsWork('Icon files') },
  {
    matches: (head) => head[0] === 0x50 && /^P[1-7Ff][\s#]/.test(String.fromCharCode(...head.subarray(0, 3))),
    sentence: exportsWork('PPM, PGM, PBM and PFM files'),
  },
  {
    matches: (head) => startsWith(head, [0x76, 0x2f, 0x31, 0x01]),
    sentence: 'OpenEXR files are not supported; 32-bit TIFF exports of it are.',
  },
  {
    matches: (head) => startsWithText(head, '#?RADIANCE') || startsWithText(head, '#?RGBE'),
    sentence: 'Radiance HDR files are not supported; 32-bit TIFF exports of it are.',
  },
  {
    matches: (head) => startsWith(head, [0xff, 0x0a]) || startsWith(head, [0, 0, 0, 0x0c, 0x4a, 0x58, 0x4c, 0x20]),
    sentence: exportsWork('JPEG XL files'),
  },
  {
    matches: (head) =>
      startsWith(head, [0, 0, 0, 0x0c, 0x6a, 0x50, 0x20, 0x20]) || startsWith(head, [0xff, 0x4f, 0xff, 0x51]),
    sentence: exportsWork('JPEG 2000 files'),
  },
  { matches: (head) => startsWith(head, [0x49, 0x49, 0xbc]), sentence: exportsWork('JPEG XR files') },
  {
    matches: (head) => startsWithText(head, 'SIMPLE  ='),
    sentence: 'FITS files are not supported; 16-bit or 32-bit TIFF exports of it are.',
  },
  { matches: (head) => startsWithText(head, 'DDS '), sentence: exportsWork('DDS textures') },
  {
    matches: (head) => startsWith(head, [0x1f, 0x8b]),
    sentence: 'It is a compressed file; an uncompressed SVG can be opened.',
  },
  {
    matches: (head) => startsWith(head, [0x50, 0x4b, 0x03, 0x04]),
    sentence: 'It is a ZIP archive; the pictures inside can be opened once they are unpacked.',
  },
];

/** Sentences about a recognised but unreadable file, or null. */
export function whyUnsupported(head: Uint8Array): string | null {
  return UNSUPPORTED.find((entry) => entry.matches(head))?.sentence ?? null;
}

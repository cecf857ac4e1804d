// Pictures and files for the codec tests, made on the spot.
import sharp, { type Sharp } from 'sharp';
import { SRGB } from '../../../src-core/colour/colour-space.ts';
import type { AppError } from '../../../src-core/errors.ts';
import type { DecodedImage, MetadataBlocks } from '../../../src-core/formats/format.ts';
import { createRaster, type ChannelCount, type Depth, type Raster } from '../../../src-core/raster.ts';
import { decodeImage } from '../../../src-main/codecs/decode.ts';

export const NO_METADATA: MetadataBlocks = { exif: null, xmp: null, icc: null };

/** Numbers 0..1, the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Noise over a gradient: every row and pixel differs, and compression has something to do. */
export function picture(width: number, height: number, channels: ChannelCount, depth: Depth, seed = 1): Raster {
  const random = randomFrom(seed);
  const raster = createRaster(width, height, channels, depth);
  const max = depth === 'u8' ? 255 : depth === 'u16' ? 65535 : 1;
  for (let index = 0; index < raster.data.length; index++) {
    const pixel = Math.floor(index / channels);
    const ramp = (pixel % width) / width + Math.floor(pixel / width) / height;
    const value = (ramp / 2) * 0.8 + random() * 0.2;
    raster.data[index] = depth === 'f32' ? value * 3 - 1 : Math.floor(value * max);
  }
  return raster;
}

export function open(
  bytes: Uint8Array,
  options: Partial<Parameters<typeof decodeImage>[1]> = {},
): Promise<DecodedImage> {
  return decodeImage(bytes, { fileName: 'beach.png', acceptDamaged: false, maxPixels: 100e6, ...options });
}

export async function failureOf(work: Promise<unknown>): Promise<AppError> {
  try {
    await work;
  } catch (error) {
    return error as AppError;
  }
  throw new Error('Expected a failure.');
}

export const plainSource = { colourSpace: SRGB, metadata: NO_METADATA };

/** sharp's own pipeline, for files that our encoder does not make. */
export function drawn(raster: Raster): Sharp {
  const { width, height, channels, data, depth } = raster;
  const isGrey = channels < 3;
  return sharp(data as Uint8Array, { raw: { width, height, channels } }).toColourspace(
    depth === 'u16' ? (isGrey ? 'grey16' : 'rgb16') : isGrey ? 'b-w' : 'srgb',
  );
}

export const EXIF_FIELDS = {
  IFD0: { Make: 'Kernelcraft', Model: 'Tests', Artist: 'A. Person' },
  IFD2: { ExposureTime: '1/125', FNumber: '28/10' },
  IFD3: {
    GPSLatitudeRef: 'N',
    GPSLatitude: '51/1 30/1 3230/100',
    GPSLongitudeRef: 'E',
    GPSLongitude: '0/1 7/1 3912/100',
  },
};

export const XMP = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" exif:GPSLatitude="51,30.5N" photoshop:City="London" dc:format="image/jpeg"><dc:title>Straße</dc:title><exif:GPSLongitude>0,7.6E</exif:GPSLongitude></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

/** A JPEG with EXIF (place included), XMP and a wide-gamut profile, as a camera writes it. */
export function photograph(raster: Raster, orientation = 6): Promise<Buffer> {
  return drawn(raster)
    .withMetadata({ orientation })
    .withExifMerge(EXIF_FIELDS)
    .withXmp(XMP)
    .withIccProfile('p3')
    .jpeg({ quality: 95 })
    .toBuffer();
}

/** The largest difference between two rasters' samples. */
export function worstDifference(a: Raster, b: Raster): number {
  let worst = 0;
  for (let index = 0; index < a.data.length; index++) {
    worst = Math.max(worst, Math.abs((a.data[index] ?? 0) - (b.data[index] ?? 0)));
  }
  return worst;
}

// The photo of the preview bench: the project's sample picture at 24 megapixels with noise, as a camera would store it.
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { renderSample } from '../../src-core/sample.ts';

export interface Photo {
  readonly name: string;
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

const WIDTH = 6000;
const HEIGHT = 4000;
/** Codes; together with the quality it gives the 10 MB that cameras write for 24 megapixels. */
const NOISE = 22;
const QUALITY = 92;

export async function loadPhoto(path: string | undefined): Promise<Photo> {
  const bytes = path === undefined ? await drawPhoto() : await readFile(path);
  const { width, height } = await sharp(bytes).metadata();
  return { name: path === undefined ? 'sample 6000 × 4000' : path, bytes, width, height };
}

async function drawPhoto(): Promise<Buffer> {
  const { data, width, height, channels } = renderSample(WIDTH / 4, HEIGHT / 4);
  const raw = { width, height, channels };
  const large = await sharp(data as Uint8Array, { raw })
    .resize(WIDTH, HEIGHT, { kernel: 'cubic' })
    .raw()
    .toBuffer();
  let state = 1;
  for (let index = 0; index < large.length; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    // The sum of two bytes has a triangular distribution about 0.
    const noise = (((state >>> 24) + ((state >>> 16) & 255) - 255) / 255) * NOISE;
    large[index] = Math.min(255, Math.max(0, large[index]! + noise));
  }
  return sharp(large, { raw: { width: WIDTH, height: HEIGHT, channels } })
    .jpeg({ quality: QUALITY })
    .toBuffer();
}

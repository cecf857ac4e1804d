// "Behave like…" sets the switches so that a kernel gives what the peer gives by default: on the peers' own cases,
// and beside those that are installed.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { behaveLike, PEERS } from '../../../src-core/filters/behave-like.ts';
import { DEFAULT_SETTINGS } from '../../../src-core/filters/settings.ts';
import { centreOf, type Kernel } from '../../../src-core/kernel/kernel.ts';
import type { ChannelCount, Raster } from '../../../src-core/raster.ts';
import { alike, KERNELS, likePeer, rowsOf, seeThroughPicture } from './alike.ts';
import { codePicture, largestDifference } from './cases.ts';

interface Case {
  readonly id: string;
  readonly peer: string;
  readonly image: string;
  readonly call: {
    readonly fn: string;
    readonly mode?: string;
    readonly origin?: readonly number[];
    readonly anchor?: readonly number[];
    readonly delta?: number;
    readonly borderType?: string;
    readonly weights_data?: readonly number[];
    readonly weights_shape?: readonly number[];
  };
  readonly kernel: { readonly w: number; readonly h: number; readonly data: readonly number[] };
  readonly tol: number;
  readonly out: Samples;
}
interface Samples {
  readonly w: number;
  readonly h: number;
  readonly c: ChannelCount;
  readonly dtype: string;
  readonly b64: string;
}

const READERS: Readonly<Record<string, (buffer: ArrayBuffer) => ArrayLike<number>>> = {
  u8: (buffer) => new Uint8Array(buffer),
  u16: (buffer) => new Uint16Array(buffer),
  f32: (buffer) => new Float32Array(buffer),
  f64: (buffer) => new Float64Array(buffer),
};
const samples = ({ dtype, b64 }: Samples): ArrayLike<number> | undefined =>
  READERS[dtype]?.(Uint8Array.from(Buffer.from(b64, 'base64')).buffer);

const file = JSON.parse(readFileSync(new URL('../../fixtures/peer-cases.json', import.meta.url), 'utf8')) as {
  readonly images: Readonly<Record<string, Samples>>;
  readonly cases: readonly Case[];
};

/** Runs a case as float, in pixel units, with the kernel as its call has it. */
function expectCase(id: string, each: Case, kernel: Kernel): boolean {
  const image = file.images[each.image]!;
  const values = samples(image);
  const wanted = samples(each.out);
  if (!values || !wanted) return false;
  const source: Raster = {
    width: image.w,
    height: image.h,
    channels: image.c,
    depth: 'f32',
    data: Float32Array.from(values),
  };
  const result = likePeer(id, kernel, source);
  const whole = each.out.dtype.startsWith('u');
  const max = each.out.dtype === 'u8' ? 255 : 65535;
  const gain = kernel.weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
  const tolerance = Math.max(each.tol, 1e-6 * gain * Math.max(1, ...Array.from(values, Math.abs))) + (whole ? 0.5 : 0);
  for (let index = 0; index < wanted.length; index++) {
    const value = result.data[index]!;
    const shown = whole ? Math.min(max, Math.max(0, value)) : value;
    expect(Math.abs(shown - wanted[index]!), `${each.id} at ${index}`).toBeLessThanOrEqual(tolerance);
  }
  return true;
}

describe('the peers’ own cases with their default switches', () => {
  it('OpenCV filter2D', () => {
    const found = file.cases.filter(
      ({ call, kernel }) =>
        call.fn === 'cv2.filter2D' &&
        call.delta === 0 &&
        call.borderType === 'BORDER_REFLECT_101' &&
        call.anchor?.every((place) => place === -1) &&
        kernel.data.length > 0,
    );
    const ran = found.filter((each) => {
      const { w: columns, h: rows, data: weights } = each.kernel;
      return expectCase('opencv', each, { rows, columns, weights, anchor: { row: 0, column: 0 } });
    });
    expect(ran.length).toBeGreaterThanOrEqual(15);
  });

  it.each(['convolve', 'correlate'])('SciPy %s', (name) => {
    const found = file.cases.filter(
      ({ call }) =>
        call.fn === `scipy.ndimage.${name}` &&
        (call.mode ?? 'reflect') === 'reflect' &&
        call.weights_data !== undefined &&
        call.weights_shape?.length === 2 &&
        (call.origin ?? [0, 0]).every((place) => place === 0),
    );
    const ran = found.filter((each) => {
      const [rows = 1, columns = 1] = each.call.weights_shape!;
      const weights = each.call.weights_data!;
      return expectCase(`scipy-${name}`, each, { rows, columns, weights, anchor: { row: rows - 1, column: 0 } });
    });
    expect(ran.length).toBeGreaterThanOrEqual(5);
  });
});

const PYTHON = '/usr/bin/python3';
const MAGICK = ['magick', 'convert-im6.q16'].find((name) => spawnSync(name, ['-version']).status === 0);

async function withInput(
  picture: Raster & { readonly data: Uint8Array },
  task: (folder: string, input: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kernelcraft-like-'));
  try {
    const { width, height, channels, data } = picture;
    const input = join(folder, 'input.png');
    await sharp(data, { raw: { width, height, channels } }).png().toFile(input);
    await task(folder, input);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
const pixelsOf = (path: string) => sharp(path).removeAlpha().toColourspace('srgb').raw().toBuffer();

/** Colour that nobody sees: Kernelcraft keeps the pixel's own. */
function blackenInvisible(rgba: Uint8Array): void {
  for (let at = 0; at < rgba.length; at += 4) if (rgba[at + 3] === 0) rgba.fill(0, at, at + 3);
}

describe('peers that are installed, called with nothing but a picture and a kernel', { timeout: 60_000 }, () => {
  it('OpenCV and SciPy', async ({ skip }) => {
    if (spawnSync(PYTHON, ['-c', 'import cv2, scipy']).status !== 0) {
      process.stdout.write('SKIP OpenCV and SciPy: not installed\n');
      return skip();
    }
    const picture = codePicture();
    await withInput(picture, async (folder, input) => {
      const script = join(folder, 'like.py');
      const lines = [
        'import json, sys, cv2, numpy as np',
        'from scipy import ndimage',
        'image = cv2.imread(sys.argv[1])',
        'save = lambda name, result: cv2.imwrite(f"{sys.argv[2]}/{name}.png", np.floor(np.clip(result, 0, 255) + 0.5))',
        'for index, rows in enumerate(json.loads(sys.argv[3])):',
        '    kernel = np.array(rows)',
        '    each = lambda f: np.stack([f(image[..., c].astype(float), kernel) for c in range(3)], -1)',
        '    save(f"opencv-{index}", cv2.filter2D(image, cv2.CV_64F, kernel))',
        '    save(f"scipy-convolve-{index}", each(ndimage.convolve))',
        '    save(f"scipy-correlate-{index}", each(ndimage.correlate))',
      ];
      await writeFile(script, lines.join('\n'));
      execFileSync(PYTHON, [script, input, folder, JSON.stringify(KERNELS.map(rowsOf))]);
      for (const id of ['opencv', 'scipy-convolve', 'scipy-correlate']) {
        for (const [index, kernel] of KERNELS.entries()) {
          const theirs = await pixelsOf(join(folder, `${id}-${index}.png`));
          expect(largestDifference(theirs, likePeer(id, kernel, picture).data), `${id} ${index}`).toBeLessThanOrEqual(
            1,
          );
        }
      }
    });
  });

  it('ImageMagick', async ({ skip }) => {
    if (MAGICK === undefined) {
      process.stdout.write('SKIP ImageMagick: not installed\n');
      return skip();
    }
    const convolved = (input: string, kernel: Kernel, output: string): void => {
      const text = `${kernel.columns}x${kernel.rows}: ${rowsOf(kernel).join(' ')}`;
      execFileSync(MAGICK, [input, '-morphology', 'Convolve', text, output]);
    };
    const picture = codePicture();
    await withInput(picture, async (folder, input) => {
      for (const kernel of KERNELS) {
        const output = join(folder, 'magick.png');
        convolved(input, kernel, output);
        const ours = likePeer('imagemagick', kernel, picture).data;
        expect(largestDifference(await pixelsOf(output), ours)).toBeLessThanOrEqual(1);
      }
    });
    const seeThrough = seeThroughPicture();
    await withInput(seeThrough, async (folder, input) => {
      for (const kernel of KERNELS.filter((each) => alike('imagemagick', each).remarks.length === 0)) {
        const output = join(folder, 'magick.png');
        convolved(input, kernel, output);
        const theirs = await sharp(output).toColourspace('srgb').raw().toBuffer();
        const ours = Uint8Array.from(likePeer('imagemagick', kernel, seeThrough).data);
        for (const pixels of [theirs, ours]) blackenInvisible(pixels);
        expect(largestDifference(theirs, ours)).toBeLessThanOrEqual(1);
      }
    });
  });
});

describe('what "Behave like" says', () => {
  it('names each switch that is another than before, and nothing else', () => {
    const kernel = KERNELS[1]!;
    const opencv = PEERS.find(({ id }) => id === 'opencv')!;
    const plain = { ...kernel, anchor: centreOf(kernel.rows, kernel.columns) };
    const { changes, kernel: placed, settings } = behaveLike(opencv, { kernel, settings: DEFAULT_SETTINGS }, []);
    expect(changes).toEqual(['anchor row 3, column 2', 'border Mirror', 'no division', 'opacity Raw']);
    expect(behaveLike(opencv, { kernel: placed, settings }, []).changes).toEqual([]);
    expect(placed).toEqual(plain);
  });

  it('GIMP lifts a sum of 0 to grey and turns a negative one, in linear light; what it does to α is said', () => {
    const of = (weights: number[]) =>
      alike('gimp', { rows: 1, columns: weights.length, weights, anchor: { row: 0, column: 0 } });
    expect(of([1, 2, 1]).settings).toMatchObject({ normalise: 'auto', bias: 0, light: 'linear', border: 'clamp' });
    expect(of([-1, 0, 1]).settings).toMatchObject({ bias: 0.5 });
    expect(of([-1, -4, 1]).settings).toMatchObject({ normalise: 'custom', divisor: 4, bias: 1 });
    expect(of([-1, 0, 1]).remarks.join()).toMatch(/bias to the opacity/);
  });

  it('keeps the amount, which no peer has', () => {
    for (const peer of PEERS) {
      const { settings } = behaveLike(peer, { kernel: null, settings: { ...DEFAULT_SETTINGS, amount: 0.5 } }, [1]);
      expect(settings.amount, peer.id).toBe(0.5);
    }
  });
});

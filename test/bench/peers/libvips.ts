// The peer libvips, as sharp brings it: raw pixels in memory to raw pixels in memory, no files, no cache.
import sharp from 'sharp';
import { createSamples, type Samples } from '../../../src-core/raster.ts';
import type { Subject } from '../cases.ts';
import { readSamples } from '../picture.ts';
import type { Assignment, Ready } from '../protocol.ts';
import { divisorOf } from '../reference.ts';
import { serve, type Player } from '../serve.ts';

/** Multiply-adds; beyond this one call takes ten seconds and more, up to many minutes. */
const MOST_WORK = 1e10;

function workOf(subject: Subject, samples: number): number {
  if (subject.kind === 'matrix') return subject.weights.length * samples;
  return subject.kind === 'box' ? subject.width * subject.height * samples : 16 * subject.sigma * samples;
}

function readiness({ width, height, channels, depth, subject }: Assignment): Ready {
  const version = `${sharp.versions.vips} (sharp ${sharp.versions.sharp})`;
  const refuse = (unsupported: string): Ready => ({ version, variants: [], unsupported });
  if (depth === 'f32') return refuse('sharp ends in integers');
  if (workOf(subject, width * height * channels) > MOST_WORK) return refuse('would take ten seconds or more');
  // Its Gaussian on bytes is integer first, which may be too coarse; both keep the tails that the default cuts off.
  const variants = subject.kind === 'gaussian' ? ['gaussblur, integer', 'gaussblur, float'] : ['conv, float'];
  return { version, variants, border: 'clamp' };
}

async function start(assignment: Assignment): Promise<Player> {
  const { file, width, height, channels, depth, threads } = assignment;
  sharp.cache(false);
  sharp.concurrency(threads);
  const source = readSamples(file, depth);
  let result: Samples = createSamples(depth, 0);
  const space = depth === 'u16' ? (channels < 3 ? 'grey16' : 'rgb16') : channels < 3 ? 'b-w' : 'srgb';
  return {
    ready: readiness(assignment),
    touch: (sample, value) => void (source[sample] = value),
    async run({ subject, variant }) {
      const started = performance.now();
      const picture = sharp(source, { raw: { width, height, channels }, limitInputPixels: false });
      if (subject.kind === 'gaussian') {
        const precision = variant === 0 ? 'integer' : 'float';
        picture.blur({ sigma: subject.sigma, precision, minAmplitude: 0.001 });
      } else picture.convolve(kernelOf(subject));
      const { data } = await picture
        .toColourspace(space)
        .raw({ depth: depth === 'u16' ? 'ushort' : 'uchar' })
        .toBuffer({ resolveWithObject: true });
      const ms = performance.now() - started;
      result = depth === 'u16' ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : new Uint8Array(data);
      return { ms };
    },
    result: () => result,
  };
}

function kernelOf(subject: Exclude<Subject, { kind: 'gaussian' }>): {
  width: number;
  height: number;
  kernel: number[];
  scale: number;
} {
  const { width, height, kernel } =
    subject.kind === 'box'
      ? { ...subject, kernel: new Array<number>(subject.width * subject.height).fill(1) }
      : { width: subject.columns, height: subject.rows, kernel: [...subject.weights] };
  return { width, height, kernel, scale: divisorOf(subject) };
}

await serve(start);

// A coarse picture long before the whole one. JPEG stores frequencies: a decoder that leaves out the fine ones needs a
// third of the time, and still reads every byte, so that it notices the same damage.
import type { Format } from '../../src-core/formats/format.ts';
import type { Header } from './header.ts';
import type { SharpPicture } from './sharp.ts';

/** Pixels of the longest side at least: what a window shows of a whole picture. */
const LEAST_SIDE = 1366;
/** A block of 8 × 8 samples has nothing to leave out beyond 1 : 8. */
const COARSEST = 3;

/** How often the picture is halved; 0 where a coarse one would hardly come sooner. */
export function coarseLevel(format: Format, { width, height }: Pick<Header, 'width' | 'height'>): number {
  if (format.id !== 'jpeg') return 0;
  return Math.max(0, Math.min(COARSEST, Math.floor(Math.log2(Math.max(width, height) / LEAST_SIDE))));
}

/** As large as a pyramid's level, whose last pixels may stand for less than whole blocks; those are doubled here. */
export function shrink(
  picture: SharpPicture,
  { width, height }: Pick<Header, 'width' | 'height'>,
  level: number,
): void {
  const factor = 2 ** level;
  const whole = { width: Math.floor(width / factor), height: Math.floor(height / factor) };
  const right = Math.ceil(width / factor) - whole.width;
  const bottom = Math.ceil(height / factor) - whole.height;
  picture.resize({ ...whole, fit: 'fill', kernel: 'nearest' });
  if (right + bottom > 0) picture.extend({ right, bottom, extendWith: 'copy' });
}

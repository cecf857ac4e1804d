// What the ends of a difference's scale stand for, in words.
import type { Difference } from '../../../src-core/inspection.ts';
import { fullScale, type Depth } from '../../../src-core/raster.ts';

export const STRONGEST = 32;

/** "−64 to +64 levels"; fractions for floats. */
export function scaleText({ gain, signed }: Difference, depth: Depth): string {
  const most = fullScale(depth) / gain;
  const text = depth === 'f32' ? String(Number(most.toPrecision(2))) : Math.round(most).toLocaleString('en');
  const unit = depth === 'f32' ? '' : most < 1.5 ? ' level' : ' levels';
  return signed ? `−${text} to +${text}${unit}` : `0 to ${text}${unit}`;
}

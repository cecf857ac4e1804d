// How far a result is from the truth, and how far it may be to count.
import type { Depth } from '../../src-core/raster.ts';
import { stored } from './reference.ts';

export interface Deviation {
  /** Levels for u8 and u16, units (full scale is 1) for f32. */
  readonly max: number;
  /** Share of samples that are not the rounded truth; for f32, of those more than 1e-6 away. */
  readonly off: number;
  readonly samples: number;
}

const SAME_FLOAT = 1e-6;

export function deviationFrom(exact: ArrayLike<number>, result: ArrayLike<number>, depth: Depth): Deviation {
  if (exact.length !== result.length) throw new Error(`Expected ${exact.length} samples, received ${result.length}.`);
  let max = 0;
  let off = 0;
  for (let i = 0; i < exact.length; i++) {
    const distance = Math.abs(stored(exact[i] ?? NaN, depth) - (result[i] ?? NaN));
    // A NaN is as wrong as can be.
    max = distance <= max ? max : Number.isNaN(distance) ? Infinity : distance;
    if (!(distance <= (depth === 'f32' ? SAME_FLOAT : 0))) off++;
  }
  return { max, off: exact.length === 0 ? 0 : off / exact.length, samples: exact.length };
}

/** A peer's answer counts up to here: one level of 8 bits, 1e-4 of full scale in the other depths. */
export const PEER_TOLERANCE: Readonly<Record<Depth, number>> = { u8: 1, u16: 6.5535, f32: 1e-4 };

/** What SEMANTICS §5 and §10 promise of ours: whole kernels on integers exact, real ones one level, a Gaussian 1e-4. */
export function ownTolerance(depth: Depth, whole: boolean, gaussian: boolean, gain: number): number {
  if (depth === 'f32') return gaussian ? 1e-4 : 1e-6 * Math.max(1, gain);
  if (whole) return 0;
  return gaussian && depth === 'u16' ? 6.5535 : 1;
}

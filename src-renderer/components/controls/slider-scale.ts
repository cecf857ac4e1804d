// Where a value stands on its track (0..1) and back: linear, or spread over decades for lengths such as σ.
import { clampTo, tidy } from './scrub.ts';

export interface SliderScale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly logarithmic?: boolean | undefined;
}

/** A logarithmic track that begins at 0 gives its first part to 0, and spreads the rest from one step on. */
const ZERO_SHARE = 0.04;

export function shareOf(value: number, scale: SliderScale): number {
  const { min, max } = scale;
  if (max <= min) return 0;
  const held = clampTo(value, scale);
  if (!scale.logarithmic) return (held - min) / (max - min);
  const low = min > 0 ? min : scale.step;
  const offset = min > 0 ? 0 : ZERO_SHARE;
  if (held < low) return 0;
  return offset + (1 - offset) * (Math.log(held / low) / Math.log(max / low));
}

export function valueAt(share: number, scale: SliderScale): number {
  const { min, max, step } = scale;
  const held = Math.min(1, Math.max(0, share));
  if (!scale.logarithmic) return clampTo(tidy(min + Math.round((held * (max - min)) / step) * step), scale);
  const low = min > 0 ? min : step;
  const offset = min > 0 ? 0 : ZERO_SHARE;
  if (held < offset / 2) return min;
  const exact = low * (max / low) ** ((Math.max(held, offset) - offset) / (1 - offset));
  // Two significant digits are as fine as a pixel of the track; never finer than the step.
  const grain = Math.max(step, 10 ** (Math.floor(Math.log10(exact)) - 1));
  return clampTo(tidy(Math.round(exact / grain) * grain), scale);
}

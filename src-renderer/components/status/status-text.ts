// The words and numbers of the status bar, without the bar.
import type { Depth } from '../../../src-core/raster.ts';
import type { PlanSummary, Way } from '../../../src-core/contract.ts';

export function depthText(depth: Depth): string {
  return depth === 'f32' ? '32 bit float' : depth === 'u16' ? '16 bit' : '8 bit';
}

/** Profiles of sRGB have many names; what they mean is one. */
export function colourSpaceText(name: string): string {
  return /^sRGB\b/i.test(name) ? 'sRGB' : name;
}

/** "3.1 ms", "170 ms", "1.4 s". */
export function durationText(milliseconds: number): string {
  if (milliseconds < 10) return `${milliseconds.toFixed(1)} ms`;
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** The two numbers that min–max mapped to 0 and 1. */
export function rangeText([low, high]: readonly [number, number], depth: Depth): string {
  const digits = (value: number): string =>
    depth === 'f32' ? String(Number(value.toPrecision(3))) : `${Number((value * 100).toFixed(1))} %`;
  return `${withMinus(digits(low))} to ${withMinus(digits(high))}`;
}

export function invalidText(samples: number): string {
  return samples === 1 ? '1 invalid sample set to 0' : `${samples.toLocaleString('en')} invalid samples set to 0`;
}

/** What exact means here: how far a shown value may be from the true sum. `shrunk`: below 100 %. */
export function boundText(plans: readonly PlanSummary[], depth: Depth, shrunk: boolean): string {
  const bound = plans.reduce((sum, plan) => sum + plan.bound, 0);
  const what = shrunk
    ? 'The result at full resolution, shrunk for the screen'
    : 'Every visible pixel is what an export holds';
  if (bound === 0) return `${what}, to the byte.`;
  const amount = Number(bound.toPrecision(2));
  const unit = depth === 'f32' ? 'of full scale' : amount === 1 ? 'level' : 'levels';
  return `${what}, within ${amount} ${unit} of the exact sum before rounding.`;
}

/** "0", "0.13", "3e−7": how far a way may be off before rounding, in levels of u8 and u16, in units of f32. */
export function wayBoundText({ bound, exact }: Pick<Way, 'bound' | 'exact'>): string {
  if (bound === null) return '—';
  return exact ? '0' : withMinus(String(Number(bound.toPrecision(2)))).replace('+', '');
}

function withMinus(text: string): string {
  return text.replace('-', '−');
}

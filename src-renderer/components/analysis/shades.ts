// How strengths become greys, and powers become decibels.
import { plain } from './figures.ts';

/** |H| of 1 is mid grey, nothing is black, without bound is white. */
export function responseShade(value: number): number {
  return value / (1 + value);
}

/** Decibels that a spectrum spans from black to white; pictures hold no more above the noise of 8 bits. */
const SPAN = 90;

/** Below the strongest there is, which is white. */
export function powerShade(loudest: number): (power: number) => number {
  return (power) => (power > 0 && loudest > 0 ? 1 + (10 * Math.log10(power / loudest)) / SPAN : 0);
}

export function powerDecibels(power: number, loudest: number): number {
  return power > 0 && loudest > 0 ? Math.max(-SPAN, 10 * Math.log10(power / loudest)) : -SPAN;
}

export function powerText(power: number, loudest: number): string {
  if (!(power > 0) || !(loudest > 0)) return '−∞ dB';
  return `${plain(10 * Math.log10(power / loudest), 0)} dB`;
}

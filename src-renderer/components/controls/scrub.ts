// The arithmetic of dragging and stepping numbers: 2 px per step, Shift ÷ 10, Alt × 10, switchable without a jump.

export const PIXELS_PER_STEP = 2;
export const THRESHOLD_PIXELS = 3;

export interface Modifiers {
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

export interface Limits {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** A drag under way: `exact` is where the pointer is, in steps fine enough that no modifier loses any. */
export interface Scrub {
  readonly start: number;
  readonly exact: number;
  /** Smallest step used so far; the shown value moves on the grid of these from `start`. */
  readonly grain: number;
}

export function stepFactor(modifiers: Modifiers): number {
  return modifiers.shiftKey ? 0.1 : modifiers.altKey ? 10 : 1;
}

export function clampTo(value: number, limits: Limits): number {
  return Math.min(limits.max ?? Infinity, Math.max(limits.min ?? -Infinity, value));
}

/** Takes away what binary fractions add: 0.1 + 0.2 is 0.3 here. */
export function tidy(value: number): number {
  return value === 0 ? 0 : Number(value.toPrecision(12));
}

export function beginScrub(value: number, step: number): Scrub {
  return { start: value, exact: value, grain: step };
}

/** Moves by pixels. The limits hold the exact value too, so that turning back answers at once. */
export function moveScrub(
  scrub: Scrub,
  pixels: number,
  step: number,
  modifiers: Modifiers,
  limits: Limits = {},
): Scrub {
  const size = step * stepFactor(modifiers);
  const exact = clampTo(scrub.exact + (pixels / PIXELS_PER_STEP) * size, limits);
  return { start: scrub.start, exact, grain: Math.min(scrub.grain, size) };
}

export function scrubbedValue(scrub: Scrub, limits: Limits = {}): number {
  const steps = Math.round((scrub.exact - scrub.start) / scrub.grain);
  return clampTo(tidy(scrub.start + steps * scrub.grain), limits);
}

/** One press of an arrow key: `count` steps from the value, held by the limits. */
export function stepped(value: number, count: number, step: number, modifiers: Modifiers, limits: Limits = {}): number {
  return clampTo(tidy(value + count * step * stepFactor(modifiers)), limits);
}

// SEMANTICS §1 written out for one pixel of an endless picture: the slow twin of all that is said about a kernel.
import { DEFAULT_SETTINGS, type Settings } from '../../../src-core/filters/settings.ts';
import { analyse, type Analysis } from '../../../src-core/kernel/analyse.ts';
import type { Kernel } from '../../../src-core/kernel/kernel.ts';
import { divisorOf } from '../../../src-core/kernel/normalise.ts';

export type Picture = (x: number, y: number) => number;

export function settingsOf(given: Partial<Settings> = {}): Settings {
  return { ...DEFAULT_SETTINGS, ...given };
}

/** Σ K[j] · in(p ± (j − a)) / d + b. */
export function slide(kernel: Kernel, settings: Settings, picture: Picture): Picture {
  const divisor = divisorOf(kernel, settings);
  const sign = settings.flip ? -1 : 1;
  return (x, y) => {
    let sum = 0;
    kernel.weights.forEach((weight, index) => {
      const dx = (index % kernel.columns) - kernel.anchor.column;
      const dy = Math.floor(index / kernel.columns) - kernel.anchor.row;
      if (weight !== 0) sum += weight * picture(x + sign * dx, y + sign * dy);
    });
    return sum / divisor + settings.bias;
  };
}

export function analysed(kernel: Kernel, given: Partial<Settings> = {}): Analysis {
  return analyse({ form: 'matrix', kernel }, settingsOf(given));
}

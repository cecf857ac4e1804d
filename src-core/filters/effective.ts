// What a filter does to flat numbers: its matrix as drawn with divisor and amount worked in, and what it adds. The form in
// which filters are added, composed and split.
import { AppError } from '../errors.ts';
import { blend, halfTurn, identityLike, scale } from '../kernel/algebra/arithmetic.ts';
import { divisorOf } from '../kernel/normalise.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { Filter } from './filter.ts';
import { asHandMade } from './matrix.ts';

export interface Effective {
  /** As drawn, divisor 1, no flip. */
  readonly kernel: Kernel;
  /** Fractions of full scale, as `Settings.bias`. */
  readonly bias: number;
}

/** Throws `unsupported` where the output is not a sum (absolute, min–max), `too-large` where there is no matrix. */
export function effectiveOf(filter: Filter): Effective {
  const { kernel } = asHandMade(filter);
  if (!kernel) throw new AppError('internal', 'A filter without a matrix has no effective weights.');
  const { settings, name } = filter;
  if (settings.output === 'absolute' || settings.output === 'minmax') {
    const what = settings.output === 'absolute' ? 'absolute values' : 'a range mapped to 0…1';
    throw new AppError('unsupported', `${name} shows ${what}, which no kernel can do.`);
  }
  const drawn = settings.flip ? halfTurn(kernel) : kernel;
  const divided = scale(drawn, 1 / divisorOf(kernel, settings));
  const added = settings.bias + (settings.output === 'signed' ? 0.5 : 0);
  const { amount } = settings;
  return {
    kernel: amount === 1 ? divided : blend(identityLike(divided), divided, amount),
    bias: added * amount,
  };
}

// Several filters as the one kernel that does the same, where there is one.
import { AppError } from '../errors.ts';
import { convolve, identityLike, scale, withoutMargin } from '../kernel/algebra/arithmetic.ts';
import { sumsOf } from '../kernel/normalise.ts';
import { effectiveOf } from './effective.ts';
import type { Filter } from './filter.ts';
import { createFilter } from './index.ts';
import type { Settings } from './settings.ts';

export interface Composed {
  readonly filter: Filter;
  /** A finished sentence on where it differs from the filters; null where it does not. */
  readonly note: string | null;
}

const LIGHT_NAMES = { encoded: 'Encoded', linear: 'Linear' } as const;

/**
 * One filter for `filters`, in their order, each of them on. Equal to them in the interior, and everywhere under `wrap` and
 * `crop`. `opaque`: every pixel of the picture is (it has no α, or α is full everywhere), where all opacity laws agree.
 * Throws `unsupported` with the reason, or `too-large`.
 */
export function composeFilters(filters: readonly Filter[], opaque: boolean): Composed {
  const [first] = filters;
  if (!first || filters.length < 2) throw new AppError('unsupported', 'Composing takes at least two filters.');
  const settings = commonSettings(first, filters, opaque);
  let kernel = identityLike({ rows: 1, columns: 1, weights: [1], anchor: { row: 0, column: 0 } });
  let bias = 0;
  for (const filter of filters) {
    const next = effectiveOf(filter);
    kernel = convolve(kernel, next.kernel);
    // What was added before is seen by every weight.
    bias = bias * sumsOf(next.kernel.weights).sum + next.bias;
  }
  const name = filters.map((filter) => filter.name).join(' + ');
  // Under crop the size of the matrix is the size of the result.
  const fitted = settings.border === 'crop' ? kernel : withoutMargin(kernel);
  return {
    filter: createFilter('kernel', {
      name: name.length > 120 ? `${name.slice(0, 119)}…` : name,
      kernel: scale(fitted, 1),
      settings: { ...settings, bias },
    }),
    note: noteOf(filters, settings),
  };
}

function commonSettings(first: Filter, filters: readonly Filter[], opaque: boolean): Partial<Settings> {
  const { settings } = first;
  for (const { name, settings: other } of filters) {
    if (other.light !== settings.light) {
      throw new AppError(
        'unsupported',
        `${first.name} works in ${LIGHT_NAMES[settings.light]} light and ${name} in ${LIGHT_NAMES[other.light]}: between them the picture is converted, which no kernel can do.`,
      );
    }
    if (other.channels !== settings.channels) {
      throw new AppError('unsupported', `${first.name} and ${name} work on different channels.`);
    }
    if ((other.border === 'crop') !== (settings.border === 'crop')) {
      throw new AppError('unsupported', `One of ${first.name} and ${name} crops the picture and the other does not.`);
    }
    if (other.opacity === 'only' || (other.opacity === 'raw') !== (settings.opacity === 'raw')) {
      throw new AppError('unsupported', `${first.name} and ${name} treat opacity differently.`);
    }
    if (other.border === 'keep') {
      throw new AppError('unsupported', `${name} keeps the pixels at the border as they are, which no kernel can do.`);
    }
  }
  if (!opaque && settings.opacity !== 'raw') {
    throw new AppError(
      'unsupported',
      `The picture has transparent pixels, and ${first.name} weighs colours by opacity, anew at every step. With Opacity set to Raw in each filter they can be composed.`,
    );
  }
  return {
    normalise: 'none',
    border: settings.border,
    borderColour: settings.borderColour,
    opacity: settings.opacity === 'raw' ? 'raw' : 'auto',
    light: settings.light,
    channels: settings.channels,
  };
}

function noteOf(filters: readonly Filter[], { border }: Partial<Settings>): string | null {
  if (border === 'wrap' || border === 'crop') {
    if (filters.every((filter) => filter.settings.border === border)) return null;
  }
  return 'The same as the filters inside the picture; near its edges it can differ, where each filter would have filled in the border anew.';
}

// Claims about kernels, held for random kernels of small whole weights under random switches.
import fc from 'fast-check';
import type { Settings } from '../../../src-core/filters/settings.ts';
import type { Kernel } from '../../../src-core/kernel/kernel.ts';
import { FIXED, kernels } from './arbitraries.ts';
import { settingsOf } from './slide.ts';

export const RUNS = { ...FIXED, numRuns: 80 };
const switches = fc.record({
  flip: fc.boolean(),
  bias: fc.constantFrom(0, 0, 0.25, -0.5, 1),
  normalise: fc.constantFrom('auto', 'none', 'abs', 'positive' as const),
});

/** Weights of one digit, so that sums are exact. */
export const small = (side: number, least = -9): fc.Arbitrary<Kernel> =>
  kernels(side).chain((kernel) =>
    fc
      .array(fc.integer({ min: least, max: 9 }), {
        minLength: kernel.weights.length,
        maxLength: kernel.weights.length,
      })
      .map((weights) => ({ ...kernel, weights })),
  );

export const holds = (claim: (kernel: Kernel, settings: Settings) => void, from = small(5)): void =>
  fc.assert(
    fc.property(from, switches, (kernel, given) => claim(kernel, settingsOf(given))),
    RUNS,
  );

// Random filters with every switch, for round trips of our own files.
import fc from 'fast-check';
import type { Filter } from '../../../src-core/filters/filter.ts';
import { createFilter, FILTER_DEFINITIONS } from '../../../src-core/filters/index.ts';
import {
  BORDERS,
  LIGHTS,
  NORMALISATIONS,
  OPACITIES,
  OUTPUTS,
  type Settings,
} from '../../../src-core/filters/settings.ts';
import type { Kernel } from '../../../src-core/kernel/kernel.ts';
import { kernels } from '../kernel/arbitraries.ts';

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0);
const settings: fc.Arbitrary<Settings> = fc.record({
  normalise: fc.constantFrom(...NORMALISATIONS),
  divisor: number.filter((value) => value !== 0),
  bias: number,
  border: fc.constantFrom(...BORDERS),
  borderColour: fc.array(number, { minLength: 1, maxLength: 4 }),
  flip: fc.boolean(),
  opacity: fc.constantFrom(...OPACITIES),
  light: fc.constantFrom(...LIGHTS),
  channels: fc.constantFrom('rgba', 'r', 'gb', 'a', 'luminance'),
  output: fc.constantFrom(...OUTPUTS),
  amount: fc.double({ min: 0, max: 1, noNaN: true }),
});
const name = fc
  .string({ minLength: 1, maxLength: 120, unit: 'grapheme' })
  .filter((text) => text.length <= 120 && text !== '');

const fraction = fc.tuple(fc.integer(), fc.integer({ min: 2, max: 99 }));

/** Some of the cells as a fraction that was typed. JSON knows no −0. */
const typedKernels: fc.Arbitrary<Kernel> = kernels(5).chain((kernel) => {
  const { length } = kernel.weights;
  return fc.array(fc.option(fraction), { minLength: length, maxLength: length }).map((typed) => ({
    ...kernel,
    weights: kernel.weights.map((weight, index) => {
      const cell = typed[index];
      return (cell ? cell[0] / cell[1] : weight) + 0;
    }),
    ...(typed.some((cell) => cell !== null)
      ? { expressions: typed.map((cell) => cell && `${cell[0]}/${cell[1]}`) }
      : {}),
  }));
});

export const handMade: fc.Arbitrary<Filter> = fc
  .tuple(typedKernels, settings, name)
  .map(([kernel, given, called]) => createFilter('kernel', { kernel, settings: given, name: called }));

const parametric: fc.Arbitrary<Filter> = fc
  .constantFrom(...FILTER_DEFINITIONS.filter(({ type }) => type !== 'kernel'))
  .chain(({ type, parameters }) =>
    fc
      .tuple(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 9, maxLength: 9 }), settings, name)
      .map(([shares, given, called]) => {
        const values = parameters.map(
          ({ name: parameter, min, max }, index) => [parameter, min + (max - min) * (shares[index] ?? 0)] as const,
        );
        return createFilter(type, { parameters: Object.fromEntries(values), settings: given, name: called });
      }),
  );

export const anyFilter: fc.Arbitrary<Filter> = fc.oneof(handMade, parametric);

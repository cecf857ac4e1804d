// Every syntax a kernel is written in reads back as the same operation, or says what it cannot hold (§14).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BORDERS, DEFAULT_SETTINGS, type Settings } from '../../../src-core/filters/settings.ts';
import { correlationOf, type KernelSource } from '../../../src-core/kernel/export/exported.ts';
import { KERNEL_SYNTAXES } from '../../../src-core/kernel/export/index.ts';
import type { Imported } from '../../../src-core/kernel/import/imported.ts';
import { divisorOf } from '../../../src-core/kernel/normalise.ts';
import { parseKernelBytes, parseKernelText } from '../../../src-core/kernel/parse.ts';
import { FIXED, kernels } from './arbitraries.ts';

const switches: fc.Arbitrary<Settings> = fc.record({
  normalise: fc.constantFrom('none', 'auto', 'abs', 'positive', 'custom'),
  divisor: fc.oneof(
    fc.integer({ min: 1, max: 300 }),
    fc.double({ min: 0.01, max: 100, noNaN: true }).map((value) => -value),
  ),
  bias: fc.oneof(fc.constant(0), fc.double({ min: -1, max: 1, noNaN: true })),
  border: fc.constantFrom(...BORDERS),
  borderColour: fc.constantFrom([0], [0.5], [1, 0, 0.5]),
  flip: fc.boolean(),
  opacity: fc.constantFrom('auto', 'premultiplied', 'preserve', 'raw', 'only'),
  light: fc.constantFrom('encoded', 'linear'),
  channels: fc.constantFrom('rgba', 'rgb', 'luminance'),
  output: fc.constantFrom('clamp', 'absolute', 'signed', 'minmax'),
  amount: fc.constantFrom(1, 0.5),
});
const sources: fc.Arbitrary<KernelSource> = fc.record({ name: fc.string(), kernel: kernels(6), settings: switches });

const read = (content: string | Uint8Array): Imported =>
  typeof content === 'string' ? parseKernelText(content, 'file') : parseKernelBytes(content);

/** What the text reads as, under the switches a new kernel starts with. */
function readBack(id: string, source: KernelSource) {
  const { content, notes } = KERNEL_SYNTAXES.find((syntax) => syntax.id === id)!.print(source);
  const back = read(content);
  const again: KernelSource = {
    name: source.name,
    kernel: back.kernel,
    settings: { ...DEFAULT_SETTINGS, ...back.settings },
  };
  return { again, said: notes.join(' ') };
}

const positive = (weights: readonly number[]): number[] => weights.map((weight) => weight + 0);

function sameAnchor(a: KernelSource, b: KernelSource): boolean {
  const [one, other] = [correlationOf(a).anchor, correlationOf(b).anchor];
  return one.row === other.row && one.column === other.column;
}

describe.each(KERNEL_SYNTAXES.map(({ id }) => id))('%s', (id) => {
  it('keeps size and weights, in the direction the peer applies them', () => {
    fc.assert(
      fc.property(sources, (source) => {
        const { again, said } = readBack(id, source);
        const [before, after] = [correlationOf(source), correlationOf(again)];
        expect([after.rows, after.columns]).toEqual([before.rows, before.columns]);
        // A table of weights alone is what the grid shows; that it was to be flipped is said.
        const drawn = again.settings.flip === source.settings.flip;
        const turnedHere = /Turned by 180°/.test(said);
        const expected = drawn || turnedHere ? before : { ...before, weights: source.kernel.weights };
        const scale = id === 'imagemagick' ? divisorOf(source.kernel, source.settings) : 1;
        expect(positive(after.weights)).toEqual(positive(expected.weights.map((weight) => weight / scale)));
      }),
      FIXED,
    );
  });

  it('keeps each switch or names it among what is lost', () => {
    fc.assert(
      fc.property(sources, (source) => {
        const { again, said } = readBack(id, source);
        const [own, back] = [source.settings, again.settings];
        const says = (pattern: RegExp): boolean => pattern.test(said);
        if (!sameAnchor(source, again)) expect(said).toMatch(/the anchor \(row/);
        if (own.border !== back.border) expect(says(/the border/)).toBe(true);
        if (Math.abs(own.bias - back.bias) > 1e-12) expect(says(/the bias of/)).toBe(true);
        if (own.light !== back.light) expect(says(/the light/)).toBe(true);
        if (own.output !== back.output) expect(says(/the output/)).toBe(true);
        if (own.channels !== back.channels) expect(says(/the choice of channels/)).toBe(true);
        if (own.amount !== back.amount) expect(says(/the amount of/)).toBe(true);
      }),
      FIXED,
    );
  });
});

describe('what a syntax can carry, it carries', () => {
  const carries = (id: string, check: (source: KernelSource, again: KernelSource) => void) =>
    fc.assert(
      fc.property(sources, (source) => check(source, readBack(id, source).again)),
      FIXED,
    );
  const gain = ({ kernel, settings }: KernelSource): number[] =>
    positive(correlationOf({ kernel, settings }).weights.map((weight) => weight / divisorOf(kernel, settings)));

  it('SVG: anchor, direction, divisor, bias, light, and the borders clamp, wrap and constant', () => {
    carries('svg', (source, again) => {
      expect(sameAnchor(source, again)).toBe(true);
      expect(gain(again)).toEqual(gain(source));
      expect(again.settings.bias).toBe(source.settings.bias + 0);
      expect(again.settings.light).toBe(source.settings.light);
      if (['clamp', 'wrap', 'constant'].includes(source.settings.border))
        expect(again.settings.border).toBe(source.settings.border);
    });
  });

  it('ImageMagick: anchor, direction and divisor', () => {
    carries('imagemagick', (source, again) => {
      expect(sameAnchor(source, again)).toBe(true);
      expect(gain(again)).toEqual(gain(source));
    });
  });

  it('libvips: direction, divisor and bias', () => {
    carries('libvips', (source, again) => {
      expect(gain(again)).toEqual(gain(source));
      expect(again.settings.bias).toBeCloseTo(source.settings.bias, 12);
    });
  });
});

describe('files for other programs', () => {
  const source: KernelSource = {
    name: 'Sharpen <4>',
    kernel: { rows: 4, columns: 2, weights: [2, 3, 1, 1, 1, 1, 0, 0.5], anchor: { row: 0, column: 1 } },
    settings: { ...DEFAULT_SETTINGS, border: 'mirror' },
  };
  const printed = (id: string) => KERNEL_SYNTAXES.find((syntax) => syntax.id === id)!.print(source);

  it('a first row that counts the others is not taken for the size of a libvips matrix', () => {
    expect(read(printed('imagej').content).kernel.rows).toBe(4);
    expect(read(printed('tsv').content).kernel.rows).toBe(4);
  });

  it('an SVG element is well formed whatever the kernel is called', () => {
    expect(printed('svg').content).toContain('result="Sharpen-4"');
  });

  it('says in one sentence what was lost', () => {
    expect(printed('csv').notes).toEqual([
      'Not kept, because CSV has no place for it: the anchor (row 1, column 2) and the border Mirror.',
    ]);
  });
});

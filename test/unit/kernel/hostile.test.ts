import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-core/errors.ts';
import { kernelSchema } from '../../../src-core/kernel/kernel.ts';
import { parseKernelBytes, parseKernelText } from '../../../src-core/kernel/parse.ts';

/** Either a valid kernel or a refusal in words; never another error. */
function outcome(read: () => { readonly kernel: unknown }): string {
  try {
    expect(kernelSchema.safeParse(read().kernel).error?.issues).toBeUndefined();
    return 'kernel';
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    expect(['invalid', 'too-large']).toContain(thrown.code);
    expect(thrown.message).toMatch(/\.$/);
    return 'refused';
  }
}

const SEEDS = [
  '1,2,3\n4,5,6',
  '0,5\t1\n2\t3',
  '3x3+1+1: 0,-1,0 -1,5,-1 0,-1,0',
  '<feConvolveMatrix order="3" kernelMatrix="1 2 3 4 5 6 7 8 9" divisor="2" edgeMode="wrap"/>',
  '3 2 9 128\n1 2 3\n4 5 6',
  'np.array([[1, 2], [3, 4]]) / 9',
  'h = 1/9 * [1 2; 3 4];',
  "scipy.ndimage.convolve(a, [[1, 2]], mode='mirror', cval=1.5)",
];

describe('texts from anywhere (HARDENING, Messages)', () => {
  it('mutated texts of every format give a valid kernel or a refusal', () => {
    const piece = fc.constantFrom(
      ...'0123456789.,;:x+-*/[](){}<>="\'\t\n e%#√',
      'nan',
      'NaN',
      'Infinity',
      '1e999',
      '__proto__',
      '\u0000',
      'order',
    );
    const edit = fc.tuple(fc.nat(200), fc.nat(3), fc.array(piece, { maxLength: 3 }));
    fc.assert(
      fc.property(fc.constantFrom(...SEEDS), fc.array(edit, { maxLength: 6 }), (seed, edits) => {
        const text = edits.reduce((now, [at, drop, add]) => {
          const place = at % (now.length + 1);
          return now.slice(0, place) + add.join('') + now.slice(place + drop);
        }, seed);
        outcome(() => parseKernelText(text));
      }),
      { seed: 20_260, numRuns: 200 },
    );
  });

  it('random bytes after the magic of NumPy give a valid kernel or a refusal', () => {
    const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        outcome(() => parseKernelBytes(Uint8Array.from([...magic, ...bytes])));
      }),
      { seed: 20_260, numRuns: 150 },
    );
  });

  it.each([
    ['lines', '1\n'.repeat(200_000)],
    ['columns', '1,'.repeat(200_000)],
    ['blanks', `[${' '.repeat(400_000)}`],
    ['digits before a bracket', `${'1'.repeat(200_000)}*[[1]]`],
    ['digits after a bracket', `[[1]] / ${'1'.repeat(200_000)}`],
    ['cells of a literal', `[[${'1,'.repeat(150_000)}1]]`],
    ['a giant ImageMagick size', `99999x99999: ${'1,'.repeat(100_000)}`],
    ['a giant SVG order', `<feConvolveMatrix order="9999" kernelMatrix="${'1 '.repeat(100_000)}"/>`],
    ['angle brackets', '<'.repeat(200_000)],
    ['commas', ','.repeat(200_000)],
    ['parentheses', '('.repeat(200_000)],
    ['colons', `${'1'.repeat(100_000)}:`],
  ])('long texts of %s are answered at once', (_, text) => {
    const started = performance.now();
    outcome(() => parseKernelText(text));
    // A quadratic reader would need minutes.
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

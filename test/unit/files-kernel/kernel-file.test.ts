import { describe, expect, it } from 'vitest';
import { createFilter } from '../../../src-core/filters/index.ts';
import type { Filter } from '../../../src-core/filters/filter.ts';
import { asHandMade } from '../../../src-core/filters/matrix.ts';
import { parseKernelFile, parseKernelFileBytes, printKernelFile } from '../../../src-core/kernel-file.ts';
import { setAnchor, setWeight } from '../../../src-core/kernel/edit.ts';
import { PRESETS } from '../../../src-core/presets.ts';
import { isRecipeFile, parseRecipeFile, printRecipeFile } from '../../../src-core/recipe-file.ts';

const sample = createFilter('kernel', { name: 'Mine' });
const edited = (change: (file: Record<string, unknown>) => unknown) => {
  const file = JSON.parse(printKernelFile(sample)) as Record<string, unknown>;
  change(file);
  return JSON.stringify(file);
};

describe('kernel file (§14)', () => {
  it('keeps expressions beside their weights, rows on lines of their own', () => {
    const typed = { ...sample, kernel: setWeight(sample.kernel!, { row: 0, column: 1 }, 1 / 9, '1/9') };
    const text = printKernelFile(typed);
    expect(text).toContain('[0, 0.1111111111111111, 0]');
    expect(parseKernelFile(text, 'x').filter.kernel).toEqual(typed.kernel);
  });

  it('keeps the formula that made the weights, and an edit by hand lets it go', () => {
    const kernel = { rows: 1, columns: 3, weights: [1, 0, 1], anchor: { row: 0, column: 1 } };
    const formula = { text: 'abs(x) * g', values: { g: 1 } };
    const filter = createFilter('kernel', { kernel: { ...kernel, formula } });
    expect(parseKernelFile(printKernelFile(filter), 'x.kernel.json').filter.kernel).toEqual({ ...kernel, formula });
    expect(setWeight(filter.kernel!, { row: 0, column: 0 }, 5)).not.toHaveProperty('formula');
    expect(setAnchor(filter.kernel!, { row: 0, column: 0 })).not.toHaveProperty('formula');
  });

  it('saves a parametric filter as its matrix and says where it came from', () => {
    const filter = createFilter('gaussian', { parameters: { sigmaX: 1, sigmaY: 2 } });
    const text = printKernelFile(filter);
    expect(JSON.parse(text)).toMatchObject({ provenance: { type: 'gaussian', parameters: { sigmaX: 1, sigmaY: 2 } } });
    expect(parseKernelFile(text, 'x').filter.kernel).toEqual(asHandMade(filter).kernel);
  });

  it('opens the texts of other programs and NumPy bytes, naming the filter after the file', () => {
    const read = parseKernelFile('0 1 0\n1 -4 1\n0 1 0\n', 'laplace.txt');
    expect(read.filter).toMatchObject({
      name: 'laplace',
      type: 'kernel',
      kernel: { weights: [0, 1, 0, 1, -4, 1, 0, 1, 0] },
    });
    expect(parseKernelFile('3x1: 1,2,1', 'a').filter.settings).toMatchObject({
      flip: true,
      normalise: 'none',
      border: 'clamp',
    });
    expect(parseKernelFileBytes(new TextEncoder().encode('1,2,3'), 'x.csv').filter.name).toBe('x');
  });

  it.each([
    [
      'NaN',
      edited(
        (file) =>
          (file['weights'] = [
            [0, 'NaN', 0],
            [0, 1, 0],
            [0, 0, 0],
          ]),
      ),
      /weights\.0\.1/,
    ],
    ['1e999', printKernelFile(sample).replace('[0, 1, 0]', '[0, 1e999, 0]'), /finite number/],
    [
      'beyond float32',
      edited(
        (file) =>
          (file['weights'] = [
            [0, 1e300, 0],
            [0, 1, 0],
            [0, 0, 0],
          ]),
      ),
      /overflows float32/,
    ],
    ['ragged rows', edited((file) => (file['weights'] = [[0], [0, 1, 0], [0, 0, 0]])), /not 3 rows of 3 numbers/],
    ['too few rows', edited((file) => (file['weights'] = [[0, 0, 0]])), /not 3 rows of 3 numbers/],
    ['an anchor outside', edited((file) => (file['anchor'] = { row: 3, column: 0 })), /anchor must be a cell/],
    ['a divisor of 0', edited((file) => (file['settings'] = { divisor: 0 })), /divisor must be a number other than 0/],
    ['an unknown border', edited((file) => (file['settings'] = { border: 'edge' })), /settings\.border/],
    ['unknown fields', edited((file) => (file['more'] = 1)), /more/],
    ['a prototype', printKernelFile(sample).replace('"name"', '"__proto__": {"polluted": 1}, "name"'), /not allowed/],
    ['258 rows', edited((file) => (file['rows'] = 258)), /At rows/],
    ['another kind', edited((file) => (file['kind'] = 'kernelcraft-recipe')), /does not hold a kernel/],
    ['nothing', '{}', /does not hold a kernel/],
    ['torn JSON', printKernelFile(sample).slice(0, 80), /not valid JSON/],
    ['a deep nest', `{"a":${'['.repeat(100)}${']'.repeat(100)}}`, /nested deeper than 64/],
    ['an image', '\u0089PNG\r\n\u001a\n', /could not be read/],
  ])('refuses %s with a sentence that names the file', (_, text, message) => {
    expect(() => parseKernelFile(text, 'odd.kernel.json')).toThrow(message);
    expect(() => parseKernelFile(text, 'odd.kernel.json')).toThrow(/^odd\.kernel\.json could not be opened\. .*\.$/su);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('refuses a text that is too long without reading it', () => {
    expect(() => parseKernelFile(`{"a":"${'x'.repeat(9 * 2 ** 20)}"}`, 'big')).toThrow(/at most/);
  });

  it('says when a newer version wrote it', () => {
    expect(() =>
      parseKernelFile(
        edited((file) => (file['version'] = 2)),
        'n',
      ),
    ).toThrow(/newer version/);
  });
});

describe('recipe file', () => {
  const recipe = { version: 1 as const, filters: PRESETS.slice(0, 12).map((preset) => preset.create()) };

  it('reads back the whole stack exactly', () => {
    expect(parseRecipeFile(printRecipeFile(recipe, 'All'), 'x.recipe.json')).toEqual(recipe);
  });

  it('is told from a kernel file', () => {
    const texts = [printRecipeFile(recipe), printKernelFile(sample), '1 2 3', '{'];
    expect(texts.map(isRecipeFile)).toEqual([true, false, false, false]);
  });

  it.each([
    ['an unknown type', { type: 'warp', kernel: null }, /no filter of the type "warp"/],
    ['an unknown parameter', { type: 'box', kernel: null, parameters: { sigma: 1 } }, /no parameter "sigma"/],
    ['a kernel filter without its matrix', { kernel: null }, /a kernel filter has a matrix/],
    ['an amount above 1', { settings: { ...sample.settings, amount: 2 } }, /settings\.amount/],
  ])('refuses %s', (_, change, message) => {
    const text = printRecipeFile({ version: 1, filters: [{ ...sample, ...change } as Filter] });
    expect(() => parseRecipeFile(text, 'x.recipe.json')).toThrow(message);
    expect(() => parseRecipeFile(text, 'x.recipe.json')).toThrow(/^x\.recipe\.json could not be opened\./);
  });

  it('refuses two filters of one id and more than 64 filters', () => {
    expect(() => parseRecipeFile(printRecipeFile({ version: 1, filters: [sample, sample] }), 'x')).toThrow(/same id/);
    const many = Array.from({ length: 65 }, () => createFilter('kernel'));
    expect(() => parseRecipeFile(printRecipeFile({ version: 1, filters: many }), 'x')).toThrow(/At filters/);
  });

  it('brings parameters inside their limits', () => {
    const wide = { ...createFilter('gaussian'), parameters: { sigmaX: 9999, sigmaY: 1 } };
    expect(parseRecipeFile(printRecipeFile({ version: 1, filters: [wide] }), 'x').filters[0]!.parameters).toEqual({
      sigmaX: 250,
      sigmaY: 1,
    });
  });
});

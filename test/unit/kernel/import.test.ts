import { describe, expect, it } from 'vitest';
import cases from '../../fixtures/peer-cases.json' with { type: 'json' };
import { parseKernelBytes, parseKernelText } from '../../../src-core/kernel/parse.ts';
import type { Kernel } from '../../../src-core/kernel/kernel.ts';

/** The kernel as a correlation with the anchor as [x, y]: what a flipped one amounts to. */
function correlation({ kernel, settings }: { kernel: Kernel; settings: { flip?: boolean } }) {
  const { rows, columns, weights, anchor } = kernel;
  if (!settings.flip) return { weights, anchor: [anchor.column, anchor.row] };
  return { weights: [...weights].reverse(), anchor: [columns - 1 - anchor.column, rows - 1 - anchor.row] };
}

describe('delimited text (§14)', () => {
  it.each([
    ['TSV', '1\t2\t3\n4\t5\t6', [1, 2, 3, 4, 5, 6], 3],
    ['CSV', '1,2,3\n4,5,6\n', [1, 2, 3, 4, 5, 6], 3],
    ['CSV with blanks', '1, 2, 3\r\n4, 5, 6', [1, 2, 3, 4, 5, 6], 3],
    ['blanks', ' 1  2\n 3  4 ', [1, 2, 3, 4], 2],
    ['semicolons and decimal commas', '0,25;0,5\n1;2', [0.25, 0.5, 1, 2], 2],
    ['tabs and decimal commas', '0,25\t0,5\n1\t−2', [0.25, 0.5, 1, -2], 2],
    ['blanks and decimal commas', '0,25 0,5 0,25', [0.25, 0.5, 0.25], 3],
    ['a lone decimal comma', '0,5', [0.5], 1],
    ['a copied cell with a decimal comma', '-1,5\r\n', [-1.5], 1],
    ['ImageJ text with commas at the ends', '-1, 0, 1,\n-2, 0, 2,\n', [-1, 0, 1, -2, 0, 2], 3],
    ['comments', '# by hand\n1 2\n% more\n3 4', [1, 2, 3, 4], 2],
    ['quoted cells', '"1","2"', [1, 2], 2],
    ['a byte order mark', '\uFEFF7\t8', [7, 8], 2],
  ])('reads %s', (_, text, weights, columns) => {
    const { kernel, settings } = parseKernelText(text);
    expect(kernel.weights).toEqual(weights);
    expect(kernel.columns).toBe(columns);
    expect(settings).toEqual({});
  });

  it('reads a lone row of two in a file as two cells', () => {
    expect(parseKernelText('-1,1\n', 'file').kernel.weights).toEqual([-1, 1]);
    expect(parseKernelBytes(new TextEncoder().encode('1,1')).kernel.weights).toEqual([1, 1]);
    expect(parseKernelText('0,5', 'file').kernel.weights).toEqual([0.5]);
  });

  it('keeps expressions, and says how commas and empty cells were read', () => {
    const read = parseKernelText('1/9\t0,5\n\t2');
    expect(read.kernel.weights).toEqual([1 / 9, 0.5, 0, 2]);
    expect(read.kernel.expressions).toEqual(['1/9', null, null, null]);
    expect(read.notes).toEqual(['Commas were read as decimal signs.', 'One empty cell was read as 0.']);
  });

  it.each([
    ['1,2\n3', /Row 2 has 1 numbers, row 1 has 2/],
    ['1\tx', /Row 1, column 2/],
    ['1\tNaN', /Row 1, column 2/],
    ['1e999\t1', /Row 1, column 1: The result is too large/],
    ['', /empty text/],
    [Array(258).fill('1').join('\n'), /the most is 257 × 257/],
  ])('refuses %j with the place', (text, message) => {
    expect(() => parseKernelText(text)).toThrow(message);
  });
});

describe('ImageMagick (§1, §2, §14)', () => {
  const own = cases.cases.filter((each) => each.call.fn === '-morphology Convolve');

  it('every recorded call becomes the correlation that ImageMagick computed', () => {
    let compared = 0;
    for (const { call, kernel: norm, norm: form } of own) {
      const text = String((call as { kernel: string }).kernel);
      if (!/^\d/.test(text)) continue;
      const { weights, anchor } = correlation(parseKernelText(text));
      const scale = norm.data[0]! / weights[0]!;
      expect(anchor).toEqual(form.anchor);
      if (Number.isFinite(scale))
        weights.forEach((weight, index) => expect(weight * scale).toBeCloseTo(norm.data[index]!, 6));
      compared++;
    }
    expect(compared).toBeGreaterThan(5);
  });

  it('takes the given origin and reads nan and - as 0', () => {
    const read = parseKernelText('3x2+2+0: 1,nan,3\n -,5,6');
    expect(read.kernel).toMatchObject({
      rows: 2,
      columns: 3,
      weights: [1, 0, 3, 0, 5, 6],
      anchor: { row: 0, column: 2 },
    });
    expect(read.settings).toMatchObject({ flip: true, normalise: 'none' });
    expect(read.notes.join(' ')).toMatch(/2 cells without a value/);
  });

  it('refuses a wrong count and an origin outside', () => {
    expect(() => parseKernelText('3x3: 1,2,3')).toThrow(/Expected 9 numbers, received 3/);
    expect(() => parseKernelText('2x2+2+0: 1,2,3,4')).toThrow(/anchor/);
  });
});

describe('SVG feConvolveMatrix (§1, §2, §14)', () => {
  it('is flipped, anchored at order − 1 − target, divided by the sum, in linear light', () => {
    const read = parseKernelText(
      '<svg><filter><feConvolveMatrix order="4 3" kernelMatrix="1 2 3 4  5 6 7 8  9 10 11 12" targetX="0"/></filter></svg>',
    );
    expect(read.kernel).toMatchObject({ rows: 3, columns: 4, anchor: { row: 1, column: 3 } });
    expect(read.settings).toEqual({
      flip: true,
      normalise: 'auto',
      bias: 0,
      border: 'clamp',
      light: 'linear',
      opacity: 'premultiplied',
    });
  });

  it('takes divisor, bias, edge mode, alpha and colour interpolation', () => {
    const text = `<feConvolveMatrix order='3' kernelMatrix='0 -1 0, -1 5 -1, 0 -1 0' divisor='2' bias="0.5" edgeMode="none" preserveAlpha="true" color-interpolation-filters="sRGB"/>`;
    expect(parseKernelText(text).settings).toEqual({
      flip: true,
      normalise: 'custom',
      divisor: 2,
      bias: 0.5,
      border: 'constant',
      borderColour: [0],
      light: 'encoded',
      opacity: 'preserve',
    });
  });
});

describe('libvips matrix (§14)', () => {
  it('takes scale as the divisor and offset as the bias', () => {
    const read = parseKernelText('3 2 9 128\n1 2 3\n4 5 6\n');
    expect(read.kernel).toMatchObject({
      rows: 2,
      columns: 3,
      weights: [1, 2, 3, 4, 5, 6],
      anchor: { row: 1, column: 1 },
    });
    expect(read.settings).toEqual({ normalise: 'custom', divisor: 9, bias: 128 / 255, border: 'clamp' });
    expect(read.notes[0]).toMatch(/50\.2 %/);
  });

  it('rows that merely look like a head stay rows', () => {
    expect(parseKernelText('2 2\n3 4\n5 6\n7 8').kernel.rows).toBe(4);
  });
});

describe('NumPy (§14)', () => {
  function npy(
    descr: string,
    shape: string,
    write: (view: DataView, at: number) => void,
    bytes: number,
    fortran = 'False',
  ): Uint8Array {
    const head = `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': ${shape}, }`.padEnd(117) + '\n';
    const file = new Uint8Array(10 + head.length + bytes);
    file.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, head.length & 255, head.length >> 8]);
    file.set(new TextEncoder().encode(head), 10);
    write(new DataView(file.buffer), 10 + head.length);
    return file;
  }

  it('reads float64, float32 big-endian, integers and column-major order', () => {
    const doubles = npy(
      '<f8',
      '(2, 2)',
      (view, at) => [0.1, 2, 3, 4].forEach((v, i) => view.setFloat64(at + 8 * i, v, true)),
      32,
    );
    expect(parseKernelBytes(doubles).kernel.weights).toEqual([0.1, 2, 3, 4]);
    const floats = npy(
      '>f4',
      '(1, 2)',
      (view, at) => [0.5, -2].forEach((v, i) => view.setFloat32(at + 4 * i, v, false)),
      8,
    );
    expect(parseKernelBytes(floats).kernel.weights).toEqual([0.5, -2]);
    const integers = npy(
      '|i1',
      '(2, 3)',
      (view, at) => [1, 2, 3, 4, 5, -6].forEach((v, i) => view.setInt8(at + i, v)),
      6,
      'True',
    );
    expect(parseKernelBytes(integers).kernel).toMatchObject({ rows: 2, columns: 3, weights: [1, 3, 5, 2, 4, -6] });
    const line = npy('|u1', '(3,)', (view, at) => [1, 2, 1].forEach((v, i) => view.setUint8(at + i, v)), 3);
    expect(parseKernelBytes(line)).toMatchObject({
      kernel: { rows: 1, columns: 3 },
      notes: ['The one-dimensional array was read as one row.'],
    });
  });

  it.each([
    ['three dimensions', '<f8', '(1, 1, 1)', /one or two dimensions/],
    ['complex numbers', '<c8', '(1, 1)', /Only real numbers/],
    ['a torn end', '<f8', '(9, 9)', /ends before its last number/],
    ['a giant', '<f8', '(99999, 99999)', /the most is 257/],
  ])('refuses %s', (_, descr, shape, message) => {
    expect(() => parseKernelBytes(npy(descr, shape, () => undefined, 8))).toThrow(message);
  });

  it('refuses NaN and every truncation of a file', () => {
    const bad = npy('<f8', '(1, 1)', (view, at) => view.setFloat64(at, NaN, true), 8);
    expect(() => parseKernelBytes(bad)).toThrow(/not a weight/);
    for (let length = 6; length < bad.length; length++)
      expect(() => parseKernelBytes(bad.subarray(0, length))).toThrow();
  });
});

describe('literals of programs (§14)', () => {
  it.each([
    ['Python lists', '[[1, 2], [3, 4]]', [1, 2, 3, 4]],
    ['a NumPy array over nine', 'k = np.array([[1, 2],\n [3, 4]], dtype=float) / 4', [0.25, 0.5, 0.75, 1]],
    ['a factor in front', '1/4 * np.array([[1, 2], [3, 4]])', [0.25, 0.5, 0.75, 1]],
    ['tuples', '((1, 2), (3, 4))', [1, 2, 3, 4]],
    ['C initialisers', '{{1.0f, 2.f}, {3.0f, 4.0f}}', [1, 2, 3, 4]],
    ['MATLAB', 'h = [1 2; 3 4];', [1, 2, 3, 4]],
    ['MATLAB over nine', '[1, 2\n 3, 4] / 4', [0.25, 0.5, 0.75, 1]],
    ['comments', '[[1, 2], # first\n [3, 4]]', [1, 2, 3, 4]],
  ])('reads %s', (_, text, weights) => {
    const { kernel } = parseKernelText(text);
    expect(kernel).toMatchObject({ rows: 2, columns: 2 });
    expect(kernel.weights).toEqual(weights);
  });

  it('keeps expressions of cells', () => {
    const read = parseKernelText('[[np.sqrt(2)/4, 1/9]]');
    expect(read.kernel.weights).toEqual([Math.SQRT2 / 4, 1 / 9]);
    expect(read.kernel.expressions).toEqual(['sqrt(2)/4', '1/9']);
  });

  it('anchors an even MATLAB matrix one cell earlier (§2)', () => {
    expect(parseKernelText('[1 2; 3 4]').kernel.anchor).toEqual({ row: 0, column: 0 });
    expect(parseKernelText('[[1, 2], [3, 4]]').kernel.anchor).toEqual({ row: 1, column: 1 });
  });

  it('converts the direction and border of the call around it, and says so', () => {
    const scipy = parseKernelText(
      "out = scipy.ndimage.convolve(img, [[0, 1, 0], [1, -4, 1], [0, 1, 0]], mode='mirror')",
    );
    expect(scipy.settings).toEqual({ normalise: 'none', flip: true, border: 'mirror' });
    expect(scipy.notes).toEqual(['Imported from SciPy: flipped, border "mirror" here is dcb│abcdefgh│gfe.']);
    expect(parseKernelText("ndimage.correlate(a, [[1, 2]], mode='constant', cval=1.5)").settings).toEqual({
      normalise: 'none',
      flip: false,
      border: 'constant',
      borderColour: [1.5],
    });
    expect(parseKernelText('cv2.filter2D(img, -1, np.array([[1, 1], [1, 1]]))').settings).toMatchObject({
      flip: false,
      border: 'mirror',
    });
    expect(parseKernelText("imfilter(I, [1 2; 3 4], 'symmetric')").settings).toMatchObject({
      flip: false,
      border: 'reflect',
    });
    expect(parseKernelText('conv2(I, [1 2; 3 4])').settings).toMatchObject({ flip: true, border: 'constant' });
  });

  it('every recorded SciPy convolution becomes the correlation that SciPy computed (§1, §2)', () => {
    let compared = 0;
    for (const { call, kernel: norm, norm: form } of cases.cases) {
      const {
        fn,
        weights_data: data,
        weights_shape: shape,
        mode,
        origin,
      } = call as {
        fn: string;
        weights_data?: number[];
        weights_shape?: number[];
        mode?: string;
        origin?: unknown;
      };
      if (fn !== 'scipy.ndimage.convolve' || !data || shape?.length !== 2 || /[1-9]/.test(String(origin))) continue;
      const rows = Array.from(
        { length: shape[0]! },
        (_, row) => `[${data.slice(row * shape[1]!, (row + 1) * shape[1]!).join(', ')}]`,
      );
      const { weights, anchor } = correlation(parseKernelText(`${fn}(image, [${rows.join(', ')}], mode='${mode}')`));
      expect(anchor).toEqual(form.anchor);
      weights.forEach((weight, index) => expect(weight).toBeCloseTo(norm.data[index]!, 9));
      compared++;
    }
    expect(compared).toBeGreaterThan(5);
  });

  it('an open bracket is an error, not a hang', () => {
    expect(() => parseKernelText('[[1, 2], [3')).toThrow(/not closed/);
    expect(() => parseKernelText('['.repeat(100_000))).toThrow(/not closed/);
  });
});

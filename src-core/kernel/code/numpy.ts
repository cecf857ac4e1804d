// SciPy's ndimage: correlate where the kernel is applied as drawn, convolve where it is flipped.
import type { Border } from '../../filters/settings.ts';
import { colourOf, finishLines, kernelLines, readLines } from './python.ts';
import { commented, FULL, headLines, matrixLines, operationOf, real, type CodeTarget } from './snippet.ts';

const MODES: Readonly<Record<Border, string>> = {
  clamp: 'nearest',
  mirror: 'mirror',
  reflect: 'reflect',
  wrap: 'wrap',
  constant: 'constant',
  crop: 'nearest',
  keep: 'nearest',
};

export const numpy: CodeTarget = {
  id: 'numpy',
  label: 'NumPy and SciPy',
  print: (source) => {
    const operation = operationOf(source);
    const { kernel: drawn, settings } = source;
    // Both functions count the origin from the middle cell (rows // 2, columns // 2) of the kernel as written.
    const origin = [drawn.anchor.row - Math.floor(drawn.rows / 2), drawn.anchor.column - Math.floor(drawn.columns / 2)];
    const call = settings.flip ? 'convolve' : 'correlate';
    const colour = colourOf(operation);
    const mode = `mode='${MODES[operation.border]}'`;
    const where = `origin=(${origin.join(', ')}, 0)`;
    const constant = operation.border === 'constant';
    // One number serves all channels; three are a shift of the picture before the sum and back after it.
    const shift = constant && !colour.single;
    const sum = shift
      ? `ndimage.${call}(picture - colour, kernel[..., None], ${mode}, cval=0.0, ${where}) + colour * kernel.sum()`
      : `ndimage.${call}(picture, kernel[..., None], ${mode}, ${constant ? `cval=${real(colour.values[0] ?? 0)}, ` : ''}${where})`;
    return `${[
      commented('#', headLines(operation, { peer: 'SciPy', ...FULL })),
      '# python3 filter.py input.png output.png',
      'import sys',
      'import numpy as np',
      'from PIL import Image',
      'from scipy import ndimage',
      '',
      ...kernelLines(matrixLines(drawn, '[', ', ', ']'), operation.divisor),
      ...readLines(operation, "np.asarray(Image.open(sys.argv[1]).convert('RGB'))"),
      ...(shift ? [`colour = np.array([${colour.values.map(real).join(', ')}])`] : []),
      `result = ${sum} + ${real(operation.bias)}`,
      ...finishLines(operation),
      'Image.fromarray(pixels).save(sys.argv[2])',
    ].join('\n')}\n`;
  },
};

// OpenCV's filter2D: correlation with an anchor. Borders it lacks are made by copyMakeBorder and cut off again.
import type { Border } from '../../filters/settings.ts';
import { colourOf, finishLines, kernelLines, readLines } from './python.ts';
import { commented, FULL, headLines, matrixLines, operationOf, reachOf, real, type CodeTarget } from './snippet.ts';

const BORDERS: Readonly<Record<Border, string>> = {
  clamp: 'cv2.BORDER_REPLICATE',
  mirror: 'cv2.BORDER_REFLECT_101',
  reflect: 'cv2.BORDER_REFLECT',
  wrap: 'cv2.BORDER_WRAP',
  constant: 'cv2.BORDER_CONSTANT',
  crop: 'cv2.BORDER_REPLICATE',
  keep: 'cv2.BORDER_REPLICATE',
};

export const opencv: CodeTarget = {
  id: 'opencv',
  label: 'OpenCV',
  print: (source) => {
    const operation = operationOf(source);
    const { kernel, border, bias } = operation;
    const { top, left, bottom, right } = reachOf(kernel);
    const call = (picture: string, mode: string): string =>
      `cv2.filter2D(${picture}, cv2.CV_64F, kernel, anchor=(${kernel.anchor.column}, ${kernel.anchor.row}), ` +
      `delta=${real(bias)}, borderType=${mode})`;
    const value = border === 'constant' ? `, value=[${colourOf(operation).values.map(real).join(', ')}]` : '';
    const sum =
      border === 'wrap' || border === 'constant'
        ? [
            `padded = cv2.copyMakeBorder(picture, ${top}, ${bottom}, ${left}, ${right}, ${BORDERS[border]}${value})`,
            `result = ${call('padded', 'cv2.BORDER_REPLICATE')}`,
            `result = result[${top}:${top} + before.shape[0], ${left}:${left} + before.shape[1]]`,
          ]
        : [`result = ${call('picture', BORDERS[border])}`];
    return `${[
      commented('#', headLines(operation, { peer: 'OpenCV', ...FULL })),
      ...(source.settings.flip ? ['# The kernel was turned by 180 degrees: filter2D does not flip.'] : []),
      '# python3 filter.py input.png output.png',
      'import sys',
      'import cv2',
      'import numpy as np',
      '',
      ...kernelLines(matrixLines(kernel, '[', ', ', ']'), operation.divisor),
      ...readLines(operation, 'cv2.cvtColor(cv2.imread(sys.argv[1]), cv2.COLOR_BGR2RGB)'),
      ...sum,
      ...finishLines(operation),
      'cv2.imwrite(sys.argv[2], cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))',
    ].join('\n')}\n`;
  },
};

// MATLAB (and GNU Octave): conv2, which flips, over a picture with its border made by index. No toolbox is needed.
import type { Border } from '../../filters/settings.ts';
import { colourOf } from './python.ts';
import { commented, FULL, headLines, matrixLines, operationOf, reachOf, real, type CodeTarget } from './snippet.ts';

/** `i` counts from 0 and `n` is the length. */
const INDEX: Readonly<Record<Border, string>> = {
  clamp: 'min(max(i, 0), n - 1)',
  mirror: 'n - 1 - abs(n - 1 - mod(i, max(2 * n - 2, 1)))',
  reflect: 'min(mod(i, 2 * n), 2 * n - 1 - mod(i, 2 * n))',
  wrap: 'mod(i, n)',
  constant: 'min(max(i, 0), n - 1)',
  crop: 'min(max(i, 0), n - 1)',
  keep: 'min(max(i, 0), n - 1)',
};

export const matlab: CodeTarget = {
  id: 'matlab',
  label: 'MATLAB',
  print: (source) => {
    const operation = operationOf(source);
    const { kernel, divisor, bias, border, output, amount, linear, channels } = operation;
    const { top, left, bottom, right } = reachOf(kernel);
    const inside = `${top} + 1:rows - ${bottom}, ${left} + 1:columns - ${right}, :`;
    const ticked = channels.map((channel) => channel + 1).join(', ');
    const lines = [
      commented('%', headLines(operation, { peer: 'MATLAB', ...FULL })),
      "% kernelcraft_filter('input.png', 'output.png')",
      'function kernelcraft_filter(from, to)',
      'kernel = [',
      ...matrixLines(kernel, '  ', ', ', ';'),
      `] / ${real(divisor)};`,
      'before = double(imread(from)) / 255;',
      'if size(before, 3) == 1, before = repmat(before, [1, 1, 3]); end',
      'before = before(:, :, 1:3);',
      'picture = before;',
      ...(linear
        ? [
            'low = before <= 0.04045;  % linear light',
            'picture(low) = before(low) / 12.92;',
            'picture(~low) = ((before(~low) + 0.055) / 1.055) .^ 2.4;',
          ]
        : []),
      '[rows, columns, ~] = size(picture);',
      `index = @(i, n) ${INDEX[border]};`,
      `padded = picture(index(-${top}:rows - 1 + ${bottom}, rows) + 1, index(-${left}:columns - 1 + ${right}, columns) + 1, :);`,
      ...(border === 'constant'
        ? [
            `outside = true(size(padded, 1), size(padded, 2));`,
            `outside(${top} + 1:${top} + rows, ${left} + 1:${left} + columns) = false;`,
            `colour = [${colourOf(operation).values.map(real).join(', ')}];`,
          ]
        : []),
      'result = zeros(size(picture));',
      'for c = 1:3',
      '  channel = padded(:, :, c);',
      ...(border === 'constant' ? ['  channel(outside) = colour(c);'] : []),
      `  result(:, :, c) = conv2(channel, rot90(kernel, 2), 'valid') + ${real(bias)};`,
      'end',
      ...(border === 'keep' ? ['whole = before;'] : []),
      ...(border === 'crop' || border === 'keep'
        ? [`result = result(${inside});`, `picture = picture(${inside});`, `before = before(${inside});`]
        : []),
      ...(output === 'absolute' ? ['result = abs(result);'] : []),
      ...(output === 'signed' ? ['result = result + 0.5;'] : []),
      ...(output === 'minmax' && channels.length > 0
        ? [
            `range = result(:, :, [${ticked}]);`,
            'low = min(range(:)); high = max(range(:));',
            'if high == low, high = low + 1; end',
            'result = (result - low) / (high - low);',
          ]
        : []),
      ...(amount === 1 ? [] : [`result = ${real(amount)} * result + ${real(1 - amount)} * picture;`]),
      ...(linear
        ? [
            's = abs(result);',
            'low = s <= 0.0031308;',
            's(low) = s(low) * 12.92;',
            's(~low) = 1.055 * s(~low) .^ (1 / 2.4) - 0.055;',
            'result = sign(result) .* s;',
          ]
        : []),
      ...[1, 2, 3]
        .filter((channel) => !channels.includes(channel - 1))
        .map((channel) => `result(:, :, ${channel}) = before(:, :, ${channel});`),
      ...(border === 'keep' ? [`whole(${inside}) = result;`, 'result = whole;'] : []),
      'imwrite(uint8(floor(min(max(result, 0), 1) * 255 + 0.5)), to);',
      'end',
    ];
    return `${lines.join('\n')}\n`;
  },
};

// sharp (libvips): correlation about the middle cell; scale and offset are whole numbers, results are cut to levels.
import type { Border } from '../../filters/settings.ts';
import { plainNumber } from '../print.ts';
import { centred, rowsOf } from '../turn.ts';
import { commented, headLines, operationOf, reachOf, type Abilities, type CodeTarget } from './snippet.ts';

/** As it stands in the program; here it must not look like an import of ours. */
const PACKAGE = "'sharp'";
/** sharp refuses kernels with fewer rows or columns. */
const LEAST_SIDE = 3;

const EXTENSIONS: Readonly<Record<Border, string | null>> = {
  // What libvips does by itself.
  clamp: null,
  crop: null,
  keep: null,
  // libvips' mirror repeats the edge: it is our reflect.
  reflect: 'mirror',
  mirror: 'mirror',
  wrap: 'repeat',
  constant: 'background',
};

const ABILITIES: Abilities = {
  peer: 'sharp',
  borders: ['clamp', 'reflect', 'wrap', 'constant', 'crop'],
  fallback: 'the nearest it has',
  linear: false,
  outputs: ['clamp', 'signed'],
  amount: false,
  channels: false,
};

export const sharp: CodeTarget = {
  id: 'sharp',
  label: 'sharp (Node.js)',
  print: (source) => {
    const operation = operationOf(source);
    const { border, divisor, output, borderColour } = operation;
    const kernel = centred(operation.kernel, LEAST_SIDE);
    const { top, left, bottom, right } = reachOf(operation.kernel);
    const whole = Number.isInteger(divisor) && divisor >= 1;
    const weights = whole ? kernel.weights : kernel.weights.map((weight) => weight / divisor);
    const levels = (operation.bias + (output === 'signed' ? 0.5 : 0)) * 255;
    const extendWith = EXTENSIONS[border];
    const sides = {
      top: kernel.anchor.row,
      bottom: kernel.anchor.row,
      left: kernel.anchor.column,
      right: kernel.anchor.column,
    };
    const [r, g, b] = borderColour.map((value) => Math.round(value * 255));
    const background = extendWith === 'background' ? `, background: { r: ${r}, g: ${g}, b: ${b} }` : '';
    const padding = Object.entries(sides)
      .map(([side, count]) => `${side}: ${count}`)
      .join(', ');
    const cut =
      extendWith !== null
        ? { x: sides.left, y: sides.top, width: `width - ${2 * sides.left}`, height: `height - ${2 * sides.top}` }
        : border === 'crop'
          ? { x: left, y: top, width: `width - ${left + right}`, height: `height - ${top + bottom}` }
          : null;
    return `${[
      commented('//', headLines(operation, ABILITIES)),
      '// Differs by up to one level: sharp cuts results to levels where Kernelcraft rounds, and takes whole numbers only',
      `// for scale and offset${whole ? '' : ', so the weights are already divided'}. 8 bits a channel.`,
      ...(kernel.rows === operation.kernel.rows && kernel.columns === operation.kernel.columns
        ? []
        : ['// Cells of 0 were added: sharp knows no anchor but the middle, and no side under 3.']),
      ...(source.settings.flip ? ['// The kernel was turned by 180 degrees: sharp does not flip.'] : []),
      '// node filter.mjs input.png output.png',
      `import sharp from ${PACKAGE};`,
      '',
      'const [, , from, to] = process.argv;',
      "const picture = sharp(from).removeAlpha().toColourspace('srgb');",
      ...(extendWith === null ? [] : [`picture.extend({ ${padding}, extendWith: '${extendWith}'${background} });`]),
      'const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });',
      'const { width, height, channels } = info;',
      'const result = await sharp(data, { raw: { width, height, channels } })',
      '  .convolve({',
      `    width: ${kernel.columns},`,
      `    height: ${kernel.rows},`,
      `    scale: ${whole ? plainNumber(divisor) : 1},`,
      `    offset: ${plainNumber(Math.round(levels))},`,
      '    kernel: [',
      ...rowsOf({ ...kernel, weights }).map((row) => `      ${row.map(plainNumber).join(', ')},`),
      '    ],',
      '  })',
      '  .raw()',
      '  .toBuffer();',
      'await sharp(result, { raw: { width, height, channels } })',
      ...(cut ? [`  .extract({ left: ${cut.x}, top: ${cut.y}, width: ${cut.width}, height: ${cut.height} })`] : []),
      '  .toFile(to);',
    ].join('\n')}\n`;
  },
};

// The SVG filter element feConvolveMatrix, which flips and counts its target from the far corner.
import { DEFAULT_SETTINGS, resolveOpacity, type Border } from '../../filters/settings.ts';
import { importSvg } from '../import/svg.ts';
import { divisorOf, sumsOf, sumsToZero } from '../normalise.ts';
import { plainNumber } from '../print.ts';
import { rowsOf, turned } from '../turn.ts';
import { differences, lossNotes, type KernelSource, type KernelSyntax } from './exported.ts';

const EDGE_MODES: Readonly<Record<Border, string>> = {
  clamp: 'duplicate',
  wrap: 'wrap',
  constant: 'none',
  mirror: 'duplicate',
  reflect: 'duplicate',
  crop: 'duplicate',
  keep: 'duplicate',
};

/** The element alone; `indent` stands before each of its lines. */
export function svgElement({ name, kernel, settings }: KernelSource, indent = ''): string {
  const drawn = settings.flip ? kernel : turned(kernel);
  const { rows, columns, anchor } = drawn;
  const sums = sumsOf(kernel.weights);
  const divisor = divisorOf(kernel, settings);
  const opacity = resolveOpacity(settings.opacity, sums.absolute > sums.positive, sumsToZero(sums));
  // SVG multiplies and shifts α as it does colour; ours leaves it alone, which a preserved α comes nearer to.
  const premultiplied = opacity === 'premultiplied' && divisor === sums.sum && settings.bias === 0;
  const attributes: readonly (readonly [string, string])[] = [
    ['order', `${columns} ${rows}`],
    [
      'kernelMatrix',
      rowsOf(drawn)
        .map((row) => row.map(plainNumber).join(' '))
        .join(`\n${indent}                `),
    ],
    // Without a divisor SVG divides by the sum, as `auto` does.
    ...(settings.normalise === 'auto' ? [] : [['divisor', plainNumber(divisor)] as const]),
    ...(settings.bias === 0 ? [] : [['bias', plainNumber(settings.bias)] as const]),
    ['targetX', String(columns - 1 - anchor.column)],
    ['targetY', String(rows - 1 - anchor.row)],
    ['edgeMode', EDGE_MODES[settings.border]],
    ['preserveAlpha', String(!premultiplied)],
    ['color-interpolation-filters', settings.light === 'linear' ? 'linearRGB' : 'sRGB'],
    ['result', identifierOf(name)],
  ];
  return `${indent}<feConvolveMatrix\n${attributes.map(([key, value]) => `${indent}  ${key}="${value}"`).join('\n')}/>`;
}

/** A name as XML takes it for an identifier. */
function identifierOf(name: string): string {
  const plain = name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/gu, '');
  return /^\p{L}/u.test(plain) ? plain : `kernel-${plain}`.replace(/-$/u, '');
}

export const svg: KernelSyntax = {
  id: 'svg',
  label: 'SVG',
  extension: 'svg',
  print: (source) => {
    const content = `${svgElement(source)}\n`;
    const notes = source.settings.flip ? [] : ['Turned by 180°, because SVG flips.'];
    return {
      content,
      notes: [...notes, ...lossNotes('SVG', differences(source, importSvg(content), DEFAULT_SETTINGS))],
    };
  },
};

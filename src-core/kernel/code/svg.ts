// An SVG file that shows a picture through feConvolveMatrix, which flips.
import { svgElement } from '../export/svg.ts';
import { headLines, operationOf, type Abilities, type CodeTarget } from './snippet.ts';

const ABILITIES: Abilities = {
  peer: 'SVG',
  borders: ['clamp', 'wrap', 'constant'],
  fallback: '"duplicate"',
  linear: true,
  outputs: ['clamp', 'signed'],
  amount: false,
  channels: false,
};

export const svg: CodeTarget = {
  id: 'svg',
  label: 'SVG feConvolveMatrix',
  print: (source) => {
    const operation = operationOf(source);
    const { settings } = source;
    const bias = settings.bias + (settings.output === 'signed' ? 0.5 : 0);
    const coloured = settings.border === 'constant' && operation.borderColour.some((value) => value !== 0);
    const comments = [
      ...headLines(operation, ABILITIES),
      ...(coloured
        ? ['Differs near the edges: the border of SVG is transparent black, whatever its colour here.']
        : []),
      ...(operation.linear ? ['Differs in dark tones by some levels: browsers keep linear light in 8 bits.'] : []),
      ...(settings.flip ? [] : ['The kernel was turned by 180 degrees: SVG flips.']),
      'Save it beside input.png and open it in a browser at 100 %.',
    ];
    return `${[
      '<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%">',
      ...comments.map((line) => `  <!-- ${line.replace(/-{2,}/gu, '-')} -->`),
      '  <filter id="kernel" x="0" y="0" width="1" height="1">',
      svgElement({ ...source, settings: { ...settings, bias } }, '    '),
      '  </filter>',
      '  <image href="input.png" filter="url(#kernel)"/>',
      '</svg>',
    ].join('\n')}\n`;
  },
};

// ImageMagick's -morphology: Correlate where the kernel is applied as drawn, Convolve where it is flipped.
import type { Border } from '../../filters/settings.ts';
import { imagemagickText } from '../export/imagemagick.ts';
import { plainNumber } from '../print.ts';
import { colourOf } from './python.ts';
import { commented, headLines, operationOf, reachOf, type Abilities, type CodeTarget } from './snippet.ts';

const VIRTUAL_PIXELS: Readonly<Record<Border, string>> = {
  clamp: 'Edge',
  // ImageMagick's Mirror repeats the edge: it is our reflect.
  reflect: 'Mirror',
  mirror: 'Mirror',
  wrap: 'Tile',
  constant: 'Background',
  crop: 'Edge',
  keep: 'Edge',
};

const ABILITIES: Abilities = {
  peer: 'ImageMagick',
  borders: ['clamp', 'reflect', 'wrap', 'constant', 'crop'],
  fallback: 'the nearest it has',
  linear: true,
  outputs: ['clamp', 'signed'],
  amount: false,
  channels: true,
};

const percent = (value: number): string => `${plainNumber(value * 100)}%`;

export const imagemagick: CodeTarget = {
  id: 'imagemagick',
  label: 'ImageMagick',
  print: (source) => {
    const operation = operationOf(source);
    const { border, divisor, linear, channels, output } = operation;
    const { kernel, settings } = source;
    const { top, left, bottom, right } = reachOf(operation.kernel);
    const bias = operation.bias + (output === 'signed' ? 0.5 : 0);
    const letters = channels.map((channel) => 'RGB'.charAt(channel)).join('');
    const steps = [
      // A palette or a grey picture becomes R, G, B of 16 bits inside.
      '-alpha off -type TrueColor',
      ...(border === 'constant' ? [`-background 'srgb(${colourOf(operation).values.map(percent).join(',')})'`] : []),
      ...(linear ? ['-colorspace RGB'] : []),
      `-virtual-pixel ${VIRTUAL_PIXELS[border]}`,
      ...(divisor === 1 ? [] : [`-define convolve:scale=${plainNumber(1 / divisor)}`]),
      ...(bias === 0 ? [] : [`-define convolve:bias=${percent(bias)} -bias ${percent(bias)}`]),
      ...(channels.length === 3 ? [] : [`-channel ${letters}`]),
      `-morphology ${settings.flip ? 'Convolve' : 'Correlate'} '${imagemagickText(kernel)}'`,
      ...(channels.length === 3 ? [] : ['+channel']),
      ...(linear ? ['-colorspace sRGB'] : []),
      ...(border === 'crop'
        ? [`-gravity NorthWest -chop ${left}x${top} -gravity SouthEast -chop ${right}x${bottom} +repage`]
        : []),
    ];
    return `${[
      '#!/bin/sh',
      commented('#', headLines(operation, ABILITIES)),
      '# sh filter.sh input.png output.png; for ImageMagick 6: MAGICK=convert sh filter.sh input.png output.png',
      `"\${MAGICK:-magick}" "$1" \\`,
      ...steps.map((step) => `  ${step} \\`),
      '  "$2"',
    ].join('\n')}\n`;
  },
};

// PyTorch's conv2d: correlation without borders, one group per channel; pad makes the borders first.
import type { Border } from '../../filters/settings.ts';
import { colourOf, finishLines, readLines } from './python.ts';
import {
  commented,
  FULL,
  headLines,
  matrixLines,
  operationOf,
  reachOf,
  real,
  type CodeTarget,
  type Operation,
} from './snippet.ts';

const MODES: Readonly<Record<Exclude<Border, 'constant' | 'reflect'>, string>> = {
  clamp: 'replicate',
  // Torch calls reflect what does not repeat the edge.
  mirror: 'reflect',
  wrap: 'circular',
  crop: 'replicate',
  keep: 'replicate',
};

function padLines(operation: Operation): string[] {
  const { border, kernel } = operation;
  const { top, left, bottom, right } = reachOf(kernel);
  const sides = `(${left}, ${right}, ${top}, ${bottom})`;
  if (border === 'constant') {
    return [
      `colour = torch.tensor([${colourOf(operation).values.map(real).join(', ')}], dtype=torch.float64)[:, None, None]`,
      `padded = F.pad(channels - colour, ${sides}) + colour`,
    ];
  }
  if (border === 'reflect') {
    return [
      'def reflected(length, before_it, behind_it):  # pad has no mode that repeats the edge',
      '    index = torch.arange(-before_it, length + behind_it).remainder(2 * length)',
      '    return torch.minimum(index, 2 * length - 1 - index)',
      `padded = channels[:, :, reflected(channels.shape[2], ${top}, ${bottom})]`,
      `padded = padded[..., reflected(channels.shape[3], ${left}, ${right})]`,
    ];
  }
  return [`padded = F.pad(channels, ${sides}, mode='${MODES[border]}')`];
}

export const pytorch: CodeTarget = {
  id: 'pytorch',
  label: 'PyTorch',
  print: (source) => {
    const operation = operationOf(source);
    return `${[
      commented('#', headLines(operation, { peer: 'PyTorch', ...FULL })),
      ...(source.settings.flip ? ['# The kernel was turned by 180 degrees: conv2d does not flip.'] : []),
      '# python3 filter.py input.png output.png',
      'import sys',
      'import numpy as np',
      'import torch',
      'import torch.nn.functional as F',
      'from PIL import Image',
      '',
      'kernel = torch.tensor([',
      ...matrixLines(operation.kernel, '[', ', ', ']').map((row) => `    ${row},`),
      `], dtype=torch.float64) / ${real(operation.divisor)}`,
      ...readLines(operation, "np.asarray(Image.open(sys.argv[1]).convert('RGB'))"),
      'channels = torch.from_numpy(picture).permute(2, 0, 1)[None]  # 1 × 3 × rows × columns',
      ...padLines(operation),
      `sums = F.conv2d(padded, kernel[None, None].repeat(3, 1, 1, 1), groups=3) + ${real(operation.bias)}`,
      'result = sums[0].permute(1, 2, 0).numpy()',
      ...finishLines(operation),
      'Image.fromarray(pixels).save(sys.argv[2])',
    ].join('\n')}\n`;
  },
};

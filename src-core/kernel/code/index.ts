// The list of languages and programs a kernel is copied for.
import { glsl } from './glsl.ts';
import { imagemagick } from './imagemagick.ts';
import { matlab } from './matlab.ts';
import { numpy } from './numpy.ts';
import { opencv } from './opencv.ts';
import { pytorch } from './pytorch.ts';
import { sharp } from './sharp.ts';
import type { CodeTarget } from './snippet.ts';
import { svg } from './svg.ts';
import { wgsl } from './wgsl.ts';

export const CODE_TARGETS: readonly CodeTarget[] = [
  numpy,
  opencv,
  pytorch,
  imagemagick,
  svg,
  glsl,
  wgsl,
  sharp,
  matlab,
];

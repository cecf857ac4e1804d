// What the call around a pasted matrix says: SciPy, OpenCV and MATLAB differ in direction, border and its names.
import type { Border, Settings } from '../../filters/settings.ts';
import { STRIPS } from './imported.ts';

export interface Call {
  readonly peer: string | null;
  readonly settings: Partial<Settings>;
  readonly notes: readonly string[];
}

const SCIPY_BORDERS: Readonly<Record<string, Border>> = {
  reflect: 'reflect',
  'grid-mirror': 'reflect',
  nearest: 'clamp',
  mirror: 'mirror',
  wrap: 'wrap',
  'grid-wrap': 'wrap',
  constant: 'constant',
  'grid-constant': 'constant',
};
const OPENCV_BORDERS: Readonly<Record<string, Border>> = {
  CONSTANT: 'constant',
  REPLICATE: 'clamp',
  REFLECT: 'reflect',
  WRAP: 'wrap',
  REFLECT_101: 'mirror',
  REFLECT101: 'mirror',
  DEFAULT: 'mirror',
};
const MATLAB_BORDERS: Readonly<Record<string, Border>> = { replicate: 'clamp', symmetric: 'reflect', circular: 'wrap' };

export function callSettings(text: string): Call {
  const scipy = /\b(convolve|correlate)\s*\(/u.exec(text);
  if (scipy && /\b(?:scipy|ndimage|ndi|mode\s*=)/u.test(text)) {
    const name = quoted(text, 'mode') ?? 'reflect';
    return described('SciPy', scipy[1] === 'convolve', name, SCIPY_BORDERS[name] ?? 'reflect', argument(text, 'cval'));
  }
  if (/\bfilter2D\s*\(/u.test(text)) {
    const name = /\bBORDER_([A-Z0-9_]+)/u.exec(text)?.[1] ?? 'DEFAULT';
    return described('OpenCV', false, `BORDER_${name}`, OPENCV_BORDERS[name] ?? 'mirror', 0);
  }
  if (/\bimfilter\s*\(/u.test(text)) {
    const name = /['"](replicate|symmetric|circular)['"]/u.exec(text)?.[1];
    const border = name === undefined ? 'constant' : (MATLAB_BORDERS[name] ?? 'constant');
    return described('MATLAB', /['"]conv['"]/u.test(text), name ?? 'zeros', border, 0);
  }
  if (/\bconv2\s*\(/u.test(text)) {
    const border = /['"]valid['"]/u.test(text) ? 'crop' : 'constant';
    return described('MATLAB', true, border === 'crop' ? 'valid' : 'zeros', border, 0);
  }
  return { peer: null, settings: {}, notes: [] };
}

/** None of these divides by the sum, so `normalise` is none. */
function described(peer: string, flip: boolean, name: string, border: Border, colour: number): Call {
  const here = border in STRIPS ? STRIPS[border as keyof typeof STRIPS] : border;
  return {
    peer,
    settings: { normalise: 'none', flip, border, ...(border === 'constant' ? { borderColour: [colour] } : {}) },
    notes: [`Imported from ${peer}: ${flip ? 'flipped' : 'not flipped'}, border "${name}" here is ${here}.`],
  };
}

function quoted(text: string, name: string): string | null {
  return new RegExp(`\\b${name}\\s*=\\s*['"]([\\w-]+)['"]`, 'u').exec(text)?.[1] ?? null;
}

function argument(text: string, name: string): number {
  const value = Number(new RegExp(`\\b${name}\\s*=\\s*([-+\\d.eE]+)`, 'u').exec(text)?.[1] ?? 0);
  return Number.isFinite(value) ? value : 0;
}

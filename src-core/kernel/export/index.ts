// The list of syntaxes a kernel can be written in (SEMANTICS §14), beside our own file.
import { csv, tsv } from './delimited.ts';
import type { KernelSyntax } from './exported.ts';
import { imagej } from './imagej.ts';
import { imagemagick } from './imagemagick.ts';
import { libvips } from './libvips.ts';
import { matlab, python } from './literals.ts';
import { npy } from './npy.ts';
import { svg } from './svg.ts';

export const KERNEL_SYNTAXES: readonly KernelSyntax[] = [
  csv,
  tsv,
  imagej,
  imagemagick,
  svg,
  libvips,
  npy,
  python,
  matlab,
];

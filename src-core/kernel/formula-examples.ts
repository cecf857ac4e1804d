// Formulas to start from: one row each, with what their own names mean.
import type { KernelFormula } from './kernel.ts';

export interface FormulaExample extends KernelFormula {
  readonly label: string;
  /** Cells on a side that show its shape. */
  readonly side: number;
}

export const FORMULA_EXAMPLES: readonly FormulaExample[] = [
  { label: 'Gaussian', side: 7, text: 'exp(-(x*x + y*y) / (2*s*s))', values: { s: 1 } },
  { label: 'Laplacian of Gaussian', side: 9, text: '(r² - 2*s²) * exp(-r² / (2*s²))', values: { s: 1 } },
  { label: 'Gabor', side: 15, text: 'gauss(r, s) * cos(2*pi*f*(x*cos(t) + y*sin(t)))', values: { s: 2, f: 0.2, t: 0 } },
  { label: 'Derivative of Gaussian', side: 7, text: '-x * exp(-r² / (2*s²))', values: { s: 1 } },
  { label: 'Disc', side: 7, text: 'clamp(d + 0.5 - r, 0, 1)', values: { d: 2 } },
  { label: 'Ring', side: 9, text: 'gauss(r - d, s)', values: { d: 2, s: 0.6 } },
  { label: 'Cone', side: 7, text: 'max(0, 1 - r / d)', values: { d: 3 } },
  { label: 'Lanczos', side: 7, text: 'max(abs(x), abs(y)) < n ? sinc(x/z) * sinc(y/z) : 0', values: { n: 3, z: 2 } },
  { label: 'Line at an angle', side: 9, text: 'clamp(1 - abs(y*cos(t) - x*sin(t)), 0, 1)', values: { t: 0.5 } },
  { label: 'Checkerboard', side: 5, text: 'mod(x + y, 2) == 0 ? 1 : -1', values: {} },
];

// Numbers and kernels as text: for people (true minus, four digits) and for other programs (plain, shortest round trip).
import type { Kernel } from './kernel.ts';

/** At most `digits` significant digits without trailing zeros, with a true minus. Whole numbers are never shortened. */
export function formatValue(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return value > 0 ? '∞' : value < 0 ? '−∞' : '—';
  if (value === 0) return '0';
  if (Number.isInteger(value) && Math.abs(value) < 1e7) return String(value).replace('-', '−');
  const shortened = Number(value.toPrecision(digits));
  const size = Math.abs(shortened);
  const text = size >= 1e7 || size < 1e-4 ? shortened.toExponential() : String(shortened);
  return text.replace('e+', 'e').replaceAll('-', '−');
}

/** A weight as a cell of the grid shows it: four significant digits, true minus. */
export function formatWeight(weight: number): string {
  return formatValue(weight, 4);
}

/** The shortest decimal that reads back as the same number. */
export function plainNumber(value: number): string {
  return Object.is(value, -0) ? '0' : String(value);
}

function lines(kernel: Kernel, separator: string): string[] {
  return Array.from({ length: kernel.rows }, (_, row) =>
    kernel.weights
      .slice(row * kernel.columns, (row + 1) * kernel.columns)
      .map(plainNumber)
      .join(separator),
  );
}

/** What a spreadsheet pastes as cells. */
export function printTsv(kernel: Kernel): string {
  return lines(kernel, '\t').join('\n');
}

export function printCsv(kernel: Kernel): string {
  return lines(kernel, ',').join('\n');
}

export function printPython(kernel: Kernel): string {
  return `[${lines(kernel, ', ')
    .map((line) => `[${line}]`)
    .join(',\n ')}]`;
}

export function printMatlab(kernel: Kernel): string {
  return `[${lines(kernel, ' ').join('; ')}]`;
}

// The vectors of a separable kernel as text for other programs.
import type { Factor } from '../../../src-core/kernel/singular.ts';
import { plainNumber } from '../../../src-core/kernel/print.ts';

/** Python's and MATLAB's lists alike; two terms are added. */
export function vectorText(factors: readonly Factor[]): string {
  const list = (numbers: readonly number[]): string => `[${numbers.map(plainNumber).join(', ')}]`;
  return factors
    .map(({ factor, vertical, horizontal }, index) => {
      const which = factors.length > 1 ? `${index + 1}` : '';
      return [
        `factor${which} = ${plainNumber(factor)}`,
        `column${which} = ${list(vertical)}`,
        `row${which} = ${list(horizontal)}`,
      ].join('\n');
    })
    .join('\n');
}

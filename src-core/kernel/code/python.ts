// What the Python snippets share: a picture as R, G, B from 0 to 1, the steps after the sum, and the bytes to write.
import { real, reachOf, type Operation } from './snippet.ts';

/** `bytes`: an expression for rows × columns × 3 of 8 bits. Gives `before`, and `picture` in the filter's light. */
export function readLines({ linear }: Operation, bytes: string): string[] {
  return [
    `before = ${bytes} / 255`,
    linear
      ? 'picture = np.where(before <= 0.04045, before / 12.92, ((before + 0.055) / 1.055) ** 2.4)  # linear light'
      : 'picture = before',
  ];
}

/** Makes `pixels`, rows × columns × 3 of 8 bits, of `result`, the sum with its bias. */
export function finishLines(operation: Operation): string[] {
  const { kernel, border, output, amount, linear, channels } = operation;
  const { top, left, bottom, right } = reachOf(kernel);
  const lines: string[] = [];
  const list = (some: readonly number[]): string => (some.length === 3 ? '' : `[..., [${some.join(', ')}]]`);
  const kept = [0, 1, 2].filter((channel) => !channels.includes(channel));
  if (border === 'keep') lines.push('whole = before.copy()');
  if (border === 'crop' || border === 'keep')
    lines.push(
      `inside = np.s_[${top}:before.shape[0] - ${bottom}, ${left}:before.shape[1] - ${right}]`,
      'result, picture, before = result[inside], picture[inside], before[inside]',
    );
  if (output === 'absolute') lines.push('result = np.abs(result)');
  if (output === 'signed') lines.push('result = result + 0.5');
  if (output === 'minmax' && channels.length > 0)
    lines.push(
      `low, high = result${list(channels)}.min(), result${list(channels)}.max()`,
      'result = (result - low) / ((high - low) or 1)',
    );
  if (amount !== 1) lines.push(`result = ${real(amount)} * result + ${real(1 - amount)} * picture`);
  if (linear)
    lines.push(
      'size = np.abs(result)',
      'result = np.sign(result) * np.where(size <= 0.0031308, size * 12.92, 1.055 * size ** (1 / 2.4) - 0.055)',
    );
  if (kept.length > 0) lines.push(`result${list(kept)} = before${list(kept)}`);
  if (border === 'keep') lines.push('whole[inside] = result', 'result = whole');
  return [...lines, 'pixels = np.floor(np.clip(result, 0, 1) * 255 + 0.5).astype(np.uint8)'];
}

/** `kernel = np.array([…], dtype=float)` with the divisor behind it. */
export function kernelLines(rows: readonly string[], divisor: number): string[] {
  return ['kernel = np.array([', ...rows.map((row) => `    ${row},`), `], dtype=float) / ${real(divisor)}`];
}

/** The border's colour in the filter's light, as numbers for R, G and B. */
export function colourOf({ borderColour, linear }: Operation): { readonly values: number[]; readonly single: boolean } {
  const values = borderColour.map((value) => (linear ? decoded(value) : value));
  return { values, single: values.every((value) => value === values[0]) };
}

/** sRGB's curve (IEC 61966-2-1), odd about 0. */
export function decoded(value: number): number {
  const size = Math.abs(value);
  return Math.sign(value) * (size <= 0.04045 ? size / 12.92 : ((size + 0.055) / 1.055) ** 2.4);
}

// |H| along a line from frequency zero to half the sampling rate, read from the response's grid.

/** `diagonal` walks to the corner, else to the left edge; size/2 + 1 values. */
export function responseAlong(response: Float32Array, size: number, diagonal: boolean): number[] {
  const middle = size / 2;
  return Array.from({ length: middle + 1 }, (_, step) => {
    const at = middle - step;
    return response[(diagonal ? at : middle) * size + at] ?? 0;
  });
}

/** The top of the plot: a little above the highest value, and above 1 ×. */
export function plotTop(...lines: readonly (readonly number[])[]): number {
  return Math.max(1.15, 1.08 * Math.max(...lines.flat()));
}

// Cuts empty rows and columns off a symmetric kernel, the same number on opposite sides, so that the anchor stays in the middle.
import { centreOf, type Kernel } from '../kernel/kernel.ts';

export function trimmed(kernel: Kernel): Kernel {
  const { rows, columns, weights } = kernel;
  const used = (row: number, column: number) => weights[row * columns + column] !== 0;
  let across = 0;
  let down = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (!used(row, column)) continue;
      across = Math.max(across, Math.abs(column - kernel.anchor.column));
      down = Math.max(down, Math.abs(row - kernel.anchor.row));
    }
  }
  const left = kernel.anchor.column - across;
  const top = kernel.anchor.row - down;
  const [height, width] = [2 * down + 1, 2 * across + 1];
  const kept: number[] = [];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) kept.push(weights[(row + top) * columns + column + left] ?? 0);
  }
  return { rows: height, columns: width, weights: kept, anchor: centreOf(height, width) };
}

// 3×3 kernels that exist in eight directions: the ring around the centre, turned clockwise in steps of 45°.
import { centreOf, type Kernel } from '../kernel/kernel.ts';

/** Positions of a 3×3 matrix clockwise from the top left corner. */
const RING = [0, 1, 2, 5, 8, 7, 6, 3] as const;

/** `ring` lists the eight outer weights clockwise from the top left corner, before turning. */
export function turnedRing(ring: readonly number[], centre: number, steps: number): Kernel {
  const weights = new Array<number>(9).fill(centre);
  RING.forEach((position, index) => {
    weights[position] = ring[(((index - steps) % 8) + 8) % 8] ?? 0;
  });
  return { rows: 3, columns: 3, weights, anchor: centreOf(3, 3) };
}

/** The value counts steps of 45° clockwise from north. */
export const COMPASS = ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'].map((label, value) => ({ value, label }));

/** The value is the angle of the gradient in degrees, clockwise on screen because y runs down. */
export const GRADIENT_DIRECTIONS = [
  { value: 0, label: 'x' },
  { value: 90, label: 'y' },
  { value: 45, label: '↘' },
  { value: 135, label: '↙' },
] as const;

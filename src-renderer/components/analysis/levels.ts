// Levels of contour lines, denser towards 0 as the colours of weights are, so that small weights show beside large ones.

const SHARES = [0.95, 0.75, 0.55, 0.35, 0.15];

/** From the highest to the lowest, in two digits; 0 where there are weights of both signs. */
export function levelsBetween(low: number, high: number): number[] {
  const largest = Math.max(high, -low);
  const sizes = SHARES.map((share) => Number((share * share * largest).toPrecision(2)));
  const above = sizes.filter((size) => size < high);
  const below = sizes.filter((size) => size < -low).reverse();
  return [...above, ...(low < 0 && high > 0 ? [0] : []), ...below.map((size) => -size)];
}

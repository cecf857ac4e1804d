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

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** The place that keeps the most distance, up or down, from every line over `width`; lines are heights at even steps. */
export function clearest(
  places: readonly Place[],
  lines: readonly (readonly number[])[],
  labelWidth: number,
  width: number,
): Place | undefined {
  const clearance = ({ x, y }: Place): number =>
    Math.min(...lines.map((line) => distance(line, y, x / width, (x + labelWidth) / width)));
  // The first of equals, and of those far enough, is the habitual one.
  const ENOUGH = 9;
  const room = places.map((place) => Math.min(ENOUGH, clearance(place)));
  return places[room.indexOf(Math.max(...room))];
}

/** How near a line comes to `y` between two parts of its length; 0 where it crosses. */
function distance(line: readonly number[], y: number, from: number, to: number): number {
  const last = line.length - 1;
  const part = line.slice(Math.floor(from * last), Math.ceil(to * last) + 1).map((height) => height - y);
  const crosses = part.some((height) => height > 0) && part.some((height) => height < 0);
  return crosses ? 0 : Math.min(...part.map(Math.abs));
}

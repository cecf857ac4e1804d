// Where the tiles of a long list stand, so that only those in view are made: rows of equal height, columns of equal width.

export interface TileGrid {
  readonly columns: number;
  /** CSS pixels, without the gap. */
  readonly width: number;
  readonly height: number;
}

export const GAP = 2;
const LEAST_WIDTH = 96;
/** Rows beyond the edges that are made too: scrolling finds them there. */
const AHEAD = 2;

export function tileGrid(roomWidth: number, tileHeight: number): TileGrid {
  const columns = Math.max(1, Math.floor((roomWidth + GAP) / (LEAST_WIDTH + GAP)));
  return { columns, width: (roomWidth - (columns - 1) * GAP) / columns, height: tileHeight };
}

export function wholeHeight({ columns, height }: TileGrid, count: number): number {
  return count === 0 ? 0 : Math.ceil(count / columns) * (height + GAP) - GAP;
}

export function placeOf({ columns, width, height }: TileGrid, index: number): { left: number; top: number } {
  return { left: (index % columns) * (width + GAP), top: Math.floor(index / columns) * (height + GAP) };
}

/** First and last index + 1 of what shows between `top` and `bottom`, CSS pixels from the first row. */
export function rangeIn(
  { columns, height }: TileGrid,
  count: number,
  top: number,
  bottom: number,
): readonly [number, number] {
  const pitch = height + GAP;
  const first = Math.max(0, Math.floor(top / pitch) - AHEAD) * columns;
  const last = Math.max(0, Math.ceil(bottom / pitch) + AHEAD) * columns;
  return [Math.min(first, count), Math.min(last, count)];
}

/** Which tile an arrow key goes to; null when there is none that way, or the key is not for moving. */
export function tileAfter(
  { columns }: TileGrid,
  count: number,
  from: number,
  key: string,
  page: number,
): number | null {
  const to = {
    ArrowLeft: from - 1,
    ArrowRight: from + 1,
    ArrowUp: from - columns,
    ArrowDown: from + columns,
    PageUp: Math.max(from % columns, from - page * columns),
    PageDown: from + page * columns,
    Home: 0,
    End: count - 1,
  }[key];
  if (to === undefined) return null;
  if (key === 'PageDown') return to < count ? to : lastInColumn(columns, count, from);
  // A last row that is not full is reached from every column.
  if (key === 'ArrowDown' && to >= count && Math.floor(from / columns) < Math.floor((count - 1) / columns))
    return count - 1;
  return to >= 0 && to < count && to !== from ? to : null;
}

function lastInColumn(columns: number, count: number, from: number): number | null {
  const rows = Math.ceil(count / columns);
  const last = Math.min(count - 1, (rows - 1) * columns + (from % columns));
  return last === from ? null : last;
}

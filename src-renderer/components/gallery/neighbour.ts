// Which preset an arrow key goes to, by where they stand on screen: groups and columns make one field.

export interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const centre = (place: Place): { readonly x: number; readonly y: number } => ({
  x: place.left + place.width / 2,
  y: place.top + place.height / 2,
});

/** null when there is nothing that way, or the key is not for moving. */
export function neighbourOf(places: readonly Place[], from: number, key: string): number | null {
  if (key === 'Home') return places.length > 0 ? 0 : null;
  if (key === 'End') return places.length > 0 ? places.length - 1 : null;
  if (key === 'ArrowLeft') return from > 0 ? from - 1 : null;
  if (key === 'ArrowRight') return from + 1 < places.length ? from + 1 : null;
  const here = places[from];
  if (!here || (key !== 'ArrowUp' && key !== 'ArrowDown')) return null;
  const { x, y } = centre(here);
  const direction = key === 'ArrowDown' ? 1 : -1;
  let best: number | null = null;
  let bestDistance = Infinity;
  places.forEach((place, index) => {
    const other = centre(place);
    const ahead = (other.y - y) * direction;
    if (ahead < here.height / 2) return;
    // The next row counts first, the column within it second.
    const distance = ahead * 1000 + Math.abs(other.x - x);
    if (distance < bestDistance) [best, bestDistance] = [index, distance];
  });
  return best;
}

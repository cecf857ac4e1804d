// Where a coordinate beyond the edge is read; twin of ../border.ts (SEMANTICS §6).

/** -1 means the border colour. */
export function mapCoordinate(border: i32, i: i32, length: i32): i32 {
  if (<u32>i < <u32>length) return i;
  if (border == 0) return i < 0 ? 0 : length - 1;
  if (border == 1) {
    if (length == 1) return 0;
    const period = 2 * length - 2;
    const within = modulo(i, period);
    return within < length ? within : period - within;
  }
  if (border == 2) {
    const within = modulo(i, 2 * length);
    return within < length ? within : 2 * length - 1 - within;
  }
  return border == 3 ? modulo(i, length) : -1;
}

function modulo(i: i32, period: i32): i32 {
  const rest = i % period;
  return rest < 0 ? rest + period : rest;
}

/** First coordinate that a run from `first` to `last` reads inside 0..length-1, mirrored reads included. */
export function lowestRead(border: i32, first: i32, last: i32, length: i32): i32 {
  if (border == 3 && (first < 0 || last >= length)) return 0;
  let low = first;
  if (border == 1 || border == 2) low = min(low, length - 1 - max(0, last - (length - 1)));
  return max(0, min(low, length - 1));
}

/** Last coordinate that such a run reads. */
export function highestRead(border: i32, first: i32, last: i32, length: i32): i32 {
  if (border == 3 && (first < 0 || last >= length)) return length - 1;
  let high = last;
  if (border == 1 || border == 2) high = max(high, -first);
  return min(length - 1, max(high, 0));
}

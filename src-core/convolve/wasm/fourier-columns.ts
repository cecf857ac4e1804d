// The columns of a ring of transformed rows: each is transformed, multiplied by the kernel's spectrum and transformed back
// in the first cache; the first step reads the ring, the last writes the valid rows into it.
import { Butterfly } from './butterflies';
import { forwardSteps, innermost, inverseSteps, twiddleCount } from './fft';
import { Lanes } from './lanes';

/** A row table holds the offset of each of the `length` rows (u32). */
export function multiplyColumns<V, T>(
  ring: usize,
  inputs: usize,
  outputs: usize,
  scratch: usize,
  length: i32,
  twiddles: usize,
  spectrum: usize,
): void {
  const bytes = <usize>length * 2 * sizeof<V>();
  const spectrumBytes = <usize>length * 2 * sizeof<T>();
  const longest = twiddles + (twiddleCount(length) - <usize>(length >> 2) * 6) * sizeof<T>();
  readPair<V, T>(ring, inputs, scratch, length, longest);
  for (let column: usize = 0; column < 2; column++) {
    const data = scratch + column * bytes;
    forwardSteps<V, T>(data, length, length >> 2, twiddles);
    multiply<V, T>(data, length, spectrum + column * spectrumBytes);
    inverseSteps<V, T>(data, length, length >> 2, twiddles);
  }
  writePair<V, T>(scratch, ring, outputs, length, longest);
}

/** The first step of two neighbouring columns, which share their cache lines. */
function readPair<V, T>(ring: usize, rows: usize, out: usize, length: i32, w: usize): void {
  const quarter = <usize>(length >> 2);
  const apart = quarter * 2 * sizeof<V>();
  const stop = rows + (quarter << 2);
  do {
    const r0 = ring + load<u32>(rows);
    const r1 = ring + load<u32>(rows + (quarter << 2));
    const r2 = ring + load<u32>(rows + (quarter << 3));
    const r3 = ring + load<u32>(rows + quarter * 12);
    let column: usize = 0;
    let to = out;
    do {
      Butterfly.split<V, T>(
        load<V>(r0 + column),
        load<V>(r0 + column, sizeof<V>()),
        load<V>(r1 + column),
        load<V>(r1 + column, sizeof<V>()),
        load<V>(r2 + column),
        load<V>(r2 + column, sizeof<V>()),
        load<V>(r3 + column),
        load<V>(r3 + column, sizeof<V>()),
        to,
        to + apart,
        to + 2 * apart,
        to + 3 * apart,
        w,
      );
      column += 2 * sizeof<V>();
      to += apart << 2;
    } while (column < 4 * sizeof<V>());
    w += 6 * sizeof<T>();
    out += 2 * sizeof<V>();
    rows += 4;
  } while (rows < stop);
}

function writePair<V, T>(from: usize, ring: usize, rows: usize, length: i32, w: usize): void {
  const quarter = <usize>(length >> 2);
  const apart = quarter * 2 * sizeof<V>();
  const stop = rows + (quarter << 2);
  do {
    const r0 = ring + load<u32>(rows);
    const r1 = ring + load<u32>(rows + (quarter << 2));
    const r2 = ring + load<u32>(rows + (quarter << 3));
    const r3 = ring + load<u32>(rows + quarter * 12);
    let column: usize = 0;
    let p = from;
    do {
      const p1 = p + apart;
      const p2 = p1 + apart;
      const p3 = p2 + apart;
      Butterfly.join<V, T>(p, p1, p2, p3, w, r0 + column, r1 + column, r2 + column, r3 + column, 0);
      column += 2 * sizeof<V>();
      p += apart << 2;
    } while (column < 4 * sizeof<V>());
    w += 6 * sizeof<T>();
    from += 2 * sizeof<V>();
    rows += 4;
  } while (rows < stop);
}

/** The innermost steps on both sides of the product. */
function multiply<V, T>(data: usize, length: i32, spectrum: usize): void {
  const end = data + <usize>length * 2 * sizeof<V>();
  if (innermost(length) == 4) {
    do {
      Butterfly.fourTimes<V, T>(data, spectrum);
      data += 8 * sizeof<V>();
      spectrum += 8 * sizeof<T>();
    } while (data < end);
    return;
  }
  const half = Lanes.splat<V, T>(<T>Math.SQRT1_2);
  do {
    Butterfly.eight<V, T>(data, false, half);
    for (let p = data; p < data + 16 * sizeof<V>(); p += 2 * sizeof<V>()) {
      Butterfly.putTurned<V, T>(p, load<V>(p), load<V>(p, sizeof<V>()), spectrum);
      spectrum += 2 * sizeof<T>();
    }
    Butterfly.eight<V, T>(data, true, half);
    data += 16 * sizeof<V>();
  } while (data < end);
}

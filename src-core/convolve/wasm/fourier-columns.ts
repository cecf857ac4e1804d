// The columns of a ring of transformed rows: each is transformed, multiplied by the kernel's spectrum and transformed back
// in the first cache; the first step reads the ring, the last writes the valid rows into it.
import { Butterfly } from './butterflies';
import { forwardSteps, innermost, inverseSteps, twiddleCount } from './fft';
import { Halves } from './halves';
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
    Butterfly.split<V, T>(
      load<V>(r0),
      load<V>(r0, sizeof<V>()),
      load<V>(r1),
      load<V>(r1, sizeof<V>()),
      load<V>(r2),
      load<V>(r2, sizeof<V>()),
      load<V>(r3),
      load<V>(r3, sizeof<V>()),
      out,
      out + apart,
      out + 2 * apart,
      out + 3 * apart,
      w,
    );
    const second = out + 4 * apart;
    Butterfly.split<V, T>(
      load<V>(r0, 2 * sizeof<V>()),
      load<V>(r0, 3 * sizeof<V>()),
      load<V>(r1, 2 * sizeof<V>()),
      load<V>(r1, 3 * sizeof<V>()),
      load<V>(r2, 2 * sizeof<V>()),
      load<V>(r2, 3 * sizeof<V>()),
      load<V>(r3, 2 * sizeof<V>()),
      load<V>(r3, 3 * sizeof<V>()),
      second,
      second + apart,
      second + 2 * apart,
      second + 3 * apart,
      w,
    );
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
    const p1 = from + apart;
    const p2 = p1 + apart;
    const p3 = p2 + apart;
    Butterfly.join<V, T>(from, p1, p2, p3, w, r0, r1, r2, r3, 0);
    const q0 = p3 + apart;
    const q1 = q0 + apart;
    const q2 = q1 + apart;
    const q3 = q2 + apart;
    const next: usize = 2 * sizeof<V>();
    Butterfly.join<V, T>(q0, q1, q2, q3, w, r0 + next, r1 + next, r2 + next, r3 + next, 0);
    w += 6 * sizeof<T>();
    from += 2 * sizeof<V>();
    rows += 4;
  } while (rows < stop);
}

/** The innermost steps on both sides of the product; eights are two fours, of even and of odd frequencies. */
function multiply<V, T>(data: usize, length: i32, spectrum: usize): void {
  const end = data + <usize>length * 2 * sizeof<V>();
  if (innermost(length) == 4) {
    do {
      Butterfly.fourTimes<V, T>(data, spectrum, 1);
      data += 8 * sizeof<V>();
      spectrum += 8 * sizeof<T>();
    } while (data < end);
    return;
  }
  const half = Lanes.splat<V, T>(<T>Math.SQRT1_2);
  do {
    Halves.split<V, T>(data, half);
    Butterfly.fourTimes<V, T>(data, spectrum, 2);
    Butterfly.fourTimes<V, T>(data + 8 * sizeof<V>(), spectrum + 2 * sizeof<T>(), 2);
    Halves.join<V, T>(data, half);
    data += 16 * sizeof<V>();
    spectrum += 16 * sizeof<T>();
  } while (data < end);
}

// One row of a transform: from samples into the ring, and back from the ring into sums. Real and imaginary parts are two
// neighbouring tiles, so that nothing of a complex transform is wasted on real samples.
import { Butterfly } from './butterflies';
import { forward, inverseInnermost, inverseSteps, twiddleCount } from './fft';
import { Lanes } from './lanes';

/** `step`: bytes from one number's part to the next. */
export function transformRow<V, T>(
  out: usize,
  real: usize,
  imaginary: usize,
  step: usize,
  length: i32,
  twiddles: usize,
): void {
  const quarter = <usize>(length >> 2);
  const apart = quarter * 2 * sizeof<V>();
  const far = quarter * step;
  const stop = real + far;
  let w = twiddles + (twiddleCount(length) - quarter * 6) * sizeof<T>();
  let to = out;
  do {
    Butterfly.split<V, T>(
      load<V>(real),
      load<V>(imaginary),
      load<V>(real + far),
      load<V>(imaginary + far),
      load<V>(real + 2 * far),
      load<V>(imaginary + 2 * far),
      load<V>(real + 3 * far),
      load<V>(imaginary + 3 * far),
      to,
      to + apart,
      to + 2 * apart,
      to + 3 * apart,
      w,
    );
    w += 6 * sizeof<T>();
    to += 2 * sizeof<V>();
    real += step;
    imaginary += step;
  } while (real < stop);
  forward<V, T>(out, length, length >> 2, twiddles);
}

/** Destroys the row. */
export function untransformRow<V, T>(
  data: usize,
  real: usize,
  imaginary: usize,
  step: usize,
  length: i32,
  twiddles: usize,
): void {
  inverseInnermost<V, T>(data, length);
  inverseSteps<V, T>(data, length, length >> 2, twiddles);
  const quarter = <usize>(length >> 2);
  const apart = quarter * 2 * sizeof<V>();
  const far = quarter * step;
  const stop = real + far;
  const between = imaginary - real;
  let w = twiddles + (twiddleCount(length) - quarter * 6) * sizeof<T>();
  do {
    const p1 = data + apart;
    const p2 = p1 + apart;
    const p3 = p2 + apart;
    Butterfly.join<V, T>(data, p1, p2, p3, w, real, real + far, real + 2 * far, real + 3 * far, between);
    w += 6 * sizeof<T>();
    data += 2 * sizeof<V>();
    real += step;
  } while (real < stop);
}

/** Sums that are whole numbers, made so again. */
export function roundSums<V, T>(sums: usize, bytes: usize): void {
  const end = sums + bytes;
  for (; sums < end; sums += sizeof<V>()) store<V>(sums, Lanes.nearest<V, T>(load<V>(sums)));
}

// The kernel's spectrum, in float64 and shared by all threads: first its rows, then the columns of those, each in the
// permuted order of fft.ts. The kernel lies mirrored round the first number, so that the product of spectra correlates.
import { forward } from './fft';
import * as fourier from './fourier-slots';
import { isCancelled, number, pointer, scratch, whole, wide } from './job';

export function fourierPrepare(phase: i32, index: i32): void {
  if (phase == 0) {
    const first = index * fourier.PREPARED_ROWS;
    const end = min(first + fourier.PREPARED_ROWS, whole(fourier.KERNEL_ROWS));
    for (let row = first; row < end && !isCancelled(); row++) transformRow(row);
    return;
  }
  const first = index * fourier.PREPARED_COLUMNS;
  if (ASC_FEATURE_SIMD) {
    if (wide) transformColumns<v128, f64>(first);
    else transformColumns<v128, f32>(first);
  } else {
    if (wide) transformColumns<f64, f64>(first);
    else transformColumns<f64, f32>(first);
  }
}

function transformRow(row: i32): void {
  const length = whole(fourier.ROW_LENGTH);
  const columns = whole(fourier.KERNEL_COLUMNS);
  const weights = pointer(fourier.WEIGHTS) + ((<usize>(row * columns)) << 3);
  const scale = number(fourier.SCALE);
  memory.fill(scratch, 0, (<usize>length) << 4);
  for (let c = 0; c < columns; c++) {
    const place = c == 0 ? 0 : length - c;
    store<f64>(scratch + ((<usize>place) << 4), load<f64>(weights + ((<usize>c) << 3)) * scale);
  }
  forward<f64, f64>(scratch, length, length, pointer(fourier.ROW_TWIDDLES_64));
  const real = pointer(fourier.KERNEL_LINES) + ((<usize>(row * length)) << 3);
  const imaginary = real + ((<usize>(whole(fourier.KERNEL_ROWS) * length)) << 3);
  for (let i: usize = 0; i < <usize>length; i++) {
    store<f64>(real + (i << 3), load<f64>(scratch + (i << 4)));
    store<f64>(imaginary + (i << 3), load<f64>(scratch + (i << 4), 8));
  }
}

/** As many columns at once as V holds numbers of float64; the spectrum is kept as S. */
function transformColumns<V, S>(first: i32): void {
  const length = whole(fourier.COLUMN_LENGTH);
  const rowLength = whole(fourier.ROW_LENGTH);
  const rows = whole(fourier.KERNEL_ROWS);
  const rowBytes = (<usize>rowLength) << 3;
  const lines = pointer(fourier.KERNEL_LINES);
  const end = min(first + fourier.PREPARED_COLUMNS, rowLength);
  const together = <i32>(sizeof<V>() >> 3);
  for (let column = first; column < end && !isCancelled(); column += together) {
    memory.fill(scratch, 0, <usize>length * 2 * sizeof<V>());
    for (let row = 0; row < rows; row++) {
      const from = lines + <usize>row * rowBytes + ((<usize>column) << 3);
      const to = scratch + <usize>(row == 0 ? 0 : length - row) * 2 * sizeof<V>();
      store<V>(to, load<V>(from));
      store<V>(to, load<V>(from + <usize>rows * rowBytes), sizeof<V>());
    }
    forward<V, f64>(scratch, length, length, pointer(fourier.COLUMN_TWIDDLES_64));
    for (let lane = 0; lane < together; lane++) {
      let to = pointer(fourier.SPECTRUM) + <usize>((column + lane) * length) * 2 * sizeof<S>();
      let from = scratch + ((<usize>lane) << 3);
      for (let i = 0; i < length; i++) {
        store<S>(to, <S>load<f64>(from));
        store<S>(to, <S>load<f64>(from, sizeof<V>()), sizeof<S>());
        to += 2 * sizeof<S>();
        from += 2 * sizeof<V>();
      }
    }
  }
}

// The plain sum, for blocks where the picture is not finite: there only the pixels whose taps touch such a sample may
// show it, and a transform would spread it over the block.
import { mapCoordinate } from './border';
import * as fourier from './fourier-slots';
import { border, isCancelled, pointer, reachLeft, reachTop, whole, wholeHeight, workChannels } from './job';
import { loadRow } from './load';

/**
 * Sums of `count` pixels from (x, y) of the picture. `room` has place for a loaded row and for as many sums in float64.
 * False when the job was cancelled.
 */
export function directSums<T>(out: usize, x: i32, y: i32, count: i32, room: usize): bool {
  const rows = whole(fourier.KERNEL_ROWS);
  const columns = whole(fourier.KERNEL_COLUMNS);
  const samples = <usize>(count * workChannels);
  const pixel = <usize>workChannels * sizeof<T>();
  const line = room + (samples << 3);
  let weights = pointer(fourier.WEIGHTS);
  memory.fill(room, 0, samples << 3);
  for (let row = 0; row < rows; row++) {
    if (isCancelled()) return false;
    loadRow(line, x - reachLeft, mapCoordinate(border, y - reachTop + row, wholeHeight), count + columns - 1);
    for (let column = 0; column < columns; column++, weights += 8) {
      const weight = load<f64>(weights);
      if (weight == 0) continue;
      const from = line + <usize>column * pixel;
      for (let i: usize = 0; i < samples; i++) {
        const sum = room + (i << 3);
        store<f64>(sum, load<f64>(sum) + weight * <f64>load<T>(from + i * sizeof<T>()));
      }
    }
  }
  for (let i: usize = 0; i < samples; i++) store<T>(out + i * sizeof<T>(), <T>load<f64>(room + (i << 3)));
  return true;
}

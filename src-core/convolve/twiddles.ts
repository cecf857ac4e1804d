// The turns of a Fourier transform, in the order in which wasm/fft.ts reads them.

const known = new Map<number, Float64Array>();

/** For each step longer than 8, from the shortest on: w, w², w³ for each number j of a quarter, w = exp(−2πi·j / step). */
export function twiddlesOf(length: number): Float64Array {
  let twiddles = known.get(length);
  if (!twiddles) {
    const steps: number[] = [];
    for (let step = length; step > 8; step /= 4) steps.unshift(step);
    twiddles = Float64Array.from(
      steps.flatMap((step) =>
        Array.from({ length: step / 4 }, (_, j) => [1, 2, 3].flatMap((power) => turn(j * power, step))).flat(),
      ),
    );
    known.set(length, twiddles);
  }
  return twiddles;
}

/** exp(−2πi·part / whole). */
function turn(part: number, whole: number): [number, number] {
  const angle = (2 * Math.PI * part) / whole;
  return [Math.cos(angle), -Math.sin(angle)];
}

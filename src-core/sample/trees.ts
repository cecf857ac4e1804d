// Pines on the near shore and reeds in the foreground, drawn as spans of coverage with soft ends.
import { hash, noise } from './noise.ts';
import { SHORE } from './sky.ts';

/** Coverage 0..1 per pixel. */
export class Mask {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.data = new Float32Array(width * height);
  }

  /** Covers a row from `left` to `right` in pixels, fractions included. */
  span(row: number, left: number, right: number, strength = 1): void {
    if (row < 0 || row >= this.height || right <= left) return;
    const first = Math.max(0, Math.floor(left));
    const last = Math.min(this.width - 1, Math.floor(right));
    for (let column = first; column <= last; column++) {
      const part = Math.min(right, column + 1) - Math.max(left, column);
      const index = row * this.width + column;
      this.data[index] = Math.min(1, (this.data[index] ?? 0) + part * strength);
    }
  }
}

interface Pine {
  readonly x: number;
  readonly foot: number;
  readonly height: number;
  readonly seed: number;
}

/** Branches in storeys: wide below, each storey tapering, ends uneven on both sides. */
function drawPine(mask: Mask, pine: Pine, pixels: number): void {
  const top = (pine.foot - pine.height) * pixels;
  const length = pine.height * pixels;
  const storeys = 9 + Math.floor(hash(pine.seed, 1, 7) * 5);
  const lean = (hash(pine.seed, 2, 7) - 0.5) * 0.05;
  for (let row = Math.floor(top); row < top + length; row++) {
    const t = Math.max(0, (row + 0.5 - top) / length);
    const centre = pine.x * pixels + lean * length * (1 - t);
    const storey = t ** 0.86 * storeys;
    const part = storey - Math.floor(storey);
    const outline = 0.2 * length * t ** 0.92 * (0.42 + 0.58 * part) * (t > 0.95 ? 0.35 : 1);
    const jag = (side: number): number =>
      0.72 +
      0.5 * noise(row * (1000 / pixels) * 0.33, pine.seed * 3 + side, 19) -
      0.18 * hash(Math.floor(storey), side, pine.seed);
    const trunk = 0.009 * length * t + 0.3;
    mask.span(row, centre - Math.max(trunk, outline * jag(1)), centre + Math.max(trunk, outline * jag(2)));
  }
}

/** Groves on both sides of the far shore, and three tall pines at the left edge. */
export function drawPines(mask: Mask, pixels: number, left: number): void {
  const pines: Pine[] = [];
  for (let index = 0; index < 150; index++) {
    const place = hash(index, 5, 31);
    const x = index % 3 === 0 ? 1.16 + 0.36 * place ** 0.75 : index % 3 === 1 ? 0.46 * place ** 1.35 : 1.5 * place;
    const edge = Math.min(1, Math.abs(x - 0.8) / 0.7);
    const size = (0.016 + 0.058 * hash(index, 6, 31) * edge * edge) * (index % 3 === 2 ? 0.62 : 1);
    pines.push({ x, foot: SHORE + 0.004, height: size, seed: index + 3 });
  }
  pines.push({ x: 0.075, foot: SHORE + 0.012, height: 0.335, seed: 907 });
  pines.push({ x: 0.168, foot: SHORE + 0.01, height: 0.235, seed: 931 });
  pines.push({ x: 0.012, foot: SHORE + 0.012, height: 0.27, seed: 977 });
  pines.push({ x: 0.225, foot: SHORE + 0.008, height: 0.155, seed: 953 });
  pines.push({ x: 1.452, foot: SHORE + 0.01, height: 0.21, seed: 967 });
  pines.push({ x: 1.492, foot: SHORE + 0.01, height: 0.165, seed: 971 });
  for (const pine of pines) drawPine(mask, { ...pine, x: pine.x - left }, pixels);
}

/** Reeds lean and bend; some carry a seed head. */
export function drawReeds(mask: Mask, pixels: number, left: number): void {
  for (let index = 0; index < 110; index++) {
    const isRight = index % 4 === 0;
    const spread = hash(index, 1, 77);
    const x = isRight ? 1.5 - 0.2 * spread ** 1.4 : 0.34 * spread ** 1.25;
    const height = (0.07 + 0.15 * hash(index, 2, 77)) * (1 - 0.6 * spread);
    const bend = (hash(index, 3, 77) - 0.35) * 0.35;
    const hasHead = hash(index, 4, 77) > 0.72;
    const foot = 1.005;
    for (let row = Math.floor((foot - height) * pixels); row < foot * pixels; row++) {
      const t = (foot - (row + 0.5) / pixels) / height;
      if (t < 0 || t > 1) continue;
      const centre = (x - left + bend * height * t * t) * pixels;
      const blade = 0.00135 * pixels * (1 - t * 0.75) + 0.18;
      const along = (t - 0.835) / 0.095;
      const head = hasHead && Math.abs(along) < 1 ? 0.0034 * pixels * (1 - along ** 4) : 0;
      mask.span(row, centre - Math.max(blade, head), centre + Math.max(blade, head));
    }
  }
}

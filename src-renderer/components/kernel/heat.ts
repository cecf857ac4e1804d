// Colours of weights: nine stops from the tokens, mixed in OKLab (Ottosson 2020), with the ink that contrasts more.

export type Rgb = readonly [number, number, number];

export interface HeatTokens {
  /** `#rrggbb`, from the most negative to the most positive. */
  readonly stops: readonly string[];
  readonly inkLight: string;
  readonly inkDark: string;
}

/** t = sign(w) · √(|w| / max|w|): small weights stay visible beside large ones. */
export function heatPosition(weight: number, largest: number): number {
  return largest > 0 ? Math.sign(weight) * Math.sqrt(Math.abs(weight) / largest) : 0;
}

export function largestOf(weights: readonly number[]): number {
  let largest = 0;
  for (const weight of weights) largest = Math.max(largest, Math.abs(weight));
  return largest;
}

const linear = (v: number): number => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const encoded = (v: number): number => (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055);

/** `#rrggbb`, or `#rgb` as builds shorten it. */
export function parseHex(hex: string): Rgb {
  const given = hex.trim();
  const text = given.length === 4 ? given.replace(/[0-9a-f]/gi, '$&$&') : given;
  const at = (i: number): number => parseInt(text.slice(i, i + 2), 16) / 255 || 0;
  return [at(1), at(3), at(5)];
}

export function toOklab(colour: Rgb): Rgb {
  const [r, g, b] = [linear(colour[0]), linear(colour[1]), linear(colour[2])];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

export function fromOklab([L, a, b]: Rgb): Rgb {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const held = (v: number): number => Math.min(1, Math.max(0, encoded(v)));
  return [
    held(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    held(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    held(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** WCAG 2.2 relative luminance. */
export function luminanceOf(colour: Rgb): number {
  return 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2]);
}

export function contrastOf(a: Rgb, b: Rgb): number {
  const [x, y] = [luminanceOf(a), luminanceOf(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

const cssOf = (colour: Rgb): string => `rgb(${colour.map((v) => Math.round(v * 255)).join(' ')})`;

/** Colours are looked up in a table this fine: half a step is far below what an eye, or 8 bits, can tell. */
const STEPS = 512;

export class HeatScale {
  readonly #stops: readonly Rgb[];
  readonly #inks: readonly [string, string];
  readonly #inkColours: readonly [Rgb, Rgb];
  #pixels: Uint32Array | null = null;
  readonly #fills = new Map<number, { readonly fill: string; readonly ink: string }>();

  constructor(tokens: HeatTokens) {
    this.#stops = tokens.stops.map((stop) => toOklab(parseHex(stop)));
    this.#inks = [tokens.inkLight, tokens.inkDark];
    this.#inkColours = [parseHex(tokens.inkLight), parseHex(tokens.inkDark)];
  }

  /** Straight sRGB in 0..1 for t in −1..1. */
  colourAt(t: number): Rgb {
    const last = this.#stops.length - 1;
    const place = ((Math.max(-1, Math.min(1, t)) + 1) / 2) * last;
    const index = Math.min(last - 1, Math.floor(place));
    const [from, to] = [this.#stops[index], this.#stops[index + 1]];
    if (!from || !to) return [0.5, 0.5, 0.5];
    const share = place - index;
    const mix = (i: 0 | 1 | 2): number => from[i] + (to[i] - from[i]) * share;
    return fromOklab([mix(0), mix(1), mix(2)]);
  }

  /** Fill and ink as CSS colours. */
  cell(t: number): { readonly fill: string; readonly ink: string } {
    const key = Math.round(t * STEPS);
    const known = this.#fills.get(key);
    if (known) return known;
    const colour = this.colourAt(key / STEPS);
    const [light, dark] = this.#inkColours;
    const ink = contrastOf(light, colour) >= contrastOf(dark, colour) ? this.#inks[0] : this.#inks[1];
    const entry = { fill: cssOf(colour), ink };
    this.#fills.set(key, entry);
    return entry;
  }

  /** Fills as RGBA bytes in memory order, for t from −1 to 1. */
  #table(): Uint32Array {
    if (this.#pixels) return this.#pixels;
    const bytes = new Uint8ClampedArray(4 * (2 * STEPS + 1));
    for (let step = -STEPS; step <= STEPS; step++) {
      const colour = this.colourAt(step / STEPS);
      bytes.set([...colour.map((v) => Math.round(v * 255)), 255], 4 * (step + STEPS));
    }
    return (this.#pixels = new Uint32Array(bytes.buffer));
  }

  /** One pixel a weight, as an ImageData takes them: thousands of cells in a fraction of a millisecond. */
  pixelsOf(weights: readonly number[]): Uint8ClampedArray<ArrayBuffer> {
    const table = this.#table();
    const largest = largestOf(weights);
    const pixels = new Uint32Array(weights.length);
    for (let index = 0; index < weights.length; index++) {
      pixels[index] = table[Math.round(heatPosition(weights[index] ?? 0, largest) * STEPS) + STEPS] ?? 0;
    }
    return new Uint8ClampedArray(pixels.buffer);
  }

  of(weight: number, largest: number): { readonly fill: string; readonly ink: string } {
    return this.cell(heatPosition(weight, largest));
  }
}

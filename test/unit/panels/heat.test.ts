// Colours of weights: the tokens' stops mixed in OKLab, and ink that can be read on every one of them.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  contrastOf,
  fromOklab,
  HeatScale,
  heatPosition,
  largestOf,
  parseHex,
  toOklab,
  type Rgb,
} from '../../../src-renderer/components/kernel/heat.ts';

const NAMES = ['n4', 'n3', 'n2', 'n1', '0', 'p1', 'p2', 'p3', 'p4'];
const css = readFileSync(new URL('../../../src-renderer/tokens.css', import.meta.url), 'utf8');

function themeAt(position: number) {
  const value = (name: string): string => {
    const found = new RegExp(`--heat-${name}:\\s*(#[0-9a-f]{6})`).exec(css.slice(position));
    if (!found?.[1]) throw new Error(`no token --heat-${name}`);
    return found[1];
  };
  return { stops: NAMES.map(value), inkLight: value('ink-light'), inkDark: value('ink-dark') };
}

const themes = { dark: themeAt(0), light: themeAt(css.indexOf(':root[data-theme="light"]')) };
const colourOf = (text: string): Rgb => {
  const [r = 0, g = 0, b = 0] = (text.match(/\d+/g) ?? []).map(Number);
  return [r / 255, g / 255, b / 255];
};

describe.each(Object.entries(themes))('heat colours, %s', (_name, tokens) => {
  const scale = new HeatScale(tokens);

  it('are the same one by one and by the thousand', () => {
    const weights = [-16, -3.3, 0, 1e-6, 0.5, 7, 16];
    const pixels = scale.pixelsOf(weights);
    weights.forEach((weight, index) => {
      const [r, g, b, a] = pixels.slice(4 * index, 4 * index + 4);
      expect(`rgb(${r} ${g} ${b})`).toBe(scale.of(weight, 16).fill);
      expect(a).toBe(255);
    });
    expect(scale.pixelsOf([0, 0]).slice(0, 4)).toEqual(scale.pixelsOf([0]));
  });

  it('pass through the stops of the tokens', () => {
    tokens.stops.forEach((stop, index) => {
      const mixed = scale.colourAt(index / 4 - 1);
      parseHex(stop).forEach((channel, i) => expect(mixed[i]).toBeCloseTo(channel, 3));
    });
  });

  it('lie between neighbouring stops on a straight line in OKLab', () => {
    const [from, to] = [toOklab(parseHex(tokens.stops[5] ?? '')), toOklab(parseHex(tokens.stops[6] ?? ''))];
    const middle = toOklab(scale.colourAt(0.375));
    middle.forEach((part, i) => expect(part).toBeCloseTo(((from[i] ?? 0) + (to[i] ?? 0)) / 2, 3));
  });

  it('carry ink with a contrast of at least 4.5 at every weight', () => {
    for (let t = -1; t <= 1; t += 1 / 256) {
      const { fill, ink } = scale.cell(t);
      expect(contrastOf(colourOf(fill), parseHex(ink)), `t = ${t}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('make zero a neutral grey', () => {
    expect(new Set(scale.colourAt(0).map((v) => v.toFixed(4))).size).toBe(1);
  });

  it('hold values beyond the ends', () => {
    expect(scale.colourAt(7)).toEqual(scale.colourAt(1));
    expect(scale.colourAt(-7)).toEqual(scale.colourAt(-1));
  });
});

describe('heat position', () => {
  it('is sign(w) · √(|w| ÷ max|w|)', () => {
    expect(heatPosition(-4, 16)).toBe(-0.5);
    expect(heatPosition(16, 16)).toBe(1);
    expect(heatPosition(0, 16)).toBe(0);
  });

  it('is 0 in a kernel of zeros', () => {
    expect(heatPosition(0, largestOf([0, 0]))).toBe(0);
  });
});

describe('colours as text', () => {
  it('are read in the short form that a build leaves behind', () => {
    expect(parseHex('#fff')).toEqual([1, 1, 1]);
    expect(parseHex(' #7f4300')).toEqual([127 / 255, 67 / 255, 0]);
  });
});

describe('OKLab', () => {
  it('there and back is the same colour', () => {
    for (const hex of ['#000000', '#ffffff', '#ff0000', '#62a8ff']) {
      const colour = parseHex(hex);
      fromOklab(toOklab(colour)).forEach((v, i) => expect(v).toBeCloseTo(colour[i] ?? 0, 5));
    }
  });

  it('gives white the lightness 1 without chroma', () => {
    const [lightness, a, b] = toOklab([1, 1, 1]);
    expect(lightness).toBeCloseTo(1, 5);
    expect(Math.hypot(a, b)).toBeLessThan(1e-6);
  });
});

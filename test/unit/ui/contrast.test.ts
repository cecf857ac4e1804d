// WCAG 2.2 contrast of every pair of tokens in use, per theme; and whether −w and +w stay apart for colour-blind eyes.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Theme = Readonly<Record<string, string>>;
type Triple = readonly number[];

const css = readFileSync(new URL('../../../src-renderer/tokens.css', import.meta.url), 'utf8').replace(
  /\/\*[\s\S]*?\*\//g,
  '',
);

function block(selector: string, last = false): Theme {
  const from = last ? css.lastIndexOf(selector) : css.indexOf(selector);
  const open = css.indexOf('{', from);
  const body = css.slice(open, css.indexOf('}', open));
  return Object.fromEntries([...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map((m) => [m[1]!, m[2]!.trim()]));
}

const dark = block(':root {');
const lightBySystem = block(':root:not([data-theme="dark"])');
const lightByChoice = block(':root[data-theme="light"]');
const more = block(':root, :root[data-theme="dark"]');
const moreLightBySystem = block(':root:not([data-theme="dark"])', true);
const moreLightByChoice = block(':root[data-theme="light"]', true);
const themes: Readonly<Record<string, Theme>> = {
  dark,
  light: { ...dark, ...lightByChoice },
  'dark with more contrast': { ...dark, ...more },
  'light with more contrast': { ...dark, ...lightByChoice, ...more, ...moreLightByChoice },
};

const rgb = (hex: string): Triple => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255);
const toLinear = (v: number): number => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const toEncoded = (v: number): number => (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055);
const clip = (v: number): number => Math.min(1, Math.max(0, v));
const multiply = (matrix: readonly Triple[], v: Triple): number[] =>
  matrix.map((row) => row.reduce((sum, weight, i) => sum + weight * v[i]!, 0));

function luminance(colour: Triple): number {
  return multiply([[0.2126, 0.7152, 0.0722]], colour.map(toLinear))[0]!;
}

function contrast(a: Triple, b: Triple): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

// OKLab, Ottosson 2020.
const LMS = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const LAB = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];
const LMS_BACK = [
  [1, 0.3963377774, 0.2158037573],
  [1, -0.1055613458, -0.0638541728],
  [1, -0.0894841775, -1.291485548],
];
const RGB_BACK = [
  [4.0767416621, -3.3077115913, 0.2309699292],
  [-1.2684380046, 2.6097574011, -0.3413193965],
  [-0.0041960863, -0.7034186147, 1.707614701],
];
const toLab = (c: Triple): number[] => multiply(LAB, multiply(LMS, c.map(toLinear)).map(Math.cbrt));
const fromLab = (lab: Triple): number[] =>
  multiply(
    RGB_BACK,
    multiply(LMS_BACK, lab).map((v) => v ** 3),
  ).map((v) => clip(toEncoded(v)));

function heat(theme: Theme, t: number): number[] {
  const stops = ['n4', 'n3', 'n2', 'n1', '0', 'p1', 'p2', 'p3', 'p4'].map((name) => rgb(theme[`--heat-${name}`]!));
  const x = (t + 1) * 4;
  const i = Math.min(7, Math.floor(x));
  const [a, b] = [toLab(stops[i]!), toLab(stops[i + 1]!)];
  return fromLab(a.map((v, k) => v + (b[k]! - v) * (x - i)));
}

// Machado, Oliveira, Fernandes 2009, severity 1.
const EYES: Readonly<Record<string, readonly Triple[]>> = {
  protanopic: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopic: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopic: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const surfaces = ['chrome', 'panel', 'raised', 'hover', 'inset', 'overlay'].map((s) => `--surface-${s}`);
const texts = ['--text-strong', '--text-primary', '--text-secondary', '--text-tertiary'];
const on = (names: readonly string[], grounds: readonly string[], least: number) =>
  names.flatMap((name) => grounds.map((ground) => ({ name, ground, least })));
const PAIRS = [
  ...on(texts, surfaces, 4.5),
  ...on(texts.slice(0, 3), ['--accent-quiet', '--surface-canvas'], 4.5),
  ...on(['--text-tertiary', '--accent'], ['--accent-quiet'], 4.5),
  ...on(
    ['--accent'],
    ['panel', 'chrome', 'overlay', 'inset', 'raised'].map((s) => `--surface-${s}`),
    4.5,
  ),
  ...on(['--text-on-accent'], ['--accent-fill', '--accent-fill-hover', '--accent-fill-press'], 4.5),
  ...on(['--text-on-selected'], ['--surface-selected'], 4.5),
  ...on(['--surface-selected'], ['--surface-inset'], 3),
  ...on(['--accent-fill'], ['--surface-panel', '--surface-overlay'], 3),
  ...['approximate', 'warning', 'error', 'success'].flatMap((m) => [
    ...on(
      [`--${m}`],
      ['--surface-chrome', '--surface-panel', '--surface-overlay', '--surface-inset', `--${m}-quiet`],
      4.5,
    ),
    ...on(['--text-primary'], [`--${m}-quiet`], 4.5),
  ]),
  ...on(
    ['--line-control'],
    ['panel', 'inset', 'overlay', 'chrome', 'raised'].map((s) => `--surface-${s}`),
    3,
  ),
  ...on(['--focus-ring'], [...surfaces, '--surface-canvas', '--accent-quiet'], 3),
  ...on(
    ['r', 'g', 'b', 'a'].map((c) => `--channel-${c}`),
    ['--surface-panel', '--surface-chrome', '--surface-inset'],
    4.5,
  ),
];

describe('design tokens', () => {
  it('write the light values the same for both selectors', () => {
    expect(lightBySystem).toEqual(lightByChoice);
    expect(moreLightBySystem).toEqual(moreLightByChoice);
  });

  it('keep every grey neutral', () => {
    const greys = Object.entries(dark).filter(
      ([key, value]) => /surface|line-|text-/.test(key) && value.startsWith('#'),
    );
    expect(greys.length).toBeGreaterThan(15);
    expect(greys.filter(([, value]) => new Set(rgb(value)).size > 1)).toEqual([]);
  });

  for (const [name, theme] of Object.entries(themes)) {
    it(`contrast enough in ${name}`, () => {
      const low = PAIRS.map((pair) => ({ ...pair, got: contrast(rgb(theme[pair.name]!), rgb(theme[pair.ground]!)) }));
      expect(low.filter(({ got, least }) => got < least)).toEqual([]);
    });

    it(`give every weight cell readable ink in ${name}`, () => {
      const inks = [rgb(theme['--heat-ink-light']!), rgb(theme['--heat-ink-dark']!)];
      const steps = Array.from({ length: 201 }, (_, i) => (i - 100) / 100);
      const worst = Math.min(...steps.map((t) => Math.max(...inks.map((ink) => contrast(ink, heat(theme, t))))));
      expect(worst).toBeGreaterThanOrEqual(4.5);
    });

    it(`keep −w and +w apart for colour-blind eyes in ${name}`, () => {
      for (const eye of Object.values(EYES)) {
        const seen = (t: number): number[] =>
          toLab(multiply(eye, heat(theme, t).map(toLinear)).map((v) => clip(toEncoded(Math.max(0, v)))));
        for (let t = 0.25; t <= 1; t += 0.05) {
          const [plus, minus] = [seen(t), seen(-t)];
          expect(Math.hypot(...plus.map((v, i) => v - minus[i]!))).toBeGreaterThanOrEqual(0.06);
        }
      }
    });
  }
});

import { describe, expect, it } from 'vitest';
import { createFilter } from '../../../src-core/filters/index.ts';
import { kernelOf } from '../../../src-core/kernel/kernel.ts';
import { canvasLabel } from '../../../src-renderer/components/canvas/canvas-label.ts';
import { footprintOf } from '../../../src-renderer/components/canvas/footprint.ts';
import { cssColour } from '../../../src-renderer/components/canvas/loupe-paint.ts';
import { valueText } from '../../../src-renderer/components/canvas/pixel-values.ts';
import { partsOf, placementsOf, type Part, type SceneView } from '../../../src-renderer/components/canvas/scene.ts';
import type { LayerTiles, Tile } from '../../../src-renderer/state/render-plan.ts';
import { levelOf, levelRectangle, levelSize, overviewLevel } from '../../../src-renderer/state/render-plan.ts';
import { resultBounds } from '../../../src-renderer/state/result-bounds.ts';
import { layer } from './fixtures.ts';

const canvas = { width: 800, height: 600 };
const whole = { x: 0, y: 0, ...canvas };
const view: SceneView = {
  canvas,
  panes: [whole],
  view: { zoom: 2, x: 10, y: 20 },
  mode: 'split',
  original: false,
  splitX: 300,
};

const tile = (patch: Partial<Tile<string>>): Tile<string> => ({
  key: 'k',
  level: 0,
  rectangle: { x: 0, y: 0, width: 100, height: 100 },
  bounds: { x: 0, y: 0, width: 400, height: 290 },
  exact: true,
  picture: 'detail',
  ...patch,
});
const tiles = (patch: Partial<LayerTiles<string>>): LayerTiles<string> => ({
  overview: null,
  detail: null,
  values: null,
  ...patch,
});

describe('which layer shows where', () => {
  it('splits the canvas at the line without a gap', () => {
    const [before, after] = partsOf(view);
    expect(before).toMatchObject({ layer: 'before', clip: { x: 0, width: 300 } });
    expect(after).toMatchObject({ layer: 'after', clip: { x: 300, width: 500 } });
    expect(after?.origin).toEqual(before?.origin);
  });

  it('shows one layer when there is nothing to compare, and the original while its key is held', () => {
    expect(partsOf({ ...view, splitX: null }).map((part) => part.layer)).toEqual(['after']);
    expect(partsOf({ ...view, original: true }).map((part) => part.layer)).toEqual(['before']);
  });

  it('shows both side by side at the same place of the picture', () => {
    const panes = [
      { x: 0, y: 0, width: 399, height: 600 },
      { x: 401, y: 0, width: 399, height: 600 },
    ];
    const [left, right] = partsOf({ ...view, mode: 'side', panes });
    expect([left?.layer, right?.layer]).toEqual(['before', 'after']);
    expect([left?.origin.x, right?.origin.x]).toEqual([10, 411]);
  });
});

describe('placing tiles', () => {
  const part: Part = { layer: 'after', clip: whole, origin: { x: 10, y: 20 } };

  it('puts a level on the image pixels it stands for, and cuts its last pixel at the edge of the result', () => {
    const coarse = tile({ level: 2, rectangle: { x: 0, y: 0, width: 100, height: 73 } });
    const [placed] = placementsOf(part, tiles({ detail: coarse }), view.view);
    expect(placed?.target).toEqual({ x: 10, y: 20, width: 800, height: 584 });
    expect(placed?.clip).toEqual({ x: 10, y: 20, width: 790, height: 580 });
  });

  it('draws at 100 % pixel on pixel, smooth below 800 % and square from there', () => {
    const at = (zoom: number) => placementsOf(part, tiles({ detail: tile({}) }), { zoom, x: 0, y: 0 })[0]?.smoothing;
    expect(at(1)).toBe('off');
    expect(at(0.75)).toBe('medium');
    expect(at(7.9)).toBe('low');
    expect(at(8)).toBe('off');
  });

  it('leaves out the coarse picture where the fine one covers all that shows', () => {
    const overview = tile({ level: 1, rectangle: { x: 0, y: 0, width: 200, height: 145 }, picture: 'overview' });
    const full = tile({ rectangle: { x: 0, y: 0, width: 400, height: 290 } });
    const pictures = (detail: Tile<string>) =>
      placementsOf(part, tiles({ overview, detail }), view.view).map(({ picture }) => picture);
    expect(pictures(full)).toEqual(['detail']);
    expect(pictures(tile({}))).toEqual(['overview', 'detail']);
  });

  it('puts a cropped result where its first pixel lies on the source (§6)', () => {
    const cropped = tile({ bounds: { x: 2, y: 3, width: 396, height: 284 } });
    expect(placementsOf(part, tiles({ detail: cropped }), view.view)[0]?.target).toMatchObject({ x: 14, y: 26 });
  });
});

describe('levels', () => {
  it('are full size from 100 % and halve below', () => {
    expect([4, 1, 0.99, 0.5, 0.49, 0.25, 0.01].map(levelOf)).toEqual([0, 0, 0, 1, 1, 2, 6]);
  });

  it('count every started pixel, and the overview fits 1024 of them', () => {
    expect(levelSize({ width: 401, height: 1 }, 2)).toEqual({ width: 101, height: 1 });
    expect(overviewLevel({ width: 1024, height: 10 })).toBe(0);
    expect(overviewLevel({ width: 6000, height: 4000 })).toBe(3);
  });

  it('are asked for in rectangles that stay inside the result', () => {
    const wide = layer([], { x: 990, y: 700, width: 10, height: 100 });
    expect(levelRectangle(wide, 0)).toEqual({ x: 960, y: 672, width: 40, height: 128 });
    expect(levelRectangle(wide, 1, 64)).toEqual({ x: 416, y: 256, width: 84, height: 144 });
  });
});

describe('the place of the result (§6)', () => {
  const crop = (flip: boolean) => ({
    ...createFilter('kernel', { kernel: kernelOf([[1, 2, 3, 4, 5]], { row: 0, column: 1 }) }),
    settings: { ...createFilter('kernel', {}).settings, border: 'crop' as const, flip },
  });

  it('begins at the first pixel whose taps all lie inside, and flips with the kernel', () => {
    expect(resultBounds({ width: 20, height: 10 }, [crop(false)])).toEqual({ x: 1, y: 0, width: 16, height: 10 });
    expect(resultBounds({ width: 20, height: 10 }, [crop(true)])).toEqual({ x: 3, y: 0, width: 16, height: 10 });
  });

  it('is the source for filters that are off or keep the size', () => {
    expect(resultBounds({ width: 20, height: 10 }, [{ ...crop(false), enabled: false }])).toMatchObject({ width: 20 });
  });

  it('agrees with the footprint of the kernel', () => {
    expect(footprintOf(crop(false), { x: 1, y: 0 })).toEqual({ x: 0, y: 0, width: 5, height: 1 });
    expect(footprintOf(crop(true), { x: 3, y: 0 })).toEqual({ x: 0, y: 0, width: 5, height: 1 });
  });
});

describe('numbers and words on the canvas', () => {
  it('names its state', () => {
    const state = {
      name: 'chelsea.png',
      zoom: 1.5,
      mode: 'split',
      split: 0.46,
      original: false,
      state: 'exact',
    } as const;
    expect(canvasLabel(state)).toBe('chelsea.png, 150 %, split at 46 %, exact');
    expect(canvasLabel({ ...state, split: null, state: 'approximate' })).toBe('chelsea.png, 150 %, approximate');
    expect(canvasLabel({ ...state, original: true })).toBe('chelsea.png, 150 %, the original, exact');
  });

  it('writes codes as they are and floats with three digits', () => {
    expect(valueText(65535, 'u16')).toBe('65535');
    expect(valueText(-0.123456, 'f32')).toBe('−0.123');
  });

  it('quantises a swatch as an export would (§5)', () => {
    expect(cssColour([0.5, 1.2, -0.1], 0, 3)).toBe('rgb(128 255 0 / 1)');
    expect(cssColour([0.5, 0.25], 0, 2)).toBe('rgb(128 128 128 / 0.25)');
  });
});

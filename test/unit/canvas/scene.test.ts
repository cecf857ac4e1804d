import { describe, expect, it } from 'vitest';
import { createFilter } from '../../../src-core/filters/index.ts';
import type { Rectangle } from '../../../src-core/geometry.ts';
import type { Difference } from '../../../src-core/inspection.ts';
import { kernelOf } from '../../../src-core/kernel/kernel.ts';
import { canvasLabel } from '../../../src-renderer/components/canvas/canvas-label.ts';
import { footprintOf } from '../../../src-renderer/components/canvas/footprint.ts';
import { cssColour } from '../../../src-renderer/components/canvas/loupe-paint.ts';
import { changesIn, valueText } from '../../../src-renderer/picture/pixel-values.ts';
import { placementOf, wholePixels } from '../../../src-renderer/picture/placement.ts';
import { partsOf, visibleIn, type Comparison, type Part } from '../../../src-renderer/picture/parts.ts';
import { resultBounds } from '../../../src-renderer/state/result-bounds.ts';
import type { ValueTile } from '../../../src-renderer/picture/job.ts';
import { placeOn, type SurfacePicture } from '../../../src-renderer/picture/surface-picture.ts';

const canvas = { width: 800, height: 600 };
const whole = { x: 0, y: 0, ...canvas };
const view: Comparison = {
  panes: [whole],
  view: { zoom: 2, x: 10, y: 20 },
  mode: 'split',
  original: false,
  splitX: 300,
};

const surface = (patch: Partial<SurfacePicture<string>>): SurfacePicture<string> => ({
  level: 0,
  rectangle: { x: 0, y: 0, width: 100, height: 100 },
  bounds: { x: 0, y: 0, width: 400, height: 290 },
  picture: 'surface',
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

  it('counts as visible of each side only what its part of the canvas shows', () => {
    const bounds = { x: 0, y: 0, width: 390, height: 200 };
    const parts = partsOf(view);
    expect(visibleIn(parts, 'before', 2, bounds)).toEqual({ x: 0, y: 0, width: 145, height: 200 });
    expect(visibleIn(parts, 'after', 2, bounds)).toEqual({ x: 145, y: 0, width: 245, height: 200 });
    expect(visibleIn(partsOf({ ...view, original: true }), 'after', 2, bounds)).toBeNull();
  });
});

describe('placing a surface', () => {
  const part: Part = { layer: 'after', clip: whole, origin: { x: 10, y: 20 } };

  it('puts a level on the image pixels it stands for, and cuts its last pixel at the edge of the result', () => {
    const coarse = surface({ level: 2, rectangle: { x: 0, y: 0, width: 100, height: 73 } });
    const placed = placementOf(part, coarse, view.view);
    expect(placed.target).toEqual({ x: 10, y: 20, width: 800, height: 584 });
    expect(placed.clip).toEqual({ x: 10, y: 20, width: 790, height: 580 });
  });

  it('draws at 100 % pixel on pixel, smooth below 800 % and square from there', () => {
    const at = (zoom: number) => placementOf(part, surface({}), { zoom, x: 0, y: 0 }).smooth;
    expect([1, 0.75, 7.9, 8].map(at)).toEqual([false, true, true, false]);
  });

  it('puts a cropped result where its first pixel lies on the source (§6)', () => {
    const cropped = surface({ bounds: { x: 2, y: 3, width: 396, height: 284 } });
    expect(placementOf(part, cropped, view.view).target).toMatchObject({ x: 14, y: 26 });
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

  describe('the numbers of a difference', () => {
    const tile = (bytes: Uint8Array, rectangle: Rectangle, bounds: Rectangle): ValueTile => ({
      key: '',
      rectangle,
      bounds,
      bytes,
    });
    const size = { x: 0, y: 0, width: 3, height: 1 };
    const format = { channels: 2, depth: 'u8', font: 'sans-serif' } as const;
    const look = { gain: 4, signed: true, of: 'colour' } as const;

    it('are after minus before with their sign, and without where the picture shows none', () => {
      const after = tile(Uint8Array.of(10, 255, 200, 250, 7, 0), size, size);
      const before = tile(Uint8Array.of(30, 255, 190, 255, 7, 9), size, size);
      const texts = (change: Partial<Difference>): unknown[] => {
        const numbers = changesIn(after, before, format, { ...look, ...change })!;
        return [0, 1, 2].map((column) => numbers.at(column, 0)!.lines.join());
      };
      expect(texts({})).toEqual(['−20', '+10', '0']);
      expect(texts({ signed: false })).toEqual(['20', '10', '0']);
      expect(texts({ of: 'opacity' })).toEqual(['0', '−5', '−9']);
      const lights = [0, 1, 2].map((column) => changesIn(after, before, format, look)!.at(column, 0)!.light);
      expect(lights[0]).toBeLessThan(0.5);
      expect(lights[1]).toBeGreaterThan(0.5);
      expect(lights[2]).toBe(0.5);
    });

    it('compare the same pixel of the picture, also where a crop moved the result', () => {
      const cropped = { x: 1, y: 0, width: 1, height: 1 };
      const after = tile(Uint8Array.of(60, 255), { ...cropped, x: 0 }, cropped);
      const before = tile(Uint8Array.of(1, 255, 50, 255, 3, 255), size, size);
      const numbers = changesIn(after, before, format, look)!;
      expect(numbers.rectangle).toEqual(cropped);
      expect(numbers.at(0, 0)!.lines).toEqual(['+10']);
      expect(changesIn(after, tile(Uint8Array.of(1, 255), cropped, size), format, look)!.at(0, 0)!.lines).toEqual([
        '+59',
      ]);
      expect(
        changesIn(after, tile(Uint8Array.of(1, 255), { ...cropped, x: 2 }, size), format, look)!.at(0, 0),
      ).toBeNull();
    });
  });

  it('quantises a swatch as an export would (§5)', () => {
    expect(cssColour([0.5, 1.2, -0.1], 0, 3)).toBe('rgb(128 255 0 / 1)');
    expect(cssColour([0.5, 0.25], 0, 2)).toBe('rgb(128 128 128 / 0.25)');
  });
});

describe('what lies on a surface', () => {
  it('is placed where the surface is, edges between pixels, neighbours without a gap', () => {
    const target = { x: -10.4, y: 0, width: 150, height: 150 };
    const left = placeOn(surface({}), target, { x: 0, y: 0, width: 30, height: 100 });
    const right = placeOn(surface({}), target, { x: 30, y: 0, width: 70, height: 100 });
    expect(left).toEqual({ x: -10.4, y: 0, width: 45, height: 150 });
    expect(wholePixels(left)).toEqual({ x: -10, y: 0, width: 45, height: 150 });
    expect(wholePixels(right)).toEqual({ x: 35, y: 0, width: 105, height: 150 });
  });
});

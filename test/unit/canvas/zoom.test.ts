import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { devicePixels } from '../../../src-renderer/components/canvas/device-pixels.ts';
import {
  clampZoom,
  fitZoom,
  keepInView,
  nextStop,
  visiblePixels,
  wheelZoom,
  zoomAbout,
  zoomText,
  ZOOM_STOPS,
} from '../../../src-renderer/picture/zoom.ts';

const pane = { width: 728, height: 705 };

describe('fitting', () => {
  it('shows a small picture at a quarter step above 100 % and a large one at a whole per cent', () => {
    expect(fitZoom({ width: 451, height: 300 }, pane, 1)).toBe(1.5);
    expect(fitZoom({ width: 1000, height: 872 }, pane, 1)).toBe(0.68);
  });

  it('keeps the whole picture inside the pane, whatever the sizes', () => {
    const side = fc.integer({ min: 1, max: 40_000 });
    fc.assert(
      fc.property(
        side,
        side,
        fc.integer({ min: 20, max: 4000 }),
        fc.integer({ min: 20, max: 4000 }),
        (w, h, pw, ph) => {
          const zoom = fitZoom({ width: w, height: h }, { width: pw, height: ph }, 2);
          expect(zoom).toBeGreaterThan(0);
          expect(zoom).toBeLessThanOrEqual(64);
          if (zoom > 0.001) {
            expect(w * zoom).toBeLessThanOrEqual(pw);
            expect(h * zoom).toBeLessThanOrEqual(ph);
          }
        },
      ),
      { seed: 7, numRuns: 200 },
    );
  });
});

describe('zoom stops', () => {
  it('go from 6.25 % to 6400 % through 100 %, and the fitting zoom is one of them', () => {
    expect(ZOOM_STOPS[0]).toBe(0.0625);
    expect(ZOOM_STOPS.at(-1)).toBe(64);
    expect(nextStop(1, 0.68, 1)).toBe(1.5);
    expect(nextStop(1, 0.68, -1)).toBe(0.68);
    expect(nextStop(0.5, 0.68, 1)).toBeCloseTo(2 / 3);
  });

  it('end at the ends, and a picture that fits below 6.25 % may be shown that small', () => {
    expect(nextStop(64, 1, 1)).toBe(64);
    expect(nextStop(0.0625, 0.04, -1)).toBe(0.04);
    expect(nextStop(0.04, 0.04, -1)).toBe(0.04);
    expect(clampZoom(0.001, 0.04)).toBe(0.04);
    expect(clampZoom(1000, 1)).toBe(64);
  });

  it('are left behind when the zoom stands beside one by rounding', () => {
    expect(nextStop(0.9999, 0.5, 1)).toBe(1.5);
  });
});

describe('the wheel', () => {
  it('zooms by 1.25 a notch and lands on 100 % instead of beside it', () => {
    expect(wheelZoom(1, 1)).toBe(1.25);
    expect(wheelZoom(1.25, -1)).toBe(1);
    expect(wheelZoom(0.79, 1)).toBe(1);
  });
});

describe('zooming about a point', () => {
  it('leaves the image point under the cursor where it is', () => {
    const number = fc.double({ min: -2000, max: 2000, noNaN: true });
    const zoom = fc.double({ min: 0.05, max: 64, noNaN: true });
    fc.assert(
      fc.property(number, number, zoom, zoom, number, number, (x, y, from, to, ax, ay) => {
        const view = zoomAbout({ zoom: from, x, y }, to, { x: ax, y: ay });
        expect((ax - view.x) / view.zoom).toBeCloseTo((ax - x) / from, 6);
        expect((ay - view.y) / view.zoom).toBeCloseTo((ay - y) / from, 6);
      }),
      { seed: 3, numRuns: 100 },
    );
  });
});

describe('panning', () => {
  const image = { width: 400, height: 300 };

  it('keeps 64 pixels of the picture in view on every side', () => {
    expect(keepInView({ zoom: 1, x: -5000, y: 0 }, image, pane, 64).x).toBe(64 - 400);
    expect(keepInView({ zoom: 1, x: 5000, y: 0 }, image, pane, 64).x).toBe(728 - 64);
    expect(keepInView({ zoom: 2, x: 0, y: 5000 }, image, pane, 64).y).toBe(705 - 64);
  });

  it('keeps all of a picture that is smaller than that', () => {
    expect(keepInView({ zoom: 1, x: 5000, y: -5000 }, { width: 10, height: 10 }, pane, 64)).toEqual({
      zoom: 1,
      x: 718,
      y: 0,
    });
  });

  it('rests on whole device pixels, so that 100 % is one to one', () => {
    const { x, y } = keepInView({ zoom: 1.3, x: 10.4, y: 20.6 }, image, pane, 64);
    expect([x, y]).toEqual([10, 21]);
  });
});

describe('the visible pixels', () => {
  const bounds = { x: 0, y: 0, width: 400, height: 300 };

  it('are those that show even in part', () => {
    expect(visiblePixels({ zoom: 2, x: -101, y: 10 }, bounds, { width: 200, height: 100 })).toEqual({
      x: 50,
      y: 0,
      width: 101,
      height: 45,
    });
  });

  it('are none when the picture lies beside the pane', () => {
    expect(visiblePixels({ zoom: 1, x: 900, y: 0 }, bounds, pane)).toBeNull();
  });
});

describe('the zoom in words', () => {
  it('has no more digits than tell the stops apart', () => {
    expect([0.0625, 0.125, 1 / 3, 0.67, 1, 1.5625, 64].map(zoomText)).toEqual([
      '6.25 %',
      '12.5 %',
      '33.3 %',
      '67 %',
      '100 %',
      '156 %',
      '6400 %',
    ]);
  });
});

describe('device pixels', () => {
  const box = (inlineSize: number, blockSize: number) => [{ inlineSize, blockSize }];

  it('are counted by the browser, which knows how it snaps', () => {
    const entry = { contentBoxSize: box(333.4, 200), devicePixelContentBoxSize: box(500, 301) };
    expect(devicePixels(entry, 1.5)).toEqual({ width: 500, height: 301 });
  });

  it('follow the ratio where the count is missing or is of CSS pixels', () => {
    expect(devicePixels({ contentBoxSize: box(300, 200), devicePixelContentBoxSize: box(300, 200) }, 2)).toEqual({
      width: 600,
      height: 400,
    });
    expect(devicePixels({ contentBoxSize: box(300, 200) }, 2)).toEqual({ width: 600, height: 400 });
  });
});

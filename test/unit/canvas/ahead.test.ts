import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RenderLoop } from '../../../src-renderer/picture/render-loop.ts';
import type { RenderSnapshot } from '../../../src-renderer/picture/snapshot.ts';
import { blur, FakePixels, FakePixmaps, wanted, type Sheet } from './fixtures.ts';

let pixels: FakePixels;
let pixmaps: FakePixmaps;
let snapshot: RenderSnapshot<Sheet>;
let quiet: boolean;
let loop: RenderLoop<Sheet>;

beforeEach(() => {
  vi.useFakeTimers();
  pixels = new FakePixels();
  pixmaps = new FakePixmaps();
  quiet = false;
  loop = new RenderLoop<Sheet>({
    pixmaps,
    onChange: (value) => (snapshot = value),
    onIdle: () => undefined,
    isQuiet: () => quiet,
    focus: () => null,
    nextStep: (step) => void setTimeout(step),
  });
  loop.setClient(pixels.client);
});
afterEach(() => void vi.useRealTimers());

/** The one ink of the picture on screen, or all of them. */
function inks(side: 'after' | 'before' = 'after'): number[] {
  return [...new Set(snapshot.pictures[side].surface?.picture.ink)].sort((a, b) => a - b);
}

const small = { x: 0, y: 0, width: 200, height: 200 };

describe('when nothing moves', () => {
  const visible = { x: 400, y: 400, width: 100, height: 100 };

  it('fetches the whole picture, coarse, and exact pixels round what shows, one call at a time', async () => {
    quiet = true;
    loop.want(wanted([blur(1)], { visible }));
    await pixels.open[0]?.answer();
    expect(snapshot.state).toBe('exact');
    expect(pixels.open).toHaveLength(0);
    vi.advanceTimersByTime(200);
    expect(pixels.open).toHaveLength(1);
    expect(pixels.last.params).toMatchObject({
      quality: 'approximate',
      rectangle: { x: 0, y: 0, width: 1000, height: 800 },
    });
    await pixels.answerAll();
    const asked = pixels.calls.length;
    quiet = false;
    loop.want(wanted([blur(1)], { visible: { ...visible, x: 700 } }));
    expect(snapshot.state).toBe('exact');
    expect(pixels.calls).toHaveLength(asked);
  });

  it('waits until nobody else uses the engine', async () => {
    loop.want(wanted([blur(1)], { visible }));
    await pixels.open[0]?.answer();
    vi.advanceTimersByTime(1000);
    expect(pixels.open).toHaveLength(0);
    quiet = true;
    loop.pump();
    expect(pixels.open).toHaveLength(1);
  });

  it('gives way at once to what the eye waits for', async () => {
    quiet = true;
    loop.want(wanted([blur(1)], { visible }));
    await pixels.open[0]?.answer();
    vi.advanceTimersByTime(200);
    const ahead = pixels.last;
    loop.want(wanted([blur(1)], { visible: { ...visible, x: 0 } }));
    expect(ahead.signal?.aborted).toBe(true);
    expect(pixels.last.params.rectangle.x).toBe(0);
  });

  it('reads the values of the visible pixels when numbers are shown', async () => {
    loop.want(wanted([blur(1)], { visible: { x: 0, y: 0, width: 20, height: 10 }, values: true }));
    await pixels.answerAll();
    expect(pixels.last.params).toMatchObject({ space: 'document', quality: 'exact', level: 0 });
    expect(snapshot.values.after?.rectangle).toMatchObject({ x: 0, y: 0 });
  });
});

describe('zooming', () => {
  it('shows what is there, stretched, until the new level has come', async () => {
    loop.want(wanted([blur(1)], { level: 1 }));
    await pixels.answerAll({ ink: 1 });
    loop.want(wanted([blur(1)], { visible: small }));
    expect(snapshot.pictures.after.surface).toMatchObject({ level: 0 });
    expect(inks()).toContain(1);
    expect(snapshot.state).toBe('approximate');
    await pixels.answerAll({ ink: 2 });
    expect(inks()).toContain(2);
    expect(snapshot.state).toBe('exact');
    const asked = pixels.calls.length;
    loop.want(wanted([blur(1)], { level: 1 }));
    expect(snapshot.state).toBe('exact');
    expect(inks()).toEqual([1]);
    expect(pixels.calls).toHaveLength(asked);
  });

  it('asks for nothing while the wheel turns, and for the last zoom when it rests', async () => {
    const at = (zoom: number) =>
      wanted([blur(1)], { zoom, level: zoom > 0.5 ? 0 : 1, visible: { ...small, width: 200 / zoom } });
    loop.want(at(1));
    await pixels.answerAll({ ink: 1 });
    vi.advanceTimersByTime(500);
    const asked = pixels.calls.length;
    const { surface } = snapshot.pictures.after;
    for (const zoom of [0.9, 0.8, 0.7, 0.6, 0.5]) {
      vi.advanceTimersByTime(16);
      loop.want(at(zoom));
    }
    // The first turn could be the only one: it is served at once.
    expect(pixels.calls.length).toBeLessThanOrEqual(asked + 1);
    expect(snapshot.state).toBe('approximate');
    expect(snapshot.pictures.after.surface?.level).toBe(surface?.level);
    vi.advanceTimersByTime(80);
    await pixels.answerAll({ ink: 2 });
    expect(snapshot.state).toBe('exact');
    expect(snapshot.pictures.after.surface?.level).toBe(1);
  });
});

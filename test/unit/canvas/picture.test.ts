// The thread that draws the picture, without a thread: what it draws, and what it tells the page when.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Size } from '../../../src-core/raster.ts';
import type { FromPicture } from '../../../src-renderer/picture/messages.ts';
import { Picture } from '../../../src-renderer/picture/picture.ts';
import type { Scene } from '../../../src-renderer/picture/scene.ts';
import { blur, FakePixels, settle, wanted } from './fixtures.ts';

/** What was drawn on whichever canvas, by name of the call. */
let drawn: { readonly on: FakeCanvas; readonly call: string }[];
let frames: (() => void)[];
let news: FromPicture[];
let pixels: FakePixels;
let picture: Picture;

class FakeCanvas {
  width: number;
  height: number;
  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
  }
  getContext(): unknown {
    const context: Record<string, unknown> = { canvas: this };
    return new Proxy(context, {
      get: (target, name: string) => target[name] ?? (() => void drawn.push({ on: this, call: name })),
    });
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  [drawn, frames, news] = [[], [], []];
  vi.stubGlobal('OffscreenCanvas', FakeCanvas);
  vi.stubGlobal('ImageData', class {});
  vi.stubGlobal('requestAnimationFrame', (step: () => void) => frames.push(step));
  vi.stubGlobal('scheduler', { postTask: async (step: () => void) => step() });
  pixels = new FakePixels();
  picture = new Picture((told) => news.push(told));
  picture.setClient(pixels.client);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const size: Size = { width: 900, height: 700 };
const visible = { x: 0, y: 0, ...size };
const scene: Scene = {
  parts: [{ layer: 'after', clip: visible, origin: { x: 0, y: 0 } }],
  view: { zoom: 1, x: 0, y: 0 },
  ratio: 1,
  checkered: false,
  grid: false,
  values: null,
  difference: null,
  probe: null,
  footprint: null,
  colours: {
    a: '#888',
    b: '#999',
    marks: { below: ['#00f', '#88f'], above: ['#f00', '#f88'], invalid: ['#0f0', '#8f8'] },
  },
};

async function nextFrame(): Promise<void> {
  for (const step of frames.splice(0)) step();
  await settle();
}

function show(): FakeCanvas {
  const canvas = new FakeCanvas(300, 150);
  picture.receive({ kind: 'canvas', canvas: canvas as unknown as OffscreenCanvas });
  picture.receive({ kind: 'scene', scene, size });
  picture.receive({ kind: 'want', wish: 2, wanted: wanted([blur(2)], { visible }), focus: null });
  return canvas;
}

const shown = (): string[] => news.flatMap((told) => (told.kind === 'shown' ? [told.status.state] : []));
const paintsOf = (canvas: FakeCanvas): number =>
  drawn.filter(({ on, call }) => on === canvas && call === 'drawImage').length;

it('tells what is shown once it has been drawn, and not before', async () => {
  const canvas = show();
  await nextFrame();
  // Nothing has come: the canvas takes no memory yet.
  expect(drawn.filter(({ on }) => on === canvas)).toEqual([]);
  expect(canvas).toMatchObject({ width: 300, height: 150 });
  await pixels.calls[0]!.answer();
  expect(shown()).toEqual(['approximate']);
  expect(paintsOf(canvas)).toBe(0);
  await nextFrame();
  expect(paintsOf(canvas)).toBe(1);
  expect(canvas).toMatchObject(size);
  expect(news).toContainEqual({ kind: 'sized', size });
  await pixels.answerAll();
  expect(shown()).not.toContain('exact');
  await nextFrame();
  expect(shown().at(-1)).toBe('exact');
});

it('draws nothing where only its state has changed', async () => {
  const canvas = show();
  await pixels.answerAll();
  await nextFrame();
  await nextFrame();
  const paints = paintsOf(canvas);
  picture.receive({ kind: 'want', wish: 3, wanted: wanted([blur(3)], { visible }), focus: null });
  expect(shown().at(-1)).toBe('approximate');
  await nextFrame();
  expect(paintsOf(canvas)).toBe(paints);
});

it('lets others use the engine when what has come is drawn, and itself when they have left it', async () => {
  show();
  await vi.advanceTimersByTimeAsync(1000);
  picture.receive({ kind: 'others', busy: true });
  await pixels.answerAll();
  const idle = (): boolean[] => news.flatMap((told) => (told.kind === 'idle' ? [told.idle] : []));
  expect(idle()).toEqual([]);
  await nextFrame();
  await nextFrame();
  expect(idle()).toEqual([true]);
  const asked = pixels.calls.length;
  picture.receive({ kind: 'others', busy: false });
  expect(pixels.calls.length).toBeGreaterThan(asked);
});

it('knows filters again that a message brings as copies', () => {
  show();
  const first = pixels.calls[0]!.params.filters;
  picture.setClient(null);
  picture.receive({
    kind: 'want',
    wish: 2,
    wanted: structuredClone(wanted([blur(2)], { visible: { ...visible, x: 10 } })),
    focus: null,
  });
  picture.setClient(pixels.client);
  expect(pixels.calls.at(-1)!.params.filters).toBe(first);
});

it('answers a wish that changes nothing', async () => {
  show();
  await pixels.answerAll();
  await nextFrame();
  await nextFrame();
  news = [];
  picture.receive({ kind: 'want', wish: 7, wanted: wanted([blur(2)], { visible }), focus: null });
  expect(news).toMatchObject([{ kind: 'shown', wish: 7, status: { state: 'exact' } }]);
});

it('clears the canvas of a document that is gone', async () => {
  const canvas = show();
  await pixels.answerAll();
  await nextFrame();
  drawn = [];
  picture.receive({ kind: 'reset', wish: 3 });
  picture.receive({ kind: 'scene', scene: null, size });
  await nextFrame();
  expect(paintsOf(canvas)).toBe(0);
  expect(drawn).toContainEqual({ on: canvas, call: 'clearRect' });
});

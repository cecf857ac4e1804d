import { beforeEach, describe, expect, it } from 'vitest';
import { CanvasGestures } from '../../../src-renderer/components/canvas/gestures.svelte.ts';
import { Viewport } from '../../../src-renderer/state/viewport.svelte.ts';

const element = {
  getBoundingClientRect: () => ({ left: 100, top: 50 }),
  setPointerCapture: () => undefined,
} as unknown as HTMLElement;
const at = (x: number, y: number, patch: object = {}): PointerEvent =>
  ({
    type: 'pointerup',
    pointerId: 1,
    button: 0,
    clientX: 100 + x,
    clientY: 50 + y,
    preventDefault: () => undefined,
    ...patch,
  }) as unknown as PointerEvent;
const key = (name: string, patch: object = {}): KeyboardEvent =>
  ({ key: name, preventDefault: () => undefined, ...patch }) as unknown as KeyboardEvent;

let viewport: Viewport;
let gestures: CanvasGestures;
beforeEach(() => {
  viewport = new Viewport();
  viewport.resize({ width: 800, height: 600 }, 2);
  viewport.show({ width: 400, height: 300 });
  viewport.zoomTo(2);
  gestures = new CanvasGestures(viewport, () => element);
});

describe('dragging', () => {
  it('with the Pan tool moves the picture by as many device pixels as the pointer', () => {
    const { x, y } = viewport.view;
    gestures.down(at(50, 50));
    expect(gestures.cursor).toBe('grabbing');
    gestures.move(at(60, 45));
    gestures.up(at(60, 45));
    expect(viewport.view).toMatchObject({ x: x + 20, y: y - 10 });
    expect(gestures.cursor).toBe('grab');
  });

  it('with the middle button pans whatever the tool', () => {
    viewport.tool = 'inspect';
    const { x } = viewport.view;
    gestures.down(at(50, 50, { button: 1 }));
    gestures.move(at(70, 50));
    expect(viewport.view.x).toBe(x + 40);
  });

  it('two fingers pinch about their middle', () => {
    gestures.down(at(100, 100));
    gestures.down(at(200, 100, { pointerId: 2 }));
    const pixel = viewport.pixelAt({ x: 300, y: 200 });
    gestures.move(at(50, 100));
    gestures.move(at(250, 100, { pointerId: 2 }));
    expect(viewport.zoom).toBeCloseTo(4);
    expect(viewport.pixelAt({ x: 300, y: 200 })).toEqual(pixel);
  });
});

describe('inspecting', () => {
  beforeEach(() => (viewport.tool = 'inspect'));

  it('follows the pointer, and a click pins the pixel until it is clicked again', () => {
    gestures.move(at(150, 100));
    const pixel = viewport.cursor;
    expect(pixel).not.toBeNull();
    gestures.down(at(150, 100));
    gestures.up(at(150, 100));
    gestures.move(at(250, 150));
    expect(viewport.probe).toEqual(pixel);
    gestures.down(at(150, 100));
    gestures.up(at(150, 100));
    expect(viewport.pinned).toBeNull();
  });

  it('steps from pixel to pixel with the arrows, ten with Shift, and Esc lets go', () => {
    viewport.pinned = { x: 10, y: 10 };
    gestures.key(key('ArrowRight'));
    gestures.key(key('ArrowUp', { shiftKey: true }));
    expect(viewport.pinned).toEqual({ x: 11, y: 0 });
    gestures.key(key('Escape'));
    expect(viewport.pinned).toBeNull();
  });

  it('brings a pixel into view that the arrows reach beyond the edge', () => {
    viewport.zoomTo(16);
    viewport.pinned = { x: 0, y: 0 };
    gestures.key(key('ArrowRight'));
    const { x, y, zoom } = viewport.view;
    expect(x + zoom).toBeGreaterThanOrEqual(0);
    expect(y).toBeGreaterThanOrEqual(0);
  });
});

describe('keys with the Pan tool', () => {
  it('pan by 64 CSS pixels, zoom with plus and minus', () => {
    const { x } = viewport.view;
    gestures.key(key('ArrowRight'));
    expect(viewport.view.x).toBe(x - 128);
    const { zoom } = viewport;
    gestures.key(key('+'));
    expect(viewport.zoom).toBeGreaterThan(zoom);
    gestures.key(key('-'));
    expect(viewport.zoom).toBe(zoom);
  });

  it('leave combinations to the commands', () => {
    const { view } = viewport;
    gestures.key(key('ArrowRight', { altKey: true }));
    gestures.key(key('=', { ctrlKey: true }));
    expect(viewport.view).toBe(view);
  });
});

describe('side by side', () => {
  it('shows both at one zoom in halves of the canvas, and finds the same pixel in either', () => {
    viewport.mode = 'side';
    const [left, right] = viewport.panes;
    expect(left.width).toBe(right?.width);
    const point = { x: 200, y: 300 };
    const pixel = viewport.pixelAt(point);
    expect(pixel).not.toBeNull();
    expect(viewport.pixelAt({ x: point.x + (right?.x ?? 0), y: point.y })).toEqual(pixel);
  });

  it('keeps the middle of the picture in the middle when the mode changes', () => {
    const middle = () => {
      const { pane, view } = viewport;
      return { x: (pane.width / 2 - view.x) / view.zoom, y: (pane.height / 2 - view.y) / view.zoom };
    };
    viewport.zoomTo(6, { x: 500, y: 100 });
    const before = middle();
    viewport.mode = 'side';
    expect(Math.abs(middle().x - before.x)).toBeLessThan(0.2);
    expect(middle().y).toBeCloseTo(before.y, 0);
  });
});

describe('the split line', () => {
  it('stands over the picture, wherever that lies', () => {
    viewport.split = 0.5;
    viewport.panBy(-500, 0);
    const { covered, splitX } = viewport;
    expect(covered).not.toBeNull();
    expect(splitX).toBe(Math.round((covered?.x ?? 0) + (covered?.width ?? 0) / 2));
  });
});

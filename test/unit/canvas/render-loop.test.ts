import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../src-core/errors.ts';
import { RenderLoop } from '../../../src-renderer/picture/render-loop.ts';
import type { RenderSnapshot } from '../../../src-renderer/picture/snapshot.ts';
import { blur, FakePixels, FakePixmaps, inksOf, settle, wanted, type Sheet } from './fixtures.ts';

let pixels: FakePixels;
let pixmaps: FakePixmaps;
let snapshot: RenderSnapshot<Sheet>;
let idle: boolean[];
let loop: RenderLoop<Sheet>;

beforeEach(() => {
  vi.useFakeTimers();
  pixels = new FakePixels();
  pixmaps = new FakePixmaps();
  idle = [];
  loop = new RenderLoop<Sheet>({
    pixmaps,
    onChange: (value) => (snapshot = value),
    onIdle: (value) => idle.push(value),
    isQuiet: () => false,
    focus: () => null,
    nextStep: (step) => void setTimeout(step),
  });
  loop.setClient(pixels.client);
});
afterEach(() => void vi.useRealTimers());

/** The one ink of the picture on screen, or all of them. */
function inks(side: 'after' | 'before' = 'after'): number[] {
  return [...new Set(inksOf(pixmaps, snapshot.pictures[side]))].sort((a, b) => a - b);
}

const small = { x: 0, y: 0, width: 200, height: 200 };

describe('after one edit', () => {
  it('asks for a small picture of all that shows first, and for exact pixels behind it', async () => {
    loop.want(wanted([blur(2)]));
    expect(pixels.calls[0]?.params).toMatchObject({ level: 1, quality: 'approximate', space: 'display' });
    expect(pixels.calls[1]?.params).toMatchObject({ level: 0, quality: 'exact' });
    expect(snapshot.state).toBe('approximate');
    await pixels.calls[0]?.answer({ ink: 7 });
    expect(inks()).toEqual([7]);
    expect(snapshot.state).toBe('approximate');
    await pixels.answerAll({ ink: 9 });
    expect(inks()).toEqual([9]);
    expect(snapshot.state).toBe('exact');
    expect(snapshot.report?.plans[0]?.label).toBe('3×3 direct');
    expect(idle).toEqual([true]);
  });

  it('leaves the engine to others while the picture shows coarsely and is still being decoded', async () => {
    loop.want(wanted([blur(2)]));
    await pixels.calls[0]?.answer({ coarse: true });
    expect(snapshot.state).toBe('approximate');
    expect(idle).toEqual([true]);
    // Another filter is wanted before the rest has come.
    loop.want(wanted([blur(3)]));
    await pixels.open[0]?.answer();
    expect(idle).toEqual([true, false]);
    vi.advanceTimersByTime(250);
    await pixels.answerAll();
    expect(idle).toEqual([true, false, true]);
  });

  it('asks for exact pixels at once where they are few', async () => {
    loop.want(wanted([blur(2)], { visible: small }));
    expect(pixels.calls.map(({ params }) => [params.level, params.quality])).toEqual([[0, 'exact']]);
    await pixels.last.answer();
    expect(snapshot.state).toBe('exact');
    expect(pixels.calls).toHaveLength(1);
  });

  it('adds up what the pieces took', async () => {
    loop.want(wanted([blur(2)]));
    await pixels.answerAll({ milliseconds: 2 });
    expect(snapshot.report).toMatchObject({ exact: true, milliseconds: 2 * (pixels.calls.length - 1) });
  });

  it('asks later, not for ever, when an exact question gets an approximate answer', async () => {
    loop.want(wanted([blur(2)], { visible: small }));
    await pixels.last.answer({ exact: false });
    expect(snapshot.state).toBe('approximate');
    expect(pixels.calls).toHaveLength(1);
    vi.advanceTimersByTime(250);
    await pixels.answerAll();
    expect(snapshot.state).toBe('exact');
    expect(pixels.calls).toHaveLength(2);
  });
});

describe('latest wins', () => {
  it('cancels exact pixels on their way when other filters are wanted, and drops their late answer', async () => {
    loop.want(wanted([blur(2)], { visible: small }));
    await pixels.answerAll({ ink: 1 });
    vi.advanceTimersByTime(500);
    loop.want(wanted([blur(3)]));
    await pixels.calls[1]?.answer({ ink: 2 });
    const late = pixels.calls.find(
      ({ signal, params }) => params.quality === 'exact' && !signal?.aborted && params.filters[0]?.id === 'blur-3',
    );
    loop.want(wanted([blur(4)]));
    expect(late?.signal?.aborted).toBe(true);
    await late?.answer({ ink: 3 });
    expect(inks()).not.toContain(3);
  });

  it('never has more than two calls under way, whatever is wanted', async () => {
    for (let sigma = 1; sigma < 30; sigma++) {
      loop.want(wanted([blur(sigma)]));
      expect(pixels.open.length).toBeLessThanOrEqual(2);
      vi.advanceTimersByTime(7);
    }
    vi.advanceTimersByTime(200);
    await pixels.answerAll({ ink: 5 });
    expect(inks()).toEqual([5]);
    expect(pixels.calls.at(-1)?.params.filters[0]?.id).toBe('blur-29');
  });

  it('goes on with what is under way when the same is wanted again', () => {
    loop.want(wanted([blur(2)]));
    const asked = pixels.calls.length;
    loop.want(wanted([blur(2)]));
    expect(pixels.calls).toHaveLength(asked);
    expect(pixels.open).toHaveLength(asked);
  });
});

describe('during a drag', () => {
  async function drag(from: number, to: number, everyMs: number, answerAfterMs: number): Promise<number> {
    let painted = 0;
    for (let sigma = from; sigma <= to; sigma++) {
      loop.want(wanted([blur(sigma)]));
      for (let passed = 0; passed < everyMs; passed += 1) {
        vi.advanceTimersByTime(1);
        for (const call of pixels.open) {
          const since = (askedAt.get(call) ?? askedAt.set(call, Date.now()).get(call))!;
          if (Date.now() - since < answerAfterMs) continue;
          await call.answer({ ink: sigma });
          painted += 1;
        }
      }
    }
    return painted;
  }
  const askedAt = new WeakMap<object, number>();

  it('first pictures keep flowing although each is older than the hand', async () => {
    await drag(1, 3, 16, 25);
    const painted = await drag(4, 33, 16, 25);
    // 480 ms of dragging, 25 ms for each picture.
    expect(painted).toBeGreaterThanOrEqual(15);
    const exact = pixels.calls.filter(({ params }) => params.quality === 'exact');
    expect(exact.length).toBeLessThanOrEqual(1);
  });

  it('slow first pictures are let through now and then, so that the eye is not starved', async () => {
    const painted = await drag(1, 60, 16, 150);
    expect(painted).toBeGreaterThanOrEqual(3);
  });

  it('exact pixels follow when the hand rests', async () => {
    await drag(1, 10, 16, 5);
    expect(snapshot.state).toBe('approximate');
    vi.advanceTimersByTime(60);
    await pixels.answerAll({ ink: 99 });
    expect(snapshot.state).toBe('exact');
    expect(inks()).toEqual([99]);
  });

  it('a picture never replaces one of a later edit', async () => {
    loop.want(wanted([blur(1)]));
    loop.want(wanted([blur(2)]));
    const [early, late] = ['blur-1', 'blur-2'].map((id) =>
      pixels.open.find(({ params }) => params.filters[0]?.id === id && params.quality === 'approximate'),
    );
    await late?.answer({ ink: 2 });
    await early?.answer({ ink: 1 });
    expect(inks()).toEqual([2]);
  });
});

describe('one picture replaces another', () => {
  it('the old one stays on screen until the new one has come', async () => {
    loop.want(wanted([blur(1)]));
    await pixels.answerAll({ ink: 1 });
    vi.advanceTimersByTime(500);
    loop.want(wanted([blur(2)]));
    expect(snapshot.state).toBe('approximate');
    expect(inks()).toEqual([1]);
    await pixels.open[0]?.answer({ ink: 2 });
    expect(inks()).toEqual([2]);
  });

  it('what was seen before is back at once after an undo, without a call', async () => {
    loop.want(wanted([blur(1)]));
    await pixels.answerAll({ ink: 1 });
    loop.want(wanted([blur(2)]));
    await pixels.answerAll({ ink: 2 });
    const asked = pixels.calls.length;
    loop.want(wanted([blur(1)]));
    expect(snapshot.state).toBe('exact');
    expect(inks()).toEqual([1]);
    expect(pixels.calls).toHaveLength(asked);
  });

  it('nothing is left when the document changes', async () => {
    loop.want(wanted([blur(1)]));
    await pixels.answerAll();
    loop.reset();
    expect(snapshot).toMatchObject({ state: 'idle', report: null });
    expect(snapshot.pictures.after).toEqual({ surface: null, cover: null, backdrop: null });
    expect(pixmaps.held).toEqual([]);
  });
});

describe('a comparison', () => {
  it('needs both sides to be exact', async () => {
    loop.want(wanted([blur(1)], { shown: ['after', 'before'], visible: small }));
    await pixels.calls[0]?.answer({ ink: 1 });
    expect(snapshot.state).toBe('approximate');
    expect(pixels.calls[1]?.params.filters).toEqual([]);
    await pixels.calls[1]?.answer({ ink: 2 });
    expect(snapshot.state).toBe('exact');
    expect([inks('after'), inks('before')].map((found) => found.includes(1))).toEqual([true, false]);
  });

  it('of a picture without filters is fetched once and shown twice', async () => {
    loop.want(wanted([], { shown: ['after', 'before'], visible: small }));
    await pixels.last.answer();
    expect(snapshot.state).toBe('exact');
    expect(pixels.calls).toHaveLength(1);
  });
});

describe('trouble', () => {
  it('keeps the last picture when the engine is lost, and asks the next engine for what is missing', async () => {
    loop.want(wanted([blur(1)], { visible: small }));
    await pixels.answerAll({ ink: 1 });
    loop.want(wanted([blur(2)], { visible: small }));
    await pixels.open[0]?.fail(new AppError('engine-lost', 'The engine stopped.'));
    expect(snapshot.state).toBe('lost');
    expect(inks()).toContain(1);
    loop.setClient(null);
    const next = new FakePixels();
    loop.setClient(next.client);
    expect(next.last.params.filters[0]?.id).toBe('blur-2');
    await next.answerAll();
    expect(snapshot.state).toBe('exact');
  });

  it('says why filters could not be computed, keeps the last picture, and does not ask again for the same', async () => {
    loop.want(wanted([blur(1)], { visible: small }));
    await pixels.answerAll({ ink: 1 });
    loop.want(wanted([blur(2)], { visible: small }));
    await pixels.last.fail(new AppError('invalid', 'A 9 × 9 kernel leaves nothing of a 5 × 5 picture.'));
    expect(snapshot.state).toBe('failed');
    expect(snapshot.failure?.message).toContain('9 × 9');
    const asked = pixels.calls.length;
    loop.want(wanted([blur(2)], { visible: { ...small, x: 40 } }));
    vi.advanceTimersByTime(1000);
    await settle();
    expect(pixels.calls).toHaveLength(asked);
    loop.want(wanted([blur(3)], { visible: small }));
    expect(snapshot.state).toBe('approximate');
    await pixels.answerAll();
    expect(snapshot.state).toBe('exact');
  });

  it('is told when the pixels of an answer are not all there', async () => {
    loop.want(wanted([blur(1)], { visible: small }));
    await pixels.last.answer({ rectangle: { x: 0, y: 0, width: 999, height: 200 } });
    expect(snapshot.failure?.message).toContain('did not arrive whole');
  });
});

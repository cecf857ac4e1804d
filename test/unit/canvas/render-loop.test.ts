import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-core/errors.ts';
import { RenderLoop, type RenderSnapshot } from '../../../src-renderer/state/render-loop.ts';
import { blur, FakePixels, settle, wanted } from './fixtures.ts';

interface Picture {
  readonly of: string;
  closed: boolean;
  close(): void;
}

let pixels: FakePixels;
let pictures: Picture[];
let snapshot: RenderSnapshot<Picture>;
let idle: number;
let now: number;
let loop: RenderLoop<Picture>;

beforeEach(() => {
  pixels = new FakePixels();
  pictures = [];
  idle = 0;
  now = 0;
  loop = new RenderLoop<Picture>({
    picture: (_pixels, width, height) => {
      const picture = { of: `${width}×${height}`, closed: false, close: () => void (picture.closed = true) };
      pictures.push(picture);
      return Promise.resolve(picture);
    },
    onChange: (value) => (snapshot = value),
    onIdle: () => (idle += 1),
    now: () => now,
  });
  loop.setClient(pixels.client);
});

describe('the preview loop at 100 % and above (§13)', () => {
  it('asks for the exact visible pixels at once', async () => {
    loop.want(wanted([blur(2)], { visible: { x: 100, y: 50, width: 300, height: 200 } }));
    expect(pixels.last.params).toMatchObject({ level: 0, quality: 'exact', space: 'display' });
    expect(pixels.last.params.rectangle).toEqual({ x: 96, y: 32, width: 320, height: 224 });
    expect(snapshot.state).toBe('approximate');
    await pixels.last.answer();
    expect(snapshot.state).toBe('exact');
    expect(snapshot.report?.plans[0]?.label).toBe('3×3 direct');
    expect(pixels.calls).toHaveLength(1);
    expect(idle).toBeGreaterThan(0);
  });

  it('shows an approximate picture first when exact ones have taken long', async () => {
    loop.want(wanted([blur(2)]));
    now = 300;
    await pixels.last.answer();
    loop.want(wanted([blur(3)]));
    expect(pixels.last.params).toMatchObject({ level: 1, quality: 'approximate' });
    await pixels.last.answer();
    expect(snapshot.state).toBe('approximate');
    expect(pixels.last.params).toMatchObject({ level: 0, quality: 'exact' });
    await pixels.last.answer();
    expect(snapshot.state).toBe('exact');
  });
});

describe('the preview loop below 100 % (§13)', () => {
  it('shows an approximate picture, then the downsampled exact one, and says which', async () => {
    loop.want(wanted([blur(2)], { level: 1 }));
    expect(pixels.last.params).toMatchObject({ level: 1, quality: 'approximate' });
    await pixels.last.answer();
    expect(snapshot.state).toBe('approximate');
    expect(snapshot.tiles.after.detail?.exact).toBe(false);
    expect(pixels.last.params).toMatchObject({ level: 1, quality: 'exact' });
    await pixels.last.answer();
    expect(snapshot.state).toBe('exact');
    expect(pixels.calls).toHaveLength(2);
  });

  it('does not count an approximate answer to an exact question as exact', async () => {
    loop.want(wanted([blur(2)], { level: 1 }));
    await pixels.last.answer({ exact: false });
    expect(snapshot.state).toBe('approximate');
  });
});

describe('latest wins', () => {
  it('cancels the picture in flight when a newer one is wanted, and drops its late answer', async () => {
    loop.want(wanted([blur(2)]));
    const [first] = pixels.calls;
    loop.want(wanted([blur(3)]));
    expect(first?.signal?.aborted).toBe(true);
    expect(pixels.calls).toHaveLength(2);
    await first?.answer();
    expect(snapshot.tiles.after.detail).toBeNull();
    await pixels.last.answer();
    expect(snapshot.tiles.after.detail?.key).toContain('blur-3');
  });

  it('never has two calls in flight', async () => {
    for (let sigma = 1; sigma < 30; sigma++) {
      loop.want(wanted([blur(sigma)]));
      expect(pixels.calls.filter(({ signal }) => !signal?.aborted)).toHaveLength(1);
    }
    await pixels.last.answer();
    expect(snapshot.tiles.after.detail?.key).toContain('blur-29');
  });

  it('lets a first picture through in a long drag, so that the eye is not starved', async () => {
    loop.want(wanted([blur(1)]));
    now = 50;
    loop.want(wanted([blur(2)]));
    now = 160;
    loop.want(wanted([blur(3)]));
    expect(pixels.last.signal?.aborted).toBe(false);
    expect(pixels.last.params.filters[0]?.id).toBe('blur-2');
    await pixels.last.answer();
    expect(snapshot.tiles.after.detail?.key).toContain('blur-2');
    expect(snapshot.state).toBe('approximate');
    expect(pixels.last.params.filters[0]?.id).toBe('blur-3');
  });

  it('goes on with the call in flight when the same is wanted again', () => {
    loop.want(wanted([blur(2)]));
    loop.want(wanted([blur(2)]));
    expect(pixels.calls).toHaveLength(1);
    expect(pixels.last.signal?.aborted).toBe(false);
  });
});

describe('one picture replaces another', () => {
  it('keeps the old one on screen until the new one has come, then frees it', async () => {
    loop.want(wanted([blur(1)]));
    await pixels.last.answer();
    const old = snapshot.tiles.after.detail?.picture;
    loop.want(wanted([blur(2)]));
    expect(snapshot.tiles.after.detail?.picture).toBe(old);
    expect(old?.closed).toBe(false);
    await pixels.last.answer();
    expect(snapshot.tiles.after.detail?.picture).not.toBe(old);
    // The old one covers the whole picture and was the overview too, until a new overview comes.
    loop.want(wanted([blur(2)], { calm: true }));
    await pixels.last.answer();
    expect(old?.closed).toBe(true);
  });

  it('forgets everything when the document changes', async () => {
    loop.want(wanted([blur(1)]));
    await pixels.last.answer();
    loop.reset();
    expect(snapshot).toMatchObject({ state: 'idle', report: null });
    expect(snapshot.tiles.after.detail).toBeNull();
    expect(pictures.every(({ closed }) => closed)).toBe(true);
  });
});

describe('a comparison', () => {
  it('needs both sides to be exact', async () => {
    loop.want(wanted([blur(1)], { shown: ['after', 'before'] }));
    await pixels.last.answer();
    expect(snapshot.state).toBe('approximate');
    expect(pixels.last.params.filters).toEqual([]);
    await pixels.last.answer();
    expect(snapshot.state).toBe('exact');
  });
});

describe('a picture without filters', () => {
  it('is both before and after, and is fetched once', async () => {
    loop.want(wanted([], { shown: ['after', 'before'] }));
    await pixels.last.answer();
    expect(snapshot.state).toBe('exact');
    expect(pixels.calls).toHaveLength(1);
  });

  it('is not mistaken for the filtered one that was on its way when the filters went', async () => {
    loop.want(wanted([blur(1)]));
    now = 200;
    loop.announce(wanted([], { shown: ['after', 'before'] }));
    await pixels.calls[0]?.answer();
    expect(snapshot.tiles.before.detail).toBeNull();
    expect(snapshot.state).toBe('approximate');
    await pixels.last.answer();
    expect(snapshot.tiles.before.detail?.key).toBe('');
  });

  it('is announced before it is asked for, so that the state is never older than the filters', async () => {
    loop.want(wanted([blur(1)]));
    await pixels.last.answer();
    loop.announce(wanted([blur(2)]));
    expect(snapshot.state).toBe('approximate');
    expect(pixels.calls).toHaveLength(1);
  });
});

describe('trouble', () => {
  it('keeps the last picture when the engine is lost, and asks the next engine for what is missing', async () => {
    loop.want(wanted([blur(1)]));
    await pixels.last.answer();
    loop.want(wanted([blur(2)]));
    await pixels.last.fail(new AppError('engine-lost', 'The engine stopped.'));
    expect(snapshot.state).toBe('lost');
    expect(snapshot.tiles.after.detail?.key).toContain('blur-1');
    loop.setClient(null);
    const next = new FakePixels();
    loop.setClient(next.client);
    expect(next.last.params.filters[0]?.id).toBe('blur-2');
    await next.last.answer();
    expect(snapshot.state).toBe('exact');
  });

  it('says why filters could not be computed, keeps the last picture, and does not ask again for the same', async () => {
    loop.want(wanted([blur(1)]));
    await pixels.last.answer();
    loop.want(wanted([blur(2)]));
    await pixels.last.fail(new AppError('invalid', 'A 9 × 9 kernel leaves nothing of a 5 × 5 picture.'));
    expect(snapshot.state).toBe('failed');
    expect(snapshot.failure?.message).toContain('9 × 9');
    loop.want(wanted([blur(2)], { calm: true }));
    await settle();
    expect(pixels.calls).toHaveLength(2);
    loop.want(wanted([blur(3)]));
    expect(snapshot.state).toBe('approximate');
    await pixels.last.answer();
    expect(snapshot.state).toBe('exact');
  });
});

describe('a picture that is already there', () => {
  it('is used again after zooming in and out, and after an undo', async () => {
    const visible = { x: 0, y: 0, width: 50, height: 50 };
    loop.want(wanted([blur(1)], { level: 1 }));
    await pixels.last.answer();
    await pixels.last.answer();
    const whole = snapshot.tiles.after.detail?.picture;
    loop.want(wanted([blur(1)], { visible }));
    await pixels.last.answer();
    const asked = pixels.calls.length;
    loop.want(wanted([blur(1)], { level: 1 }));
    expect(snapshot.state).toBe('exact');
    expect(snapshot.tiles.after.detail?.picture).toBe(whole);
    expect(pixels.calls).toHaveLength(asked);
  });
});

describe('when nothing moves', () => {
  it('fetches the whole picture, coarse, and a margin round the visible part', async () => {
    const visible = { x: 400, y: 400, width: 64, height: 64 };
    loop.want(wanted([blur(1)], { visible }));
    await pixels.last.answer();
    loop.want(wanted([blur(1)], { visible, calm: true }));
    expect(pixels.last.params).toMatchObject({
      quality: 'approximate',
      rectangle: { x: 0, y: 0, width: 1000, height: 800 },
    });
    await pixels.last.answer();
    await pixels.last.answer(); // The original's overview.
    expect(pixels.last.params.rectangle).toEqual({ x: 224, y: 224, width: 416, height: 416 });
    await pixels.last.answer();
    const asked = pixels.calls.length;
    loop.want(wanted([blur(1)], { visible: { ...visible, x: 450 } }));
    expect(pixels.calls).toHaveLength(asked);
    expect(snapshot.state).toBe('exact');
  });

  it('reads the values of the visible pixels when numbers are shown', async () => {
    loop.want(wanted([blur(1)], { visible: { x: 0, y: 0, width: 20, height: 10 }, values: true }));
    await pixels.last.answer();
    expect(pixels.last.params).toMatchObject({ space: 'document', quality: 'exact', level: 0 });
    await pixels.last.answer();
    expect(snapshot.tiles.after.values?.picture).toBeInstanceOf(Uint8Array);
  });
});

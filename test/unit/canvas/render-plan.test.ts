import { describe, expect, it } from 'vitest';
import type { Filter } from '../../../src-core/filters/filter.ts';
import { createFilter } from '../../../src-core/filters/index.ts';
import { contains, type Rectangle } from '../../../src-core/geometry.ts';
import type { Difference } from '../../../src-core/inspection.ts';
import { kernelOf } from '../../../src-core/kernel/kernel.ts';
import { keyOf } from '../../../src-renderer/state/filter-key.ts';
import type { Job, Situation, Wanted, WantedLayer } from '../../../src-renderer/picture/job.ts';
import { boundingBox } from '../../../src-renderer/picture/levels.ts';
import { Pace } from '../../../src-renderer/picture/pace.ts';
import { reachOf } from '../../../src-renderer/picture/reach.ts';
import { isWanted, nextAhead, nextVisible } from '../../../src-renderer/picture/render-plan.ts';
import { blur } from './fixtures.ts';

const image = { x: 0, y: 0, width: 6000, height: 4000 };
const window = { x: 1100, y: 1300, width: 1300, height: 900 };
const sharpen = {
  ...createFilter('kernel', {
    kernel: kernelOf([
      [0, -1, 0],
      [-1, 5, -1],
      [0, -1, 0],
    ]),
  }),
  id: 's',
};

function situation(
  filters: readonly Filter[],
  visible: Rectangle,
  patch: Partial<Situation> & { level?: number } = {},
): Situation {
  const { level = 0, ...rest } = patch;
  const layer = (own: readonly Filter[]): WantedLayer => ({
    filters: own,
    key: keyOf(own),
    bounds: image,
    visible,
    near: visible,
  });
  const wanted: Wanted = {
    layers: { after: layer(filters), before: layer([]) },
    shown: ['after'],
    zoom: 2 ** -level,
    level,
    values: false,
  };
  return {
    wanted,
    running: [],
    gradeOf: () => null,
    isKept: () => false,
    values: { after: null, before: null },
    overviewKeys: { after: null, before: null },
    pace: new Pace(),
    dragging: false,
    focus: null,
    ...rest,
  };
}

/** All that would be asked for, one after another, while no answer comes. */
function all(given: Situation, next: (situation: Situation) => Job | null): Job[] {
  const jobs: Job[] = [];
  for (let job = next(given); job; job = next({ ...given, running: jobs })) {
    jobs.push(job);
    if (jobs.length > 200) throw new Error('never comes to an end');
  }
  return jobs;
}

const area = ({ width, height }: Rectangle): number => width * height;
const replyBytes = ({ rectangle, shrink }: Job): number => (area(rectangle) * 4) / 4 ** shrink;
const filtersMs = (filters: readonly Filter[], pixelMs: number): Pace => {
  const pace = new Pace();
  for (const quality of ['exact', 'approximate'] as const) {
    pace.note({ filters, quality, level: 0, pixels: 1e6, bytes: 0, engineMs: pixelMs * 1e6, elapsedMs: null });
  }
  return pace;
};

describe('the first picture', () => {
  it('is of a megabyte at most, whatever the window and the zoom', () => {
    for (const level of [0, 1, 2]) {
      const visible = level === 2 ? image : { ...window, width: 1900 * 2 ** level, height: 1000 * 2 ** level };
      const job = nextVisible(situation([blur(20)], visible, { level }))!;
      expect(job.kind).toBe('first');
      expect(replyBytes(job)).toBeLessThanOrEqual(1.05e6);
    }
  });

  it('is the exact result, made smaller, where that is quick', () => {
    const job = nextVisible(situation([sharpen], window, { pace: filtersMs([sharpen], 5e-6) }))!;
    expect(job).toMatchObject({ kind: 'first', quality: 'exact', level: 0 });
    expect(job.shrink).toBeGreaterThan(0);
  });

  it('is the exact result itself where computing and travelling fit into two frames', () => {
    const quick = filtersMs([sharpen], 2e-6);
    const part = { ...window, width: 500, height: 400 };
    expect(nextVisible(situation([sharpen], part, { pace: quick }))).toMatchObject({ quality: 'exact', shrink: 0 });
    expect(all(situation([sharpen], part, { pace: quick }), nextVisible)).toHaveLength(1);
  });

  it('comes from the shrunk picture where the exact one takes long', () => {
    const slow = filtersMs([blur(20)], 50e-6);
    expect(nextVisible(situation([blur(20)], window, { pace: slow }))).toMatchObject({
      quality: 'approximate',
      level: 2,
    });
    expect(nextVisible(situation([blur(20)], image, { level: 2 }))).toMatchObject({ quality: 'approximate' });
  });

  it('is the exact result, made smaller, where the shrunk picture takes longer still', () => {
    const filters = [blur(20)];
    const pace = new Pace();
    const note = { filters, level: 0, bytes: 0, elapsedMs: null } as const;
    pace.note({ ...note, quality: 'exact', pixels: 1e6, engineMs: 40 });
    pace.note({ ...note, quality: 'approximate', pixels: 1e5, engineMs: 200 });
    const job = nextVisible(situation(filters, window, { pace }))!;
    expect(job).toMatchObject({ quality: 'exact', level: 0 });
    expect(job.shrink).toBeGreaterThan(0);
  });

  it('is not needed where a coarse picture of the wanted filters stands in', () => {
    const job = nextVisible(situation([blur(20)], window, { gradeOf: () => 3 }))!;
    expect(job.kind).toBe('exact');
    expect(nextVisible(situation([blur(20)], window, { gradeOf: () => 4 }))?.kind).toBe('first');
  });

  it('is all that is asked for during a drag', () => {
    const jobs = all(situation([blur(20)], window, { dragging: true }), nextVisible);
    expect(jobs.map(({ kind }) => kind)).toEqual(['first']);
  });
});

describe('exact pixels', () => {
  const covered = (jobs: readonly Job[]): Rectangle => boundingBox(jobs.map(({ rectangle }) => rectangle))!;

  it('come in two blocks for a window of 1300 × 988, wherever it lies on the picture', () => {
    for (let shift = 0; shift < 1024; shift += 96) {
      const moved = { ...window, x: window.x + shift, y: window.y + shift, height: 988 };
      const exact = all(situation([blur(8)], moved), nextVisible).filter(({ kind }) => kind === 'exact');
      expect(exact, `at ${moved.x}, ${moved.y}`).toHaveLength(2);
    }
  });

  it('come in a few blocks, none twice, and cover what shows', () => {
    const jobs = all(situation([sharpen], window, { gradeOf: () => 2 }), nextVisible);
    expect(contains(covered(jobs), window)).toBe(true);
    expect(jobs.reduce((sum, { rectangle }) => sum + area(rectangle), 0)).toBe(area(covered(jobs)));
    for (const job of jobs) expect(replyBytes(job)).toBeLessThanOrEqual(2 ** 22);
    expect(jobs.length).toBeLessThanOrEqual(4);
  });

  it('come nearest the eye first', () => {
    const focus = { x: 2300, y: 2100 };
    const [first] = all(situation([sharpen], window, { gradeOf: () => 2, focus }), nextVisible);
    expect(contains(first!.rectangle, { ...focus, width: 1, height: 1 })).toBe(true);
  });

  it('are asked for only where they are missing', () => {
    const gradeOf: Situation['gradeOf'] = (_layer, { column }) => (column < 16 ? 'exact' : 2);
    const jobs = all(situation([sharpen], window, { gradeOf }), nextVisible);
    expect(covered(jobs).x).toBe(16 * 128);
  });

  it('come in one piece where a kernel reaches far, because its margin is computed with every block', () => {
    const wide = blur(100);
    expect(reachOf([wide])).toBe(400);
    expect(all(situation([wide], window, { gradeOf: () => 2 }), nextVisible)).toHaveLength(1);
    expect(reachOf([{ ...wide, enabled: false }])).toBe(0);
  });

  it('begin where the tiles of the engine do, below 100 %', () => {
    const jobs = all(situation([sharpen], image, { level: 2, gradeOf: () => 3 }), nextVisible);
    for (const { rectangle } of jobs) expect([rectangle.x % 256, rectangle.y % 256]).toEqual([0, 0]);
  });
});

describe('the numbers in the pixels', () => {
  const view = { x: 10, y: 20, width: 20, height: 12 };
  const asked = (patch: Partial<Wanted>, difference?: Difference): readonly string[] => {
    const given = situation([sharpen], view, { gradeOf: () => 'exact' });
    const { after, before } = given.wanted.layers;
    const layers = { after: { ...after, difference }, before: { ...before, visible: null } };
    const jobs: Job[] = [];
    const values = (): Situation['values'] => {
      const tile = (name: 'after' | 'before') => {
        const job = jobs.find(({ layer }) => layer === name);
        return job ? { key: job.key, rectangle: job.rectangle, bounds: job.bounds, bytes: new Uint8Array() } : null;
      };
      return { after: tile('after'), before: tile('before') };
    };
    const wanted = { ...given.wanted, layers, values: true, ...patch };
    for (let job = nextVisible({ ...given, wanted, values: values() }); job;) {
      expect(isWanted(job, wanted)).toBe(true);
      expect(contains(job.rectangle, view)).toBe(true);
      jobs.push(job);
      job = nextVisible({ ...given, wanted, values: values() });
    }
    return jobs.map(({ kind, layer }) => `${kind} ${layer}`);
  };

  it('are asked for of what is shown, and of both sides where a difference is', () => {
    expect(asked({})).toEqual(['values after']);
    expect(asked({}, { gain: 4, signed: true, of: 'colour' })).toEqual(['values after', 'values before']);
    expect(asked({ values: false }, { gain: 4, signed: true, of: 'colour' })).toEqual([]);
  });
});

describe('what is fetched ahead', () => {
  it('is the whole of both sides, coarse, then what may show next, then the surroundings', () => {
    const given = situation([blur(2)], window, { gradeOf: () => 2 });
    expect(nextAhead(given)).toMatchObject({ kind: 'overview', layer: 'after', level: 3 });
    const overviewKeys = { after: given.wanted.layers.after.key, before: '' };
    const later = all({ ...given, overviewKeys }, nextAhead);
    expect(later.every(({ kind }) => kind === 'ahead')).toBe(true);
    expect(later[0]?.layer).toBe('after');
    const before = later.filter(({ layer }) => layer === 'before');
    expect(contains(boundingBox(before.map(({ rectangle }) => rectangle))!, window)).toBe(true);
  });

  it('comes in small pieces however far a kernel reaches: one on its way must not hold up an edit', () => {
    const given = situation([blur(200)], window);
    const overviewKeys = { after: given.wanted.layers.after.key, before: given.wanted.layers.before.key };
    const pieces = all({ ...given, overviewKeys }, nextAhead);
    expect(pieces.length).toBeGreaterThan(1);
    for (const { rectangle } of pieces) expect(rectangle.width * rectangle.height).toBeLessThanOrEqual(1024 ** 2);
  });

  it('is nothing where all is kept', () => {
    const given = situation([blur(2)], window, { gradeOf: () => 'exact', isKept: () => true });
    expect(nextAhead(given)).toBeNull();
  });
});

describe('the pace', () => {
  it('learns from what was measured and forgets by halves', () => {
    const pace = new Pace();
    const note = (engineMs: number): void =>
      pace.note({
        filters: [sharpen],
        quality: 'exact',
        level: 0,
        pixels: 1e6,
        bytes: 4e6,
        engineMs,
        elapsedMs: engineMs + 8,
      });
    note(4);
    expect(pace.engineMs([sharpen], 'exact', 0, 1e6)).toBeCloseTo(4);
    note(8);
    expect(pace.engineMs([sharpen], 'exact', 0, 5e5)).toBeCloseTo(3);
    expect(pace.engineMs([sharpen], 'exact', 2, 1e5)).toBeCloseTo(9.6);
    for (let i = 0; i < 20; i++) note(6);
    expect(pace.transferMs(1e6)).toBeCloseTo(2);
  });

  it('takes filters of the same shape for equally quick, and does not judge by a handful of pixels', () => {
    const pace = filtersMs([blur(8)], 3e-6);
    expect(pace.engineMs([blur(9)], 'exact', 0, 1e6)).toBeCloseTo(3);
    pace.note({ filters: [blur(8)], quality: 'exact', level: 0, pixels: 100, bytes: 400, engineMs: 9, elapsedMs: 9 });
    expect(pace.engineMs([blur(8)], 'exact', 0, 1e6)).toBeCloseTo(3);
  });
});

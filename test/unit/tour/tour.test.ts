// The tour against real state: what each step sets up, what it notices, and that a person's own filters are left alone.
import { beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES, preferencesSchema } from '../../../src-core/preferences.ts';
import { commandById, isCommandId } from '../../../src-core/commands.ts';
import { MAX_FILTERS, type Filter } from '../../../src-core/filters/filter.ts';
import { createFilter } from '../../../src-core/filters/index.ts';
import { setWeight } from '../../../src-core/kernel/edit.ts';
import { presetById } from '../../../src-core/presets.ts';
import { Editor } from '../../../src-renderer/state/editor.svelte.ts';
import { Frame, type StartInfo } from '../../../src-renderer/state/frame.svelte.ts';
import { Preferences } from '../../../src-renderer/state/preferences.svelte.ts';
import { TOUR_STEPS } from '../../../src-renderer/state/tour-steps.ts';
import { Tour, type TourParts } from '../../../src-renderer/state/tour.svelte.ts';
import { Viewport } from '../../../src-renderer/state/viewport.svelte.ts';
import { INFO } from '../chrome/fake-window.ts';

let editor: Editor;
let viewport: Viewport;
let preferences: Preferences;
let frame: Frame;
let step: { pixel: { x: number; y: number } | null; position: number; close(): void };
let tour: Tour;

const make = (): Tour => new Tour({ editor, viewport, preferences, frame, step } satisfies TourParts);
const own = (): Filter => tour.filter!;
const goTo = (id: string): void => {
  while (tour.step.id !== id) tour.next();
};
const apply = (id: string): void => void editor.replaceSelected(presetById(id)!.create());
const centre = { row: 1, column: 1 };

beforeEach(() => {
  editor = new Editor();
  editor.open({ name: 'beach.png', info: INFO, writable: true, fresh: false });
  viewport = new Viewport();
  viewport.resize({ width: 300, height: 200 }, 1);
  viewport.show({ width: 3000, height: 2000 });
  preferences = new Preferences(DEFAULT_PREFERENCES, () => undefined);
  frame = new Frame({} as StartInfo, preferences);
  step = {
    pixel: null,
    position: 0,
    close() {
      this.pixel = null;
      viewport.tool = 'pan';
    },
  };
  tour = make();
});

describe('the tour', () => {
  it('is gone through by doing what each step asks, on one filter of its own', () => {
    const mine = presetById('emboss')!.create();
    editor.addFilter(mine);
    tour.begin();
    const { id } = own();

    const deeds: Record<string, (() => void)[]> = {
      kernel: [() => (editor.activeCell = { row: 0, column: 1 })],
      pixel: [() => (step.pixel = { x: 4, y: 5 }), () => (step.position = 4)],
      box: [() => apply('box')],
      gaussian: [() => apply('gaussian'), () => editor.updateParameters(id, { sigmaX: 4, sigmaY: 4 }, 'change σ')],
      edges: [() => editor.updateSettings(id, { output: 'absolute' }, 'change output')],
      sharpen: [() => editor.updateKernel(id, setWeight(own().kernel!, centre, 5), 'change weight')],
      own: [
        () => editor.updateKernel(id, setWeight(own().kernel!, { row: 0, column: 0 }, 0.5), 'change weight'),
        () => (viewport.original = true),
      ],
    };
    for (const each of TOUR_STEPS.slice(0, -1)) {
      expect(tour.step.id).toBe(each.id);
      expect(tour.trouble, each.id).toBeNull();
      for (const deed of deeds[each.id]!) {
        tour.look();
        expect(tour.complete, `${each.id} is not done before it is done`).toBe(false);
        deed();
        tour.look();
      }
      expect(tour.complete, each.id).toBe(true);
      tour.next();
      expect(viewport.original).toBe(false);
      expect(step.pixel).toBeNull();
    }
    expect(tour.last).toBe(true);
    expect(editor.filters.map((filter) => filter.id)).toEqual([mine.id, id]);
    expect(editor.filters[0]).toBe(mine);

    tour.finish('remove');
    expect(editor.filters).toEqual([mine]);
    expect(preferences.values.tour).toEqual({ step: 0, finished: true });
  });

  it('takes a grid filled by hand for a box', () => {
    tour.begin();
    goTo('box');
    const ones = { ...own().kernel!, weights: own().kernel!.weights.map(() => 1), expressions: undefined };
    editor.updateKernel(own().id, ones, 'fill cells');
    tour.look();
    expect(tour.complete).toBe(true);
  });

  it('changes its filter by steps that undo takes back one by one', () => {
    tour.begin();
    expect(editor.undoLabel).toBe('add Tour: identity');
    goTo('edges');
    expect(editor.undoLabel).toBe('tour: edges');
    expect(own().kernel?.weights).toEqual([-1, 0, 1, -1, 0, 1, -1, 0, 1]);
    editor.undo();
    expect(own().type).toBe('box');
    expect(tour.trouble).toBe('other-kernel');
    tour.repair();
    expect(tour.trouble).toBeNull();
  });

  it('says what is in the way, and puts it right', () => {
    tour.begin();
    editor.addFilter(createFilter('gaussian'));
    expect(tour.trouble).toBe('not-selected');
    tour.repair();
    expect(editor.selectedId).toBe(own().id);
    editor.toggleFilter(own().id);
    expect(tour.trouble).toBe('off');
    tour.repair();
    expect(own().enabled).toBe(true);
    editor.removeFilter(own().id);
    expect(tour.trouble).toBe('no-filter');
    tour.repair();
    expect(tour.trouble).toBeNull();
  });

  it('waits for a picture, and for room in the stack', () => {
    editor.closeDocument();
    tour.begin();
    expect(tour.trouble).toBe('no-picture');
    expect(editor.filters).toEqual([]);
    editor.open({ name: 'beach.png', info: INFO, writable: true, fresh: false });
    for (let i = 0; i < MAX_FILTERS; i++) editor.addFilter(createFilter('kernel'));
    tour.close();
    tour.begin();
    expect(tour.trouble).toBe('no-room');
    expect(editor.filters).toHaveLength(MAX_FILTERS);
  });

  it('goes on where it was left, in the same window and in a later one', () => {
    tour.begin();
    goTo('edges');
    const { id } = own();
    tour.close();
    tour.begin();
    expect(tour.step.id).toBe('edges');
    expect(own().id).toBe(id);
    expect(editor.filters).toHaveLength(1);
    tour = make();
    expect(tour.begun).toBe(true);
    tour.begin();
    expect(tour.step.id).toBe('edges');
    expect(own().kernel?.weights).toEqual([-1, 0, 1, -1, 0, 1, -1, 0, 1]);
    tour.restart();
    expect(tour.step.id).toBe('kernel');
    expect(own().kernel?.weights).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 0]);
  });

  it('going back sets the stage anew', () => {
    tour.begin();
    goTo('box');
    apply('box');
    tour.look();
    tour.next();
    apply('gaussian');
    tour.look();
    tour.back();
    expect(own().kernel?.weights).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 0]);
    expect(tour.complete).toBe(false);
  });

  it('comes close where single pixels matter, once, and steps back at the end', () => {
    tour.begin();
    expect(viewport.fitted).toBe(true);
    goTo('box');
    expect(viewport.zoom).toBe(1);
    viewport.zoomTo(0.5);
    tour.next();
    expect(viewport.zoom).toBe(0.5);
    goTo('on');
    tour.finish('keep');
    expect(viewport.fitted).toBe(true);
    expect(editor.filters).toHaveLength(1);
  });

  it('brings the panels that it speaks of', () => {
    preferences.update({ leftHidden: true, rightHidden: true, leftView: 'library' });
    tour.begin();
    expect([frame.leftShown, frame.rightShown, preferences.values.leftView]).toEqual([true, true, 'presets']);
  });

  it('names only keys that a command has', () => {
    const named = TOUR_STEPS.flatMap(({ tasks }) => tasks).flatMap(({ say }) => [...say.matchAll(/\{([\w-]+)\}/g)]);
    expect(named.length).toBeGreaterThan(0);
    for (const [, id] of named) expect(isCommandId(id!) && commandById(id).keys.length, id).toBeGreaterThan(0);
  });

  it('leaves preferences of before it readable', () => {
    const { tour: _, ...older } = DEFAULT_PREFERENCES;
    expect(preferencesSchema.parse(older)).toEqual(DEFAULT_PREFERENCES);
  });
});

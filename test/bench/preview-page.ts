// (b), (c) The whole application: from an input event to painted pixels, opening, thumbnails, panning and zooming.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Filter } from '../../src-core/filters/filter.ts';
import { printRecipeFile } from '../../src-core/recipe-file.ts';
import { RECIPE_VERSION } from '../../src-core/recipe.ts';
import { gaussian, randomKernel, sharpen } from './preview-filters.ts';
import {
  atRest,
  clearProbe,
  exactPainted,
  intervalsOf,
  readProbe,
  waitsOf,
  watchPicture,
  type Probe,
  type Waits,
} from './preview-probe.ts';
import { figureOf, median, type Figure, type Floors } from './preview-report.ts';
import type { Window } from './preview-window.ts';

const FIRST_MS = 34;
const EXACT_MS = 150;
const OPEN_MS = 400;
const START_MS = 1000;
const THUMBNAILS_MS = 300;
const LONG_TASK_MS = 50;
/** A frame of 60 a second, and what its clock may be off by. */
const FRAME_MS = 17.5;
const MAX_STARTS = 15;
/** Nobody finds a file in a dialog sooner; by then the engine has started and is warm. */
const CHOOSING_MS = 2000;

export interface Floor {
  readonly emptyFrameMs: number;
  /** null where the bytes do not travel over a socket. */
  readonly transferMs: ((bytes: number) => Promise<number>) | null;
}

export interface PageBench {
  readonly section: string;
  readonly photoPath: string;
  readonly folder: string;
  readonly repetitions: number;
  readonly floor: Floor;
  readonly wants: (name: string) => boolean;
  readonly open: () => Promise<Window>;
  readonly onFigure: (figure: Figure) => void;
}

interface Edit {
  readonly name: string;
  readonly filter: Filter;
  readonly zoom: 'Control+0' | 'Control+1';
  readonly field: 'grid' | 'sigma';
  /** Changes a weight or σ by one step. */
  readonly key: string;
}

const WHOLE_STEP = 'Alt+ArrowUp';
const STEP = 'Alt+Shift+ArrowUp';
const EDITS: readonly Edit[] = [
  { name: 'sharpen 3×3 at 100 %', filter: sharpen(0), zoom: 'Control+1', field: 'grid', key: WHOLE_STEP },
  { name: 'random 7×7 at 100 %', filter: randomKernel(7, 0), zoom: 'Control+1', field: 'grid', key: STEP },
  { name: 'random 31×31 at 100 %', filter: randomKernel(31, 0), zoom: 'Control+1', field: 'grid', key: STEP },
  ...[2, 32, 200].map((sigma): Edit => ({
    name: `Gaussian σ ${sigma} at 100 %`,
    filter: gaussian(sigma, 0),
    zoom: 'Control+1',
    field: 'sigma',
    key: 'Shift+ArrowUp',
  })),
  { name: 'sharpen 3×3 fitted', filter: sharpen(0), zoom: 'Control+0', field: 'grid', key: WHOLE_STEP },
  {
    name: 'Gaussian σ 2 fitted',
    filter: gaussian(2, 0),
    zoom: 'Control+0',
    field: 'sigma',
    key: 'Shift+ArrowUp',
  },
];

async function floorsOf({ emptyFrameMs, transferMs }: Floor, bytes: readonly number[]): Promise<Floors> {
  return { empty: emptyFrameMs, transfer: transferMs && bytes.length > 0 ? await transferMs(median(bytes)) : null };
}

/** The presets that can be seen, and when the last of them was painted. */
async function thumbnailsPainted(page: Page): Promise<{ count: number; at: number }> {
  const visible = await page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const observer = new IntersectionObserver((entries) => {
          observer.disconnect();
          const shown = entries.filter(({ isIntersecting }) => isIntersecting);
          resolve(shown.map(({ target }) => (target as HTMLElement).dataset['preset']!));
        });
        for (const tile of document.querySelectorAll('[data-preset]')) observer.observe(tile);
      }),
  );
  await page.waitForFunction((ids) => ids.every((id) => id in globalThis.previewProbe.thumbnails), visible, {
    timeout: 60_000,
    polling: 30,
  });
  const { thumbnails } = await readProbe(page);
  return { count: visible.length, at: Math.max(...visible.map((id) => thumbnails[id]!)) };
}

const middleOf = async (page: Page): Promise<{ x: number; y: number }> => {
  const box = (await page.getByRole('application').boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

/** The picture under the hand moves by so many CSS pixels, in steps of one mouse report. */
async function drag(page: Page, dx: number, dy: number, steps: number): Promise<void> {
  const { x, y } = await middleOf(page);
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let n = 1; n <= steps; n++) await page.mouse.move(x + (dx * n) / steps, y + (dy * n) / steps);
  await page.mouse.up();
}

async function benchStarts(bench: PageBench): Promise<void> {
  const count = Math.min(MAX_STARTS, bench.repetitions);
  const starts: number[] = [];
  const opens: Waits[] = [];
  const thumbnails: number[] = [];
  const tasks: number[] = [];
  let tiles = 0;
  for (let n = 0; n < count; n++) {
    const window = await bench.open();
    const { page } = window;
    try {
      starts.push(window.startMs);
      await page.waitForTimeout(CHOOSING_MS);
      tasks.push(longestTask(await readProbe(page)));
      await clearProbe(page);
      await window.choose(bench.photoPath, 'Control+o');
      await exactPainted(page, window.chosen);
      const probe = await readProbe(page);
      const waits = waitsOf(probe, window.chosen);
      opens.push(waits);
      const painted = await thumbnailsPainted(page);
      tiles = painted.count;
      const input = probe.inputs.findLast(({ type }) => type === window.chosen)!;
      thumbnails.push(painted.at - input.at - waits.first.milliseconds);
      tasks.push(longestTask(await readProbe(page)));
    } finally {
      await window.close();
    }
  }
  const { section, onFigure } = bench;
  const floors = await floorsOf(bench.floor, []);
  onFigure(figureOf({ section, name: 'start to interactive', samples: starts, bar: START_MS, floors }));
  for (const [kind, bar] of [
    ['first', OPEN_MS],
    ['exact', null],
  ] as const) {
    const samples = opens.map((waits) => waits[kind].milliseconds);
    const bytes = opens.map((waits) => waits[kind].bytes);
    onFigure(figureOf({ section, name: `opening, ${kind} picture`, samples, bar, floors, bytes }));
  }
  const note = `${tiles} presets in view, from the first picture on`;
  onFigure(figureOf({ section, name: 'opening, thumbnails', samples: thumbnails, bar: THUMBNAILS_MS, floors, note }));
  onFigure(figureOf({ section, name: 'opening, longest task', samples: tasks, bar: LONG_TASK_MS }));
}

/** 0 where no task was long enough to be reported, which the browser does from 50 ms. */
const longestTask = ({ longTasks }: Probe): number => Math.max(0, ...longTasks.map(({ milliseconds }) => milliseconds));

async function benchEdit(bench: PageBench, window: Window, edit: Edit): Promise<void> {
  const { page } = window;
  const { section, onFigure } = bench;
  const recipe = join(bench.folder, 'case.recipe.json');
  await writeFile(recipe, printRecipeFile({ version: RECIPE_VERSION, filters: [edit.filter] }));
  await page.keyboard.press(edit.zoom);
  await window.choose(recipe, 'Control+Shift+o');
  const field =
    edit.field === 'sigma'
      ? page.getByRole('spinbutton', { name: 'Sigma x' })
      : page
          .getByRole('grid', { name: /^Kernel/ })
          .getByRole('gridcell')
          .first();
  await field.waitFor();
  const waits: Waits[] = [];
  const tasks: number[] = [];
  for (let n = -1; n < bench.repetitions; n++) {
    if (edit.zoom === 'Control+1') await drag(page, n % 2 ? 163 : -211, n % 2 ? -97 : 131, 3);
    await field.focus();
    await atRest(page);
    await clearProbe(page);
    await page.keyboard.press(edit.key);
    await exactPainted(page, 'keydown');
    const probe = await readProbe(page);
    if (n < 0) continue;
    waits.push(waitsOf(probe, 'keydown'));
    tasks.push(longestTask(probe));
  }
  await atRest(page);
  const { name } = edit;
  for (const [kind, bar] of [
    ['first', FIRST_MS],
    ['exact', EXACT_MS],
  ] as const) {
    const samples = waits.map((wait) => wait[kind].milliseconds);
    const bytes = waits.map((wait) => wait[kind].bytes);
    const floors = await floorsOf(bench.floor, bytes);
    onFigure(figureOf({ section, name: `${name}, ${kind}`, samples, bar, floors, bytes }));
  }
  onFigure(figureOf({ section, name: `${name}, longest task`, samples: tasks, bar: LONG_TASK_MS }));
}

async function benchMotion(bench: PageBench, window: Window): Promise<void> {
  const { page } = window;
  const { section, onFigure, floor } = bench;
  const motions = [
    { name: 'panning', before: 'Control+1', move: () => drag(page, -420, 260, 60) },
    {
      name: 'zooming',
      before: 'Control+0',
      move: async () => {
        const { x, y } = await middleOf(page);
        await page.mouse.move(x + 60, y + 40);
        for (let n = 0; n < 60; n++) await page.mouse.wheel(0, n < 30 ? -40 : 40);
      },
    },
  ];
  for (const { name, before, move } of motions.filter((motion) => bench.wants(motion.name))) {
    await page.keyboard.press(before);
    const frames: number[] = [];
    const pictureFrames: number[] = [];
    const tasks: number[] = [];
    for (let n = 0; n < Math.max(1, bench.repetitions / 10); n++) {
      await atRest(page);
      await clearProbe(page);
      const picture = await watchPicture(page);
      await move();
      const probe = await readProbe(page);
      frames.push(...intervalsOf(probe.frames));
      pictureFrames.push(...(await picture()));
      tasks.push(longestTask(probe));
    }
    const floors = { empty: floor.emptyFrameMs, transfer: null };
    onFigure(figureOf({ section, name: `${name}, frame`, samples: pictureFrames, bar: FRAME_MS, floors }));
    onFigure(figureOf({ section, name: `${name}, frame of the page`, samples: frames, bar: FRAME_MS, floors }));
    onFigure(figureOf({ section, name: `${name}, longest task`, samples: tasks, bar: LONG_TASK_MS }));
  }
}

export async function benchPage(bench: PageBench): Promise<void> {
  if (bench.wants('start') || bench.wants('opening')) await benchStarts(bench);
  const edits = EDITS.filter(({ name }) => bench.wants(name));
  if (edits.length === 0 && !bench.wants('panning') && !bench.wants('zooming')) return;
  const window = await bench.open();
  try {
    await window.choose(bench.photoPath, 'Control+o');
    await exactPainted(window.page, window.chosen);
    for (const edit of edits) await benchEdit(bench, window, edit);
    await benchMotion(bench, window);
  } finally {
    await window.close();
  }
}

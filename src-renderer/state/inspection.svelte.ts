// What the window tells of pixels beyond their looks: which are out of range, and how they are spread. Follows what is
// on screen; asks only for what somebody looks at.
import { untrack } from 'svelte';
import { AppError } from '../../src-core/errors.ts';
import type { Filter } from '../../src-core/filters/filter.ts';
import type { Rectangle } from '../../src-core/geometry.ts';
import type { HistogramValue, MarksValue } from '../../src-core/inspection.ts';
import type { Host, PixelClient } from '../host/host.ts';
import type { Dock } from './dock.svelte.ts';
import type { Editor } from './editor.svelte.ts';
import { keyOf } from './filter-key.ts';
import { HistogramChoices } from './histogram-choices.svelte.ts';
import { levelOf, levelSize, overviewLevel } from '../picture/levels.ts';
import { areaOf, marksOf, type Marks } from '../picture/marks.ts';
import { Newest, type Question } from './newest.ts';
import { visibleIn } from '../picture/parts.ts';
import type { Preview } from './preview.svelte.ts';
import { resultBounds } from './result-bounds.ts';
import type { Viewport } from './viewport.svelte.ts';

/** Bins of every lane, one after the other. */
export interface Histogram extends HistogramValue {
  readonly counts: Uint32Array;
}
/** Pixels without a valid value that were set to 0, in the whole result. */
export interface InvalidPixels {
  readonly key: string;
  readonly count: number;
  /** Where they lie, in image pixels of the source. */
  readonly area: Rectangle | null;
}

interface HistogramQuestion extends Question {
  readonly filters: readonly Filter[];
}
interface MarksQuestion extends Question {
  readonly filters: readonly Filter[];
  readonly rectangle: Rectangle;
  readonly level: number;
  readonly bounds: Rectangle;
  /** Also what the filters before the last set to 0. */
  readonly invalid: boolean;
}
interface Marked {
  readonly value: MarksValue;
  readonly bytes: Uint8Array;
}

/** More pixels than this are marked two by two: the page has to stay quick on the densest of screens. */
const MOST_MARKED = 2_500_000;

export interface InspectionParts {
  readonly host: Host;
  readonly editor: Editor;
  readonly viewport: Viewport;
  readonly preview: Preview;
  readonly dock: Dock;
}

export class Inspection {
  readonly choices = new HistogramChoices();
  readonly #parts: InspectionParts;
  #marks = $state.raw<Marks | null>(null);
  #before = $state.raw<Histogram | null>(null);
  #after = $state.raw<Histogram | null>(null);
  #failure = $state<string | null>(null);
  #invalid = $state.raw<InvalidPixels | null>(null);
  readonly #askBefore = this.#histograms((histogram) => (this.#before = histogram));
  readonly #askAfter = this.#histograms((histogram) => (this.#after = histogram));
  readonly #askMarks = new Newest<MarksQuestion, Marked>({
    ask: askMarks,
    isExact: ({ value }) => value.exact,
    onAnswer: ({ value, bytes }, { bounds }) => (this.#marks = marksOf(value, bytes, bounds)),
    onFailure: () => undefined,
  });
  readonly #askInvalid = new Newest<MarksQuestion, Marked>({
    ask: (client, question, _, signal) => askMarks(client, question, 'exact', signal),
    isExact: () => true,
    onAnswer: ({ value, bytes }, { key, bounds }) =>
      (this.#invalid = { key, count: value.pixels.invalid, area: areaOf('invalid', value, bytes, bounds) }),
    onFailure: () => undefined,
  });

  constructor(parts: InspectionParts) {
    this.#parts = parts;
  }

  /** Of what is visible; null while the overlay is off. */
  get marks(): Marks | null {
    return this.#marks;
  }
  get before(): Histogram | null {
    return this.#before;
  }
  get after(): Histogram | null {
    return this.#after;
  }
  /** Why there is no newer histogram. */
  get failure(): string | null {
    return this.#failure;
  }
  /** Counted when the exact picture says that there are any. */
  get invalid(): InvalidPixels | null {
    return this.#invalid;
  }

  /** Starts to follow the state; called once while a component is being made. */
  watch(): void {
    const { host, editor, viewport } = this.#parts;
    const all = [this.#askBefore, this.#askAfter, this.#askMarks, this.#askInvalid];
    $effect(() =>
      host.onPixels((client) => {
        for (const newest of all) newest.setClient(client);
      }),
    );
    $effect(() => {
      // Nothing of an old document may show.
      void editor.document;
      untrack(() => {
        for (const newest of all) newest.want(null);
        this.#marks = this.#before = this.#after = this.#invalid = null;
        this.#failure = null;
      });
    });
    $effect(() => this.#wantHistograms());
    $effect(() => {
      const question = viewport.overlay ? this.#marksQuestion() : null;
      untrack(() => {
        if (!question) this.#marks = null;
        this.#askMarks.want(question);
      });
    });
    $effect(() => this.#wantInvalid());
  }

  #histograms(show: (histogram: Histogram) => void): Newest<HistogramQuestion, Histogram> {
    return new Newest<HistogramQuestion, Histogram>({
      ask: askHistogram,
      isExact: ({ exact }) => exact,
      onAnswer: show,
      onFailure: (message) => (this.#failure = message),
    });
  }

  #wantHistograms(): void {
    const { editor, preview, dock } = this.#parts;
    if (dock.view !== 'histogram' || !editor.document) return;
    const generation = preview.generation;
    const filters = enabledOf(editor.shownFilters);
    // The picture on screen comes first.
    const exactly = preview.state === 'exact';
    untrack(() => {
      const ask = (list: readonly Filter[]): HistogramQuestion => ({
        key: `${generation}/${keyOf(list)}`,
        filters: list,
        exactly,
      });
      this.#askBefore.want(ask([]));
      this.#askAfter.want(ask(filters));
    });
  }

  #marksQuestion(): MarksQuestion | null {
    const { editor, viewport, preview } = this.#parts;
    const { image, zoom } = viewport;
    if (!image || !editor.document) return null;
    const filters = enabledOf(editor.shownFilters);
    const bounds = resultBounds(image, filters);
    if (bounds.width < 1 || bounds.height < 1) return null;
    const visible = visibleIn(preview.parts, 'after', zoom, bounds);
    if (!visible) return null;
    let level = levelOf(zoom);
    let rectangle = coveringAt(visible, bounds, level);
    while (rectangle.width * rectangle.height > MOST_MARKED) rectangle = coveringAt(visible, bounds, (level += 1));
    const { x, y, width, height } = rectangle;
    const invalid = preview.invalidSamples > 0;
    const key = `${preview.generation}/${keyOf(filters)}/${level}/${x}/${y}/${width}/${height}/${invalid}`;
    return { key, filters, rectangle, level, bounds, invalid, exactly: preview.state === 'exact' };
  }

  #wantInvalid(): void {
    const { editor, viewport, preview } = this.#parts;
    const { image } = viewport;
    const counts = preview.state === 'exact' && preview.report?.exact === true && preview.invalidSamples > 0;
    if (!image || !editor.document || !counts) return;
    const filters = enabledOf(editor.shownFilters);
    const bounds = resultBounds(image, filters);
    const level = overviewLevel(bounds);
    const rectangle = { x: 0, y: 0, ...levelSize(bounds, level) };
    const key = `${preview.generation}/${keyOf(filters)}`;
    untrack(() => this.#askInvalid.want({ key, filters, rectangle, level, bounds, invalid: true, exactly: true }));
  }
}

function enabledOf(filters: readonly Filter[]): readonly Filter[] {
  return filters.filter(({ enabled }) => enabled);
}

/** In pixels of the level: all that shows something of `visible`, which is in image pixels of the source. */
function coveringAt(visible: Rectangle, bounds: Rectangle, level: number): Rectangle {
  const scale = 2 ** level;
  const size = levelSize(bounds, level);
  const left = Math.max(0, Math.floor((visible.x - bounds.x) / scale));
  const top = Math.max(0, Math.floor((visible.y - bounds.y) / scale));
  const right = Math.min(size.width, Math.ceil((visible.x - bounds.x + visible.width) / scale));
  const bottom = Math.min(size.height, Math.ceil((visible.y - bounds.y + visible.height) / scale));
  return { x: left, y: top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
}

async function askHistogram(
  client: PixelClient,
  { filters }: HistogramQuestion,
  quality: 'exact' | 'approximate',
  signal: AbortSignal,
): Promise<Histogram> {
  const { value, body } = await client.call('histogram', { filters: [...filters], quality }, { signal });
  if (body?.byteLength !== value.bins * value.lanes.length * 4) {
    throw new AppError('internal', 'The histogram did not arrive whole.');
  }
  // A view of a frame may start at any byte; numbers need an aligned copy.
  return { ...value, counts: new Uint32Array(body.slice().buffer) };
}

async function askMarks(
  client: PixelClient,
  { filters, rectangle, level, invalid }: MarksQuestion,
  quality: 'exact' | 'approximate',
  signal: AbortSignal,
): Promise<Marked> {
  const params = { filters: [...filters], rectangle, level, quality, invalid };
  const { value, body } = await client.call('marks', params, { signal });
  const { width, height } = value.rectangle;
  if (body?.byteLength !== width * height) throw new AppError('internal', 'The marks did not arrive whole.');
  return { value, bytes: body };
}

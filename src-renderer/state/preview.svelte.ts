// The picture on screen as state: follows editor and viewport, tells the thread that draws it what should be seen.
import { untrack } from 'svelte';
import { intersect, type Point, type Rectangle } from '../../src-core/geometry.ts';
import type { Size } from '../../src-core/raster.ts';
import type { Filter } from '../../src-core/filters/filter.ts';
import type { Host } from '../host/host.ts';
import type { Editor } from './editor.svelte.ts';
import { keyOf } from './filter-key.ts';
import { Inspector, type PixelValues } from './inspector.ts';
import type { LayerName, Wanted, WantedLayer } from '../picture/job.ts';
import { levelOf } from '../picture/levels.ts';
import { partsOf, visibleIn, type Part } from '../picture/parts.ts';
import type { Scene } from '../picture/scene.ts';
import type { RenderState, RenderStatus } from '../picture/snapshot.ts';
import type { Marks } from '../picture/marks.ts';
import type { FromPicture } from '../picture/messages.ts';
import type { RenderReport } from '../picture/report.ts';
import { resultBounds } from './result-bounds.ts';
import { stillOf, type Still } from './still.ts';
import { Thumbnails, type ThumbnailWish } from './thumbnails.ts';
import type { Viewport } from './viewport.svelte.ts';
import { VALUES_ZOOM } from '../picture/zoom.ts';

const LOUPE_RADIUS = 5;
const NO_FILTERS: readonly Filter[] = [];
const ONE_PIXEL = { width: 1, height: 1 };

export class Preview {
  #status = $state.raw<RenderStatus | null>(null);
  /** Counts documents and the pixels that are wanted of them, wherever they are looked at; and the last that was answered. */
  #wish = $state(0);
  #answered = $state(0);
  /** The first of this document. */
  #firstWish = 0;
  /** Names them. */
  #wantedPixels = '';
  #drawnSize = $state.raw<Size | null>(null);
  #values = $state.raw<PixelValues | null>(null);
  #generation = $state(0);
  #connected = $state(false);
  readonly #editor: Editor;
  readonly #viewport: Viewport;
  readonly #host: Host;
  /** Filters whose result is shown alone, as the input of the one stepped through; null: before and after as ever. */
  readonly #stepped: () => readonly Filter[] | null;
  readonly #thumbnails: Thumbnails<Still>;
  readonly #inspector = new Inspector((values) => (this.#values = values));
  readonly #compared = $derived.by(
    () =>
      !this.#stepped() && this.#viewport.mode === 'split' && this.#editor.shownFilters.some(({ enabled }) => enabled),
  );
  readonly #parts = $derived.by(() => {
    const { panes, view, mode, original, splitX } = this.#viewport;
    if (this.#stepped()) return partsOf({ panes, view, mode: 'after', original: true, splitX: null });
    return partsOf({ panes, view, mode, original, splitX: this.#compared ? splitX : null });
  });

  constructor(host: Host, editor: Editor, viewport: Viewport, stepped: () => readonly Filter[] | null = () => null) {
    this.#stepped = stepped;
    this.#host = host;
    this.#editor = editor;
    this.#viewport = viewport;
    this.#thumbnails = new Thumbnails(stillOf, (busy) => host.picture.say({ kind: 'others', busy }));
    host.picture.listen((news) => this.#hear(news));
  }

  /** Before and after share the picture, parted by a line. */
  get compared(): boolean {
    return this.#compared;
  }
  /** Which side shows where on the canvas. */
  get parts(): readonly Part[] {
    return this.#parts;
  }
  /** Whether that side of the comparison is on the canvas. */
  shows(name: LayerName): boolean {
    return this.#parts.some(({ layer }) => layer === name);
  }
  get state(): RenderState {
    if (!this.#editor.document) return 'idle';
    // The thread has yet to hear of it.
    return this.#answered === this.#wish ? (this.#status?.state ?? 'idle') : 'approximate';
  }
  /** Of the canvas, in device pixels: follows the window a frame later. null while nothing is drawn. */
  get drawnSize(): Size | null {
    return this.#drawnSize;
  }
  get report(): RenderReport | null {
    return this.#status?.report ?? null;
  }
  get plans(): RenderReport['plans'] {
    return this.report?.plans ?? [];
  }
  get milliseconds(): number | null {
    return this.report?.milliseconds ?? null;
  }
  get ranges(): RenderReport['ranges'] {
    return this.report?.ranges ?? {};
  }
  get invalidSamples(): number {
    return this.report?.invalidSamples ?? 0;
  }
  /** Every pixel of the opened picture is opaque; false until that is known. */
  get opaque(): boolean {
    return this.report?.opaque ?? false;
  }
  /** Why the filters could not be computed; the last good picture stays. */
  get failure(): string | null {
    return this.#status?.failure?.message ?? null;
  }
  /** Values under the cursor or the pinned pixel. */
  get values(): PixelValues | null {
    return this.#values;
  }
  /** Whether an engine is there to ask. */
  get connected(): boolean {
    return this.#connected;
  }
  /** Changes with every document: ask for thumbnails again. */
  get generation(): number {
    return this.#generation;
  }
  /** Where the filtered picture lies on the source; smaller where a filter crops. */
  get resultBounds(): Rectangle | null {
    const { image } = this.#viewport;
    return image && resultBounds(image, this.#editor.shownFilters);
  }

  /** Values of any pixel, before and after. */
  valuesAt(pixel: Point): Promise<PixelValues> {
    return this.#inspector.valuesOf({ ...pixel, radius: 0, ...this.#layer('after') });
  }

  /** A small picture of these filters on the document; low priority, cached. */
  thumbnail(filters: readonly Filter[], wish: ThumbnailWish): Promise<Still> {
    return this.#thumbnails.get(
      filters.filter(({ enabled }) => enabled),
      wish,
    );
  }

  /** What the picture is drawn on from now on; null when it goes. */
  drawOn(canvas: HTMLCanvasElement | null): void {
    const offscreen = canvas && canvas.transferControlToOffscreen();
    this.#drawnSize = null;
    this.#host.picture.say({ kind: 'canvas', canvas: offscreen }, offscreen ? [offscreen] : []);
  }

  /** Where the picture lies and what stands over it; null where none is open. */
  draw(scene: Scene | null): void {
    this.#host.picture.say({ kind: 'scene', scene, size: this.#viewport.canvas });
  }

  /** Which pixels are out of range; null where they are not marked. */
  mark(marks: Marks | null): void {
    this.#host.picture.say({ kind: 'marks', marks });
  }

  /** Starts to follow the state; called once while a component is being made. */
  watch(): void {
    $effect.pre(() =>
      this.#host.onPixels((client) => {
        this.#connected = client !== null;
        this.#thumbnails.setClient(client);
        this.#inspector.setClient(client);
      }),
    );
    $effect.pre(() => {
      // A document is named by its value: the same file opened again is another one.
      const { document } = this.#editor;
      untrack(() => this.#forget());
      this.#thumbnails.reset();
      if (document) this.#generation = nextGeneration();
    });
    // While nobody waits for a picture yet; a canvas that was not measured is one pixel wide.
    $effect(() => {
      const { canvas: size } = this.#viewport;
      if (size.width > 1 && !untrack(() => this.#editor.document)) this.#host.picture.say({ kind: 'prepare', size });
    });
    // Before anything on the page is drawn anew: the engine computes meanwhile.
    $effect.pre(() => {
      const wanted = this.#wanted();
      if (wanted) untrack(() => this.#want(wanted));
    });
    $effect(() => {
      const { probe } = this.#viewport;
      const { key, filters, bounds } = this.#layer('after');
      const radius = this.#viewport.tool === 'inspect' && this.#viewport.loupe ? LOUPE_RADIUS : 0;
      this.#inspector.want(probe && this.#editor.document ? { ...probe, radius, key, filters, bounds } : null);
    });
  }

  #forget(): void {
    this.#firstWish = this.#wish += 1;
    this.#wantedPixels = '';
    this.#status = null;
    this.#host.picture.say({ kind: 'reset', wish: this.#wish });
  }

  #want(wanted: Wanted): void {
    const pixels = [wanted.level, ...wanted.shown.map((name) => wanted.layers[name].key)].join(' | ');
    if (pixels !== this.#wantedPixels) this.#wish += 1;
    this.#wantedPixels = pixels;
    this.#host.picture.say({ kind: 'want', wish: this.#wish, wanted, focus: this.#viewport.cursor });
  }

  #hearShown(wish: number, status: RenderStatus): void {
    // Of the document before.
    if (wish < this.#firstWish) return;
    this.#answered = wish;
    this.#status = status;
  }

  #hear(news: FromPicture): void {
    if (news.kind === 'shown') this.#hearShown(news.wish, news.status);
    else if (news.kind === 'sized') this.#drawnSize = news.size;
    else this.#thumbnails.setIdle(news.idle);
  }

  #layer(name: LayerName): Pick<WantedLayer, 'key' | 'filters' | 'bounds'> {
    const filters =
      name === 'after' ? this.#editor.shownFilters.filter(({ enabled }) => enabled) : (this.#stepped() ?? NO_FILTERS);
    return { key: keyOf(filters), filters, bounds: resultBounds(this.#viewport.image ?? ONE_PIXEL, filters) };
  }

  /** In place of the result stands what it changed, where differences are looked at. */
  #shownLayer(): Pick<WantedLayer, 'key' | 'filters' | 'bounds' | 'difference'> {
    const layer = this.#layer('after');
    const { mode, difference } = this.#viewport;
    if (mode !== 'difference') return layer;
    const { gain, signed, of } = difference;
    return { ...layer, key: `${layer.key} − ${gain} ${signed} ${of}`, difference };
  }

  #wanted(): Wanted | null {
    const { image, zoom, ratio } = this.#viewport;
    if (!image || !this.#editor.document) return null;
    const parts = this.#parts;
    const wantedLayer = (name: LayerName): WantedLayer => {
      const layer = name === 'after' ? this.#shownLayer() : this.#layer(name);
      const whole = intersect(layer.bounds, { x: 0, y: 0, ...image });
      if (whole.width <= 0) return { ...layer, visible: null, near: null };
      return { ...layer, visible: visibleIn(parts, name, zoom, whole), near: this.#viewport.visible(whole) };
    };
    const names: readonly LayerName[] = ['after', 'before'];
    return {
      layers: { after: wantedLayer('after'), before: wantedLayer('before') },
      shown: names.filter((name) => parts.some(({ layer }) => layer === name)),
      zoom,
      level: levelOf(zoom),
      // The step-through writes its own, of the channel and the taps it is about.
      values: showsValues(zoom, ratio) && !this.#stepped(),
    };
  }
}

/** Numbers fit into a pixel that is large enough to be read, whatever the density of the screen. */
export function showsValues(zoom: number, ratio: number): boolean {
  return zoom >= VALUES_ZOOM && zoom / ratio >= 30;
}

let generations = 0;
function nextGeneration(): number {
  return (generations += 1);
}

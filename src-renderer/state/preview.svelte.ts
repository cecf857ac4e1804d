// The picture on screen as state: follows editor and viewport, drives the loop that asks the engine for pixels.
import { untrack } from 'svelte';
import { intersect, type Rectangle } from '../../src-core/geometry.ts';
import type { Filter } from '../../src-core/filters/filter.ts';
import type { Host } from '../host/host.ts';
import type { Editor } from './editor.svelte.ts';
import { keyOf } from './filter-key.ts';
import { Inspector, type PixelValues } from './inspector.ts';
import { levelOf, type LayerName, type Wanted, type WantedLayer } from './render-plan.ts';
import { RenderLoop, type RenderReport, type RenderSnapshot, type RenderState } from './render-loop.ts';
import { resultBounds } from './result-bounds.ts';
import { Thumbnails } from './thumbnails.ts';
import type { Viewport } from './viewport.svelte.ts';
import { VALUES_ZOOM } from './zoom.ts';

const CALM_DELAY_MS = 150;
const LOUPE_RADIUS = 5;
const NO_FILTERS: readonly Filter[] = [];

export class Preview {
  #snapshot = $state.raw<RenderSnapshot<ImageBitmap> | null>(null);
  #values = $state.raw<PixelValues | null>(null);
  #generation = $state(0);
  #connected = $state(false);
  readonly #editor: Editor;
  readonly #viewport: Viewport;
  readonly #host: Host;
  readonly #loop: RenderLoop<ImageBitmap>;
  readonly #thumbnails = new Thumbnails<ImageBitmap>(bitmapOf);
  readonly #inspector = new Inspector((values) => (this.#values = values));
  #calmTimer: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;
  #latest: Wanted | null = null;

  constructor(host: Host, editor: Editor, viewport: Viewport) {
    this.#host = host;
    this.#editor = editor;
    this.#viewport = viewport;
    this.#loop = new RenderLoop<ImageBitmap>({
      picture: bitmapOf,
      onChange: (snapshot) => {
        this.#snapshot = snapshot;
        if (snapshot.busy) this.#thumbnails.setIdle(false);
      },
      onIdle: () => this.#thumbnails.setIdle(true),
    });
  }

  get state(): RenderState {
    return this.#snapshot?.state ?? 'idle';
  }
  get snapshot(): RenderSnapshot<ImageBitmap> | null {
    return this.#snapshot;
  }
  get report(): RenderReport | null {
    return this.#snapshot?.report ?? null;
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
  /** Why the filters could not be computed; the last good picture stays. */
  get failure(): string | null {
    return this.#snapshot?.failure?.message ?? null;
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

  /** A small picture of these filters on the document; low priority, cached, owned by the cache. */
  thumbnail(filters: readonly Filter[], width: number, height: number, signal: AbortSignal): Promise<ImageBitmap> {
    return this.#thumbnails.get(
      filters.filter(({ enabled }) => enabled),
      width,
      height,
      signal,
    );
  }

  /** Starts to follow the state; called once while a component is being made. */
  watch(): void {
    $effect(() =>
      this.#host.onPixels((client) => {
        this.#connected = client !== null;
        this.#loop.setClient(client);
        this.#thumbnails.setClient(client);
        this.#inspector.setClient(client);
      }),
    );
    $effect(() => {
      // A document is named by its value: the same file opened again is another one.
      const { document } = this.#editor;
      this.#loop.reset();
      this.#thumbnails.reset();
      // The canvas comes first.
      this.#thumbnails.setIdle(false);
      if (document) this.#generation = nextGeneration();
    });
    $effect(() => {
      const wanted = this.#wanted();
      // Many events fall into one frame; the last of them counts.
      if (this.#frame === 0) {
        this.#frame = requestAnimationFrame(() => {
          this.#frame = 0;
          this.#pass();
        });
      }
      this.#latest = wanted;
      if (wanted) untrack(() => this.#loop.announce(wanted));
    });
    $effect(() => {
      const { probe } = this.#viewport;
      const { key, filters, bounds } = this.#wantedLayer('after');
      const radius = this.#viewport.tool === 'inspect' && this.#viewport.loupe ? LOUPE_RADIUS : 0;
      this.#inspector.want(probe && this.#editor.document ? { ...probe, radius, key, filters, bounds } : null);
    });
  }

  #pass(): void {
    clearTimeout(this.#calmTimer);
    const wanted = this.#latest;
    if (!wanted) return;
    this.#loop.want(wanted);
    this.#calmTimer = setTimeout(() => this.#loop.want({ ...wanted, calm: true }), CALM_DELAY_MS);
  }

  #layer(name: LayerName): { key: string; filters: readonly Filter[] } {
    const filters = name === 'after' ? this.#editor.shownFilters.filter(({ enabled }) => enabled) : NO_FILTERS;
    return { key: keyOf(filters), filters };
  }

  #wanted(): Wanted | null {
    const { image, zoom, mode, original, ratio } = this.#viewport;
    if (!image || !this.#editor.document) return null;
    const after = this.#wantedLayer('after');
    const before = this.#wantedLayer('before');
    const comparing = mode !== 'after' && after.filters.length > 0;
    const shown: readonly LayerName[] = original
      ? ['before']
      : comparing || mode === 'side'
        ? ['after', 'before']
        : ['after'];
    return {
      layers: { after, before },
      shown,
      level: levelOf(zoom),
      values: showsValues(zoom, ratio),
      calm: false,
    };
  }

  #wantedLayer(name: LayerName): WantedLayer {
    const { image } = this.#viewport;
    const { key, filters } = this.#layer(name);
    const bounds = resultBounds(image ?? { width: 1, height: 1 }, filters);
    const whole = intersect(bounds, { x: 0, y: 0, ...(image ?? { width: 1, height: 1 }) });
    return { key, filters, bounds, visible: whole.width > 0 ? this.#viewport.visible(whole) : null };
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

function bitmapOf(pixels: Uint8Array, width: number, height: number): Promise<ImageBitmap> {
  const { buffer, byteOffset, byteLength } = pixels;
  const data = new Uint8ClampedArray(buffer as ArrayBuffer, byteOffset, byteLength);
  return createImageBitmap(new ImageData(data, width, height));
}

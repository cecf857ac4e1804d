// The picture on screen, in a thread of its own: it asks the engine for pixels and draws them as they come, without
// waiting for what the page draws. The page says what should be seen and hears what is.
import type { Point } from '../../src-core/geometry.ts';
import type { Size } from '../../src-core/raster.ts';
import type { PixelClient } from '../host/host.ts';
import { canvasPixmaps, prepareCanvases, type Pixmap } from './canvas-pixmaps.ts';
import type { Wanted } from './job.ts';
import { LAYER_NAMES } from './layers.ts';
import { marksPicture, type MarksPicture } from './marks-paint.ts';
import type { FromPicture, ToPicture } from './messages.ts';
import { paintScene } from './paint.ts';
import { RenderLoop } from './render-loop.ts';
import type { Scene } from './scene.ts';
import type { RenderSnapshot } from './snapshot.ts';
import { surfaceSize } from './surface.ts';

export class Picture {
  readonly #tell: (news: FromPicture) => void;
  readonly #loop: RenderLoop<Pixmap>;
  #canvas: OffscreenCanvas | null = null;
  #size: Size = { width: 0, height: 0 };
  #scene: Scene | null = null;
  #marks: MarksPicture | null = null;
  #snapshot: RenderSnapshot<Pixmap> | null = null;
  #wish = 0;
  /** What the page knows. */
  #told: { readonly snapshot: RenderSnapshot<Pixmap>; readonly wish: number } | null = null;
  #wanted: Wanted | null = null;
  #focus: Point | null = null;
  #othersBusy = false;
  #idle = false;
  /** Something was drawn on the canvas: until then it takes no memory, and there is nothing to clear. */
  #drawnOn = false;
  #frame: number | null = null;

  constructor(tell: (news: FromPicture) => void) {
    this.#tell = tell;
    this.#loop = new RenderLoop({
      pixmaps: canvasPixmaps,
      onChange: (snapshot) => {
        const others = snapshot.version !== this.#snapshot?.version;
        this.#snapshot = snapshot;
        if (others) this.#drawSoon();
        else this.#tellUnlessDrawing();
      },
      onIdle: (idle) => void this.#tellIdle(idle),
      isQuiet: () => !this.#othersBusy,
      focus: () => this.#focus,
      nextStep: (step) => void scheduler.postTask(step, { priority: 'user-blocking' }),
    });
  }

  /** A living engine, or null while it is away. */
  setClient(client: PixelClient | null): void {
    this.#loop.setClient(client);
  }

  receive(message: Exclude<ToPicture, { kind: 'line' }>): void {
    switch (message.kind) {
      case 'canvas':
        this.#canvas = message.canvas;
        this.#drawnOn = false;
        return this.#drawSoon();
      case 'prepare':
        return void prepareCanvases(surfaceSize(message.size));
      case 'reset':
        this.#wanted = null;
        this.#wish = message.wish;
        return this.#loop.reset();
      case 'want':
        this.#focus = message.focus;
        this.#wish = message.wish;
        this.#want(message.wanted);
        // Where nothing else has changed.
        return this.#tellUnlessDrawing();
      case 'scene':
        this.#scene = message.scene;
        this.#size = message.size;
        return this.#drawSoon();
      case 'marks':
        this.#marks = message.marks && marksPicture(message.marks);
        return this.#drawSoon();
      case 'others':
        this.#othersBusy = message.busy;
        if (!message.busy) this.#loop.pump();
        return;
    }
  }

  #want(wanted: Wanted): void {
    const before = this.#wanted?.layers;
    const layers = { ...wanted.layers };
    // What is known of filters is kept by their identity, and a message brings copies.
    for (const name of LAYER_NAMES) {
      const known = before?.[name];
      if (known?.key === layers[name].key) layers[name] = { ...layers[name], filters: known.filters };
    }
    this.#wanted = { ...wanted, layers };
    this.#loop.want(this.#wanted);
  }

  #drawSoon(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      this.#draw();
      this.#tellShown();
    });
  }

  #draw(): void {
    const canvas = this.#canvas;
    const scene = this.#scene;
    const { pictures, values: samples } = this.#snapshot ?? {};
    if (!canvas) return;
    const blank = !scene?.parts.some(({ layer }) => pictures?.[layer].surface);
    if (blank && !this.#drawnOn) return;
    this.#drawnOn = true;
    const { width, height } = this.#size;
    if (canvas.width !== width || canvas.height !== height) {
      // It clears the canvas, so it happens in the frame that paints.
      Object.assign(canvas, { width, height });
      this.#tell({ kind: 'sized', size: this.#size });
    }
    const context = canvas.getContext('2d');
    if (!context) return;
    if (scene && pictures && samples) paintScene(context, scene, { pictures, samples, marks: this.#marks });
    else context.clearRect(0, 0, width, height);
  }

  /** What is about to be drawn is told of with it. */
  #tellUnlessDrawing(): void {
    if (this.#frame === null) this.#tellShown();
  }

  #tellShown(): void {
    const snapshot = this.#snapshot;
    const wish = this.#wish;
    if (!snapshot || (this.#told?.snapshot === snapshot && this.#told.wish === wish)) return;
    this.#told = { snapshot, wish };
    const { state, version, report, failure } = snapshot;
    this.#tell({ kind: 'shown', wish, status: { state, version, report, failure } });
  }

  /** What has just come is painted before others use the engine. */
  async #tellIdle(idle: boolean): Promise<void> {
    this.#idle = idle;
    if (!idle) return this.#tell({ kind: 'idle', idle });
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await scheduler.postTask(() => undefined);
    if (!this.#idle) return;
    this.#tell({ kind: 'idle', idle });
    void prepareCanvases(surfaceSize(this.#size));
  }
}

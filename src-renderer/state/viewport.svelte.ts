// How the person looks at the picture: zoom, place, comparison, tool. Never part of the history.
import { intersect, type Point, type Rectangle } from '../../src-core/geometry.ts';
import type { Difference } from '../../src-core/inspection.ts';
import type { Size } from '../../src-core/raster.ts';
import type { CompareMode } from '../picture/parts.ts';
import {
  centred,
  clampZoom,
  fitZoom,
  keepInView,
  KEEP_IN_VIEW,
  nextStop,
  visiblePixels,
  zoomAbout,
  type View,
} from '../picture/zoom.ts';

export type Tool = 'pan' | 'inspect' | 'step';

/** Device pixels between the two panes of side by side. */
const PANE_GAP = 2;

export class Viewport {
  /** Device pixels per image pixel. */
  #view = $state.raw<View>({ zoom: 1, x: 0, y: 0 });
  /** Device pixels of the whole canvas. */
  #canvas = $state.raw<Size>({ width: 1, height: 1 });
  #image = $state.raw<Size | null>(null);
  #mode = $state<CompareMode>('split');
  #fitted = $state(true);

  /** Device pixels per CSS pixel. */
  ratio = $state(1);
  /** Where the split line stands, as a part of the visible picture's width. */
  split = $state(0.5);
  /** The original is shown while its key is held. */
  original = $state(false);
  tool = $state<Tool>('pan');
  pixelGrid = $state(true);
  loupe = $state(true);
  /** Pixels out of range are marked. */
  overlay = $state(false);
  /** How after minus before is drawn. */
  difference = $state.raw<Difference>({ gain: 4, signed: true, of: 'colour' });
  /** Image pixel under the pointer. */
  cursor = $state.raw<Point | null>(null);
  /** The pointer itself, in device pixels of the canvas; null while it is elsewhere. */
  pointer = $state.raw<Point | null>(null);
  /** Image pixel that the loupe was pinned to. */
  pinned = $state.raw<Point | null>(null);

  get zoom(): number {
    return this.#view.zoom;
  }
  get view(): View {
    return this.#view;
  }
  get canvas(): Size {
    return this.#canvas;
  }
  get image(): Size | null {
    return this.#image;
  }
  /** True while the picture follows the size of the window. */
  get fitted(): boolean {
    return this.#fitted;
  }
  get mode(): CompareMode {
    return this.#mode;
  }
  set mode(mode: CompareMode) {
    const centre = this.#centreOfPane();
    this.#mode = mode;
    this.#afterPaneChange(centre);
  }

  /** The parts of the canvas that show a picture, in device pixels; side by side has two. */
  get panes(): readonly [Rectangle] | readonly [Rectangle, Rectangle] {
    const { width, height } = this.#canvas;
    if (this.#mode !== 'side') return [{ x: 0, y: 0, width, height }];
    const half = Math.max(1, Math.floor((width - PANE_GAP) / 2));
    return [
      { x: 0, y: 0, width: half, height },
      { x: width - half, y: 0, width: half, height },
    ];
  }
  get pane(): Size {
    return this.panes[0];
  }
  get fitZoom(): number {
    return this.#image ? fitZoom(this.#image, this.pane, this.ratio) : 1;
  }
  /** The pixel that the status bar and the loupe speak of. */
  get probe(): Point | null {
    return (this.tool !== 'pan' && this.pinned) || this.cursor;
  }

  /** A new picture: fitted, nothing pinned. null when none is open. Returns what goes back to the one before. */
  show(image: Size | null): () => void {
    const before = { image: this.#image, view: this.#view, fitted: this.#fitted, pinned: this.pinned };
    this.#image = image;
    this.cursor = null;
    this.pinned = null;
    this.original = false;
    this.fit();
    return () => {
      this.#image = before.image;
      this.#view = before.view;
      this.#fitted = before.fitted;
      this.pinned = before.pinned;
      this.cursor = null;
      // The window may have another size by now.
      if (this.#fitted) this.fit();
    };
  }

  /** How the picture is looked at now; returns the way back to it, also in a pane of another size. */
  remember(): () => void {
    const before = { tool: this.tool, mode: this.#mode, fitted: this.#fitted, zoom: this.zoom, pinned: this.pinned };
    const centre = this.#centreOfPane();
    return () => {
      this.tool = before.tool;
      this.pinned = before.pinned;
      this.#mode = before.mode;
      this.#fitted = before.fitted;
      if (before.fitted) this.fit();
      else this.#centre(centre, before.zoom);
    };
  }

  /** The part of the pane that the picture covers, in device pixels of the pane; null when none shows. */
  get covered(): Rectangle | null {
    if (!this.#image) return null;
    const { x, y, zoom } = this.#view;
    const whole = { x, y, width: this.#image.width * zoom, height: this.#image.height * zoom };
    const part = intersect(whole, { x: 0, y: 0, ...this.pane });
    return part.width > 0 && part.height > 0 ? part : null;
  }

  /** Where the split line stands, in device pixels of the pane: always over the picture. */
  get splitX(): number {
    const { covered } = this;
    return covered ? Math.round(covered.x + covered.width * this.split) : 0;
  }

  /** Told by the canvas; device pixels. */
  resize(canvas: Size, ratio: number): void {
    const centre = this.#centreOfPane();
    this.#canvas = canvas;
    this.ratio = ratio;
    this.#afterPaneChange(centre);
  }

  fit(): void {
    this.#fitted = true;
    if (this.#image) this.#view = centred(this.#image, this.pane, this.fitZoom);
  }

  /** `about` in device pixels of the pane; the middle by default. */
  zoomTo(zoom: number, about: Point = { x: this.pane.width / 2, y: this.pane.height / 2 }): void {
    if (this.#image) this.#place(zoomAbout(this.#view, clampZoom(zoom, this.fitZoom), about));
  }
  zoomIn(about?: Point): void {
    this.zoomTo(nextStop(this.zoom, this.fitZoom, 1), about);
  }
  zoomOut(about?: Point): void {
    this.zoomTo(nextStop(this.zoom, this.fitZoom, -1), about);
  }

  /** Device pixels. */
  panBy(dx: number, dy: number): void {
    if (this.#image) this.#place({ ...this.#view, x: this.#view.x + dx, y: this.#view.y + dy });
  }

  centreOn(pixel: Point, zoom: number): void {
    this.#centre({ x: pixel.x + 0.5, y: pixel.y + 0.5 }, clampZoom(zoom, this.fitZoom));
  }

  /** Has all of an area (image pixels) in the pane, with room round it, at most at that zoom. */
  frame({ x, y, width, height }: Rectangle, mostZoom: number): void {
    const free = Math.min(this.pane.width / width, this.pane.height / height) / 2;
    if (free <= this.fitZoom) this.fit();
    else this.#centre({ x: x + width / 2, y: y + height / 2 }, clampZoom(Math.min(free, mostZoom), this.fitZoom));
  }

  /** Moves the picture as little as needed to have this image pixel in the pane. */
  reveal(pixel: Point): void {
    const { zoom, x, y } = this.#view;
    const into = (at: number, room: number): number =>
      at < 0 ? -at + room / 8 : at + zoom > room ? room - at - zoom - room / 8 : 0;
    const dx = into(x + pixel.x * zoom, this.pane.width);
    const dy = into(y + pixel.y * zoom, this.pane.height);
    if (dx !== 0 || dy !== 0) this.panBy(dx, dy);
  }

  /** Image pixel at a point of the canvas (device pixels), or null beside the picture. */
  pixelAt(point: Point): Point | null {
    const pane = this.panes.find((part) => point.x >= part.x && point.x < part.x + part.width);
    if (!this.#image || !pane) return null;
    const x = Math.floor((point.x - pane.x - this.#view.x) / this.zoom);
    const y = Math.floor((point.y - pane.y - this.#view.y) / this.zoom);
    return x >= 0 && y >= 0 && x < this.#image.width && y < this.#image.height ? { x, y } : null;
  }

  /** The same point in its pane's own coordinates. */
  inPane(point: Point): Point {
    const pane = this.panes.find((part) => point.x >= part.x && point.x < part.x + part.width) ?? this.panes[0];
    return { x: point.x - pane.x, y: point.y - pane.y };
  }

  /** Pixels of `bounds` (image coordinates) that show in a pane. */
  visible(bounds: Rectangle): Rectangle | null {
    return visiblePixels(this.#view, bounds, this.pane);
  }

  #place(view: View): void {
    if (!this.#image) return;
    this.#fitted = false;
    this.#view = keepInView(view, this.#image, this.pane, KEEP_IN_VIEW * this.ratio);
  }

  /** The image point in the middle of the pane. */
  #centreOfPane(): Point {
    const { zoom, x, y } = this.#view;
    return { x: (this.pane.width / 2 - x) / zoom, y: (this.pane.height / 2 - y) / zoom };
  }

  #afterPaneChange(centre: Point): void {
    if (this.#fitted) return this.fit();
    this.#centre(centre, this.zoom);
  }

  /** The image point in the middle of the pane. */
  #centre({ x, y }: Point, zoom: number): void {
    this.#place({ zoom, x: this.pane.width / 2 - x * zoom, y: this.pane.height / 2 - y * zoom });
  }
}

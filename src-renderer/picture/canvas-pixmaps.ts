// Surfaces as canvases off the screen, used again and again: a new one takes milliseconds until it can be drawn on.
import type { Size } from '../../src-core/raster.ts';
import { joined } from './levels.ts';
import type { Pixmaps } from './pixmaps.ts';

/** The upper left part of a canvas that may be larger. */
export interface Pixmap {
  readonly canvas: OffscreenCanvas;
  readonly width: number;
  readonly height: number;
}

/** From here on a canvas is one of a window's size, not of a coarse picture; in pixels. */
const LARGE = 500_000;
const MAX_FREE = 4;

/** Canvases of about one size that nobody uses. */
class Shelf {
  readonly #free: OffscreenCanvas[] = [];
  /** The largest sides asked for lately: canvases of one size can stand in for each other. */
  #usual: Size = { width: 0, height: 0 };

  get full(): boolean {
    return this.#free.length >= MAX_FREE;
  }

  /** Empty, where it will be used. */
  take({ width, height }: Size): OffscreenCanvas {
    const at = this.#free.findIndex((canvas) => canvas.width >= width && canvas.height >= height);
    const [found] = at < 0 ? [] : this.#free.splice(at, 1);
    if (found) contextOf(found).clearRect(0, 0, width, height);
    return found ?? this.make({ width, height });
  }

  make({ width, height }: Size): OffscreenCanvas {
    const shared = { width: Math.max(width, this.#usual.width), height: Math.max(height, this.#usual.height) };
    this.#usual = shared.width * shared.height <= 2 * width * height ? shared : { width, height };
    return new OffscreenCanvas(this.#usual.width, this.#usual.height);
  }

  put(canvas: OffscreenCanvas): void {
    this.#free.push(canvas);
    if (this.#free.length > MAX_FREE) drop(this.#free.shift()!);
  }
}

const large = new Shelf();
const small = new Shelf();
const shelfOf = ({ width, height }: Size): Shelf => (width * height < LARGE ? small : large);

export const canvasPixmaps: Pixmaps<Pixmap> = {
  create({ width, height }) {
    return { canvas: shelfOf({ width, height }).take({ width, height }), width, height };
  },

  write({ canvas }, { rectangle, bytes }, part, at) {
    const { buffer, byteOffset, byteLength } = bytes;
    const data = new Uint8ClampedArray(buffer as ArrayBuffer, byteOffset, byteLength);
    const left = part.x - rectangle.x;
    const top = part.y - rectangle.y;
    const image = new ImageData(data, rectangle.width, rectangle.height);
    contextOf(canvas).putImageData(image, at.x - left, at.y - top, left, top, part.width, part.height);
  },

  stretch({ canvas }, source, to, within) {
    const context = contextOf(canvas);
    context.save();
    context.beginPath();
    for (const { x, y, width, height } of joined(within)) context.rect(x, y, width, height);
    context.clip();
    // What was there may be transparent or not: it goes.
    context.globalCompositeOperation = 'copy';
    context.imageSmoothingQuality = 'low';
    context.drawImage(source.canvas, 0, 0, source.width, source.height, to.x, to.y, to.width, to.height);
    context.restore();
  },

  release({ canvas, width, height }) {
    shelfOf({ width, height }).put(canvas);
  },
};

/** Makes canvases for surfaces of this size and for coarse pictures of them beforehand, each in a task of its own. */
export async function prepareCanvases({ width, height }: Size): Promise<void> {
  const halved = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) };
  for (const [shelf, size] of [
    [large, { width, height }],
    [small, halved],
  ] as const) {
    while (!shelf.full) {
      await scheduler.postTask(() => undefined, { priority: 'background' });
      const canvas = shelf.make(size);
      // Memory that was written to is there for good.
      contextOf(canvas).fillRect(0, 0, size.width, size.height);
      shelf.put(canvas);
    }
  }
}

/** Gives the memory back at once, without waiting for the collector. */
function drop(canvas: OffscreenCanvas): void {
  canvas.width = 0;
  canvas.height = 0;
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser offers no 2D canvas.');
  return context;
}

// Surfaces as canvases off the screen. Large ones are used again: new memory costs several milliseconds to touch.
import type { Size } from '../../src-core/raster.ts';
import { joined } from './levels.ts';
import type { Pixmaps } from './pixmaps.ts';

/** The upper left part of a canvas that may be larger. */
export interface Pixmap {
  readonly canvas: OffscreenCanvas;
  readonly width: number;
  readonly height: number;
}

/** Only these are worth keeping; in pixels. */
const LARGE = 500_000;
const MAX_FREE = 4;
const free: OffscreenCanvas[] = [];
/** The largest sides asked for lately: canvases of one size can stand in for each other. */
let usual: Size = { width: 0, height: 0 };

export const canvasPixmaps: Pixmaps<Pixmap> = {
  create({ width, height }) {
    if (width * height < LARGE) return { canvas: new OffscreenCanvas(width, height), width, height };
    const at = free.findIndex((canvas) => canvas.width >= width && canvas.height >= height);
    const [found] = at < 0 ? [] : free.splice(at, 1);
    if (found) contextOf(found).clearRect(0, 0, width, height);
    return { canvas: found ?? newCanvas(width, height), width, height };
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

  release({ canvas }) {
    if (canvas.width * canvas.height >= LARGE) free.push(canvas);
    else drop(canvas);
    if (free.length > MAX_FREE) drop(free.shift()!);
  },
};

/** Makes canvases for surfaces of a screen this size beforehand, each in a task of its own. */
export async function prepareCanvases({ width, height }: Size): Promise<void> {
  while (free.length < MAX_FREE) {
    await scheduler.postTask(() => undefined, { priority: 'background' });
    const canvas = newCanvas(width, height);
    // Memory that was written to is there for good.
    contextOf(canvas).fillRect(0, 0, width, height);
    free.push(canvas);
  }
}

function newCanvas(width: number, height: number): OffscreenCanvas {
  const shared = { width: Math.max(width, usual.width), height: Math.max(height, usual.height) };
  usual = shared.width * shared.height <= 2 * width * height ? shared : { width, height };
  return new OffscreenCanvas(usual.width, usual.height);
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

// Surfaces as canvases off the screen.
import type { Pixmaps } from './surface.ts';

export type Pixmap = OffscreenCanvas;

export const canvasPixmaps: Pixmaps<Pixmap> = {
  create: ({ width, height }) => new OffscreenCanvas(width, height),

  write(target, { rectangle, bytes }, part, at) {
    const { buffer, byteOffset, byteLength } = bytes;
    const data = new Uint8ClampedArray(buffer as ArrayBuffer, byteOffset, byteLength);
    const left = part.x - rectangle.x;
    const top = part.y - rectangle.y;
    const image = new ImageData(data, rectangle.width, rectangle.height);
    contextOf(target).putImageData(image, at.x - left, at.y - top, left, top, part.width, part.height);
  },

  stretch(target, source, to, within) {
    const context = contextOf(target);
    context.save();
    context.beginPath();
    for (const { x, y, width, height } of within) context.rect(x, y, width, height);
    context.clip();
    // What was there may be transparent or not: it goes.
    context.globalCompositeOperation = 'copy';
    context.imageSmoothingQuality = 'low';
    context.drawImage(source, to.x, to.y, to.width, to.height);
    context.restore();
  },

  release(canvas) {
    // Gives the memory back at once, without waiting for the collector.
    canvas.width = 0;
    canvas.height = 0;
  },
};

function contextOf(canvas: Pixmap): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser offers no 2D canvas.');
  return context;
}

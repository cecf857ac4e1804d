// Draws and encodes the step-through beside the page: a hundred frames would hold it up for seconds.
import { GIFEncoder, applyPalette, quantize } from 'gifenc';
import { stopCount } from '../../../src-core/explain/walk.ts';
import { PICTURE_HEIGHT, PICTURE_WIDTH, StepsDrawing, type StepsPicture } from './steps-picture.ts';

export interface StepsWish extends StepsPicture {
  readonly format: 'png' | 'gif';
  /** The stop that the PNG shows. */
  readonly position: number;
}
export type StepsFile = { readonly bytes: Uint8Array } | { readonly failure: string };

const PNG_SCALE = 2;
const GIF_SCALE = 1.5;
/** Of a walk through more taps, every so many are shown. */
const MOST_FRAMES = 120;
const STOP_MS = 600;
const QUICK_STOP_MS = 100;
const END_MS = 3000;

addEventListener('message', ({ data }: MessageEvent<StepsWish>) => {
  const file = data.format === 'png' ? pngOf(data) : Promise.resolve(gifOf(data));
  file.then(
    (bytes) => postMessage({ bytes } satisfies StepsFile),
    (thrown: unknown) => postMessage({ failure: String(thrown) } satisfies StepsFile),
  );
});

async function pngOf(wish: StepsWish): Promise<Uint8Array> {
  const { canvas, context } = canvasOf(PNG_SCALE);
  new StepsDrawing(wish).draw(context, wish.position, PNG_SCALE);
  return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
}

function gifOf(wish: StepsWish): Uint8Array {
  const { canvas, context } = canvasOf(GIF_SCALE);
  const drawing = new StepsDrawing(wish);
  const gif = GIFEncoder();
  const positions = framesOf(wish.explanation.weights.length);
  for (const [index, position] of positions.entries()) {
    drawing.draw(context, position, GIF_SCALE);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const palette = quantize(data, 256);
    const delay = index === positions.length - 1 ? END_MS : positions.length > 49 ? QUICK_STOP_MS : STOP_MS;
    gif.writeFrame(applyPalette(data, palette), canvas.width, canvas.height, { palette, delay });
  }
  gif.finish();
  return gif.bytes();
}

function framesOf(taps: number): readonly number[] {
  const last = stopCount(taps) - 1;
  const every = Math.max(1, Math.ceil(last / MOST_FRAMES));
  return Array.from({ length: last + 1 }, (_, position) => position).filter(
    (position) => position < 3 || position === last || position % every === 0,
  );
}

function canvasOf(scale: number): {
  readonly canvas: OffscreenCanvas;
  readonly context: OffscreenCanvasRenderingContext2D;
} {
  const canvas = new OffscreenCanvas(PICTURE_WIDTH * scale, PICTURE_HEIGHT * scale);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('There is no canvas to draw on.');
  return { canvas, context };
}

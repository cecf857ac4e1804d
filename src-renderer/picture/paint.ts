// Draws a scene on the 2D canvas: checkerboard, pictures, pixel grid, values, the inspected pixel. Device pixels throughout.
import { contains, type Point, type Rectangle } from '../../src-core/geometry.ts';
import type { Pixmap } from './canvas-pixmaps.ts';
import type { LayerPictures, LayerValues } from './layers.ts';
import { paintMarks, type MarksPicture } from './marks-paint.ts';
import type { Part } from './parts.ts';
import { changesIn, paintNumbers, valuesIn, type PixelNumbers } from './pixel-values.ts';
import { placementOf, placeOf, wholePixels } from './placement.ts';
import type { Scene, SceneColours } from './scene.ts';
import { placeOn } from './surface-picture.ts';
import { GRID_ZOOM, type View } from './zoom.ts';

/** What the thread itself knows. */
export interface Drawn {
  readonly pictures: LayerPictures<Pixmap>;
  readonly samples: LayerValues;
  /** Pixels of the result that are out of range; null where they are not marked. */
  readonly marks: MarksPicture | null;
}

type Context = OffscreenCanvasRenderingContext2D;

/** CSS pixels of one square; fixed to the screen. */
const CHECKER = 8;
/** CSS pixels; a kernel smaller than this on screen is marked as its pixel. */
const SMALLEST_BOX = 5;

export function paintScene(context: Context, scene: Scene, drawn: Drawn): void {
  const { canvas } = context;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  const checker = scene.checkered ? checkerPattern(context, scene.ratio, scene.colours) : null;
  for (const part of scene.parts) paintPart(context, part, scene, drawn, checker);
}

function paintPart(context: Context, part: Part, scene: Scene, drawn: Drawn, checker: CanvasPattern | null): void {
  const { surface, cover, backdrop } = drawn.pictures[part.layer];
  if (!surface) return;
  const { target, clip, smooth } = placementOf(part, surface, scene.view);
  if (clip.width <= 0 || clip.height <= 0) return;
  context.save();
  clipTo(context, clip);
  if (checker) {
    context.fillStyle = checker;
    context.fillRect(clip.x, clip.y, clip.width, clip.height);
  }
  if (backdrop && !contains(grownByOne(target), clip)) {
    context.save();
    // Under a picture with transparent pixels the coarse one must not shine through.
    cutOut(context, clip, [target]);
    draw(context, backdrop.picture, placeOf(part, backdrop.area, scene.view));
    context.restore();
  }
  const covered = (cover?.within ?? []).map((place) => wholePixels(placeOn(surface, target, place)));
  if (!covered.some((place) => contains(place, wholePixels(clip)))) {
    context.save();
    if (cover) cutOut(context, clip, covered);
    context.imageSmoothingEnabled = smooth;
    draw(context, surface.picture, target);
    context.restore();
  }
  if (cover) {
    clipTo(context, ...covered);
    draw(context, cover.picture, placeOn(surface, target, cover.to));
  }
  context.restore();
  context.save();
  clipTo(context, part.clip);
  if (drawn.marks && part.layer === 'after') {
    paintMarks(context, part, scene.view, scene.ratio, drawn.marks, scene.colours.marks);
  }
  if (scene.grid && scene.view.zoom >= GRID_ZOOM) paintGrid(context, part, scene.view, clip);
  const numbers = numbersOf(part, scene, drawn);
  if (scene.values && numbers) paintNumbers(context, part, numbers, scene.view, scene.ratio, scene.values.font);
  if (scene.probe) paintProbe(context, part, scene, scene.probe);
  context.restore();
}

function numbersOf({ layer }: Part, { values, difference }: Scene, { samples }: Drawn): PixelNumbers | null {
  const tile = samples[layer];
  if (!values || !tile) return null;
  if (!difference || layer === 'before') return valuesIn(tile, values);
  return samples.before && changesIn(tile, samples.before, values, difference);
}

function draw(context: Context, { canvas, width, height }: Pixmap, target: Rectangle): void {
  context.drawImage(canvas, 0, 0, width, height, target.x, target.y, target.width, target.height);
}

/** Rounding leaves no gap worth filling. */
function grownByOne({ x, y, width, height }: Rectangle): Rectangle {
  return { x: x - 1, y: y - 1, width: width + 2, height: height + 2 };
}

function cutOut(context: Context, outer: Rectangle, inner: readonly Rectangle[]): void {
  context.beginPath();
  for (const { x, y, width, height } of [outer, ...inner]) context.rect(x, y, width, height);
  context.clip('evenodd');
}

/** Whole pixels: an edge between two of them would be blended with what lies below. */
function clipTo(context: Context, ...parts: readonly Rectangle[]): void {
  context.beginPath();
  for (const { x, y, width, height } of parts.map(wholePixels)) context.rect(x, y, width, height);
  context.clip();
}

function paintGrid(context: Context, part: Part, { zoom }: View, shown: Rectangle): void {
  context.fillStyle = 'rgb(128 128 128 / 0.45)';
  const first = (from: number, origin: number): number => origin + Math.ceil((from - origin) / zoom) * zoom;
  for (let x = first(shown.x, part.origin.x); x <= shown.x + shown.width; x += zoom) {
    context.fillRect(Math.round(x), shown.y, 1, shown.height);
  }
  for (let y = first(shown.y, part.origin.y); y <= shown.y + shown.height; y += zoom) {
    context.fillRect(shown.x, Math.round(y), shown.width, 1);
  }
}

function paintProbe(context: Context, part: Part, { view, ratio, footprint }: Scene, probe: Point): void {
  const { zoom } = view;
  const box = (x: number, y: number, columns: number, rows: number): void => {
    // A pixel too small to be framed gets a frame round its place.
    const grow = Math.max(0, SMALLEST_BOX * ratio - Math.max(columns, rows) * zoom) / 2;
    const left = Math.round(part.origin.x + x * zoom - grow);
    const top = Math.round(part.origin.y + y * zoom - grow);
    const width = Math.round(columns * zoom + 2 * grow);
    const height = Math.round(rows * zoom + 2 * grow);
    const line = Math.max(1, Math.round(ratio));
    for (const [lineWidth, colour] of [
      [3 * line, 'rgb(0 0 0 / 0.55)'],
      [line, '#fff'],
    ] as const) {
      context.lineWidth = lineWidth;
      context.strokeStyle = colour;
      context.strokeRect(left - line / 2, top - line / 2, width + line, height + line);
    }
  };
  const reach = footprint ? zoom * Math.max(footprint.width, footprint.height) : 0;
  const framed = footprint !== null && footprint.width * footprint.height > 1 && reach >= SMALLEST_BOX * ratio;
  if (framed) box(footprint.x, footprint.y, footprint.width, footprint.height);
  if (!framed || zoom >= 4 * ratio) box(probe.x, probe.y, 1, 1);
}

let checkerKey = '';
let checkerTile: OffscreenCanvas | null = null;

/** The pattern's origin is the canvas's corner, so that it stays still while the picture moves. */
function checkerPattern(context: Context, ratio: number, { a, b }: SceneColours): CanvasPattern | null {
  const side = Math.max(1, Math.round(CHECKER * ratio));
  const key = `${side} ${a} ${b}`;
  if (key !== checkerKey || !checkerTile) {
    checkerTile = new OffscreenCanvas(2 * side, 2 * side);
    const tile = checkerTile.getContext('2d');
    if (tile) {
      tile.fillStyle = a;
      tile.fillRect(0, 0, 2 * side, 2 * side);
      tile.fillStyle = b;
      tile.fillRect(side, 0, side, side);
      tile.fillRect(0, side, side, side);
    }
    checkerKey = key;
  }
  return context.createPattern(checkerTile, 'repeat');
}

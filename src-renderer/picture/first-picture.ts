// The first picture after an edit: all that shows, in whatever form comes within two frames.
import { contains, type Rectangle } from '../../src-core/geometry.ts';
import type { Size } from '../../src-core/raster.ts';
import type { Job, LayerName, Situation } from './job.ts';
import { boundingBox, cellsCovering, cellsOf, levelSize, rectangleOf } from './levels.ts';

/** Over a loopback socket a megabyte takes 6 ms. */
const FIRST_BYTES = 1_000_000;
/** What computing and travelling may take for exact pixels to come at once, in place of a first picture. */
const DIRECT_MS = 24;
/** What computing may take for a first picture. */
const ENGINE_MS = 14;
/** Stand-ins this much coarser than the level will do until exact pixels come. */
const COARSEST = 3;

/** null where the wanted filters show already, if only coarsely, or are about to. */
export function firstPicture(situation: Situation, name: LayerName): Job | null {
  const { level } = situation.wanted;
  const { filters, key, bounds } = situation.wanted.layers[name];
  const rectangle = boundingBox(lacking(situation, name));
  if (!rectangle) return null;
  const job = { kind: 'first', layer: name, key, filters, bounds, level, rectangle } as const;
  const { pace } = situation;
  const pixels = rectangle.width * rectangle.height;
  const exactMs = pace.engineMs(filters, 'exact', level, pixels);
  if (exactMs + pace.transferMs(pixels * 4) <= DIRECT_MS) return { ...job, quality: 'exact', shrink: 0 };
  const shrink = Math.min(COARSEST, Math.max(0, Math.ceil(Math.log2((pixels * 4) / FIRST_BYTES) / 2)));
  if (exactMs <= ENGINE_MS) return { ...job, quality: 'exact', shrink };
  const roughMs = pace.engineMs(filters, 'approximate', level, pixels);
  if (level > 0 && roughMs <= ENGINE_MS) return { ...job, quality: 'approximate', shrink };
  const steps = Math.max(1, shrink);
  const coarse = coarsened(rectangle, 2 ** steps, levelSize(bounds, level + steps));
  // Neither is quick enough: the quicker one.
  const coarseMs = pace.engineMs(filters, 'approximate', level + steps, coarse.width * coarse.height);
  if (exactMs <= coarseMs) return { ...job, quality: 'exact', shrink };
  return { ...job, quality: 'approximate', level: level + steps, shrink: 0, rectangle: coarse };
}

function lacking({ wanted, running, gradeOf, isKept }: Situation, name: LayerName): Rectangle[] {
  const { level } = wanted;
  const { key, visible, bounds } = wanted.layers[name];
  const shown = cellsCovering(visible, bounds, level);
  if (!shown) return [];
  const coming = running.filter((job) => job.key === key && job.kind !== 'values');
  const parts: Rectangle[] = [];
  for (const cell of cellsOf(shown)) {
    const grade = gradeOf(name, cell);
    if (grade === 'exact' || (grade !== null && grade <= level + COARSEST)) continue;
    const part = rectangleOf(cell, shown);
    if (isKept(name, cell)) continue;
    if (!coming.some((job) => shows(job, level, part))) parts.push(part);
  }
  return parts;
}

/** Whether the job's answer will show at least a stand-in of this part of the level. */
function shows({ level, rectangle, shrink }: Job, shownLevel: number, part: Rectangle): boolean {
  if (level + shrink > shownLevel + COARSEST) return false;
  const scale = 2 ** (level - shownLevel);
  const { x, y, width, height } = rectangle;
  return contains({ x: x * scale, y: y * scale, width: (width + 1) * scale, height: (height + 1) * scale }, part);
}

function coarsened({ x, y, width, height }: Rectangle, factor: number, whole: Size): Rectangle {
  const left = Math.floor(x / factor);
  const top = Math.floor(y / factor);
  return {
    x: left,
    y: top,
    width: Math.min(whole.width, Math.ceil((x + width) / factor)) - left,
    height: Math.min(whole.height, Math.ceil((y + height) / factor)) - top,
  };
}

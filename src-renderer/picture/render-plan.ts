// What to ask the engine for next: a pure decision from what should be seen, what is there and what is on its way.
import { contains, type Point, type Rectangle } from '../../src-core/geometry.ts';
import { exactJob, missingBlocks } from './blocks.ts';
import { firstPicture } from './first-picture.ts';
import type { Job, LayerName, Situation, Wanted } from './job.ts';
import { boundingBox, cellsCovering, cellsOf, inCells, levelSize, overlaps, overviewLevel } from './levels.ts';

/** Cells fetched ahead round what shows. */
const AHEAD = 3;

/** What the eye waits for, or null when it is all there or on its way. */
export function nextVisible(situation: Situation): Job | null {
  for (const name of situation.wanted.shown) {
    const job = firstPicture(situation, name);
    if (job) return job;
  }
  return situation.dragging ? null : (nearestBlock(situation) ?? missingValues(situation));
}

/** What may be wanted next, while nothing else is. */
export function nextAhead(situation: Situation): Job | null {
  return missingOverview(situation) ?? missingSurroundings(situation);
}

/** True when every visible pixel of the layer is the exact result of the wanted filters. */
export function isExact({ wanted, gradeOf }: Pick<Situation, 'wanted' | 'gradeOf'>, name: LayerName): boolean {
  const { visible, bounds } = wanted.layers[name];
  const shown = cellsCovering(visible, bounds, wanted.level);
  return !shown || [...cellsOf(shown)].every((cell) => gradeOf(name, cell) === 'exact');
}

/** Whether the answer is still of use for what is wanted now. */
export function isWanted(job: Job, { layers, shown, level, values }: Wanted): boolean {
  const layer = layers[job.layer];
  if (job.key !== layer.key) return false;
  if (job.kind === 'overview') return true;
  if (job.kind === 'values') return values && valueLayers({ layers, shown }).includes(job.layer);
  if (job.kind === 'first' ? !shown.includes(job.layer) : job.level !== level) return false;
  const reach = boundingBox([layer.visible, layer.near].filter((part) => part !== null));
  const region = cellsCovering(job.kind === 'ahead' ? reach : layer.visible, layer.bounds, level);
  if (!region) return false;
  const scale = 2 ** (job.level - level);
  const { x, y, width, height } = job.rectangle;
  const covered = { x: x * scale, y: y * scale, width: width * scale, height: height * scale };
  return overlaps(covered, inCells(region, levelSize(layer.bounds, level), job.kind === 'ahead' ? AHEAD : 0));
}

/** Of the exact pixels that are missing on screen, the block nearest to where the eye is. */
function nearestBlock(situation: Situation): Job | null {
  const { wanted, focus } = situation;
  let nearest = Infinity;
  let best: Job | null = null;
  for (const name of wanted.shown) {
    const { visible, bounds } = wanted.layers[name];
    const shown = cellsCovering(visible, bounds, wanted.level);
    if (!shown || !visible) continue;
    const eye = focus && contains(visible, { ...focus, width: 1, height: 1 }) ? focus : middleOf(visible);
    const scale = 2 ** wanted.level;
    const at = { x: (eye.x - bounds.x) / scale, y: (eye.y - bounds.y) / scale };
    for (const rectangle of missingBlocks(situation, name, shown)) {
      const distance = distanceTo(rectangle, at);
      if (distance >= nearest) continue;
      nearest = distance;
      best = exactJob(wanted, name, 'exact', rectangle);
    }
  }
  return best;
}

function middleOf({ x, y, width, height }: Rectangle): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

/** From a point to the rectangle; 0 inside it. */
function distanceTo({ x, y, width, height }: Rectangle, at: Point): number {
  return Math.hypot(Math.max(x - at.x, 0, at.x - x - width), Math.max(y - at.y, 0, at.y - y - height));
}

/** A difference is written of both sides, though one of them is drawn. */
function valueLayers({ layers, shown }: Pick<Wanted, 'layers' | 'shown'>): readonly LayerName[] {
  return layers.after.difference && shown.includes('after') ? ['after', 'before'] : shown;
}

function missingValues({ wanted, values, running }: Situation): Job | null {
  if (!wanted.values || running.some(({ kind }) => kind === 'values')) return null;
  for (const name of valueLayers(wanted)) {
    const { key, bounds } = wanted.layers[name];
    const visible = wanted.layers[name].visible ?? wanted.layers.after.visible;
    const rectangle = cellsCovering(visible, bounds, 0);
    const have = values[name];
    if (!rectangle || (have?.key === key && contains(have.rectangle, rectangle))) continue;
    return exactJob(wanted, name, 'values', rectangle);
  }
  return null;
}

/** The whole picture of the wanted filters, so that a pan finds something; the original too, for the key that shows it. */
function missingOverview({ wanted, overviewKeys, gradeOf }: Situation): Job | null {
  for (const layer of ['after', 'before'] as const) {
    const { key, bounds, filters } = wanted.layers[layer];
    if (overviewKeys[layer] === key || bounds.width < 1 || bounds.height < 1) continue;
    const whole = { x: 0, y: 0, ...levelSize(bounds, wanted.level) };
    if ([...cellsOf(whole)].every((cell) => gradeOf(layer, cell) === 'exact')) continue;
    const level = overviewLevel(bounds);
    const rectangle = { x: 0, y: 0, ...levelSize(bounds, level) };
    const quality = filters.length === 0 ? 'exact' : 'approximate';
    return { kind: 'overview', layer, key, filters, bounds, level, quality, shrink: 0, rectangle };
  }
  return null;
}

/** Exact pixels behind the split line and of the side that does not show, then round the edges. */
function missingSurroundings(situation: Situation): Job | null {
  const { wanted } = situation;
  const regionOf = (name: LayerName, margin: number): Rectangle | null => {
    const { near, bounds } = wanted.layers[name];
    const region = cellsCovering(near, bounds, wanted.level);
    return region && inCells(region, levelSize(bounds, wanted.level), margin);
  };
  const rings = [
    { name: 'after', region: regionOf('after', 0) },
    { name: 'before', region: regionOf('before', 0) },
    ...wanted.shown.map((name) => ({ name, region: regionOf(name, AHEAD) })),
  ] as const;
  for (const { name, region } of rings) {
    if (!region) continue;
    const [rectangle] = missingBlocks(situation, name, region, 'ahead');
    if (rectangle) return exactJob(wanted, name, 'ahead', rectangle);
  }
  return null;
}

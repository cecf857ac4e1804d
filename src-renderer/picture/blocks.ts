// Exact pixels in blocks: small enough to come one after another, large enough for their kernel's margin.
import type { Filter } from '../../src-core/filters/filter.ts';
import { contains, type Rectangle } from '../../src-core/geometry.ts';
import type { Job, JobKind, LayerName, Situation, Wanted } from './job.ts';
import { boundingBox, cellsOf, rectangleOf } from './levels.ts';
import { reachOf } from './reach.ts';

/** About the side of a block in pixels of the level: a window comes in a few, and each costs the page a frame. */
const BLOCK = 1024;
/** Below 100 % the engine computes and keeps tiles of this side: two blocks must not want the same one. */
const ENGINE_TILE = 256;

export function exactJob({ layers, level }: Wanted, layer: LayerName, kind: JobKind, rectangle: Rectangle): Job {
  const { key, filters, bounds } = layers[layer];
  return { kind, layer, key, filters, bounds, level, quality: 'exact', shrink: 0, rectangle };
}

/** The cells of a region that are neither there nor on their way: one rectangle for each block that lacks some. */
export function missingBlocks(
  { wanted, running, gradeOf, isKept }: Situation,
  name: LayerName,
  region: Rectangle,
  kind: 'exact' | 'ahead' = 'exact',
): Rectangle[] {
  const { filters, key } = wanted.layers[name];
  // What may show next stays small: on its way when a weight changes, it delays the first picture of the new one.
  const side = kind === 'ahead' ? BLOCK : blockSide(filters, wanted.level);
  const blockOf = { x: blocksAlong(region.x, region.width, side), y: blocksAlong(region.y, region.height, side) };
  const coming = running.filter((job) => job.key === key && bringsExact(job, wanted.level));
  const blocks = new Map<string, Rectangle[]>();
  for (const cell of cellsOf(region)) {
    const part = rectangleOf(cell, region);
    if (gradeOf(name, cell) === 'exact' || isKept(name, cell) || coming.some((job) => contains(job.rectangle, part)))
      continue;
    const block = `${blockOf.x(part.x)}/${blockOf.y(part.y)}`;
    const parts = blocks.get(block) ?? [];
    blocks.set(block, parts);
    parts.push(part);
  }
  return [...blocks.values()].map((parts) => boundingBox(parts)!);
}

/** Which of the blocks that part a length evenly a place lies in; they begin where the engine's own tiles do. */
function blocksAlong(start: number, length: number, side: number): (at: number) => number {
  const first = Math.floor(start / ENGINE_TILE) * ENGINE_TILE;
  const tiles = Math.ceil((start + length - first) / ENGINE_TILE);
  const blocks = Math.max(1, Math.round((tiles * ENGINE_TILE) / side));
  const step = Math.ceil(tiles / blocks) * ENGINE_TILE;
  return (at) => Math.floor((at - first) / step);
}

function bringsExact(job: Job, level: number): boolean {
  return job.level === level && job.quality === 'exact' && job.shrink === 0 && job.kind !== 'values';
}

/** A kernel's margin is computed with every block: the farther it reaches, the larger the blocks. */
function blockSide(filters: readonly Filter[], level: number): number {
  const reach = reachOf(filters) / 2 ** level;
  return reach <= BLOCK / 8 ? BLOCK : reach <= BLOCK / 4 ? 2 * BLOCK : 8 * BLOCK;
}

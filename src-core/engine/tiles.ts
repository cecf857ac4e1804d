// The full-resolution result, downsampled, in tiles that are kept: what a fit view shows once it is exact.
import type { PlanSummary } from '../contract.ts';
import { intersect, wholeOf, type Rectangle } from '../geometry.ts';
import { bytesPerSample, createRaster, type Raster } from '../raster.ts';
import { BlockAverage, shrunkSize } from './block-average.ts';
import type { ByteCache } from './cache.ts';
import { evaluateInBands, mergePlans } from './bands.ts';
import type { EvaluateOptions, Ground } from './evaluate.ts';
import { createPacer } from './queue.ts';
import { place } from './samples.ts';
import type { Stack } from './stack.ts';

/** Pixels of the level. */
const TILE_SIDE = 256;

export interface Tile {
  readonly raster: Raster;
  readonly plans: readonly PlanSummary[];
  readonly invalidSamples: number;
}

interface Assembled extends Tile {
  readonly rectangle: Rectangle;
}

interface Run {
  readonly row: number;
  readonly firstColumn: number;
  readonly endColumn: number;
}

/** `rectangle` is in pixels of the level. Tiles finished before an abort stay in the cache. */
export async function assembleTiles(
  ground: Ground,
  cache: ByteCache<Tile>,
  stack: Stack,
  level: number,
  rectangle: Rectangle,
  options: EvaluateOptions,
): Promise<Assembled> {
  const keyOf = (row: number, column: number): string => `${stack.key}/${options.depth}/${level}/${row}/${column}`;
  const tiles = new Map<string, Tile>();
  for (const { row, column } of tilesOf(rectangle)) {
    const tile = cache.get(keyOf(row, column));
    if (tile) tiles.set(keyOf(row, column), tile);
  }
  for (const run of missingRuns(rectangle, (row, column) => tiles.has(keyOf(row, column)))) {
    for (const { column, tile } of await computeRun(ground, stack, level, run, options)) {
      const { data } = tile.raster;
      cache.set(keyOf(run.row, column), tile, data.length * bytesPerSample(tile.raster.depth));
      tiles.set(keyOf(run.row, column), tile);
    }
  }
  const raster = createRaster(rectangle.width, rectangle.height, ground.source.channels, options.depth);
  for (const { row, column } of tilesOf(rectangle)) {
    const tile = tiles.get(keyOf(row, column))!;
    place(tile.raster, { x: column * TILE_SIDE, y: row * TILE_SIDE }, raster, rectangle);
  }
  const parts = [...tiles.values()];
  return {
    rectangle,
    raster,
    plans: mergePlans(parts.map((tile) => tile.plans)),
    invalidSamples: parts.reduce((sum, tile) => sum + tile.invalidSamples, 0),
  };
}

function* tilesOf(rectangle: Rectangle): Generator<{ row: number; column: number }> {
  for (let row = Math.floor(rectangle.y / TILE_SIDE); row * TILE_SIDE < rectangle.y + rectangle.height; row += 1) {
    for (
      let column = Math.floor(rectangle.x / TILE_SIDE);
      column * TILE_SIDE < rectangle.x + rectangle.width;
      column += 1
    ) {
      yield { row, column };
    }
  }
}

/** Neighbouring tiles of a row that are not at hand, together: their margins are computed once. */
function missingRuns(rectangle: Rectangle, has: (row: number, column: number) => boolean): Run[] {
  const runs: Run[] = [];
  for (const { row, column } of tilesOf(rectangle)) {
    if (has(row, column)) continue;
    const previous = runs.at(-1);
    if (previous?.row === row && previous.endColumn === column)
      runs[runs.length - 1] = { ...previous, endColumn: column + 1 };
    else runs.push({ row, firstColumn: column, endColumn: column + 1 });
  }
  return runs;
}

async function computeRun(
  ground: Ground,
  stack: Stack,
  level: number,
  run: Run,
  options: EvaluateOptions,
): Promise<{ column: number; tile: Tile }[]> {
  const factor = 2 ** level;
  const size = shrunkSize(stack.output, factor);
  const part = intersect(wholeOf(size), {
    x: run.firstColumn * TILE_SIDE,
    y: run.row * TILE_SIDE,
    width: (run.endColumn - run.firstColumn) * TILE_SIDE,
    height: TILE_SIDE,
  });
  const { channels } = ground.source;
  const full = intersect(wholeOf(stack.output), {
    x: part.x * factor,
    y: part.y * factor,
    width: part.width * factor,
    height: part.height * factor,
  });
  const average = new BlockAverage(full, { channels, depth: options.depth }, factor);
  const pace = createPacer(options.signal);
  const plans: (readonly PlanSummary[])[] = [];
  let invalidSamples = 0;
  for await (const band of evaluateInBands(ground, stack, full, options)) {
    plans.push(band.plans);
    invalidSamples += band.invalidSamples;
    await average.add(band.raster, pace);
  }
  const merged = mergePlans(plans);
  return Array.from({ length: run.endColumn - run.firstColumn }, (_, index) => {
    const column = run.firstColumn + index;
    const width = Math.min(TILE_SIDE, size.width - column * TILE_SIDE);
    const raster = createRaster(width, part.height, channels, options.depth);
    place(average.target, part, raster, { x: column * TILE_SIDE, y: part.y });
    // The count belongs to the run: it stands on its first tile, so that it is not summed twice.
    return { column, tile: { raster, plans: merged, invalidSamples: index === 0 ? invalidSamples : 0 } };
  });
}

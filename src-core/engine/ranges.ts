// The ranges that `minmax` maps: found once on the whole full-size picture, then known for every rectangle (SEMANTICS §5).
import { intersect, wholeOf, type Rectangle } from '../geometry.ts';
import { hasOpacity, type Raster } from '../raster.ts';
import { evaluateInBands } from './bands.ts';
import type { Ground, TurnOptions } from './evaluate.ts';
import { innerRectangle } from './geometry.ts';
import { needsRange, prefixOf, type Stack } from './stack.ts';

type Range = readonly [number, number];

const MAX_RANGES = 1000;

export interface Ranges {
  /** The stack with every range filled in; computes the missing ones from the first filter to the last, or to number `count`. */
  complete(
    ground: Ground,
    stack: Stack,
    options: Pick<TurnOptions, 'purpose' | 'signal'>,
    count?: number,
  ): Promise<Stack>;
  /** The stack with the ranges that are known already. */
  known(stack: Stack): Stack;
}

export function createRanges(): Ranges {
  const found = new Map<string, Range>();

  function known(stack: Stack): Stack {
    const stages = stack.stages.map((stage, index) =>
      needsRange(stage) ? { ...stage, range: stage.range ?? found.get(keyOf(stack, index)) ?? null } : stage,
    );
    return { ...stack, stages };
  }

  return {
    known,
    async complete(ground, stack, { purpose, signal }, count = stack.stages.length) {
      let filled = known(stack);
      for (const [index, stage] of filled.stages.slice(0, count).entries()) {
        if (!needsRange(stage) || stage.range) continue;
        const depth = isLast(stack, index) ? ground.source.depth : 'f32';
        const range = await findRange(ground, prefixOf(filled, index), { depth, purpose, signal });
        if (found.size >= MAX_RANGES) found.clear();
        found.set(keyOf(stack, index), range);
        filled = { ...filled, stages: filled.stages.with(index, { ...stage, range }) };
      }
      return filled;
    },
  };
}

function isLast(stack: Stack, index: number): boolean {
  return index === stack.stages.length - 1;
}

/** Opacity that quantises to 0 hides a pixel, and between filters nothing is quantised: the same filter may differ there. */
function keyOf(stack: Stack, index: number): string {
  return `${stack.stages[index]!.key} ${isLast(stack, index) ? 'last' : 'between'}`;
}

/** The range of the last filter, whose input the ranges of those before it decide. */
async function findRange(ground: Ground, stack: Stack, options: TurnOptions): Promise<Range> {
  let found: Range | null = null;
  for await (const band of evaluateInBands(ground, stack, filteredPart(stack), options)) {
    const { range } = band;
    // [0, 0] also stands for a band in which no pixel can be seen; that one says nothing about the others.
    if (!range || (range[0] === 0 && range[1] === 0 && !showsAnything(band.raster))) continue;
    found = found ? [Math.min(found[0], range[0]), Math.max(found[1], range[1])] : range;
  }
  return found ?? [0, 0];
}

/** All but what `keep` copies. */
function filteredPart(stack: Stack): Rectangle {
  const { operator, settings, input } = stack.stages.at(-1)!;
  const whole = wholeOf(stack.output);
  if (settings.border !== 'keep') return whole;
  const { x, y, width, height } = innerRectangle(input, operator, settings.flip);
  return intersect(whole, { x, y, width: Math.max(0, width), height: Math.max(0, height) });
}

function showsAnything({ channels, data }: Raster): boolean {
  if (!hasOpacity(channels)) return true;
  for (let i = channels - 1; i < data.length; i += channels) if (data[i]! > 0) return true;
  return false;
}

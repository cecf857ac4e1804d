// The ranges that `minmax` maps: found once on the whole full-size picture, then known for every rectangle (SEMANTICS §5).
import { intersect, wholeOf } from '../geometry.ts';
import { evaluateInBands, type EvaluateOptions, type Ground } from './evaluate.ts';
import { innerRectangle } from './geometry.ts';
import { createRangeScan, type Range } from './range-scan.ts';
import { needsRange, prefixOf, type Stack, type Stage } from './stack.ts';

type RangeOptions = Pick<EvaluateOptions, 'purpose' | 'signal'>;

const MAX_RANGES = 1000;

export interface Ranges {
  /** The stack with every range filled in; computes the missing ones from the first filter to the last. */
  complete(ground: Ground, stack: Stack, options: RangeOptions): Promise<Stack>;
  /** The stack with the ranges that are known already. */
  known(stack: Stack): Stack;
}

export function createRanges(): Ranges {
  const found = new Map<string, Range>();

  function known(stack: Stack): Stack {
    const stages = stack.stages.map((stage) =>
      needsRange(stage) ? withRange(stage, found.get(stage.key) ?? null) : stage,
    );
    return { ...stack, stages };
  }

  return {
    known,
    async complete(ground, stack, { purpose, signal }) {
      let filled = known(stack);
      for (const [index, stage] of filled.stages.entries()) {
        if (!needsRange(stage) || stage.range) continue;
        const range = await findRange(ground, prefixOf(filled, index), { purpose, signal });
        if (found.size >= MAX_RANGES) found.clear();
        found.set(stage.key, range);
        filled = { ...filled, stages: filled.stages.with(index, withRange(stage, range)) };
      }
      return filled;
    },
  };
}

function withRange(stage: Stage, range: Range | null): Stage {
  return { ...stage, range };
}

/** The range of the last filter, whose input the ranges of those before it decide. */
async function findRange(ground: Ground, stack: Stack, options: RangeOptions): Promise<Range> {
  const last = stack.stages.at(-1)!;
  // `minmax` over 0..1 changes nothing: what comes out are the values before the mapping.
  const plain: Stage = { ...last, settings: { ...last.settings, amount: 1 }, range: [0, 1] };
  const scan = createRangeScan(last.settings, ground.colourSpace, ground.source.depth);
  const inner = last.settings.border === 'keep' ? innerRectangle(last.input, last.operator, last.settings.flip) : null;
  const whole = wholeOf(stack.output);
  const part = inner ? intersect(whole, inner) : whole;
  if (part.width < 1 || part.height < 1) return [0, 0];
  const unmapped = { ...stack, stages: stack.stages.with(-1, plain) };
  for await (const band of evaluateInBands(ground, unmapped, part, { ...options, depth: 'f32' })) scan.add(band.raster);
  return scan.range;
}

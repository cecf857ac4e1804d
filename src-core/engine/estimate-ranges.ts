// The ranges of `minmax` while they are not known: those of a shrunk picture under shrunk kernels.
import type { OpenPicture } from './open-picture.ts';
import type { Purpose } from './queue.ts';
import { coarsenStack, needsRange, type Stack } from './stack.ts';

/** A picture of this size is filtered in the blink of an eye. */
const MOST_PIXELS = 2_000_000;

/** Fills in what is missing; `estimated` when something was. `level`: the finest that is worth looking at. */
export async function estimateRanges(
  picture: OpenPicture,
  stack: Stack,
  level: number,
  options: { readonly purpose: Purpose; readonly signal: AbortSignal },
): Promise<{ stack: Stack; estimated: boolean }> {
  const known = picture.ranges.known(stack);
  if (known.stages.every((stage) => !needsRange(stage) || stage.range)) return { stack: known, estimated: false };
  const { width, height } = picture.source;
  let shrunk = level;
  while (width * height > MOST_PIXELS * 4 ** shrunk) shrunk += 1;
  const source = await picture.pyramid.level(shrunk, options.signal);
  const coarse = coarsenStack(known, source, () => 2 ** shrunk);
  const estimate = await picture.estimates.complete({ ...picture.ground, source }, coarse, options);
  const filled = known.stages.map((stage, index) => ({ ...stage, range: estimate.stages[index]!.range }));
  return { stack: { ...known, stages: filled }, estimated: true };
}

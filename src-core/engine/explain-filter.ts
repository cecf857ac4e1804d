// How one filter of a stack is computed on the open picture, and why not otherwise.
import type { Params, pixelCalls, Value } from '../contract.ts';
import { runOf } from './evaluate.ts';
import type { OpenPicture } from './open-picture.ts';
import { resolveStack } from './stack.ts';
import { stageCall } from './stage-call.ts';

export async function explainFilter(
  { source, ground, names }: OpenPicture,
  { filters, filterId }: Params<typeof pixelCalls, 'explain'>,
  signal: AbortSignal,
): Promise<Value<typeof pixelCalls, 'explain'>> {
  const stack = resolveStack(filters, source, names);
  const place = stack.stages.findIndex((stage) => stage.filterId === filterId);
  if (place < 0) return { ways: [] };
  const run = await runOf(ground, stack, { depth: source.depth, signal });
  signal.throwIfAborted();
  const { stage, settings, options } = stageCall(run, place + 1);
  const depth = place === 0 ? source.depth : 'f32';
  const { candidates } = ground.engine.explain(
    stage.operator,
    { ...stage.input, channels: source.channels, depth },
    settings,
    options,
  );
  return { ways: candidates.map((candidate) => ({ ...candidate })) };
}

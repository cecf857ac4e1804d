// One filter of a stack as the engine is asked for it: what it reads, in which blocks it is computed, and with what.
import type { ColourSpace } from '../colour/colour-space.ts';
import { intersect, wholeOf, type Rectangle } from '../geometry.ts';
import type { Depth, Raster } from '../raster.ts';
import { resultOrigin, wholeBlocks } from './geometry.ts';
import { borderColourOf, keepsOpaque, type Stack, type Stage } from './stack.ts';
import type { ConvolveOptions, Engine } from './types.ts';

/** A stack on its picture. */
export interface StackRun {
  readonly engine: Pick<Engine, 'inputOf' | 'blocksOf'>;
  readonly source: Pick<Raster, 'channels' | 'depth'>;
  readonly colourSpace: ColourSpace;
  /** Whether α is full in the whole picture. */
  readonly opaque: boolean;
  readonly stack: Stack;
  /** Of the last filter's result. */
  readonly depth: Depth;
}

export interface StageCall {
  readonly stage: Stage;
  readonly settings: Stage['settings'];
  /** What beside operator and settings decides how the filter is computed. */
  readonly options: ConvolveOptions;
  /** The part of the filter's input that a part of its result reads. */
  inputOf(rectangle: Rectangle): Rectangle;
  /** The rectangle of the result that is computed anyway where a part of it is: plans may compute in blocks. */
  computedWith(rectangle: Rectangle): Rectangle;
}

/** Filter `count` of the stack, 1 being the first. */
export function stageCall(run: StackRun, count: number): StageCall {
  const { engine, source, colourSpace, stack } = run;
  const stage = stack.stages[count - 1]!;
  const { operator } = stage;
  const settings = { ...stage.settings, borderColour: borderColourOf(stage, source.channels, colourSpace) };
  const opaque = run.opaque && stack.stages.slice(0, count - 1).every((before) => keepsOpaque(before));
  const options = { depth: depthAfter(run, count), colourSpace, opaque };
  const input = { channels: source.channels, depth: count === 1 ? source.depth : 'f32', whole: stage.input } as const;
  return {
    stage,
    settings,
    options,
    inputOf: (rectangle) => engine.inputOf(input, operator, settings, rectangle, options),
    computedWith(rectangle) {
      const { x, y } = resultOrigin(operator, settings);
      const size = engine.blocksOf(input, operator, settings, options);
      const blocks = wholeBlocks({ ...rectangle, x: rectangle.x + x, y: rectangle.y + y }, size);
      return intersect(wholeOf(stage.output), { ...blocks, x: blocks.x - x, y: blocks.y - y });
    },
  };
}

/** Between filters float32 (SEMANTICS §5). */
export function depthAfter({ stack, depth }: Pick<StackRun, 'stack' | 'depth'>, count: number): Depth {
  return count === stack.stages.length ? depth : 'f32';
}

/** From the source's part to the result's: entry i is what filter i reads. */
export function neededRectangles(run: StackRun, rectangle: Rectangle): Rectangle[] {
  const needed = [rectangle];
  for (let count = run.stack.stages.length; count > 0; count -= 1) {
    needed.unshift(stageCall(run, count).inputOf(needed[0]!));
  }
  return needed;
}

// A job on pixels from its description to its end: the pixels it reads are held, an image is made, and both are let go.
import type { Raster } from '../raster.ts';
import type { Images, ImageSpec } from './images.ts';
import type { EngineMemory } from './memory.ts';
import { writePixelJob, type Fill, type PixelJob, type PixelJobSpec } from './pixel-job.ts';
import type { Runner } from './run.ts';
import type { EngineImage } from './types.ts';

export interface PixelTask extends Omit<PixelJobSpec, 'threads' | 'fill'> {
  readonly reads: readonly Raster[];
  readonly makes: ImageSpec | null;
  readonly signal: AbortSignal | undefined;
  fill(sources: readonly number[], target: number, ...to: Parameters<Fill>): void;
  /** What the threads wrote beside the image, while it is still theirs. */
  read?(shared: ArrayBuffer | SharedArrayBuffer): void;
}

interface Begun {
  readonly job: PixelJob;
  readonly image: EngineImage | null;
  leave(kept: boolean): void;
}

export interface PixelTasks {
  readonly threads: number;
  /** The image that was made, and what the job counted. */
  carryOut(task: PixelTask): Promise<{ image: EngineImage | null; count: number }>;
}

export function createPixelTasks(memory: EngineMemory, images: Images, runner: Runner, threads: number): PixelTasks {
  function begin({ reads, makes, fill, ...spec }: PixelTask): Begun {
    const undo: (() => void)[] = [];
    try {
      const sources = reads.map((raster) => {
        const hold = images.hold(raster);
        undo.push(() => hold.letGo());
        return hold.pointer;
      });
      const made = makes && images.create(makes);
      const job = writePixelJob(memory, {
        ...spec,
        threads,
        fill: (set, place) => fill(sources, made?.pointer ?? 0, set, place),
      });
      undo.push(() => job.free());
      return {
        job,
        image: made?.image ?? null,
        leave(kept) {
          undo.forEach((step) => step());
          if (!kept) made?.image.release();
        },
      };
    } catch (error) {
      undo.forEach((step) => step());
      throw error;
    }
  }

  return {
    threads,
    async carryOut(task) {
      task.signal?.throwIfAborted();
      const { job, image, leave } = await runner.withRoom(() => begin(task));
      const count = await runner.run(
        job,
        task.signal,
        () => {
          task.read?.(memory.memory.buffer);
          return job.count();
        },
        leave,
      );
      return { image, count };
    },
  };
}

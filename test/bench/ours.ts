// The contestant that is measured against the others: our library as people install it, one engine for its whole life.
import type * as Library from '../../src-main/library.ts';
import { loadLibrary } from './library.ts';
import { readSamples } from './picture.ts';
import type { Assignment } from './protocol.ts';
import { operatorOf } from './reference.ts';
import { serve, type Player } from './serve.ts';
import { settingsOf } from './settings.ts';

async function start(assignment: Assignment): Promise<Player> {
  const { createEngine } = await loadLibrary();
  const { width, height, channels, depth, threads, file } = assignment;
  const engine = await createEngine({ threads });
  const source = engine.image({ width, height, channels, depth });
  readSamples(file, depth, source.data);
  let result: Library.EngineResult | null = null;
  return {
    ready: { version: `Node ${process.versions.node}`, variants: ['library'] },
    touch: (sample, value) => void (source.data[sample] = value),
    async run({ subject }) {
      result?.release();
      const settings = settingsOf(subject, assignment);
      // σ and radius come as numbers: making taps of them is part of the call.
      const started = performance.now();
      result =
        subject.kind === 'gaussian'
          ? await engine.gaussian(source, { ...settings, sigmaX: subject.sigma })
          : await engine.convolve(source, operatorOf(subject), settings);
      const ms = performance.now() - started;
      const { label, exact, bound } = result.plan;
      return { ms, plan: { label, exact, bound } };
    },
    result() {
      if (!result) throw new Error('nothing has been computed yet');
      return result.data;
    },
    close: () => engine.close(),
  };
}

await serve(start);

// The package as a program sees it: the built files of dist/, in a process of its own.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { distFile } from '../../../src-main/paths.ts';

const execute = promisify(execFile);

/** Runs a module that imports the built library, and returns what it printed as JSON. */
async function program(body: string): Promise<unknown> {
  const address = JSON.stringify(pathToFileURL(distFile('main/library.js')).href);
  const text = `import { createEngine, AppError } from ${address};\n${body}`;
  const { stdout } = await execute(process.execPath, ['--input-type=module', '--eval', text], { timeout: 60_000 });
  return JSON.parse(stdout);
}

describe('the built library', { timeout: 90_000 }, () => {
  it('is built: run `npm run build` first', () => {
    for (const file of ['main/library.js', 'main/thread.js', 'wasm/convolve.wasm', 'wasm/convolve-scalar.wasm']) {
      expect(existsSync(distFile(file)), file).toBe(true);
    }
  });

  it('does what the example says: image, convolve, gaussian, release, close', async () => {
    const printed = await program(`
      const engine = await createEngine({ threads: 2 });
      const source = engine.image({ width: 5, height: 5, channels: 4, depth: 'u8' });
      source.data.fill(255);
      source.data[(2 * 5 + 2) * 4] = 0;
      const result = await engine.convolve(source,
        { rows: 3, columns: 3, weights: [1, 2, 1, 2, 4, 2, 1, 2, 1], anchor: { row: 1, column: 1 } },
        { normalise: 'auto', bias: 0, border: 'clamp', borderColour: [0], flip: false, opacity: 'auto', light: 'encoded',
          channels: 'rgba', output: 'clamp', amount: 1, depth: 'u16' }, { signal: new AbortController().signal });
      const blurred = await engine.gaussian(source, { sigmaX: 1, sigmaY: 2, border: 'mirror' });
      const plain = await engine.convolve({ width: 2, height: 1, channels: 1, depth: 'f32', data: Float32Array.of(1, 3) },
        { rows: 1, columns: 2, weights: Float64Array.of(1, 1) });
      console.log(JSON.stringify({
        centre: [...result.data.slice(48, 52)], depth: result.depth, plan: { ...result.plan, milliseconds: 0 },
        blurred: [blurred.width, blurred.height, blurred.plan.method], plain: [...plain.data],
      }));
      source.release();
      await engine.close();
    `);
    expect(printed).toEqual({
      centre: [49151, 65535, 65535, 65535],
      depth: 'u16',
      plan: {
        label: '3×3 separable',
        method: 'separable',
        arithmetic: 'integer',
        exact: true,
        bound: 0,
        milliseconds: 0,
      },
      blurred: [5, 5, 'separable'],
      plain: [1, 2],
    });
  });

  it('ends by itself when nothing is running, closed or not, and after a call that failed', async () => {
    const printed = await program(`
      const engine = await createEngine({ threads: 2 });
      let failure = null;
      try { await engine.convolve({ width: 1, height: 1, channels: 1, depth: 'u8', data: Uint8Array.of(1) }, { rows: 1, columns: 1, weights: [NaN] }); }
      catch (error) { failure = [error instanceof AppError, error.code, error.message]; }
      console.log(JSON.stringify(failure));
    `);
    expect(printed).toEqual([true, 'invalid', 'Expected a finite number for weights[0], received NaN.']);
  });

  it('refuses calls after close', async () => {
    const printed = await program(`
      const engine = await createEngine({ threads: 1 });
      await engine.close();
      const source = { width: 1, height: 1, channels: 1, depth: 'u8', data: Uint8Array.of(1) };
      console.log(JSON.stringify(await engine.convolve(source, { rows: 1, columns: 1, weights: [2] }).then(() => 'ran', (error) => error.code)));
    `);
    expect(printed).toBe('invalid');
  });

  it('copies nothing of an image of the engine, and leaves plain objects as they are', async () => {
    const printed = await program(`
      const engine = await createEngine({ threads: 2, memoryLimitBytes: 12 * 2 ** 20 });
      // Source and result fill most of the limit: a copy of the source would not fit.
      const source = engine.image({ width: 1200, height: 1000, channels: 4, depth: 'u8' });
      const one = await engine.convolve(source, { rows: 1, columns: 3, weights: [1, 2, 1] });
      one.release();
      const copied = await engine.convolve({ width: 1200, height: 1000, channels: 4, depth: 'u8', data: new Uint8Array(4800000) },
        { rows: 1, columns: 3, weights: [1, 2, 1] }).then(() => 'fits', (error) => error.code);
      console.log(JSON.stringify(copied));
      await engine.close();
    `);
    expect(printed).toBe('too-large');
  });
});

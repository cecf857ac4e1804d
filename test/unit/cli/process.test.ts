// The built program as a process of its own, with the real engine. Needs `npm run build`.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { convolveReference } from '../../../src-core/convolve/convolve.ref.ts';
import { createFilter, operatorOf } from '../../../src-core/filters/index.ts';
import { createWorld, noise } from './world.ts';

const root = resolve(import.meta.dirname, '../../..');
const built = existsSync(join(root, 'dist/main/cli.js')) && existsSync(join(root, 'dist/wasm/convolve.wasm'));

function start(script: string, argv: readonly string[], options: { cwd: string; env?: NodeJS.ProcessEnv }) {
  const child = spawn(process.execPath, [join(root, script), ...argv], {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<{ code: number | null; out: string; err: string }>((done) => {
    child.on('close', (code) => done({ code, out, err }));
  });
  return { child, ended };
}

describe.skipIf(!built)('the built command line', () => {
  it('Gaussian σ 4 in encoded light lies within 1 level of the float64 reference (§10)', async () => {
    const world = createWorld();
    const raster = await world.picture('in.png', 'png', noise(31, 23, 3));
    const argv = [
      'apply',
      'in.png',
      '-o',
      'out.png',
      '--preset',
      'gaussian',
      '--set',
      'sigma=4',
      '--set',
      'light=encoded',
      '--threads',
      '2',
    ];
    expect(await start('dist/main/cli.js', argv, { cwd: world.folder }).ended).toMatchObject({ code: 0, err: '' });
    const filter = createFilter('gaussian', { parameters: { sigmaX: 4, sigmaY: 4 }, settings: { light: 'encoded' } });
    const expected = convolveReference(raster, operatorOf(filter), filter.settings, {}).raster.data;
    const actual = (await world.decode('out.png')).raster.data;
    expect(actual).toHaveLength(expected.length);
    expect(Math.max(...actual.map((value, index) => Math.abs(value - expected[index]!)))).toBeLessThanOrEqual(1);
  });

  it('the npm launcher takes relative paths from the caller’s folder', async () => {
    const world = createWorld();
    await world.picture('in.png', 'png');
    const env = { ...process.env, INIT_CWD: world.folder };
    expect(
      (await start('scripts/cli.mjs', ['apply', 'in.png', '-o', 'out.png', '-p', 'box'], { cwd: root, env }).ended)
        .code,
    ).toBe(0);
    expect(readdirSync(world.folder)).toEqual(['in.png', 'out.png']);
  });

  it('prints no progress into a pipe, and ends with 1 when a file failed', async () => {
    const world = createWorld();
    await world.picture('in.png', 'png');
    const { code, out, err } = await start('dist/main/cli.js', ['apply', 'in.png', 'no.png', '-o', 'o/', '-p', 'box'], {
      cwd: world.folder,
    }).ended;
    expect(code).toBe(1);
    expect(out).not.toContain('\u001b');
    expect(err.split('\n').every((line) => line === '' || line.startsWith('kernelcraft: '))).toBe(true);
  });

  it.skipIf(process.platform === 'win32')(
    'Ctrl+C ends it with 130; what was written is whole, nothing half is left',
    async () => {
      const world = createWorld();
      await world.picture('a.png', 'png');
      await world.picture('b.png', 'png', noise(2000, 2000, 3));
      const argv = ['apply', 'a.png', 'b.png', '-o', 'out/', '-p', 'disc', '--set', 'radius=64'];
      const { child, ended } = start('dist/main/cli.js', argv, { cwd: world.folder });
      // The second picture takes seconds: the first one's file says that it has begun.
      while (!existsSync(world.path('out/a.png')) && child.exitCode === null)
        await new Promise((done) => setTimeout(done, 20));
      child.kill('SIGINT');
      expect((await ended).code).toBe(130);
      expect(readdirSync(world.path('out'))).toEqual(['a.png']);
      expect((await world.decode('out/a.png')).raster.width).toBe(9);
    },
  );
});

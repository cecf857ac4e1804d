// `npm start` in a tree that is not built, and the wire format and data rules under every host.
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame } from '../../../src-core/frame.ts';
import { assertPlain, parseJson } from '../../../src-core/plain.ts';
import { childEnvironment } from '../../../src-main/host.ts';

const scripts = fileURLToPath(new URL('../../../scripts/', import.meta.url));

describe('npm start', () => {
  it('says that an unbuilt tree has to be built, and fails', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kernelcraft-start-'));
    await cp(scripts, join(folder, 'scripts'), { recursive: true });
    const { status, stderr } = spawnSync(process.execPath, [join(folder, 'scripts', 'start.mjs')], {
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toContain('npm run build');
    await rm(folder, { recursive: true });
  });
});

describe('frames', () => {
  it('bring every head and body back, aligned for any typed array', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.uint8Array({ maxLength: 64 }), (head, body) => {
        fc.pre(!JSON.stringify(head).includes('__proto__'));
        const plain: unknown = JSON.parse(JSON.stringify(head));
        const frame = encodeFrame({ head: plain, body });
        const message = decodeFrame(frame);
        expect(message.head).toEqual(plain);
        expect([...(message.body ?? [])]).toEqual([...body]);
        if (message.body) expect(message.body.byteOffset % 8).toBe(0);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('refuse every truncation without a crash', () => {
    const frame = encodeFrame({ head: { kind: 'call', id: 1, name: 'open', params: {} } });
    for (let length = 0; length < frame.length; length++)
      expect(() => decodeFrame(frame.subarray(0, length))).toThrow();
  });
});

describe('plain data', () => {
  it.each([
    ['NaN', { a: [1, NaN] }, 'a.1'],
    ['∞', { a: { b: Infinity } }, 'a.b'],
    ['a function', { f: () => 1 }, 'f'],
    ['a Map', { m: new Map() }, 'm'],
    ['a Date', [new Date()], '0'],
    ['__proto__', JSON.parse('{"x":{"__proto__":{"admin":true}}}') as unknown, 'x.__proto__'],
  ])('never holds %s', (_, value, path) => {
    expect(() => assertPlain(value)).toThrow(
      expect.objectContaining({ code: 'invalid', message: expect.stringContaining(path) }),
    );
  });

  it('is bounded in depth and size, also where it contains itself', () => {
    const loop: unknown[] = [];
    loop.push(loop);
    expect(() => assertPlain(loop)).toThrow(expect.objectContaining({ code: 'invalid' }));
    expect(() => parseJson(`${'['.repeat(65)}${']'.repeat(65)}`)).toThrow(/deeper than 64/);
    expect(parseJson(`"${'['.repeat(100)}"`)).toBe('['.repeat(100));
    expect(() => parseJson('1e999')).toThrow(expect.objectContaining({ code: 'invalid' }));
    expect(() => parseJson('[1, 2]', 3)).toThrow(expect.objectContaining({ code: 'too-large' }));
    expect(() => assertPlain('x'.repeat(33 * 2 ** 20))).toThrow(/too much text/);
  });
});

describe('the environment of a child process', () => {
  it('holds what is on the list and nothing else', () => {
    const environment = childEnvironment({
      PATH: '/bin',
      HOME: '/home/a',
      LC_ALL: 'de_DE.UTF-8',
      NODE_OPTIONS: '--require evil',
      ELECTRON_RUN_AS_NODE: '1',
      LD_PRELOAD: 'evil.so',
      npm_config_x: '1',
      AWS_SECRET_ACCESS_KEY: 'x',
    });
    expect(environment).toEqual({ PATH: '/bin', HOME: '/home/a', LC_ALL: 'de_DE.UTF-8', VIPS_BLOCK_UNTRUSTED: '1' });
  });
});

import { describe, expect, it } from 'vitest';
import { existsSync, readdirSync } from 'node:fs';
import { createWorld } from './world.ts';

describe('usage', () => {
  it.each([
    ['no filter', ['apply', 'in.png', '-o', 'o.png'], /Name at least one filter/],
    ['no output', ['apply', 'in.png', '-p', 'box'], /required option '-o, --output <out>'/],
    ['standard output', ['apply', 'in.png', '-o', '-', '-p', 'box'], /to files only/],
    ['no input', ['apply', '-o', 'o.png', '-p', 'box'], /missing required argument 'in'/],
    [
      'an unknown preset',
      ['apply', 'in.png', '-o', 'o.png', '-p', 'blurr'],
      /no preset "blurr"\. Known are identity, box/,
    ],
    ['an unknown option', ['apply', 'in.png', '-o', 'o.png', '--blur'], /unknown option '--blur'/],
    ['an unknown command', ['aply'], /unknown command 'aply'/],
    ['a kernel that is not there', ['apply', 'in.png', '-o', 'o.png', '-k', 'no.csv'], /no\.csv/],
    [
      'a kernel that is none',
      ['apply', 'in.png', '-o', 'o.png', '-k', 'in.png'],
      /^kernelcraft: in\.png could not be opened\./,
    ],
    [
      'threads that are none',
      ['apply', 'in.png', '-o', 'o.png', '-p', 'box', '--threads', '0'],
      /whole number of at least 1/,
    ],
  ])('%s ends with 2 and a sentence, and writes nothing', async (_, argv, message) => {
    const world = createWorld();
    await world.picture('in.png', 'png');
    const { code, out, err } = await world.run(...argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err).toMatch(/^kernelcraft: /);
    expect(readdirSync(world.folder)).toEqual(['in.png']);
  });

  it('the help documents the exit codes and the names of §0', async () => {
    const world = createWorld();
    const help = await world.run('apply', '--help');
    expect(help.code).toBe(0);
    for (const word of ['130', 'borderColour', '--force', 'Exit codes']) expect(help.out).toContain(word);
    expect((await world.run('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('an interruption ends with 130 and leaves no half-written file', async () => {
    const world = createWorld();
    await world.picture('in.png', 'png');
    const interrupt = new AbortController();
    const running = world.runWith(interrupt.signal, 'apply', 'in.png', 'in.png', '-o', 'out/', '-p', 'box');
    interrupt.abort(new DOMException('Interrupted.', 'AbortError'));
    expect(await running).toMatchObject({ code: 130, err: expect.stringContaining('Interrupted') as string });
    expect(existsSync(world.path('out')) ? readdirSync(world.path('out')) : []).toEqual([]);
  });
});

describe('presets', () => {
  it('are listed for people, and found by words', async () => {
    const world = createWorld();
    const all = await world.run('presets');
    expect(all.out).toMatch(/^Basics\n {2}identity/);
    expect(all.out).toContain('sigma sets sigmaX and sigmaY');
    expect((await world.run('presets', 'sobel', 'y')).out.match(/^ {2}\S+/gm)).toEqual(['  sobel-y']);
    expect(await world.run('presets', 'zzz')).toMatchObject({
      code: 1,
      out: '',
      err: 'kernelcraft: No preset matches "zzz".\n',
    });
  });

  it('are listed as JSON, every parameter with its limits', async () => {
    const listed = JSON.parse((await createWorld().run('presets', '--json')).out) as {
      id: string;
      parameters: { name: string }[];
    }[];
    expect(listed).toHaveLength(22);
    expect(listed.find(({ id }) => id === 'gaussian')?.parameters[0]).toEqual({
      name: 'sigmaX',
      label: 'Sigma x',
      default: 2,
      min: 0,
      max: 250,
      unit: 'px',
    });
    expect(listed.find(({ id }) => id === 'kirsch')?.parameters[0]).toMatchObject({
      choices: ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'],
    });
  });
});

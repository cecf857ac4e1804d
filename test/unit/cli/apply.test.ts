import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { convolveReference } from '../../../src-core/convolve/convolve.ref.ts';
import { createDocumentEngine } from '../../../src-core/engine/document-engine.ts';
import type { Filter } from '../../../src-core/filters/filter.ts';
import { operatorOf } from '../../../src-core/filters/index.ts';
import { formatById } from '../../../src-core/formats/index.ts';
import { printKernelFile } from '../../../src-core/kernel-file.ts';
import { presetById } from '../../../src-core/presets.ts';
import { printRecipeFile } from '../../../src-core/recipe-file.ts';
import { createEngine } from '../../../src-main/library.ts';
import { codec, createWorld, noise } from './world.ts';

const preset = (id: string, settings: Partial<Filter['settings']> = {}): Filter => {
  const filter = presetById(id)!.create();
  return { ...filter, settings: { ...filter.settings, ...settings } };
};

const filtered = (raster: ReturnType<typeof noise>, filter: Filter) => [
  ...convolveReference(raster, operatorOf(filter), filter.settings, {}).raster.data,
];

describe('apply', () => {
  it('filters one image into a file', async () => {
    const world = createWorld();
    const raster = await world.picture('in.png', 'png');
    const { code, out, err } = await world.run('apply', 'in.png', '-o', 'out.png', '--preset', 'sharpen-4');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^in\.png → out\.png {2}9 × 7, \d+ bytes\n$/);
    expect([...(await world.decode('out.png')).raster.data]).toEqual(filtered(raster, preset('sharpen-4')));
  });

  it('writes the same bytes as the app’s export', async () => {
    const world = createWorld();
    await world.picture('in.png', 'png', noise(20, 15, 4, 'u16'));
    await world.run('apply', 'in.png', '-o', 'out.png', '--preset', 'unsharp', '--preset', 'emboss');
    const signal = new AbortController().signal;
    const engine = await createEngine({ threads: 1 });
    const app = createDocumentEngine({ engine, codec, hasLocation: () => true });
    await app.open(world.read('in.png'), { fileName: 'in.png', acceptDamaged: false, maxPixels: 1e6 }, { signal });
    const options = Object.fromEntries(formatById('png')!.options.map((option) => [option.name, option.default]));
    const filters = [preset('unsharp'), preset('emboss')] as never;
    const request = { filters, format: 'png', options, keepMetadata: 'all', size: null, depth: null } as const;
    expect(world.read('out.png')).toEqual(new Uint8Array((await app.export(request, { signal })).bytes));
    await app.close();
    await engine.close();
    expect((await world.decode('out.png')).raster.depth).toBe('u16');
  });

  it('§6 reads a border colour for the picture that it filters: grey, RGB, with α or without', async () => {
    const world = createWorld();
    const border = ['--preset', 'box', '--set', 'light=encoded', '--set', 'border=constant', '--set'];
    for (const channels of [1, 2, 3, 4] as const) {
      const raster = await world.picture(`${channels}.png`, 'png', noise(4, 3, channels));
      const colours: Readonly<Record<string, number[]>> = {
        'borderColour=white': Array.from({ length: channels }, () => 1),
        'borderColour=#fff': Array.from({ length: channels }, () => 1),
        'borderColour=transparent': channels % 2 ? [0] : [0, 0, 0, 0].slice(0, channels),
        ...(channels > 2 && { 'borderColour=#ff0000': [1, 0, 0, 1].slice(0, channels) }),
      };
      for (const [words, borderColour] of Object.entries(colours)) {
        const outcome = await world.run('apply', `${channels}.png`, '-o', 'out.png', '--force', ...border, words);
        expect(outcome).toMatchObject({ code: 0, err: '' });
        const wanted = filtered(raster, preset('box', { light: 'encoded', border: 'constant', borderColour }));
        expect([...(await world.decode('out.png')).raster.data], `${channels} ${words}`).toEqual(wanted);
      }
    }
  });

  it('takes presets, kernels and recipes in the order of the words, and --set for the one before', async () => {
    const world = createWorld();
    const raster = await world.picture('in.png', 'png');
    world.write('edge.csv', '-1,0,1\n');
    world.write('two.recipe.json', printRecipeFile({ version: 1, filters: [preset('box'), preset('emboss')] }));
    const words = ['--preset', 'gaussian', '--set', 'sigma=1', '--set', 'light=encoded', '--kernel', 'edge.csv'];
    const more = ['--set', 'output=signed', '--recipe', 'two.recipe.json', '--set', 'border=wrap'];
    expect(await world.run('apply', 'in.png', '-o', 'out.png', ...words, ...more)).toMatchObject({ code: 0, err: '' });
    const recipe = ['--preset', 'gaussian', '--set', 'light=encoded', '--set', 'sigmaX=1', '--set', 'sigmaY=1'];
    world.write(
      'edge.kernel.json',
      printKernelFile(preset('identity', { output: 'signed' })).replace(
        /"rows": 3[\s\S]*?\]\n {2}\]/u,
        '"rows": 1, "columns": 3, "anchor": {"row": 0, "column": 1}, "weights": [[-1, 0, 1]]',
      ),
    );
    const rest = [
      '--recipe',
      'edge.kernel.json',
      '--preset',
      'box',
      '--set',
      'border=wrap',
      '--preset',
      'emboss',
      '--set',
      'border=wrap',
    ];
    expect((await world.run('apply', 'in.png', '-o', 'wrong.png', ...recipe, ...rest)).code).toBe(2);
    rest[0] = '--kernel';
    expect(await world.run('apply', 'in.png', '-o', 'same.png', ...recipe, ...rest)).toMatchObject({
      code: 0,
      err: '',
    });
    expect(world.read('same.png')).toEqual(world.read('out.png'));
    expect([...(await world.decode('out.png')).raster.data]).not.toEqual([...raster.data]);
  });

  it('--set before the first filter acts on it', async () => {
    const world = createWorld();
    await world.picture('in.png', 'png');
    await world.run('apply', 'in.png', '-o', 'a.png', '--set', 'size=3', '--preset', 'box');
    await world.run('apply', 'in.png', '-o', 'b.png', '--preset', 'box', '--set', 'width=3', '--set', 'height=3');
    expect(world.read('a.png')).toEqual(world.read('b.png'));
  });

  it('says what an importer converted (§14)', async () => {
    const world = createWorld();
    await world.picture('in.png', 'png');
    world.write('k.txt', '3x1: 1,2,1');
    const { code, err } = await world.run('apply', 'in.png', '-o', 'out.png', '--kernel', 'k.txt');
    expect(code).toBe(0);
    expect(err).toMatch(/^k\.txt: Imported from ImageMagick: flipped/);
  });
});

describe('many images', () => {
  it('a bad one among them is reported and the rest goes on', async () => {
    const world = createWorld();
    await world.picture('a.png', 'png');
    await world.picture('c.jpg', 'jpeg');
    world.write('b.png', 'not an image');
    const { code, out, err } = await world.run(
      'apply',
      'a.png',
      'b.png',
      'missing.png',
      'c.jpg',
      '-o',
      'out/',
      '-p',
      'box',
    );
    expect(code).toBe(1);
    expect(readdirSync(world.path('out')).sort()).toEqual(['a.png', 'c.jpg']);
    expect(out.trim().split('\n')).toHaveLength(2);
    expect(err).toMatch(/^kernelcraft: b\.png /m);
    expect(err).toMatch(/^kernelcraft: missing\.png /m);
    expect(err).toMatch(/^kernelcraft: 2 of 4 images failed\.$/m);
  });

  it('--json prints one object on stdout and nothing else there', async () => {
    const world = createWorld();
    await world.picture('a.png', 'png');
    world.write('b.png', '');
    const { code, out, err } = await world.run('apply', 'a.png', 'b.png', '-o', 'out/', '-p', 'box', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      written: 1,
      failed: 1,
      files: [
        { input: 'a.png', ok: true, output: world.path('out/a.png'), format: 'png', width: 9, height: 7, notes: [] },
        { input: 'b.png', ok: false, error: { message: expect.stringContaining('b.png') as string } },
      ],
    });
    expect(err).toMatch(/b\.png/);
  });

  it('go into an existing folder, but not into a file', async () => {
    const world = createWorld();
    await world.picture('a.png', 'png');
    await world.picture('b.png', 'png');
    mkdirSync(world.path('there'));
    expect((await world.run('apply', 'a.png', 'b.png', '-o', 'there', '-p', 'box')).code).toBe(0);
    expect(readdirSync(world.path('there'))).toEqual(['a.png', 'b.png']);
    const refused = await world.run('apply', 'a.png', 'b.png', '-o', 'out.png', '-p', 'box');
    expect([refused.code, existsSync(world.path('out.png'))]).toEqual([2, false]);
    expect(refused.err).toMatch(/out\.png is not a folder/);
  });

  it('of one name from two folders do not replace each other, even by force', async () => {
    const world = createWorld();
    mkdirSync(world.path('x'));
    mkdirSync(world.path('y'));
    await world.picture('x/a.png', 'png');
    await world.picture('y/a.png', 'png', noise(5, 5));
    const { code, err } = await world.run('apply', 'x/a.png', 'y/a.png', '-o', 'out/', '-p', 'box', '--force');
    expect(code).toBe(1);
    expect(err).toMatch(/already written by another input/);
    expect((await world.decode('out/a.png')).raster.width).toBe(9);
  });
});

describe('progress', () => {
  it('is a bar on a terminal, gone before a line is printed, and nothing in a pipe', async () => {
    const world = createWorld();
    await world.picture('a.png', 'png');
    await world.picture('b.png', 'png');
    const shown = await world.runOnTerminal('apply', 'a.png', 'b.png', '-o', 'out/', '-p', 'box');
    expect(shown.code).toBe(0);
    expect(shown.err).toMatch(/░ 0 % {2}1 of 2, a\.png/);
    expect(shown.err).toMatch(/50 % {2}2 of 2, b\.png/);
    expect(shown.out).toMatch(/^a\.png → out\/a\.png .*\nb\.png → out\/b\.png .*\n$/);
    expect((await world.run('apply', 'a.png', '-o', 'c.png', '-p', 'box')).err).toBe('');
  });
});

describe('targets', () => {
  it('an existing file is left alone without --force and replaced with it, the input included', async () => {
    const world = createWorld();
    await world.picture('in.png', 'png');
    const before = world.read('in.png');
    const refused = await world.run('apply', 'in.png', '-o', 'in.png', '-p', 'box');
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/in\.png exists already and was left as it is\. Use --force/);
    expect(world.read('in.png')).toEqual(before);
    expect((await world.run('apply', 'in.png', '-o', 'in.png', '-p', 'box', '--force')).code).toBe(0);
    expect(world.read('in.png')).not.toEqual(before);
    expect(readdirSync(world.folder)).toEqual(['in.png']);
  });

  it('the format is that of the name, of --format, or of the source', async () => {
    const world = createWorld();
    await world.picture('in.jpg', 'jpeg');
    const format = async (name: string) => (await world.decode(name)).format;
    await world.run('apply', 'in.jpg', '-o', 'a.webp', '-p', 'box');
    await world.run('apply', 'in.jpg', '-o', 'plain', '-p', 'box');
    await world.run('apply', 'in.jpg', '-o', 'f/', '-p', 'box', '--format', 'tif');
    expect([await format('a.webp'), await format('plain'), await format('f/in.tif')]).toEqual(['webp', 'jpeg', 'tiff']);
    const unknown = await world.run('apply', 'in.jpg', '-o', 'a.psd', '-p', 'box');
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('Known are png, jpeg, webp, avif, tiff')]);
    expect((await world.run('apply', 'in.jpg', '-o', 'a.gif', '-p', 'box')).code).toBe(2);
  });

  it('a mislabelled source is saved as what it is', async () => {
    const world = createWorld();
    await world.picture('really-jpeg.png', 'jpeg');
    await world.run('apply', 'really-jpeg.png', '-o', 'out/', '-p', 'box');
    expect(readdirSync(world.path('out'))).toEqual(['really-jpeg.jpg']);
  });

  it('--quality changes the size, and is refused where there is none', async () => {
    const world = createWorld();
    await world.picture('in.png', 'png', noise(64, 64));
    for (const quality of ['10', '95'])
      await world.run('apply', 'in.png', '-o', `q${quality}.jpg`, '-p', 'identity', '--quality', quality);
    expect(world.read('q10.jpg').length).toBeLessThan(world.read('q95.jpg').length / 2);
    expect(await world.run('apply', 'in.png', '-o', 'x.png', '-p', 'box', '--quality', '50')).toMatchObject({
      code: 2,
      err: expect.stringContaining('PNG has no quality') as string,
    });
    expect((await world.run('apply', 'in.png', '-o', 'x.jpg', '-p', 'box', '--quality', '101')).code).toBe(2);
  });
});

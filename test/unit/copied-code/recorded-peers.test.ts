// "Behave like…" beside peers that few machines have: ImageJ 1.53t, GEGL 0.4.42 (which GIMP 2.10 calls), PyTorch 1.13.
// test/fixtures/peers keeps what the programs in test/support/peers gave; where a peer is installed it runs again and
// has to give the same. RECORD_PEERS=1 npx vitest run recorded-peers keeps what the installed ones give now.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Raster } from '../../../src-core/raster.ts';
import { alike, KERNELS, likePeer, rowsOf, seeThroughPicture } from './alike.ts';
import { codePicture, largestDifference } from './cases.ts';

const path = (address: string): string => fileURLToPath(new URL(address, import.meta.url));
const KEPT = path('../../fixtures/peers/');
const program = (name: string): string => path(`../../support/peers/${name}`);

const PICTURES: Readonly<Record<string, Raster & { readonly data: Uint8Array }>> = {
  opaque: codePicture(),
  'see-through': seeThroughPicture(),
};
const all = KERNELS.map((_, index) => index);
const odd = all.filter((index) => KERNELS[index]!.rows % 2 === 1 && KERNELS[index]!.columns % 2 === 1);

const PEERS_KEPT = [
  {
    id: 'imagej',
    packages: 'libij-java default-jdk-headless',
    command: ['java', '-Djava.awt.headless=true', '-cp', '/usr/share/java/ij.jar', program('imagej.java')],
    // It opens no opacity, and takes odd sides only.
    kernels: { opaque: odd },
  },
  {
    id: 'gimp',
    packages: 'python3-gi gir1.2-gegl-0.4',
    command: ['/usr/bin/python3', program('gimp.py')],
    kernels: { opaque: all, 'see-through': all },
  },
  {
    id: 'pytorch',
    packages: 'python3-torch python3-pil',
    command: ['/usr/bin/python3', program('pytorch.py')],
    kernels: { opaque: all, 'see-through': all },
  },
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kernelcraft-peers-'));
  await writeFile(join(folder, 'kernels.json'), JSON.stringify(KERNELS.map(rowsOf)));
  for (const [name, { width, height, channels, data }] of Object.entries(PICTURES))
    await sharp(data, { raw: { width, height, channels } })
      .png()
      .toFile(join(folder, `${name}.png`));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const pixelsOf = (file: string, { channels }: Raster): Promise<Buffer> => {
  const picture = sharp(file).toColourspace('srgb');
  return (channels === 4 ? picture.ensureAlpha() : picture.removeAlpha()).raw().toBuffer();
};

describe.each(PEERS_KEPT)('$id', { timeout: 60_000 }, ({ id, packages, command, kernels }) => {
  const each = Object.entries(kernels).flatMap(([picture, list]) => list.map((index) => ({ picture, index })));
  const nameOf = (picture: string, index: number): string => `${id}-${picture}-${index}.png`;

  it('gives what is kept of it', async ({ skip }) => {
    const [start = '', ...parts] = command;
    if (spawnSync(start, parts).status !== 0) {
      process.stdout.write(`SKIP ${id}: not installed (${packages})\n`);
      return skip();
    }
    const target = process.env['RECORD_PEERS'] === undefined ? folder : KEPT;
    for (const picture of Object.keys(kernels)) {
      const files = [join(folder, `${picture}.png`), join(folder, 'kernels.json'), join(target, `${id}-${picture}`)];
      execFileSync(start, [...parts, ...files]);
    }
    for (const { picture, index } of each) {
      const [now, kept] = await Promise.all(
        [target, KEPT].map((place) => pixelsOf(join(place, nameOf(picture, index)), PICTURES[picture]!)),
      );
      // A tie may fall to the other side on another machine.
      expect(largestDifference(now!, kept!), nameOf(picture, index)).toBeLessThanOrEqual(1);
    }
  });

  it.each(each.filter(({ picture }) => id !== 'gimp' || picture === 'opaque'))(
    '$picture picture, kernel $index: the switches give its picture within 1/255',
    async (one) => {
      const picture = PICTURES[one.picture]!;
      const theirs = await pixelsOf(join(KEPT, nameOf(one.picture, one.index)), picture);
      expect(largestDifference(theirs, likePeer(id, KERNELS[one.index]!, picture).data)).toBeLessThanOrEqual(1);
    },
  );
});

it('gimp makes see-through pixels opaque, as its remark says', async () => {
  const theirs = await pixelsOf(join(KEPT, 'gimp-see-through-2.png'), seeThroughPicture());
  const opacities = new Set(theirs.filter((_, at) => at % 4 === 3));
  expect([...opacities].sort()).toEqual([0, 255]);
  expect(alike('gimp', KERNELS[2]!).remarks.join()).toMatch(/see-through pixels opaque/u);
});

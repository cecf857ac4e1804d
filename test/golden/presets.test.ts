// Every preset on the sample picture, beside the reference and the sheet of pictures that was looked at and kept.
// KERNELCRAFT_GOLDEN=write draws the sheet anew.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { convolveReference } from '../../src-core/convolve/convolve.ref.ts';
import { operatorOf } from '../../src-core/filters/index.ts';
import { PRESETS } from '../../src-core/presets.ts';
import { createRaster, type Raster } from '../../src-core/raster.ts';
import { renderSample } from '../../src-core/sample.ts';
import { createEngine } from '../../src-main/library.ts';

const SHEET = fileURLToPath(new URL('./presets.png', import.meta.url));
const WIDTH = 96;
const HEIGHT = 64;
const COLUMNS = 4;
const rows = Math.ceil(PRESETS.length / COLUMNS);

const source = renderSample(WIDTH, HEIGHT);
const sheet = createRaster(WIDTH * COLUMNS, HEIGHT * rows, source.channels, 'u8');
let kept: Uint8Array | null = null;
let engine: Awaited<ReturnType<typeof createEngine>>;

/** The samples of a preset's place in a sheet, as one row of numbers. */
function placeOf(index: number): { offset: (row: number) => number; length: number } {
  const left = (index % COLUMNS) * WIDTH;
  const top = Math.floor(index / COLUMNS) * HEIGHT;
  return { offset: (row) => ((top + row) * sheet.width + left) * sheet.channels, length: WIDTH * sheet.channels };
}

function furthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!));
  return most;
}

beforeAll(async () => {
  engine = await createEngine({ threads: 2 });
  if (existsSync(SHEET)) kept = new Uint8Array(await sharp(readFileSync(SHEET)).raw().toBuffer());
});

afterAll(async () => {
  await engine.close();
  if (process.env['KERNELCRAFT_GOLDEN'] !== 'write') return;
  const { width, height, channels } = sheet;
  const raw = Buffer.from(sheet.data.buffer, sheet.data.byteOffset, sheet.data.byteLength);
  writeFileSync(SHEET, await sharp(raw, { raw: { width, height, channels } }).png({ compressionLevel: 9 }).toBuffer());
});

describe('presets on the sample picture', () => {
  it.each(PRESETS.map((preset, index) => [preset.id, preset, index] as const))(
    '%s is within a level of the reference and of the kept picture',
    async (_id, preset, index) => {
      const filter = preset.create();
      const operator = operatorOf(filter);
      const result: Raster = await engine.convolve(source, operator, filter.settings);
      const truth = convolveReference(source, operator, filter.settings).raster;
      expect(furthest(result.data, truth.data)).toBeLessThanOrEqual(1);

      const { offset, length } = placeOf(index);
      for (let row = 0; row < HEIGHT; row++) {
        const line = result.data.subarray(row * length, (row + 1) * length);
        sheet.data.set(line, offset(row));
        if (process.env['KERNELCRAFT_GOLDEN'] !== 'write') {
          expect(furthest(line, kept!.subarray(offset(row), offset(row) + length))).toBeLessThanOrEqual(1);
        }
      }
    },
  );
});

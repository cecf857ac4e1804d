import { describe, expect, it } from 'vitest';
import { formatById, writableFormats } from '../../../src-core/formats/index.ts';
import { defaultOptions, depthsOf, isMoot, linkedSide } from '../../../src-renderer/actions/export-choices.ts';

const format = (id: string) => {
  const found = formatById(id);
  if (!found) throw new Error(id);
  return found;
};

describe('export choices (§15)', () => {
  it('starts with the deepest depth the format holds, never deeper than the document', () => {
    expect(depthsOf(format('png'), 'u16')[0]).toBe('u16');
    expect(depthsOf(format('png'), 'u8')).toEqual(['u8']);
    expect(depthsOf(format('tiff'), 'f32')).toEqual(['f32', 'u16', 'u8']);
    expect(depthsOf(format('jpeg'), 'f32')).toEqual(['u8']);
  });

  it('has a default for every option of every format', () => {
    for (const each of writableFormats) {
      expect(Object.keys(defaultOptions(each)).sort()).toEqual(each.options.map(({ name }) => name).sort());
    }
  });

  it('lets quality be while a file is lossless', () => {
    const quality = format('webp').options.find(({ name }) => name === 'quality');
    if (!quality) throw new Error('WebP has no quality');
    expect(isMoot(quality, { lossless: true })).toBe(true);
    expect(isMoot(quality, { lossless: false })).toBe(false);
  });

  it('keeps proportions, down to one pixel', () => {
    expect(linkedSide(100, 451, 300)).toBe(67);
    expect(linkedSide(1, 4000, 30)).toBe(1);
  });
});

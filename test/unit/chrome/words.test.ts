import { describe, expect, it } from 'vitest';
import {
  byteSize,
  extensionOf,
  progressWords,
  splitMessage,
  suggestedName,
} from '../../../src-renderer/actions/words.ts';

describe('words', () => {
  it('counts rows while filtering and only per cent elsewhere', () => {
    expect(progressWords({ stage: 'filter', done: 189, total: 300 })).toEqual({
      stage: 'Rendering at full size',
      count: 'row 189 of 300 · 63 %',
      fraction: 0.63,
    });
    expect(progressWords({ stage: 'encode', done: 1, total: 2 }).count).toBe('50 %');
    expect(progressWords({ stage: 'filter', done: 1216, total: 3024 }).count).toContain('row 1,216 of 3,024');
  });

  it('claims no count before there is one', () => {
    expect(progressWords({ stage: 'decode', done: 0, total: 0 })).toMatchObject({ count: '', fraction: null });
  });

  it('writes sizes in the unit a person would', () => {
    expect([7, 999, 1000, 41_200, 999_600, 2_440_000, 12_600_000_000].map(byteSize)).toEqual([
      '7 bytes',
      '999 bytes',
      '1.0 kB',
      '41 kB',
      '1.0 MB',
      '2.4 MB',
      '13 GB',
    ]);
  });

  it('takes the first sentence for the headline, whatever stops the file name has', () => {
    expect(splitMessage('harbour-0412.jpg could not be opened. The file is damaged.')).toEqual({
      headline: 'harbour-0412.jpg could not be opened',
      rest: 'The file is damaged.',
    });
    expect(splitMessage('Expected 3 numbers.')).toEqual({ headline: 'Expected 3 numbers', rest: '' });
  });

  it('keeps the stem and changes the extension of a suggested name', () => {
    expect(suggestedName('harbour.v2.jpg', 'png', '-edited')).toBe('harbour.v2-edited.png');
    expect(suggestedName('.png', 'png')).toBe('.png.png');
    expect(suggestedName('pasted', 'webp')).toBe('pasted.webp');
    expect(extensionOf('A.TIFF')).toBe('tiff');
    expect(extensionOf('README')).toBe('');
  });
});

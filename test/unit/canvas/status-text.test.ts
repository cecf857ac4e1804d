import { describe, expect, it } from 'vitest';
import {
  boundText,
  colourSpaceText,
  depthText,
  durationText,
  invalidText,
  rangeText,
} from '../../../src-renderer/components/status/status-text.ts';

describe('values in the status bar', () => {
  it('name depth, colour space and time as people say them', () => {
    expect([depthText('u8'), depthText('u16'), depthText('f32')]).toEqual(['8 bit', '16 bit', '32 bit float']);
    expect(colourSpaceText('sRGB IEC61966-2.1')).toBe('sRGB');
    expect(colourSpaceText('Display P3')).toBe('Display P3');
    expect([3.14, 170.4, 1440].map(durationText)).toEqual(['3.1 ms', '170 ms', '1.4 s']);
  });

  it('show the two numbers of min–max and the count of invalid samples', () => {
    expect(rangeText([-0.159, 0.0832], 'u8')).toBe('−15.9 % to 8.3 %');
    expect(rangeText([-0.159, 1.5], 'f32')).toBe('−0.159 to 1.5');
    expect(invalidText(1)).toBe('1 invalid sample set to 0');
    expect(invalidText(12_345)).toBe('12,345 invalid samples set to 0');
  });
});

describe('the badge', () => {
  const plan = { filterId: 'a', label: '5×5 direct', exact: true, bound: 0 };

  it('states the bound, and says so when there is none', () => {
    expect(boundText([plan], 'u8', false)).toMatch(/to the byte/);
    expect(boundText([plan], 'u8', true)).toMatch(/shrunk for the screen/);
    expect(boundText([plan, { ...plan, bound: 0.0123 }], 'u8', false)).toMatch(/within 0\.012 levels/);
  });
});

import { describe, expect, it } from 'vitest';
import { filterSchema } from '../../../src-core/filters/filter.ts';
import { operatorOf } from '../../../src-core/filters/index.ts';
import { PRESET_GROUPS, presetById, PRESETS, searchPresets } from '../../../src-core/presets.ts';

const ids = (text: string) => searchPresets(text).map(({ id }) => id);

describe('presets', () => {
  it.each(PRESETS.map((preset) => [preset.id, preset] as const))(
    '%s makes valid filters, each with an id of its own',
    (_, preset) => {
      const filter = preset.create();
      expect(filterSchema.safeParse(filter).error?.issues).toBeUndefined();
      expect(operatorOf(filter)).toBeTruthy();
      expect(preset.create().id).not.toBe(filter.id);
      expect(preset.description).toMatch(/^[A-Z].*\.$/);
    },
  );

  it('have unique ids and stand in five groups as in the gallery', () => {
    expect(new Set(PRESETS.map(({ id }) => id)).size).toBe(PRESETS.length);
    const sizes = PRESET_GROUPS.map((group) => PRESETS.filter((preset) => preset.group === group).length);
    expect(sizes).toEqual([2, 4, 4, 10, 2]);
  });

  it('are found by the beginning of any word, label first', () => {
    expect(ids('')).toHaveLength(PRESETS.length);
    expect(ids('gau')[0]).toBe('gaussian');
    expect(ids('SOBEL Y')).toEqual(['sobel-y']);
    expect(ids('usm')).toEqual(['unsharp']);
    expect(ids('bokeh')).toEqual(['disc']);
    expect(ids('difference of gaussians')).toEqual(['dog']);
    expect(ids('blur')).toEqual(expect.arrayContaining(['box', 'gaussian', 'disc', 'motion', 'binomial']));
    expect(ids('edges')).toHaveLength(10);
    expect(ids('zzz')).toEqual([]);
  });

  it('are found by id', () => {
    expect(presetById('log')?.label).toBe('LoG');
    expect(presetById('constructor')).toBeNull();
  });
});

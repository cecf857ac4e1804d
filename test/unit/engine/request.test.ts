// Settings that were valid a moment ago are taken as they were, and no others.
import { describe, expect, it } from 'vitest';
import { completeSettings } from '../../../src-core/engine/request.ts';

describe('settings', () => {
  it('are the same for the same call, and others for every difference', () => {
    const first = completeSettings({ border: 'mirror', bias: 0 });
    expect(completeSettings({ border: 'mirror', bias: 0 })).toBe(first);
    expect(completeSettings({ border: 'wrap', bias: 0 }).border).toBe('wrap');
    expect(completeSettings({ border: 'mirror' }).bias).toBe(0);
    expect(completeSettings({ bias: 0.5, border: 'mirror' }).bias).toBe(0.5);
    expect(completeSettings({}, { light: 'linear' }).light).toBe('linear');
    expect(completeSettings({}).light).toBe('encoded');
  });

  it('follow a list of colours that the caller writes into', () => {
    const borderColour = [0.25];
    expect(completeSettings({ border: 'constant', borderColour }).borderColour).toEqual([0.25]);
    borderColour[0] = 0.75;
    expect(completeSettings({ border: 'constant', borderColour }).borderColour).toEqual([0.75]);
  });

  it('are refused again after valid ones', () => {
    completeSettings({ bias: 0 });
    expect(() => completeSettings({ bias: NaN })).toThrow('bias');
    expect(() => completeSettings({ bias: 0, colour: 1 } as never)).toThrow('colour');
  });
});

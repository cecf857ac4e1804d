import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../../../src-core/filters/settings.ts';
import { presetById } from '../../../src-core/presets.ts';
import { serverArguments } from '../../../src-main/cli/serve.ts';
import { assign, parseAssignment } from '../../../src-main/cli/set-values.ts';

function set(preset: string, ...texts: string[]) {
  const start = [presetById(preset)!.create()] as ReturnType<typeof assign>;
  return texts.reduce((filters, text) => assign(filters, parseAssignment(text)), start)[0]!;
}

describe('--set (§0)', () => {
  it.each([
    ['normalise=abs', { normalise: 'abs' }],
    ['normalise=AUTO', { normalise: 'auto' }],
    ['divisor=9', { divisor: 9, normalise: 'custom' }],
    ['bias=50%', { bias: 0.5 }],
    ['bias=-128/255', { bias: -128 / 255 }],
    ['border=reflect', { border: 'reflect' }],
    ['borderColour=white', { borderColour: [1, 1, 1, 1] }],
    ['borderColour=#f00', { borderColour: [1, 0, 0] }],
    ['borderColour=#ff000080', { borderColour: [1, 0, 0, 128 / 255] }],
    ['borderColour=0.5,1/4,0', { borderColour: [0.5, 0.25, 0] }],
    ['flip=true', { flip: true }],
    ['flip=no', { flip: false }],
    ['opacity=premultiplied', { opacity: 'premultiplied' }],
    ['light=linear', { light: 'linear' }],
    ['channels=luminance', { channels: 'luminance' }],
    ['channels=bgr', { channels: 'rgb' }],
    ['output=minmax', { output: 'minmax' }],
    ['amount=75%', { amount: 0.75 }],
  ])('%s', (text, expected) => {
    const { settings } = set('identity', text);
    expect(settings).toMatchObject(expected);
    expect(settingsSchema.safeParse(settings).success).toBe(true);
  });

  it('takes parameters, aliases, choices by name or number, and expressions', () => {
    expect(set('gaussian', 'sigma=sqrt(2)').parameters).toEqual({ sigmaX: Math.SQRT2, sigmaY: Math.SQRT2 });
    expect(set('gaussian', 'sigmaY=0').parameters).toEqual({ sigmaX: 2, sigmaY: 0 });
    expect(set('kirsch', 'direction=se').parameters).toEqual({ direction: 3 });
    expect(set('sobel-x', 'direction=90').parameters).toEqual({ direction: 90 });
    expect(set('sobel-x', 'direction=y').parameters).toEqual({ direction: 90 });
  });

  it.each([
    [
      'identity',
      'sigma=2',
      /"sigma" cannot be set\. Identity has no parameters of its own\. Every filter has normalise, divisor/,
    ],
    ['gaussian', 'radius=2', /Gaussian has sigma, sigmaX, sigmaY\./],
    ['gaussian', 'sigma=400', /Expected 0\.1 to 250 px, or 0 for none for sigma, received "400"\./],
    ['gaussian', 'sigma=wide', /The value of sigma, "wide", is not a number/],
    ['gaussian', 'sigma=', /Expected a number\./],
    ['box', 'size=2.5', /Expected a whole number from 1 to 257 px/],
    ['kirsch', 'direction=up', /Expected one of N, NE, E/],
    ['box', 'divisor=0', /Expected a number other than 0 for divisor/],
    ['box', 'bias=NaN', /not a number/],
    ['box', 'bias=1e999', /too large/],
    [
      'box',
      'border=edge',
      /Expected one of clamp, mirror, reflect, wrap, constant, crop, keep for border, received "edge"\./,
    ],
    ['box', 'channels=rgx', /letters of rgba, or luminance/],
    ['box', 'channels=rr', /letters of rgba/],
    ['box', 'amount=2', /Expected 0 to 1/],
    ['box', 'flip=maybe', /true or false/],
    ['box', 'borderColour=#12', /not a number/],
    ['box', 'borderColour=1,2,3,4,5', /a colour such as/],
    ['box', 'nonsense', /Expected name=value after --set/],
    ['box', '__proto__=1', /cannot be set/],
    ['box', 'constructor=1', /cannot be set/],
  ])('%s refuses %s', (preset, text, message) => {
    expect(() => set(preset, text)).toThrow(message);
  });
});

describe('serve', () => {
  it('hands the server a full path, also of a name that begins with a dash', () => {
    expect(serverArguments('-a.png', { open: false, printUrl: true, port: '8080' }, '/pictures')).toEqual([
      '--port',
      '8080',
      '--no-open',
      '--print-url',
      '--',
      '/pictures/-a.png',
    ]);
    expect(serverArguments(undefined, { open: true, printUrl: false }, '/')).toEqual([]);
  });
});

import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { SRGB, SRGB_CURVE, type ColourSpace } from '../../../src-core/colour/colour-space.ts';
import { decodeCurve } from '../../../src-core/colour/curve.ts';
import { describeProfile, readProfile } from '../../../src-core/colour/icc.ts';

type Tags = Readonly<Record<string, Buffer>>;

const fixed = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeInt32BE(Math.round(value * 65536), index * 4));
  return bytes;
};
const typed = (type: string, ...parts: readonly Buffer[]): Buffer =>
  Buffer.concat([Buffer.from(`${type}\0\0\0\0`, 'latin1'), ...parts]);
const xyz = (x: number, y: number, z: number): Buffer => typed('XYZ ', fixed(x, y, z));
const words = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => bytes.writeUInt16BE(value, index * 2));
  return bytes;
};
const count = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const gamma = (value: number): Buffer => typed('curv', count(1), words(Math.round(value * 256)));
const table = (values: readonly number[]): Buffer => typed('curv', count(values.length), words(...values));
const para = (type: number, ...values: readonly number[]): Buffer => typed('para', words(type, 0), fixed(...values));

function profile(model: string, tags: Tags, connection = 'XYZ '): Buffer {
  const names = Object.keys(tags);
  const header = Buffer.alloc(132 + names.length * 12);
  header.write(`mntr${model}${connection}`, 12, 'latin1');
  header.write('acsp', 36, 'latin1');
  header.writeUInt32BE(names.length, 128);
  let end = header.length;
  names.forEach((name, index) => {
    const entry = 132 + index * 12;
    header.write(name, entry, 'latin1');
    header.writeUInt32BE(end, entry + 4);
    header.writeUInt32BE(tags[name]?.length ?? 0, entry + 8);
    end += tags[name]?.length ?? 0;
  });
  const bytes = Buffer.concat([header, ...Object.values(tags)]);
  bytes.writeUInt32BE(bytes.length, 0);
  return bytes;
}

// Adobe RGB (1998), its colorants adapted to D50 by Bradford, and its white D65.
const ADOBE: Tags = {
  rXYZ: xyz(0.60974, 0.31111, 0.01947),
  gXYZ: xyz(0.20528, 0.62567, 0.06087),
  bXYZ: xyz(0.14919, 0.06322, 0.74457),
  wtpt: xyz(0.9505, 1, 1.0891),
};
const withCurve = (curve: Buffer, tags: Tags = ADOBE): Tags => ({ ...tags, rTRC: curve, gTRC: curve, bTRC: curve });

const built = (bytes: Buffer): ColourSpace => {
  const space = readProfile(bytes);
  if (!space) throw new Error('Expected a colour space.');
  return space;
};

async function attached(name: string): Promise<Buffer> {
  const image = sharp({ create: { width: 2, height: 2, channels: 3, background: '#123' } });
  const file = await image
    .toColourspace(name === 'cmyk' ? 'cmyk' : 'srgb')
    .withIccProfile(name)
    .jpeg()
    .toBuffer();
  return (await sharp(file).metadata()).icc ?? Buffer.alloc(0);
}

describe('ICC profiles of curves and colorants (§8, §9)', () => {
  it('Adobe RGB gives its gamma, its own luminance row and its way to sRGB', () => {
    const space = built(profile('RGB ', withCurve(gamma(2.19921875))));
    expect(space.curves).toHaveLength(1);
    expect(decodeCurve(space.curves[0], 0.5)).toBeCloseTo(0.5 ** 2.19921875, 9);
    // Published: 0.29734, 0.62736, 0.07529.
    [0.29734, 0.62736, 0.07529].forEach((value, index) => expect(space.luminance[index]).toBeCloseTo(value, 3));
    // Published Adobe RGB to sRGB, linear.
    [1.3983, -0.3983, 0, 0, 1, 0, 0, -0.0429, 1.0429].forEach((value, index) =>
      expect(space.toSrgb?.[index]).toBeCloseTo(value, 2),
    );
  });

  it('white stays white on the way to sRGB', () => {
    const { toSrgb } = built(profile('RGB ', withCurve(gamma(2.2))));
    for (const row of [0, 3, 6]) {
      const sum = (toSrgb?.[row] ?? 0) + (toSrgb?.[row + 1] ?? 0) + (toSrgb?.[row + 2] ?? 0);
      expect(sum).toBeCloseTo(1, 2);
    }
  });

  it('the sRGB that sharp attaches is sRGB itself', async () => {
    expect(built(await attached('srgb'))).toMatchObject({
      curves: SRGB.curves,
      luminance: SRGB.luminance,
      toSrgb: null,
    });
  });

  it('Display P3 has sRGB’s curve and wider colours', async () => {
    const space = built(await attached('p3'));
    expect(space.toSrgb?.[0]).toBeCloseTo(1.2249, 2);
    expect(space.toSrgb?.[1]).toBeCloseTo(-0.2247, 2);
    [0.229, 0.6917, 0.0793].forEach((value, index) => expect(space.luminance[index]).toBeCloseTo(value, 2));
    for (const x of [0.01, 0.2, 0.8])
      expect(decodeCurve(space.curves[0], x)).toBeCloseTo(decodeCurve(SRGB_CURVE, x), 3);
  });

  it('sRGB’s curve as a table, as older profiles have it, is sRGB', () => {
    const values = Array.from({ length: 1024 }, (_, index) =>
      Math.round(decodeCurve(SRGB_CURVE, index / 1023) * 65535),
    );
    const srgb: Tags = {
      rXYZ: xyz(0.43607, 0.22249, 0.01392),
      gXYZ: xyz(0.38515, 0.71687, 0.09708),
      bXYZ: xyz(0.14307, 0.06061, 0.7141),
    };
    expect(built(profile('RGB ', withCurve(table(values), srgb)))).toMatchObject({ curves: SRGB.curves, toSrgb: null });
    expect(built(profile('RGB ', withCurve(gamma(1.8), srgb)))).toMatchObject({
      luminance: SRGB.luminance,
      toSrgb: [1, 0, 0, 0, 1, 0, 0, 0, 1],
    });
  });

  it.each([
    ['no entries: linear', typed('curv', count(0)), (x: number) => x],
    ['a table', table([0, 8192, 32768, 65535]), (x: number) => (x === 1 / 3 ? 8192 / 65535 : x)],
    ['para 0', para(0, 1.8), (x: number) => x ** 1.8],
    ['para 3', para(3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045), (x: number) => decodeCurve(SRGB_CURVE, x)],
    [
      'para 4',
      para(4, 2, 0.9, 0.1, 0.5, 0.2, 0, 0.0484),
      (x: number) => (x >= 0.2 ? (0.9 * x + 0.1) ** 2 : 0.5 * x + 0.0484),
    ],
  ])('curve written as %s', (_, tag, formula) => {
    const space = built(profile('RGB ', withCurve(tag)));
    const points = tag.toString('latin1', 0, 4) === 'curv' && tag.length > 16 ? [0, 1 / 3, 1] : [0, 0.1, 0.5, 1];
    for (const x of points) expect(decodeCurve(space.curves[0], x)).toBeCloseTo(formula(x), 3);
  });

  it('a table with flat places still has an inverse', () => {
    const space = built(profile('RGB ', withCurve(table([0, 0, 0, 30000, 30000, 65535]))));
    const [curve] = space.curves;
    if (curve.form !== 'table') throw new Error('Expected a table.');
    curve.values.slice(1).forEach((value, index) => expect(value).toBeGreaterThan(curve.values[index] ?? 1));
  });

  it('three different curves stay three', () => {
    const tags = { ...ADOBE, rTRC: gamma(1.8), gTRC: gamma(2.2), bTRC: gamma(2.4) };
    expect(built(profile('RGB ', tags)).curves).toHaveLength(3);
  });

  it('grey profiles have one curve', () => {
    const space = built(profile('GRAY', { kTRC: gamma(1.8), wtpt: xyz(0.9642, 1, 0.8249) }));
    expect(space.curves).toHaveLength(1);
    expect(decodeCurve(space.curves[0], 0.5)).toBeCloseTo(0.5 ** 1.80078, 4);
  });

  it('names come from both kinds of description', () => {
    const text = 'Wide Gamut';
    const wide = Buffer.from(text, 'utf16le').swap16();
    const mluc = typed('mluc', count(1), count(12), Buffer.from('enUS'), count(wide.length), count(28), wide);
    const desc = typed('desc', count(text.length + 1), Buffer.from(`${text}\0`));
    for (const tag of [mluc, desc]) {
      const bytes = profile('RGB ', { ...withCurve(gamma(2.2)), desc: tag });
      expect(built(bytes).name).toBe(text);
      expect(describeProfile(bytes)).toEqual({ name: text, model: 'RGB ' });
    }
  });
});

describe('profiles that are not curves and colorants give null', () => {
  it.each([
    ['no bytes', Buffer.alloc(0)],
    ['noise', Buffer.alloc(400, 7)],
    ['a table of colours only', profile('RGB ', { A2B0: Buffer.alloc(64) })],
    ['Lab as connection space', profile('RGB ', withCurve(gamma(2.2)), 'Lab ')],
    ['colorants without curves', profile('RGB ', ADOBE)],
    [
      'colorants on a line',
      profile('RGB ', withCurve(gamma(2.2), { rXYZ: xyz(1, 1, 1), gXYZ: xyz(1, 1, 1), bXYZ: xyz(1, 1, 1) })),
    ],
    ['a falling table', profile('RGB ', withCurve(table([65535, 30000, 0])))],
    ['a table that is cut off', profile('RGB ', withCurve(typed('curv', count(5000), words(1, 2))))],
    ['a curve with a floor', profile('RGB ', withCurve(para(1, 2.2, 1, -0.2)))],
    ['a gamma of 0', profile('RGB ', withCurve(gamma(0)))],
  ])('%s', (_, bytes) => {
    expect(readProfile(bytes)).toBeNull();
  });

  it('CMYK', async () => {
    const bytes = await attached('cmyk');
    expect(describeProfile(bytes).model).toBe('CMYK');
    expect(readProfile(bytes)).toBeNull();
  });

  it('any byte changed or any length cut never throws', async () => {
    const bytes = await attached('p3');
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes);
      changed[index] = 255 - (changed[index] ?? 0);
      expect(() => readProfile(changed)).not.toThrow();
      expect(() => readProfile(bytes.subarray(0, index))).not.toThrow();
    }
  });
});

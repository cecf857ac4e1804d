// ICC profiles made of curves and three colorants (or one grey curve), read as a colour space. Others give null.
// Source: ICC.1:2022, sections 7 to 10. A hostile profile gives null too, never an exception.
import { SRGB, type ColourSpace, type Matrix3, type TransferCurve } from './colour-space.ts';
import { IDENTITY, adaptation, invert, multiply, type Vector3 } from './matrix.ts';
import { isSrgbCurve, readCurve } from './icc-curve.ts';

/** CIE D50 as the ICC rounds it. */
const D50: Vector3 = [0.9642, 1, 0.8249];

/** sRGB's colorants in the profile connection space (D50, Bradford): the columns are red, green and blue. */
const SRGB_TO_D50: Matrix3 = [0.43607, 0.38515, 0.14307, 0.22249, 0.71687, 0.06061, 0.01392, 0.09708, 0.7141];

/** Profiles are stored with 16 fraction bits and rounded further by many writers. */
const SAME_PRIMARIES = 0.002;

class Profile {
  readonly bytes: Uint8Array;
  readonly #tags = new Map<string, Uint8Array>();

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    const count = Math.min(this.unsigned(128), 200);
    for (let index = 0; index < count; index++) {
      const entry = 132 + index * 12;
      const offset = this.unsigned(entry + 4);
      const end = offset + this.unsigned(entry + 8);
      if (end <= bytes.length) this.#tags.set(this.text(entry), bytes.subarray(offset, end));
    }
  }

  unsigned(offset: number): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.bytes.subarray(offset, offset + 4);
    return a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
  }

  text(offset: number): string {
    return String.fromCharCode(...this.bytes.subarray(offset, offset + 4));
  }

  tag(name: string): Uint8Array | null {
    return this.#tags.get(name) ?? null;
  }
}

/** s15Fixed16 numbers behind the eight bytes of type and reserve. */
function fixedNumbers(tag: Uint8Array | null, count: number): readonly number[] | null {
  if (!tag || tag.length < 8 + count * 4) return null;
  const view = new DataView(tag.buffer, tag.byteOffset, tag.byteLength);
  return Array.from({ length: count }, (_, index) => view.getInt32(8 + index * 4) / 65536);
}

function vectorOf(tag: Uint8Array | null): Vector3 | null {
  const [x, y, z] = fixedNumbers(tag, 3) ?? [];
  return x === undefined || y === undefined || z === undefined ? null : [x, y, z];
}

/** The first name of a `desc` (version 2) or `mluc` (version 4) tag. */
function nameOf(tag: Uint8Array | null): string {
  if (!tag || tag.length < 16) return '';
  const view = new DataView(tag.buffer, tag.byteOffset, tag.byteLength);
  let name = '';
  if (String.fromCharCode(...tag.subarray(0, 4)) === 'mluc') {
    if (tag.length < 28) return '';
    const start = view.getUint32(24);
    const end = Math.min(tag.length - 1, start + Math.min(view.getUint32(20), 240));
    for (let offset = start; offset < end; offset += 2) name += String.fromCharCode(view.getUint16(offset));
  } else {
    name = String.fromCharCode(...tag.subarray(12, 12 + Math.min(view.getUint32(8), 120)));
  }
  // eslint-disable-next-line no-control-regex -- names are padded with NUL and may hold anything
  return name.replace(/[\u0000-\u001f\u007f]/g, '').trim();
}

/** From D50 back to the white the space was made for: the profile's own adaptation, else its stated white. */
function fromD50(profile: Profile): Matrix3 {
  const chad = fixedNumbers(profile.tag('chad'), 9);
  const inverse = chad && invert(chad as unknown as Matrix3);
  if (inverse) return inverse;
  const white = vectorOf(profile.tag('wtpt'));
  return white && white[0] > 0.5 && white[2] > 0.3 ? adaptation(D50, white) : IDENTITY;
}

function readRgb(profile: Profile, name: string): ColourSpace | null {
  const red = vectorOf(profile.tag('rXYZ'));
  const green = vectorOf(profile.tag('gXYZ'));
  const blue = vectorOf(profile.tag('bXYZ'));
  const curves = ['rTRC', 'gTRC', 'bTRC'].map((tag) => readCurve(profile.tag(tag)));
  const [r, g, b] = curves;
  if (!red || !green || !blue || !r || !g || !b) return null;
  const colorants: Matrix3 = [red[0], green[0], blue[0], red[1], green[1], blue[1], red[2], green[2], blue[2]];
  const inverse = invert(SRGB_TO_D50);
  if (!invert(colorants) || !inverse) return null;
  const isSameCurve = JSON.stringify(r) === JSON.stringify(g) && JSON.stringify(g) === JSON.stringify(b);
  const shared: readonly [TransferCurve] | readonly [TransferCurve, TransferCurve, TransferCurve] = isSameCurve
    ? [r]
    : [r, g, b];
  if (colorants.every((value, index) => Math.abs(value - (SRGB_TO_D50[index] ?? 0)) < SAME_PRIMARIES)) {
    return shared.every(isSrgbCurve)
      ? { ...SRGB, name }
      : { name, curves: shared, luminance: SRGB.luminance, toSrgb: IDENTITY };
  }
  const native = multiply(fromD50(profile), colorants);
  const sum = native[3] + native[4] + native[5];
  if (!(sum > 0.5 && sum < 2)) return null;
  return {
    name,
    curves: shared,
    luminance: [native[3] / sum, native[4] / sum, native[5] / sum],
    toSrgb: multiply(inverse, colorants),
  };
}

function readGrey(profile: Profile, name: string): ColourSpace | null {
  const curve = readCurve(profile.tag('kTRC'));
  if (!curve) return null;
  if (isSrgbCurve(curve)) return { ...SRGB, name };
  return { name, curves: [curve], luminance: SRGB.luminance, toSrgb: IDENTITY };
}

/** The name of a profile and its colour model as it stands in the header: `RGB `, `GRAY`, `CMYK`…; '' when it is no profile. */
export function describeProfile(bytes: Uint8Array): { readonly name: string; readonly model: string } {
  const profile = new Profile(bytes);
  if (bytes.length < 132 || profile.text(36) !== 'acsp') return { name: 'of the file', model: '' };
  return { name: nameOf(profile.tag('desc')) || 'its colour profile', model: profile.text(16) };
}

/** The colour space of a profile, or null when it is not one of curves and colorants: LUT profiles, CMYK, Lab, damage. */
export function readProfile(bytes: Uint8Array): ColourSpace | null {
  const profile = new Profile(bytes);
  if (bytes.length < 132 || profile.text(36) !== 'acsp' || profile.text(20) !== 'XYZ ') return null;
  const name = nameOf(profile.tag('desc')) || 'Embedded profile';
  if (profile.text(16) === 'RGB ') return readRgb(profile, name);
  if (profile.text(16) === 'GRAY') return readGrey(profile, name);
  return null;
}

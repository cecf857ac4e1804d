// Light to codes of 8 bits: the upper bits of light as float32 are the place of its code in a table.
import * as curve from './curve-slots';
import * as finish from './finish-slots';
import { channels, colours, pointer, room } from './job';
import { curveOf, curveTable } from './light';
import { LAST } from './room';
import * as slots from './slots';
import { truncate } from './truncate';

/** `count` pixels as bytes; α, a fraction, is rounded. */
export function codesOfLight(codes: usize, values: usize, count: i32): void {
  if (channels == 4) fourCodes(codes, values, count);
  else if (channels == 3) threeCodes(codes, values, count);
  else if (channels == 2) twoCodes(codes, values, count);
  else oneCode(codes, values, count);
}

function tableOf(channel: i32): usize {
  return curveTable(curveOf(colours == 1 ? 0 : channel), curve.CODES);
}

function placesOf(v: v128, least: v128, full: v128): v128 {
  const light = f32x4.pmin(full, f32x4.pmax(least, v));
  return i32x4.shr_u(i32x4.sub(light, least), curve.CODE_SHIFT);
}

function alphaCodes(v: v128): v128 {
  return truncate(f32x4.add(f32x4.mul(v, f32x4.splat(255)), f32x4.splat(0.5)));
}

/** Four pixels at a time, also where fewer are left. */
function fourCodes(codes: usize, values: usize, count: i32): void {
  const places = room + LAST;
  const least = i32x4.splat(curve.LEAST_LIGHT);
  const full = i32x4.splat(curve.FULL_LIGHT);
  const tables = i32x4.sub(
    i32x4(<i32>tableOf(0), <i32>tableOf(1), <i32>tableOf(2), <i32>tableOf(0)),
    i32x4.splat(curve.LEAST_LIGHT >> curve.CODE_SHIFT),
  );
  for (const end = codes + ((<usize>count) << 2); codes < end; codes += 16) {
    const a = v128.load(values);
    const b = v128.load(values, 16);
    const c = v128.load(values, 32);
    const d = v128.load(values, 48);
    v128.store(places, addressesOf(a, least, full, tables));
    v128.store(places, addressesOf(b, least, full, tables), 16);
    v128.store(places, addressesOf(c, least, full, tables), 32);
    v128.store(places, addressesOf(d, least, full, tables), 48);
    const alpha = i64x2.shuffle(i32x4.shuffle(a, b, 3, 7, 3, 7), i32x4.shuffle(c, d, 3, 7, 3, 7), 0, 2);
    const limited = i32x4.min_s(i32x4.max_s(alphaCodes(alpha), i32x4.splat(0)), i32x4.splat(255));
    v128.store(places, i32x4.shl(limited, 24), 64);
    store<u32>(codes, threeAt(places) | load<u32>(places, 64));
    store<u32>(codes, threeAt(places + 16) | load<u32>(places, 68), 4);
    store<u32>(codes, threeAt(places + 32) | load<u32>(places, 72), 8);
    store<u32>(codes, threeAt(places + 48) | load<u32>(places, 76), 12);
    values += 64;
  }
}

/** The codes of a pixel's colours by their addresses. */
function threeAt(places: usize): u32 {
  const first = <u32>load<u8>(<usize>load<u32>(places));
  const second = <u32>load<u8>(<usize>load<u32>(places, 4));
  return first | (second << 8) | ((<u32>load<u8>(<usize>load<u32>(places, 8))) << 16);
}

function threeCodes(codes: usize, values: usize, count: i32): void {
  const red = tableOf(0);
  const green = tableOf(1);
  const blue = tableOf(2);
  const least = i32x4.splat(curve.LEAST_LIGHT);
  const full = i32x4.splat(curve.FULL_LIGHT);
  for (const end = codes + <usize>(count * 3); codes < end; codes += 3) {
    const places = placesOf(v128.load(values), least, full);
    store<u8>(codes, load<u8>(red + <usize>i32x4.extract_lane(places, 0)));
    store<u8>(codes, load<u8>(green + <usize>i32x4.extract_lane(places, 1)), 1);
    store<u8>(codes, load<u8>(blue + <usize>i32x4.extract_lane(places, 2)), 2);
    values += 12;
  }
}

function twoCodes(codes: usize, values: usize, count: i32): void {
  const grey = tableOf(0);
  const least = i32x4.splat(curve.LEAST_LIGHT);
  const full = i32x4.splat(curve.FULL_LIGHT);
  for (const end = codes + ((<usize>count) << 1); codes < end; codes += 2) {
    const v = v128.load(values);
    const place = i32x4.extract_lane(placesOf(v, least, full), 0);
    store<u8>(codes, load<u8>(grey + <usize>place));
    store<u8>(codes, <u8>min(255, max(0, i32x4.extract_lane(alphaCodes(v), 1))), 1);
    values += 8;
  }
}

function oneCode(codes: usize, values: usize, count: i32): void {
  const grey = tableOf(0);
  const least = i32x4.splat(curve.LEAST_LIGHT);
  const full = i32x4.splat(curve.FULL_LIGHT);
  for (const end = codes + <usize>count; codes < end; codes += 4) {
    const places = placesOf(v128.load(values), least, full);
    store<u8>(codes, load<u8>(grey + <usize>i32x4.extract_lane(places, 0)));
    store<u8>(codes, load<u8>(grey + <usize>i32x4.extract_lane(places, 1)), 1);
    store<u8>(codes, load<u8>(grey + <usize>i32x4.extract_lane(places, 2)), 2);
    store<u8>(codes, load<u8>(grey + <usize>i32x4.extract_lane(places, 3)), 3);
    values += 16;
  }
}

/**
 * Float32 sums of plain tiles to codes in one step, where all channels share a curve: α of opaque pixels is 1, whose code
 * is 255 on every curve. `Scaled`: i32 where sums are light as they are, f32 where the first step makes light of them.
 */
export function lightRow<Scaled>(out: usize, sums: usize, samples: i32): void {
  const places = room + LAST;
  const end = out + <usize>samples;
  const whole = end - 16;
  const factor = v128.load(pointer(slots.FINISH_CONSTANTS), finish.FACTOR);
  const summand = v128.load(pointer(slots.FINISH_CONSTANTS), finish.SUMMAND);
  const least = i32x4.splat(curve.LEAST_LIGHT);
  const full = i32x4.splat(curve.FULL_LIGHT);
  const table = i32x4.splat(<i32>tableOf(0) - (curve.LEAST_LIGHT >> curve.CODE_SHIFT));
  for (; out < end; out += 16) {
    v128.store(places, addressesOf(lightAt<Scaled>(sums, factor, summand), least, full, table));
    v128.store(places, addressesOf(lightAt<Scaled>(sums + 16, factor, summand), least, full, table), 16);
    v128.store(places, addressesOf(lightAt<Scaled>(sums + 32, factor, summand), least, full, table), 32);
    v128.store(places, addressesOf(lightAt<Scaled>(sums + 48, factor, summand), least, full, table), 48);
    sums += 64;
    if (out > whole) break;
    store<u32>(out, fourAt(places));
    store<u32>(out, fourAt(places + 16), 4);
    store<u32>(out, fourAt(places + 32), 8);
    store<u32>(out, fourAt(places + 48), 12);
  }
  for (let place = places; out < end; out++) {
    store<u8>(out, load<u8>(<usize>load<u32>(place)));
    place += 4;
  }
}

function lightAt<Scaled>(sums: usize, factor: v128, summand: v128): v128 {
  const v = v128.load(sums);
  return isFloat<Scaled>() ? f32x4.add(f32x4.mul(v, factor), summand) : v;
}

/** Where the codes of four samples lie: lookups take their addresses from memory, since taking lanes apart costs more. */
function addressesOf(v: v128, least: v128, full: v128, tables: v128): v128 {
  return i32x4.add(i32x4.shr_u(f32x4.pmin(full, f32x4.pmax(least, v)), curve.CODE_SHIFT), tables);
}

/** Four codes by their addresses. */
function fourAt(places: usize): u32 {
  const first = <u32>load<u8>(<usize>load<u32>(places));
  const second = <u32>load<u8>(<usize>load<u32>(places, 4));
  const third = <u32>load<u8>(<usize>load<u32>(places, 8));
  const fourth = <u32>load<u8>(<usize>load<u32>(places, 12));
  return first | (second << 8) | (third << 16) | (fourth << 24);
}

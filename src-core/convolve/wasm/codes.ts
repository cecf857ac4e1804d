// Light to codes of 8 bits: the upper bits of light as float32 are the place of its code in a table.
import * as curve from './curve-slots';
import { channels, colours, hasAlpha } from './job';
import { curveOf, curveTable } from './light';
import { colourLanes } from './pixels';

/** In place: whole numbers of 32 bits instead of floats; α (a fraction) is rounded. */
export function codesOfLight(values: usize, count: i32): void {
  placesOfLight(values, count);
  const step = (<usize>channels) << 2;
  const end = values + <usize>count * step;
  const red = curveTable(curveOf(0), curve.CODES);
  if (colours == 1) {
    for (; values < end; values += step) store<u32>(values, <u32>load<u8>(red + load<u32>(values)));
    return;
  }
  const green = curveTable(curveOf(1), curve.CODES);
  const blue = curveTable(curveOf(2), curve.CODES);
  for (; values < end; values += step) {
    store<u32>(values, <u32>load<u8>(red + load<u32>(values)));
    store<u32>(values, <u32>load<u8>(green + load<u32>(values, 4)), 4);
    store<u32>(values, <u32>load<u8>(blue + load<u32>(values, 8)), 8);
  }
}

function placesOfLight(values: usize, count: i32): void {
  const end = values + ((<usize>(count * channels)) << 2);
  const colourful = colourLanes(hasAlpha ? channels : 1);
  const least = i32x4.splat(curve.LEAST_LIGHT);
  const full = i32x4.splat(curve.FULL_LIGHT);
  for (; values < end; values += 16) {
    const v = v128.load(values);
    const light = f32x4.pmin(full, f32x4.pmax(least, v));
    const place = i32x4.shr_u(i32x4.sub(light, least), curve.CODE_SHIFT);
    if (hasAlpha) {
      const alpha = i32x4.trunc_sat_f32x4_s(f32x4.add(f32x4.mul(v, f32x4.splat(255)), f32x4.splat(0.5)));
      v128.store(values, v128.bitselect(place, alpha, colourful));
    } else {
      v128.store(values, place);
    }
  }
}

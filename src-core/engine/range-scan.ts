// The smallest and largest colour of a filter's result, gathered over bands (SEMANTICS §5, `minmax`).
import type { ColourSpace } from '../colour/colour-space.ts';
import { curveOf, decodeCurve } from '../colour/curve.ts';
import type { Settings } from '../filters/settings.ts';
import { fullScale, hasOpacity, type Depth, type Raster } from '../raster.ts';

export type Range = readonly [number, number];

export interface RangeScan {
  /** A float result in encoded values. */
  add(raster: Raster): void;
  /** In the filter's light; [0, 0] when no pixel can be seen. */
  readonly range: Range;
}

/** `depth` decides which opacity is too little to be seen. */
export function createRangeScan(settings: Settings, space: ColourSpace, depth: Depth): RangeScan {
  const leastOpacity = depth === 'f32' ? 1e-6 : 0.5 / fullScale(depth);
  const toLight = (value: number, channel: number): number =>
    settings.light === 'linear' ? decodeCurve(curveOf(space, channel), value) : value;
  const luminance = settings.channels === 'luminance';
  let low = Infinity;
  let high = -Infinity;

  function include(value: number): void {
    if (!Number.isFinite(value)) return;
    if (value < low) low = value;
    if (value > high) high = value;
  }

  function addLuminance({ channels, data }: Raster, opacityAt: number): void {
    const [red, green, blue] = space.luminance;
    for (let i = 0; i < data.length; i += channels) {
      if (opacityAt >= 0 && !(data[i + opacityAt]! >= leastOpacity)) continue;
      include(red * toLight(data[i]!, 0) + green * toLight(data[i + 1]!, 1) + blue * toLight(data[i + 2]!, 2));
    }
  }

  /** Curves rise, so the extremes in light are those of the encoded values. */
  function addChannel({ channels, data }: Raster, channel: number, opacityAt: number): void {
    let least = Infinity;
    let most = -Infinity;
    for (let i = channel; i < data.length; i += channels) {
      if (opacityAt >= 0 && !(data[i - channel + opacityAt]! >= leastOpacity)) continue;
      const value = data[i]!;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    if (least > most) return;
    include(toLight(least, channel));
    include(toLight(most, channel));
  }

  return {
    add(raster) {
      const { channels } = raster;
      const opacityAt = hasOpacity(channels) ? channels - 1 : -1;
      const colours = channels < 3 ? 1 : 3;
      if (luminance && colours === 3) return addLuminance(raster, opacityAt);
      for (let channel = 0; channel < colours; channel += 1) {
        if (isTicked(settings, channel, colours)) addChannel(raster, channel, opacityAt);
      }
    },
    get range(): Range {
      return low <= high ? [low, high] : [0, 0];
    },
  };
}

/** SEMANTICS §9: on grey images any of r, g, b means the grey. */
function isTicked({ channels, opacity }: Settings, channel: number, colours: number): boolean {
  if (opacity === 'only') return false;
  if (channels === 'luminance') return true;
  return colours === 1 ? /[rgb]/.test(channels) : channels.includes('rgb'.charAt(channel));
}

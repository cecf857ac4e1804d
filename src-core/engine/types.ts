// What the engine offers; engine.ts fulfils it, the document engine, the library and the command line build on it.
import type { ColourSpace } from '../colour/colour-space.ts';
import type { Operator } from '../filters/filter.ts';
import type { Settings } from '../filters/settings.ts';
import type { Rectangle } from '../geometry.ts';
import type { Cell } from '../kernel/kernel.ts';
import type { ChannelCount, Depth, Raster, RasterLike, Samples, Size } from '../raster.ts';

/** How a result was computed. */
export interface Plan {
  /** As the status bar shows it: `5×5 separable`. */
  readonly label: string;
  readonly method: 'copy' | 'direct' | 'separable' | 'integer' | 'running' | 'differences' | 'multirate' | 'fourier';
  readonly arithmetic: 'integer' | 'float';
  /** True when every byte equals the float64 reference's (SEMANTICS §5). */
  readonly exact: boolean;
  /** Bound of the error before rounding: levels for u8 and u16, units for f32. */
  readonly bound: number;
  readonly milliseconds: number;
}

export interface Candidate {
  /** As in the status bar: `5×5 separable`. */
  readonly label: string;
  readonly applies: boolean;
  /** The cost model's estimate for the whole picture on all threads; null where the path does not apply. */
  readonly milliseconds: number | null;
  /** Every byte equals the float64 reference's (SEMANTICS §5). */
  readonly exact: boolean;
  /** Largest error before rounding, levels for u8 and u16, units for f32; null where the path does not apply. */
  readonly bound: number | null;
  /** Why it was chosen, or why not. */
  readonly reason: string;
}

export interface Explanation {
  readonly chosen: Candidate;
  /** All paths, the chosen one first, the others from the cheapest on. */
  readonly candidates: readonly Candidate[];
}

/** An image in the engine's memory; `data` is a view on it. Released images throw on use. */
export interface EngineImage extends Raster {
  release(): void;
}

export interface EngineResult extends EngineImage {
  readonly plan: Plan;
  /** Samples that had no valid value (NaN, ±∞) and were set to 0. */
  readonly invalidSamples: number;
  /** The minimum and maximum that `minmax` mapped; null for other outputs. */
  readonly range: readonly [number, number] | null;
}

export interface ConvolveOptions {
  readonly signal?: AbortSignal | undefined;
  /** Depth of the result; the source's by default. */
  readonly depth?: Depth | undefined;
  /** Transfer curve and luminance row; sRGB by default. */
  readonly colourSpace?: ColourSpace | undefined;
  /** Part of the result to compute, in the coordinates of the whole result. Bytes do not depend on it. */
  readonly rectangle?: Rectangle | undefined;
  /** The source raster is this part of a larger picture of `whole` size: borders act at the edges of the whole. */
  readonly window?:
    | {
        readonly x: number;
        readonly y: number;
        readonly whole: { readonly width: number; readonly height: number };
      }
    | undefined;
  /** Whether α is full in every pixel of the whole picture; the source is looked through when this is left out. */
  readonly opaque?: boolean | undefined;
  /** One way of computing by its label, as `explain` lists them; chosen by cost when left out. */
  readonly plan?: string | undefined;
  /** A known range for `minmax`, found on the whole picture; otherwise it is found on the source given. */
  readonly range?: readonly [number, number] | undefined;
  /** Floats without a valid value stay what they are instead of 0, to be found by `mark` and `measure`. */
  readonly keepInvalid?: boolean | undefined;
}

export type ConvolveSettings = { readonly [K in keyof Settings]?: Settings[K] | undefined } & {
  /** Depth of the result, as in the options; for callers that write all names in one place. */
  readonly depth?: Depth | undefined;
};

/** A kernel as callers write it: any list of numbers; the anchor of SEMANTICS §2 where it is left out. */
export interface KernelLike {
  readonly rows: number;
  readonly columns: number;
  readonly weights: ArrayLike<number>;
  readonly anchor?: Cell | undefined;
}

export type GaussianSettings = ConvolveSettings & { readonly sigmaX: number; readonly sigmaY?: number | undefined };

/** Pixels of a picture, the first of them at (x, y) of it. */
export interface ImagePart {
  readonly raster: Raster;
  readonly x: number;
  readonly y: number;
}

/** How samples become RGBA u8 for the screen: they are sRGB's, or go through linear light (display.ts). */
export type Look = 'srgb' | LightTables;

export interface LightTables {
  /** Per channel the light of every code; of 65536 codes for floats. */
  readonly light: readonly Float32Array[];
  /** Nine numbers from the picture's primaries to sRGB's, row by row. */
  readonly matrix: readonly number[] | null;
  /** sRGB's codes for evenly spaced light from 0 to 1 (LIGHT_STEPS of wasm/pixel-slots.ts, and one). */
  readonly encoding: Uint8Array;
}

export interface Stoppable {
  readonly signal?: AbortSignal | undefined;
}

/** What the engine does to pixels besides filtering them. */
export interface PixelWork {
  /** The means of factor × factor blocks, colour weighted by opacity; blocks cut off by the edges average what there is. */
  shrink(source: Raster, factor: number, options?: Stoppable): Promise<EngineImage>;
  /**
   * The rectangle of a picture, put together from parts of it that do not overlap; as RGBA u8 where a look is given.
   * Floats without a valid value become 0 and are counted, unless they are to stay what they are.
   */
  compose(
    parts: readonly ImagePart[],
    rectangle: Rectangle,
    options?: Stoppable & { readonly look?: Look | null | undefined; readonly keepInvalid?: boolean },
  ): Promise<{ readonly image: EngineImage; readonly invalidSamples: number }>;
  /** Whether α is full in every pixel. */
  isOpaque(source: Raster, options?: Stoppable): Promise<boolean>;
  /** The samples in the rectangle that have no valid value (NaN, ±∞); integers have none. */
  countInvalid(source: Raster, rectangle: Rectangle, options?: Stoppable): Promise<number>;
}

/** Values below `low` and above `high` are out of range, those at and beyond the edges clipped: what rounding may do lies between. */
export interface Limits {
  readonly low: number;
  readonly high: number;
  readonly edgeLow: number;
  readonly edgeHigh: number;
}

/** What is found among the samples of one channel, or of luminance, that have a valid value. */
export interface LaneMeasure {
  readonly minimum: number;
  readonly maximum: number;
  readonly sum: number;
  readonly squares: number;
  readonly below: number;
  readonly above: number;
  readonly clippedLow: number;
  readonly clippedHigh: number;
}

/** Counts of pixels: one with a sample below and another above is counted twice. */
export interface PixelMarks {
  readonly below: number;
  readonly above: number;
  readonly invalid: number;
}

export interface Measure {
  /** Of every channel, then of luminance where there are three colours. */
  readonly lanes: readonly LaneMeasure[];
  readonly pixels: PixelMarks;
}

/** A part of a picture from row to row, and the shares of red, green and blue in its luminance. */
export interface TallyOptions extends Stoppable {
  readonly luminance: readonly [number, number, number];
  readonly rows?: { readonly top: number; readonly height: number } | undefined;
}

/** How the engine looks through pictures for those who want to know what is in them. */
export interface InspectWork {
  /** Of floats. */
  measure(source: Raster, limits: Limits, options: TallyOptions): Promise<Measure>;
  /**
   * How many samples fall into which bin, lane after lane as `measure` has them. The bins of integers are their codes;
   * of floats, `bins` parts of `domain`, of which the first and the last take what lies beyond.
   */
  sort(
    source: Raster,
    bins: number,
    options: TallyOptions & { readonly domain?: readonly [number, number] | undefined },
  ): Promise<Uint32Array>;
  /** Of floats: the three counts of `PixelMarks` for every block of factor × factor, as an image of u16. */
  mark(source: Raster, factor: number, limits: Limits, options?: Stoppable): Promise<EngineImage>;
  /** After minus before for the screen: RGBA u8. Both have the same size and kind. */
  difference(after: Raster, before: Raster, look: DifferenceLook, options?: Stoppable): Promise<EngineImage>;
}

export interface DifferenceLook {
  /** The ends of the scale stand for a difference of full scale / gain. */
  readonly gain: number;
  /** Grey is no difference; else black is none, and its direction does not show. */
  readonly signed: boolean;
  readonly of: 'colour' | 'opacity';
}

export interface Engine extends PixelWork, InspectWork {
  readonly threads: number;
  /** A copy of the samples given, or zeros. */
  image(spec: {
    width: number;
    height: number;
    channels: ChannelCount;
    depth: Depth;
    data?: Samples | undefined;
  }): EngineImage;
  /** A copy of a large raster, in pieces between which others are answered. Rejects with `signal.reason`. */
  copyOf(raster: Raster, signal: AbortSignal): Promise<EngineImage>;
  /** Slides a kernel or operator over the source. Rejects with `signal.reason` when aborted. */
  convolve(
    source: RasterLike,
    operator: KernelLike | Operator,
    settings?: ConvolveSettings,
    options?: ConvolveOptions,
  ): Promise<EngineResult>;
  /** SEMANTICS §10. σ in pixels, `sigmaY` as `sigmaX` where it is left out; Linear light by default. */
  gaussian(source: RasterLike, settings: GaussianSettings, options?: ConvolveOptions): Promise<EngineResult>;
  /**
   * The part of the picture that a part of the result reads: `whole` is the picture's size, the rectangle is in the
   * coordinates of the whole result. Some plans compute in blocks and read more than the kernel reaches.
   */
  inputOf(
    source: { readonly channels: ChannelCount; readonly depth: Depth; readonly whole: Size },
    operator: KernelLike | Operator,
    settings: ConvolveSettings,
    rectangle: Rectangle,
    options?: ConvolveOptions,
  ): Rectangle;
  /** The blocks, anchored at the picture's first pixel, in which the result is computed: a part that cuts one costs all of it. */
  blocksOf(
    source: { readonly channels: ChannelCount; readonly depth: Depth; readonly whole: Size },
    operator: KernelLike | Operator,
    settings: ConvolveSettings,
    options?: ConvolveOptions,
  ): Size;
  /** Which plan serves a call, what it is expected to cost, how exact it is, and why the others lost. */
  explain(
    operator: KernelLike | Operator,
    image: Size & { readonly channels: ChannelCount; readonly depth: Depth },
    settings?: ConvolveSettings,
    options?: ConvolveOptions,
  ): Explanation;
  close(): Promise<void>;
}

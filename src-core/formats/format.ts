// A file format as pure data, and the interface a codec fulfils. One file per format, listed in index.ts.
import type { ColourSpace } from '../colour/colour-space.ts';
import type { Depth, Raster } from '../raster.ts';

export type FormatOption =
  | {
      readonly kind: 'number';
      readonly name: string;
      readonly label: string;
      readonly min: number;
      readonly max: number;
      readonly default: number;
    }
  | {
      readonly kind: 'choice';
      readonly name: string;
      readonly label: string;
      readonly choices: readonly { readonly value: string; readonly label: string }[];
      readonly default: string;
    }
  | { readonly kind: 'switch'; readonly name: string; readonly label: string; readonly default: boolean };

export type OptionValues = Readonly<Record<string, number | string | boolean>>;

export interface Format {
  readonly id: string;
  readonly label: string;
  /** Without dots, the usual one first. */
  readonly extensions: readonly string[];
  readonly mediaType: string;
  /** True when the first bytes of a file are this format's. */
  readonly matches: (head: Uint8Array) => boolean;
  /** Depths an export can hold, best first; empty when the format is only read. */
  readonly writes: readonly Depth[];
  readonly lossless: boolean;
  readonly opacity: boolean;
  readonly maxSide: number;
  readonly options: readonly FormatOption[];
}

/** Raw blocks as they stand in the file, without container headers. */
export interface MetadataBlocks {
  readonly exif: Uint8Array | null;
  readonly xmp: Uint8Array | null;
  readonly icc: Uint8Array | null;
}

export interface DecodedImage {
  readonly raster: Raster;
  readonly format: string;
  readonly colourSpace: ColourSpace;
  readonly metadata: MetadataBlocks;
  readonly notes: readonly string[];
}

/** A picture before all of it is decoded: 1 pixel of `image` stands for 2^level × 2^level. */
export interface CoarseImage {
  readonly image: DecodedImage;
  readonly level: number;
  /** Of the whole picture, upright. */
  readonly width: number;
  readonly height: number;
}

export interface DecodeOptions {
  readonly fileName: string;
  /** Take what is left of a torn file. */
  readonly acceptDamaged: boolean;
  readonly maxPixels: number;
  readonly signal?: AbortSignal;
  /** Called once at most and before `decode` resolves, where a coarse picture can be had much sooner. `decode` may still fail. */
  readonly onCoarse?: ((coarse: CoarseImage) => void) | undefined;
}

export interface EncodeRequest {
  readonly format: string;
  readonly options: OptionValues;
  /** all: EXIF, XMP and ICC as they are · private: without the GPS part of EXIF and XMP · none: the profile only. */
  readonly keepMetadata: 'all' | 'private' | 'none';
}

/** Turns files into pixels and back. Works on buffers only; injected into the engine process. */
export interface Codec {
  /** Errors: unsupported, corrupt, too-large; sentences name `fileName`. */
  decode(bytes: Uint8Array, options: DecodeOptions): Promise<DecodedImage>;
  /** The raster's depth is one that the format writes. Resolves with the file's bytes and notes on what could not be kept. */
  encode(
    raster: Raster,
    source: Pick<DecodedImage, 'colourSpace' | 'metadata'>,
    request: EncodeRequest,
    options: { signal?: AbortSignal },
  ): Promise<{ bytes: Uint8Array; notes: readonly string[] }>;
}

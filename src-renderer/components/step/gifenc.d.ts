// What of gifenc is used here; the package brings no types.
declare module 'gifenc' {
  export interface GifWriter {
    writeFrame(
      index: Uint8Array,
      width: number,
      height: number,
      options: { readonly palette: readonly (readonly number[])[]; readonly delay: number },
    ): void;
    finish(): void;
    bytes(): Uint8Array;
  }
  export function GIFEncoder(): GifWriter;
  export function quantize(rgba: Uint8ClampedArray, maxColours: number): number[][];
  export function applyPalette(rgba: Uint8ClampedArray, palette: number[][]): Uint8Array;
}

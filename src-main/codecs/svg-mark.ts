// A drawn SVG travels as a PNG with a private chunk, so that whoever opens it knows what it was.
import { insertChunks, readChunks } from './png-chunks.ts';

/** Ancillary, private, safe to copy. */
const CHUNK = 'kcSv';

export function markAsSvg(png: Uint8Array): Uint8Array {
  return insertChunks(png, [{ type: CHUNK, data: new Uint8Array([1]) }]);
}

/** Notes of a drawn SVG; null for every other file. */
export function markOfSvg(bytes: Uint8Array): { notes: readonly string[] } | null {
  const [ihdr, mark] = readChunks(bytes.subarray(0, 64));
  if (!ihdr || mark?.type !== CHUNK) return null;
  const view = new DataView(ihdr.data.buffer, ihdr.data.byteOffset, ihdr.data.byteLength);
  return { notes: [`Drawn at its own size, ${view.getUint32(0)} × ${view.getUint32(4)} pixels.`] };
}

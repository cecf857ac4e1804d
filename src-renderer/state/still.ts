// A small picture as an address an <img> can show: pixels behind a header, so that no canvas has to be composited for it.
// The address holds the pixels: one that named them would have to be made known to the browser's own process, and waited for.

export interface Still {
  readonly url: string;
}

const HEADER_BYTES = 14 + 108;

/** `pixels`: RGBA, straight opacity, row by row from the top. */
export function stillOf(pixels: Uint8Array, width: number, height: number): Still {
  return { url: `data:image/bmp;base64,${base64Of(bitmapOf(pixels, width, height))}` };
}

/** Browsers from 2025 on have it built in; the others take milliseconds for each. */
interface Base64 {
  toBase64?(): string;
}

function base64Of(bytes: Uint8Array & Base64): string {
  if (bytes.toBase64) return bytes.toBase64();
  let text = '';
  // A function takes so many arguments at a time.
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

/** A Windows bitmap with a BITMAPV4HEADER, whose masks let RGBA bytes stand as they are. */
export function bitmapOf(pixels: Uint8Array, width: number, height: number): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(HEADER_BYTES + pixels.byteLength);
  const header = new DataView(file.buffer);
  const write32 = (offset: number, value: number): void => header.setInt32(offset, value, true);
  header.setUint16(0, 0x424d);
  write32(2, file.byteLength);
  write32(10, HEADER_BYTES);
  write32(14, 108);
  write32(18, width);
  // Negative: the first row is the top one.
  write32(22, -height);
  header.setUint16(26, 1, true);
  header.setUint16(28, 32, true);
  // BI_BITFIELDS, then the masks of red, green, blue, opacity, then 'sRGB'.
  write32(30, 3);
  write32(34, pixels.byteLength);
  write32(54, 0x000000ff);
  write32(58, 0x0000ff00);
  write32(62, 0x00ff0000);
  write32(66, 0xff000000 | 0);
  write32(70, 0x73524742);
  file.set(pixels, HEADER_BYTES);
  return file;
}

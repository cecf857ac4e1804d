// A small picture as an address an <img> can show: pixels behind a header, so that no canvas has to be composited for it.

export interface Still {
  readonly url: string;
  close(): void;
}

const HEADER_BYTES = 14 + 108;

/** `pixels`: RGBA, straight opacity, row by row from the top. */
export function stillOf(pixels: Uint8Array, width: number, height: number): Still {
  const url = URL.createObjectURL(new Blob([bitmapOf(pixels, width, height)], { type: 'image/bmp' }));
  return { url, close: () => URL.revokeObjectURL(url) };
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

// Reading signatures at the start of a file.

export function startsWith(head: Uint8Array, signature: readonly number[], offset = 0): boolean {
  if (head.length < offset + signature.length) return false;
  return signature.every((byte, index) => head[offset + index] === byte);
}

export function startsWithText(head: Uint8Array, text: string, offset = 0): boolean {
  if (head.length < offset + text.length) return false;
  for (let index = 0; index < text.length; index++) {
    if (head[offset + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}

/** ASCII text of a part of the head; other bytes become "?". */
export function asciiOf(head: Uint8Array, start: number, end: number): string {
  let text = '';
  for (const byte of head.subarray(start, end)) text += byte >= 9 && byte < 127 ? String.fromCharCode(byte) : '?';
  return text;
}

/** The brands of an ISO media file (`ftyp` box: AVIF, HEIC, camera RAW, video), major brand first; empty for other files. */
export function brandsOf(head: Uint8Array): readonly string[] {
  if (!startsWithText(head, 'ftyp', 4)) return [];
  const size = ((head[0] ?? 0) << 24) | ((head[1] ?? 0) << 16) | ((head[2] ?? 0) << 8) | (head[3] ?? 0);
  const end = Math.min(head.length, Math.max(16, Math.min(size, 256)));
  const brands = [asciiOf(head, 8, 12)];
  for (let offset = 16; offset + 4 <= end; offset += 4) brands.push(asciiOf(head, offset, offset + 4));
  return brands;
}

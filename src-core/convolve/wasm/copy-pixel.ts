// One stored pixel of one to four samples of 1, 2 or 4 bytes.

export function copyPixel(out: usize, from: usize, bytes: usize): void {
  if (bytes == 1) store<u8>(out, load<u8>(from));
  else if (bytes < 4) ends<u16>(out, from, bytes);
  else if (bytes < 8) ends<u32>(out, from, bytes);
  else ends<u64>(out, from, bytes);
}

/** From the first and the last word, which may be the same or overlap. */
function ends<T>(out: usize, from: usize, bytes: usize): void {
  const last = bytes - sizeof<T>();
  const word = load<T>(from + last);
  store<T>(out, load<T>(from));
  store<T>(out + last, word);
}

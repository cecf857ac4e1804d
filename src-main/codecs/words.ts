// The sentences of opening and saving pictures, in one voice.
import { AppError, type ErrorCode } from '../../src-core/errors.ts';

/** 1216 as "1,216". */
export function grouped(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** 1.9 gigapixels, 24 megapixels. */
export function pixelCount(pixels: number): string {
  const [unit, name] = pixels >= 1e9 ? [1e9, 'gigapixel'] : [1e6, 'megapixel'];
  const value = pixels / unit;
  const short = value < 10 ? value.toFixed(1).replace(/\.0$/, '') : grouped(value);
  return `${short} ${name}${short === '1' ? '' : 's'}`;
}

/** 31 GB, 48 MB, 512 bytes. */
export function byteCount(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let value = bytes;
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000;
  return `${unit > 0 && value < 10 ? value.toFixed(1).replace(/\.0$/, '') : grouped(value)} ${units[unit] ?? ''}`;
}

/** "<name> could not be opened. <why> The file was not changed." */
export function cannotOpen(code: ErrorCode, fileName: string, why: string, cause?: unknown): AppError {
  const safe = code === 'corrupt' ? ' The file was not changed.' : '';
  return new AppError(code, `${fileName} could not be opened. ${why}${safe}`, { cause });
}

export function tooLarge(fileName: string, pixels: number, bytesPerPixel: number, maxPixels: number): AppError {
  const need = `${pixelCount(pixels)} need ${byteCount(pixels * bytesPerPixel)}`;
  return new AppError(
    'too-large',
    `${fileName} is too large: ${need}, and at most ${pixelCount(maxPixels)} can be opened.`,
  );
}

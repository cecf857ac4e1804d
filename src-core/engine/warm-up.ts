// Before a picture is open: every preset once on a small one, so that the first real picture finds code that is compiled
// and has run. A first preview takes several times as long without.
import { SRGB } from '../colour/colour-space.ts';
import { AppError } from '../errors.ts';
import type { DecodedImage } from '../formats/format.ts';
import { wholeOf } from '../geometry.ts';
import { PRESETS } from '../presets.ts';
import { createRaster } from '../raster.ts';
import { createDocumentSession } from './document-session.ts';
import { openPicture, type OpenPictureParts } from './open-picture.ts';
import { render } from './preview.ts';
import { pause } from './queue.ts';
import { thumbnail } from './thumbnail.ts';

const SIZE = { width: 480, height: 320 } as const;
const THUMBNAIL = { maxWidth: 160, maxHeight: 107 } as const;
/** Code is compiled again, and better, once it has run a few times. */
const ROUNDS = 2;

/** Ends early, without an error, when `signal` is aborted; nothing stays behind. */
export async function warmUp(parts: Omit<OpenPictureParts, 'closed'>, signal: AbortSignal): Promise<void> {
  const session = createDocumentSession();
  try {
    const picture = await openPicture(smallPicture(), { ...parts, closed: session.closed });
    session.complete(picture);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const preset of PRESETS) {
        await pause(signal);
        const filters = [preset.create()];
        const small = await thumbnail(picture, { filters, ...THUMBNAIL }, signal);
        small.release();
        const shown = { quality: 'exact', space: 'display', level: 0, shrink: round } as const;
        const large = await render(picture, { filters, rectangle: wholeOf(SIZE), ...shown }, signal);
        large.release();
      }
    }
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  } finally {
    await session.end(new AppError('cancelled', 'The engine is warm.'));
  }
}

/** As most photographs are: RGB, 8 bits. */
function smallPicture(): DecodedImage {
  const raster = createRaster(SIZE.width, SIZE.height, 3, 'u8');
  for (let i = 0; i < raster.data.length; i += 1) raster.data[i] = (i * 73) % 256;
  const metadata = { exif: null, xmp: null, icc: null };
  return { raster, format: 'png', colourSpace: SRGB, metadata, notes: [] };
}

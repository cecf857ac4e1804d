// What is known of an opened picture besides its pixels.
import { z } from 'zod';

export const documentInfoSchema = z.strictObject({
  width: z.int().min(1),
  height: z.int().min(1),
  channels: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  depth: z.enum(['u8', 'u16', 'f32']),
  /** Format id of formats/: png, jpeg, webp, avif, gif, tiff, svg. */
  format: z.string(),
  /** Name of the colour space the pixels are in. */
  colourSpace: z.string(),
  metadata: z.strictObject({ exif: z.boolean(), xmp: z.boolean(), icc: z.boolean(), location: z.boolean() }),
  /** Finished sentences the person should know: "Converted from CMYK to sRGB.", "Showing the first of 12 frames." */
  notes: z.array(z.string()),
});

export type DocumentInfo = Readonly<z.infer<typeof documentInfoSchema>>;

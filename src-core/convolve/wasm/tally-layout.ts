// What a thread writes while it looks through samples: float64 numbers per lane when it measures, u32 bins per lane when
// it sorts. A lane is a channel; with three colours and more, luminance is one more. Read by both sides.

export const MINIMUM = 0;
export const MAXIMUM = 1;
export const SUM = 2;
export const SQUARES = 3;
export const BELOW = 4;
export const ABOVE = 5;
/** At or beyond the edge, those out of range included. */
export const CLIPPED_LOW = 6;
export const CLIPPED_HIGH = 7;
export const LANE_NUMBERS = 8;

/** After the lanes' numbers: pixels with a sample below, above, and without a valid value. */
export const PIXELS_BELOW = 0;
export const PIXELS_ABOVE = 1;
export const PIXELS_INVALID = 2;
export const PIXEL_NUMBERS = 4;

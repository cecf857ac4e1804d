// The methods that tile.ts knows, by number; both sides import this.

/** Sums of weighted rows in float: direct and separable. */
export const ROWS = 0;
/** Sums of 16-bit integers over 8-bit samples: direct and separable. */
export const INTEGER = 1;

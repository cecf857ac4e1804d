// The methods that tile.ts knows, by number; both sides import this.

/** Sums of weighted rows in float: direct and separable. */
export const ROWS = 0;

// The methods that tile.ts knows, by number; both sides import this.

/** Sums of weighted rows in float: direct and separable. */
export const ROWS = 0;
/** Sums of 16-bit integers over 8-bit samples: direct and separable. */
export const INTEGER = 1;
/** Dense sums, two result rows at a time: float32, or pairs of 16-bit integers for 8-bit samples. */
export const DENSE = 2;
/** Symmetric rows and columns in 16-bit fixed point, for 8-bit samples. */
export const FIXED = 3;
/** Products of spectra: large kernels. */
export const FOURIER = 7;
/** Running sums of the kernel's differences: boxes, discs, lines. */
export const RUNNING = 4;
/** Wide smooth kernels on a coarse grid. */
export const MULTIRATE = 6;
/** Stored samples moved to another place. */
export const SHIFT = 5;

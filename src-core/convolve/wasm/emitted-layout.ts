// Emitted loops of a plan in the module's table, by number. Read by both sides.

/** Over the rows: the whole of a direct sum, or the first pass of two. */
export const DOWN = 0;
/** Along a row of 16-bit sums. */
export const ACROSS = 1;
export const EMITTED_FUNCTIONS = 2;
/** Plans of a job that bring some: for tiles that α weighs, and for the others. */
export const EMITTED_CODES = 2;
/** Samples of a step: rows have at least as many. */
export const STEP = 16;

// Parameters of the method that moves the picture (shift.ts).
import { PARAMETERS } from './slots';

/** Where a result's sample is read, from its own place. */
export const RIGHT = PARAMETERS;
export const DOWN = PARAMETERS + 1;

/** Path of an installed Chromium-family browser; null when there is none. */
export function installedBrowser(): string | null;
/** Resolves with an executable path; throws with what to do when there is none and none could be installed. */
export function findBrowser(): Promise<string>;
/** For a browser that does nothing but what it is asked to. */
export const browserArguments: readonly string[];

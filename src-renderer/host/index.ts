// The page's way to the program around it.
import { createBrowserHost } from './browser.ts';
import { createElectronHost } from './electron.ts';
import type { Host } from './host.ts';
import { inElectron } from './program.ts';

export function createHost(): Promise<Host> {
  return inElectron ? createElectronHost() : createBrowserHost();
}

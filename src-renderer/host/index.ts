// The only place that asks which program this page runs in.
import { createBrowserHost } from './browser.ts';
import { createElectronHost } from './electron.ts';
import type { Host } from './host.ts';

export function createHost(): Promise<Host> {
  return location.protocol === 'app:' ? createElectronHost() : createBrowserHost();
}

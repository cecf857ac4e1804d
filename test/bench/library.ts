// The library as people install it: the bundle in dist/, not the sources. The bench runs in the project's folder.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Library from '../../src-main/library.ts';

export async function loadLibrary(): Promise<typeof Library> {
  return (await import(pathToFileURL(join(process.cwd(), 'dist/main/library.js')).href)) as typeof Library;
}

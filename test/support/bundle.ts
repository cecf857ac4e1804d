// Makes one runnable file of a source file and what it imports, for tests that need a process of their own.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** `source` is a path inside the repository. Resolves with the path of the bundle in `folder`, by default a new one. */
export async function bundle(source: string, folder?: string): Promise<string> {
  const outDir = folder ?? (await mkdtemp(join(tmpdir(), 'kernelcraft-bundle-')));
  const name = `${basename(source, '.ts')}.mjs`;
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(root, source),
      outDir,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: name } },
    },
    // A script outside the repository would not find packages: they are bundled too.
    ...(folder === undefined && { ssr: { noExternal: true as const } }),
  });
  return join(outDir, name);
}

// Everything that runs in Node or in Electron's Node: dependencies but zod stay outside, our own code becomes one file per entry.
import { existsSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

const entries = {
  electron: 'src-main/electron/main.ts',
  server: 'src-main/node/main.ts',
  cli: 'src-main/cli/main.ts',
  library: 'src-main/library.ts',
  engine: 'src-main/engine-entry.ts',
  'node-engine': 'src-main/node/engine.ts',
  thread: 'src-main/thread-entry.ts',
  svg: 'src-main/svg-entry.ts',
};

export default defineConfig({
  // Every process starts with the contract: as some eighty files of its own, zod takes a third of an engine's start.
  ssr: { noExternal: ['zod'] },
  build: {
    ssr: true,
    outDir: 'dist/main',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rolldownOptions: {
      input: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file))),
      external: [...builtinModules, ...builtinModules.map((name) => `node:${name}`), 'electron'],
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'shared/[name]-[hash].js' },
    },
  },
});

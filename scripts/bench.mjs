// Makes programs of the bench's sources and runs one: `node scripts/bench.mjs main …`. Every process is one file of its own.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
const [program = 'main', ...args] = process.argv.slice(2);
/** Inside the project, so that the programs find its packages; named like what it is: nothing there is to be kept. */
const folder = join('bench-results', 'programs');
const sources = {
  main: 'test/bench/main.ts',
  plans: 'test/bench/plans.ts',
  cancel: 'test/bench/cancel.ts',
  ours: 'test/bench/ours.ts',
  copy: 'test/bench/copy.ts',
  libvips: 'test/bench/peers/libvips.ts',
};

if (!existsSync(sources[program] ?? '')) {
  process.stderr.write(`There is no program ${program} in the bench.\n`);
  process.exit(1);
}
if (!existsSync('dist/main/library.js')) {
  process.stderr.write('Kernelcraft is not built yet. Run "npm run build" first.\n');
  process.exit(1);
}
const input = Object.fromEntries(Object.entries(sources).filter(([, file]) => existsSync(file)));
await build({
  configFile: false,
  logLevel: 'error',
  build: {
    ssr: true,
    outDir: folder,
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rolldownOptions: {
      input,
      output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    },
  },
});
const child = spawn(process.execPath, [join(folder, `${program}.mjs`), ...args], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : code));

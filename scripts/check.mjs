// Type-checks every room by its own tsconfig: a folder is a permission.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const rooms = ['src-core', 'src-main', 'src-main/electron', 'src-main/node', 'src-main/preload', 'test'];
const wanted = process.argv.slice(2);
let failed = false;
const run = (...args) => {
  console.log(`check ${args.at(-1)}`);
  failed = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status !== 0 || failed;
};
for (const room of rooms) {
  if (wanted.length === 0 || wanted.includes(room)) run('node_modules/typescript/bin/tsc', '-p', room);
}
if (wanted.length === 0 || wanted.includes('src-renderer')) {
  run(
    'node_modules/svelte-check/bin/svelte-check',
    '--tsconfig',
    './tsconfig.json',
    '--fail-on-warnings',
    '--output',
    'human',
    '--workspace',
    'src-renderer',
  );
}
process.exit(failed ? 1 : 0);

// Builds everything into dist/: the convolution module, main processes, preload, renderer, the sample picture, the library's types.
// Or the parts that are named; with --unless-built nothing, where a whole build is newer than all that it is made of.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { build, runnerImport } from 'vite';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
const only = process.argv.slice(2).filter((part) => part !== '--unless-built');
const wants = (part) => only.length === 0 || only.includes(part);
const bin = (name) => join(root, 'node_modules', name);
const node = (script, ...args) => execFileSync(process.execPath, [script, ...args], { stdio: 'inherit' });

/** What a whole build makes last. */
const LAST = 'dist/types/src-main/library.d.ts';

function isBuilt() {
  if (!existsSync(LAST)) return false;
  const files = readdirSync('.').filter((name) => /^(vite.*|tsconfig.*|package.*)\.(ts|json)$/.test(name));
  const rooms = ['scripts', ...readdirSync('.').filter((name) => name.startsWith('src-'))];
  const inside = rooms.flatMap((room) => readdirSync(room, { recursive: true }).map((name) => join(room, name)));
  // A room is newer itself once something was taken out of it.
  const newest = Math.max(...[...files, ...rooms, ...inside].map((path) => statSync(path).mtimeMs));
  return newest < statSync(LAST).mtimeMs;
}

if (process.argv.includes('--unless-built') && isBuilt()) process.exit(0);

if (only.length === 0) rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });

if (wants('wasm')) {
  const compile = (config, target) =>
    node(bin('assemblyscript/bin/asc.js'), '--config', `src-core/convolve/wasm/${config}`, '--target', target);
  for (const target of ['relaxed', 'release', 'scalar']) compile('asconfig.json', target);
  for (const target of ['relaxed', 'release']) compile('asconfig.probe.json', target);
}
if (wants('main')) await build({ configFile: 'vite.main.config.ts', logLevel: 'warn' });
if (wants('preload') && existsSync('src-main/preload/preload.ts'))
  await build({ configFile: 'vite.preload.config.ts', logLevel: 'warn' });
if (wants('renderer')) await build({ configFile: 'vite.config.ts', logLevel: 'warn' });
if (wants('sample')) {
  const { module } = await runnerImport('./src-core/sample.ts', { configFile: false });
  const { data, width, height, channels } = module.renderSample(1500, 1000);
  await sharp(data, { raw: { width, height, channels } })
    .png({ compressionLevel: 9, adaptiveFiltering: true })
    .toFile('dist/sample.png');
}
if (wants('types')) node(bin('typescript/bin/tsc'), '-p', 'tsconfig.types.json');

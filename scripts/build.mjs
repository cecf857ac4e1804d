// Builds everything into dist/: the convolution module, main processes, preload, renderer, the sample picture, the library's types.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { build, runnerImport } from 'vite';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
const only = process.argv.slice(2);
const wants = (part) => only.length === 0 || only.includes(part);
const bin = (name) => join(root, 'node_modules', name);
const node = (script, ...args) => execFileSync(process.execPath, [script, ...args], { stdio: 'inherit' });

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

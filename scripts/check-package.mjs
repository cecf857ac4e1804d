// Packs the app with electron-builder round a stub of Electron and reads the layout back: archive, unpacked files, fuses.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { extractAll, extractFile, listPackage, statFile } from '@electron/asar';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const work = mkdtempSync(join(tmpdir(), 'kernelcraft-package-'));
const require = createRequire(import.meta.url);
const faults = [];
const expect = (condition, sentence) => condition || faults.push(sentence);

/** As electron/docs/tutorial/fuses.md: a sentinel in the binary, a version, a count, and one character per fuse. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSES = [
  ['runAsNode', '0'],
  ['cookieEncryption', '0'],
  ['nodeOptions', '0'],
  ['nodeCliInspect', '0'],
  ['embeddedAsarIntegrityValidation', '1'],
  ['onlyLoadAppFromAsar', '1'],
  ['loadBrowserProcessSpecificV8Snapshot', '0'],
  ['grantFileProtocolExtraPrivileges', '0'],
  ['wasmTrapHandlers', '1'],
];

function createStub() {
  const folder = join(work, 'electron');
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  // What Electron ships with: everything that costs safety is on.
  const wire = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, FUSES.length]), Buffer.from('101100011')]);
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.alloc(64), wire, Buffer.alloc(64)]), { mode: 0o755 });
  writeFileSync(join(folder, 'version'), require('electron/package.json').version);
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox', 'locales/en-US.pak']) {
    writeFileSync(join(folder, name), '');
  }
  return folder;
}

function pack(electronDist) {
  const output = join(work, 'release');
  const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
  const args = ['--dir', '--linux', `--${process.arch}`, '--publish', 'never'];
  const settings = [`-c.electronDist=${electronDist}`, `-c.directories.output=${output}`];
  const { status, stdout, stderr } = spawnSync(process.execPath, [builder, ...args, ...settings], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: 'false' },
    timeout: 300_000,
  });
  if (status !== 0) throw new Error(`electron-builder ended with ${status}:\n${stdout}\n${stderr}`);
  const [folder] = readdirSync(output).filter((name) => name.endsWith('unpacked'));
  return join(output, folder);
}

function checkFuses(app) {
  const binary = readFileSync(join(app, 'kernelcraft'));
  const start = binary.indexOf(SENTINEL) + SENTINEL.length;
  FUSES.forEach(([name, wanted], index) => {
    const found = String.fromCharCode(binary[start + 2 + index]);
    expect(found === wanted, `the fuse ${name} is ${found}, wanted ${wanted}`);
  });
}

function checkArchive(app) {
  const archive = join(app, 'resources', 'app.asar');
  const files = listPackage(archive, { isPack: false }).map((file) => file.replaceAll('\\', '/').slice(1));
  const has = (name) => files.includes(name);
  const main = JSON.parse(extractFile(archive, 'package.json').toString()).main;
  const needed = ['main/engine.js', 'main/svg.js', 'main/thread.js', 'preload/preload.cjs', 'renderer/index.html'];
  for (const name of [main, ...needed.map((file) => `dist/${file}`), 'LICENSE'])
    expect(has(name), `${name} is missing`);
  const strays = files.filter((file) => /^(src-|test|scripts|\.git|build|release)/.test(file));
  expect(strays.length === 0, `packed but not needed: ${strays.slice(0, 5).join(', ')}`);
  const tools = ['electron', 'vite', 'svelte', 'typescript', 'playwright', 'electron-builder', '@lucide/svelte'];
  for (const name of tools) expect(!has(`node_modules/${name}`), `the development tool ${name} is packed`);
  const unpacked = (name) => statFile(archive, name).unpacked === true && existsSync(join(`${archive}.unpacked`, name));
  for (const name of ['dist/wasm/convolve.wasm', 'dist/wasm/convolve-scalar.wasm', 'dist/main/thread.js']) {
    expect(has(name) && unpacked(name), `${name} is not unpacked`);
  }
  const native = files.filter((file) => /\.(node|so[.\d]*|dylib|dll)$/.test(file));
  expect(
    native.some((file) => file.includes('@img/sharp-libvips')),
    'libvips is missing',
  );
  expect(
    native.some((file) => file.endsWith('.node')),
    'sharp’s own library is missing',
  );
  for (const file of native) expect(unpacked(file), `${file} is not unpacked`);
  expect(statSync(archive).size < 40 * 2 ** 20, 'the archive is larger than 40 MiB');
  return archive;
}

/** The packed files alone have to be enough: nothing may be found in the checkout by accident. */
function checkThatItRuns(archive) {
  const folder = join(work, 'extracted');
  extractAll(archive, folder);
  const picture = join(work, 'in.svg');
  const result = join(work, 'out.png');
  writeFileSync(
    picture,
    '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>',
  );
  const cli = join(folder, 'dist', 'main', 'cli.js');
  const args = ['apply', picture, '-o', result, '--preset', 'gaussian'];
  const { status, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: work,
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(status === 0 && existsSync(result), `the packed command line failed: ${stderr}`);
}

try {
  const app = pack(createStub());
  checkFuses(app);
  checkThatItRuns(checkArchive(app));
} finally {
  rmSync(work, { recursive: true, force: true });
}
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.stdout.write(`package layout: ${faults.length === 0 ? 'as it should be' : `${faults.length} faults`}\n`);
process.exit(faults.length === 0 ? 0 : 1);

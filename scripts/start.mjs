// `npm start [-- photo.jpg]`: the Electron app where its binary is or can be fetched, else the same app in a browser.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { electronBinary, fetchElectron } from './fetch-electron.mjs';

/** An Electron that ends with an error this soon did not start. */
const START_WATCH_MS = 3000;
const NEEDED = [
  'main/electron.js',
  'main/server.js',
  'main/engine.js',
  'main/node-engine.js',
  'renderer/index.html',
  'wasm/convolve.wasm',
  'sample.png',
];
const FOR_BROWSER = ['--browser', '--port', '--no-open', '--print-url'];

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = (name) => join(root, 'dist', name);
const given = process.argv.slice(2);
const wantsBrowser = given.some((argument) => FOR_BROWSER.includes(argument.split('=')[0]));
// npm runs scripts in the project's folder; what the person typed is relative to theirs.
const folder = process.env.INIT_CWD ?? process.cwd();
const isOption = (argument, index) => argument.startsWith('-') || given[index - 1] === '--port';
const args = given
  .filter((argument) => argument !== '--browser')
  .map((argument, index) => (isOption(argument, index) ? argument : resolve(folder, argument)));

const say = (sentence) => process.stdout.write(`${sentence}\n`);
const showProgress = (line) => (process.stdout.isTTY ? process.stdout.write(`\r\x1b[K${line}`) : say(line));

if (NEEDED.some((name) => !existsSync(dist(name)))) {
  process.stderr.write('Kernelcraft is not built yet. Run "npm run build" first.\n');
  process.exit(1);
}
const missing = args.find((argument, index) => !isOption(argument, index) && !existsSync(argument));
if (missing) {
  process.stderr.write(`${missing} was not found.\n`);
  process.exit(1);
}

/** The reason why Electron is out of the question here, or null; empty where the Node host says it itself. */
function obstacle() {
  if (process.platform !== 'linux') return null;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return '';
  if (process.getuid() === 0) return 'Electron does not run its sandbox as root';
  return null;
}

async function startInElectron(binary) {
  const environment = { ...process.env };
  delete environment.ELECTRON_RUN_AS_NODE;
  const startedAt = Date.now();
  const child = spawn(binary, [root, ...args], { stdio: 'inherit', env: environment });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const code = await new Promise((done) => {
    child.once('error', () => done(1));
    child.once('exit', (exitCode, signal) => done(exitCode ?? (signal ? 130 : 1)));
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal);
  if (code !== 0 && code !== 130 && Date.now() - startedAt < START_WATCH_MS) return false;
  process.exit(code);
}

async function startInBrowser() {
  process.argv = [process.execPath, dist('main/server.js'), ...args];
  await import(pathToFileURL(dist('main/server.js')).href);
}

async function findElectron() {
  const why = obstacle();
  if (why) say(`${why}: starting in the browser instead.`);
  if (why !== null) return null;
  const present = electronBinary();
  if (present) return present;
  try {
    const fetched = await fetchElectron(showProgress);
    say('');
    return fetched;
  } catch {
    say(`${process.stdout.isTTY ? '\n' : ''}Electron could not be fetched: starting in the browser instead.`);
    return null;
  }
}

const binary = wantsBrowser ? null : await findElectron();
if (!binary) await startInBrowser();
else if (!(await startInElectron(binary))) {
  say('Electron could not be started here: starting in the browser instead.');
  await startInBrowser();
}

// Where our own built files are, whichever bundle or chunk asks; and where the person's settings live.
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Full path of a file in dist/: `distFile('main/engine.js')`. Works from a bundle, a chunk, an asar archive and the sources. */
export function distFile(name: string): string {
  const path = join(distFolder(dirname(fileURLToPath(import.meta.url))), ...name.split('/'));
  // What was unpacked beside the archive is taken from there: threads and the system read no archives.
  const unpacked = path.replace(/([\\/]app\.asar)(?=[\\/])/, '$1.unpacked');
  return unpacked !== path && existsSync(unpacked) ? unpacked : path;
}

/** dist/ as seen from a folder of ours: the parent of `main`, or beside the sources. */
export function distFolder(from: string): string {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    if (basename(folder) === 'main' && basename(dirname(folder)) === 'dist') return dirname(folder);
    if (basename(folder) === 'src-main') return join(dirname(folder), 'dist');
  }
  throw new Error(`Expected ${from} to lie in dist/main or src-main.`);
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The user data folder: KERNELCRAFT_DATA, else the place the system names for settings. */
export function userDataFolder(
  environment: Environment = process.env,
  platform: string = process.platform,
  home: string = homedir(),
): string {
  const override = environment['KERNELCRAFT_DATA'];
  if (override) return override;
  if (platform === 'win32') return join(environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Kernelcraft');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Kernelcraft');
  const configured = environment['XDG_CONFIG_HOME'];
  // The XDG specification says that a relative path is to be ignored.
  return join(configured?.startsWith('/') ? configured : join(home, '.config'), 'kernelcraft');
}

/** The version in our package.json, which lies beside dist/. */
export function packageVersion(): string {
  const text = readFileSync(distFile('../package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

// Where Electron's binary is, and fetching it with progress when it is missing. Never loads the `electron` package itself.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A download that brings nothing for this long has failed. */
const STALL_MS = 15_000;

const require = createRequire(import.meta.url);

function packageFolder() {
  try {
    return dirname(require.resolve('electron/package.json'));
  } catch {
    // Installed without development dependencies.
    return null;
  }
}

/** Path of the executable if it is there, else null. */
export function electronBinary() {
  const folder = packageFolder();
  const pathFile = folder && join(folder, 'path.txt');
  if (!pathFile || !existsSync(pathFile)) return null;
  const binary = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), readFileSync(pathFile, 'utf8'));
  return existsSync(binary) ? binary : null;
}

/** Resolves with the path of the fetched executable; throws when it cannot be had. */
export async function fetchElectron(print) {
  const folder = packageFolder();
  if (!folder) throw new Error('the electron package is not installed');
  if (process.env.ELECTRON_SKIP_BINARY_DOWNLOAD) throw new Error('ELECTRON_SKIP_BINARY_DOWNLOAD is set');
  const requireThere = createRequire(join(folder, 'package.json'));
  const { downloadArtifact } = await import(pathToFileURL(requireThere.resolve('@electron/get')).href);
  const { version } = requireThere('./package.json');
  const stalled = new AbortController();
  const expire = () => stalled.abort(new Error('the download came to a standstill'));
  let timer = setTimeout(expire, STALL_MS);
  let shown = -1;
  const getProgressCallback = ({ transferred, total }) => {
    clearTimeout(timer);
    timer = setTimeout(expire, STALL_MS);
    const percent = total ? Math.floor((transferred / total) * 100) : 0;
    if (percent === shown || (!process.stdout.isTTY && percent % 10 !== 0)) return;
    shown = percent;
    print(`Fetching Electron ${version}: ${percent} % of ${total ? Math.round(total / 1e6) : '?'} MB`);
  };
  try {
    print(`Fetching Electron ${version} …`);
    // Into the same cache that Electron's own installer then unpacks from.
    await downloadArtifact({
      version,
      artifactName: 'electron',
      checksums: requireThere('./checksums.json'),
      platform: process.platform,
      arch: process.arch,
      downloadOptions: { quiet: true, getProgressCallback, signal: stalled.signal },
    });
  } finally {
    clearTimeout(timer);
  }
  const installed = spawnSync(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore', timeout: 120_000 });
  const binary = electronBinary();
  if (installed.status !== 0 || !binary) throw new Error('the download could not be unpacked');
  return binary;
}

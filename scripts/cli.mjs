// The command line in a checkout: npm changes the working directory, INIT_CWD holds the caller's.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const program = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'main', 'cli.js');
if (!existsSync(program)) {
  console.error('kernelcraft: not built yet. Run npm run build first.');
  process.exit(2);
}
const { INIT_CWD: callersFolder } = process.env;
if (callersFolder) process.chdir(callersFolder);
await import(pathToFileURL(program).href);

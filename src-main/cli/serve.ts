// `kernelcraft serve`: the application in a browser, run by the server beside this file in dist/.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { distFile } from '../paths.ts';
import { EXIT, UsageError, type CliIo, type ExitCode } from './io.ts';

export interface ServeOptions {
  readonly port?: string;
  readonly open: boolean;
  readonly printUrl: boolean;
}

export function serverArguments(
  image: string | undefined,
  { port, open, printUrl }: ServeOptions,
  cwd: string,
): string[] {
  return [
    ...(port === undefined ? [] : ['--port', port]),
    ...(open ? [] : ['--no-open']),
    ...(printUrl ? ['--print-url'] : []),
    // A name that begins with a dash is a file, too.
    ...(image === undefined ? [] : ['--', resolve(cwd, image)]),
  ];
}

export function serveApp(image: string | undefined, options: ServeOptions, io: CliIo): Promise<ExitCode> {
  const server = distFile('main/server.js');
  if (!existsSync(server)) throw new UsageError('The application is not built. Run npm run build first.');
  const child = spawn(process.execPath, [server, ...serverArguments(image, options, io.cwd)], {
    stdio: 'inherit',
    cwd: io.cwd,
  });
  io.signal.addEventListener('abort', () => child.kill('SIGINT'), { once: true });
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('exit', (code, signal) => done(code ?? (signal === 'SIGINT' ? EXIT.interrupted : EXIT.someFailed)));
  });
}

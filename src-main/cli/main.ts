#!/usr/bin/env node
// The `kernelcraft` program: this process's streams, folder and Ctrl+C, given to the command line.
import { runCli } from './cli.ts';

const interrupt = new AbortController();
let interrupted = 0;
const stop = () => {
  // The second Ctrl+C does not wait for a clean end.
  if (++interrupted > 1) process.exit(130);
  interrupt.abort(new DOMException('Interrupted.', 'AbortError'));
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // `kernelcraft presets | head` closes the pipe: nobody is listening any more.
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

process.exitCode = await runCli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  cwd: process.cwd(),
  signal: interrupt.signal,
});

// A Node host that is killed right before the Nth file-system call of a save: `entry.mjs IMAGE ENGINE PAGE N`.
import promises, { open } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { startLoopback } from '../../../src-main/node/server.ts';

const [image = '', engineFile = '', pageFolder = '', killAt = ''] = process.argv.slice(2);
let calls = 0;
let armed = false;

function counted<A extends unknown[], R>(original: (...args: A) => R): (...args: A) => R {
  return function (this: unknown, ...args: A): R {
    if (armed && ++calls === Number(killAt)) process.kill(process.pid, 'SIGKILL');
    return original.apply(this, args);
  };
}

const probe = await open(image, 'r');
const handle = Object.getPrototypeOf(probe) as Record<string, (...args: unknown[]) => unknown>;
await probe.close();
for (const name of ['write', 'read', 'sync', 'stat', 'chmod', 'chown', 'close']) handle[name] = counted(handle[name]!);
const mutable = promises as unknown as Record<string, (...args: unknown[]) => unknown>;
for (const name of ['open', 'stat', 'access', 'realpath', 'rename', 'unlink']) mutable[name] = counted(mutable[name]!);
syncBuiltinESMExports();

const server = await startLoopback({
  version: '0.0.0',
  dataFolder: pageFolder,
  pageFolder,
  port: 0,
  initialPath: image,
  engineFile,
  act: () => undefined,
  openExternal: () => undefined,
  onCount: () => undefined,
});
process.on('message', (message) => {
  if (message === 'arm') armed = true;
  process.send?.({ calls });
});
process.send?.({ address: server.startAddress() });

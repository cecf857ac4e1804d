// Runs the built engine in a worker thread, behind the port that Electron gives its utility processes, and echoes bytes.
import { parentPort, workerData } from 'node:worker_threads';

/** Electron's ports hand their listeners an event; Node's hand over the value itself. */
const eventPort = (port) => ({
  postMessage: (value) => port.postMessage(value),
  on: (name, listener) => port.on(name, (value) => listener({ data: value })),
  start: () => undefined,
  close: () => port.close(),
});

process.parentPort = {
  postMessage: (value) => parentPort.postMessage(value),
  on: (_, listener) =>
    parentPort.on('message', ({ data, pixels, echo }) => {
      if (echo) echo.on('message', (bytes) => echo.postMessage({ head: {}, body: new Uint8Array(bytes) }));
      else listener({ data, ports: pixels ? [eventPort(pixels)] : [] });
    }),
};
await import(workerData.engineFile);

// The page's end of the engine's ports, in a thread that holds nothing else: where replies arrive, their memory is
// collected too, and a heap as large as the bench's own would be searched each time.
import { parentPort } from 'node:worker_threads';

let asked = 0;

function usePixels(port) {
  port.on('message', ({ head, body }) => {
    parentPort.postMessage({ head, bytes: body?.length ?? 0, milliseconds: performance.now() - asked });
  });
  return (message) => {
    asked = performance.now();
    port.postMessage(message);
  };
}

/** Milliseconds until the other thread's message with so many bytes is here, for each of so many times. */
async function echoed(port, bytes, count) {
  const times = [];
  for (let n = 0; n < count; n++) {
    const started = performance.now();
    await new Promise((resolve) => {
      port.once('message', resolve);
      port.postMessage(bytes);
    });
    times.push(performance.now() - started);
  }
  parentPort.postMessage({ echoed: times });
}

let send = null;
let echo = null;
parentPort.on('message', (message) => {
  if (message.pixels) send = usePixels(message.pixels);
  else if (message.echo) echo = message.echo;
  else if (message.send) send(message.send);
  else void echoed(echo, message.bytes, message.count);
});

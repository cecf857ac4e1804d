// The engine process: it serves one window's document. Electron starts this file; under Node it is part of node/engine.ts.
import { createCodec } from './codecs/codec.ts';
import { openSharp } from './codecs/sharp.ts';
import { createEngineService } from './engine-service.ts';
import { createEngine } from './library.ts';
import { connectToParent } from './wires.ts';
import type { Wire } from '../src-core/wire.ts';

/** Behind the page, main and this process's own answers, at a third of their share where all want the processors. */
const NICENESS = 5;

const service = createEngineService({
  codec: createCodec(),
  createEngine: () => createEngine({ niceness: NICENESS }),
  // The supervisor starts another process and opens the picture again.
  onLost: () => process.exit(1),
  onBug: (thrown) =>
    void process.stderr.write(`${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}\n`),
});
const { main, onPixels } = connectToParent();
service.serveMain(main);
onPixels(servePixels);
// While the picture is still on its way; whoever needs it first hears of a failure.
openSharp().catch(() => undefined);
main.onClose(() => void service.close().finally(() => process.exit(0)));

export function servePixels(wire: Wire): void {
  service.servePixels(wire);
}

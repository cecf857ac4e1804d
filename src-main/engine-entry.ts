// The engine process: it serves one window's document. Electron starts this file; under Node it is part of node/engine.ts.
import { createCodec } from './codecs/codec.ts';
import { openSharp } from './codecs/sharp.ts';
import { createEngineService } from './engine-service.ts';
import { createEngine } from './library.ts';
import { standBack } from './stand-back.ts';
import { connectToParent } from './wires.ts';
import type { Wire } from '../src-core/wire.ts';

const service = createEngineService({
  codec: createCodec(),
  async createEngine() {
    const engine = await createEngine();
    // Where its threads cannot be listed they work as they did.
    standBack().catch(() => undefined);
    return engine;
  },
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

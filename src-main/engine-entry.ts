// The engine process: started by utilityProcess.fork or child_process.fork, it serves one window's document.
import { createCodec } from './codecs/codec.ts';
import { openSharp } from './codecs/sharp.ts';
import { createEngineService } from './engine-service.ts';
import { createEngine } from './library.ts';
import { connectToParent } from './wires.ts';

const service = createEngineService({
  codec: createCodec(),
  createEngine: () => createEngine(),
  // The supervisor starts another process and opens the picture again.
  onLost: () => process.exit(1),
  onBug: (thrown) =>
    void process.stderr.write(`${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}\n`),
});
const { main, onPixels } = connectToParent();
service.serveMain(main);
onPixels((wire) => service.servePixels(wire));
// While the picture is still on its way; whoever needs it first hears of a failure.
openSharp().catch(() => undefined);
main.onClose(() => void service.close().finally(() => process.exit(0)));

// The engine process: started by utilityProcess.fork or child_process.fork, it serves one window's document.
import { createCodec } from './codecs/codec.ts';
import { createEngineService } from './engine-service.ts';
import { createEngine } from './library.ts';
import { connectToParent } from './wires.ts';

const service = createEngineService({ codec: createCodec(), createEngine: () => createEngine() });
const { main, onPixels } = connectToParent();
service.serveMain(main);
onPixels((wire) => service.servePixels(wire));
main.onClose(() => void service.close().finally(() => process.exit(0)));

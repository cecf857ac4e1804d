// The thread that draws the picture: it holds the line to the engine, and passes on what is the page's.
import { pixelCalls } from '../../src-core/contract.ts';
import { connect } from '../../src-core/rpc.ts';
import type { Wire } from '../../src-core/wire.ts';
import { portWire } from '../host/port-wire.ts';
import { openSocketWire } from '../host/socket-wire.ts';
import { serveThreadWire } from '../host/thread-wire.ts';
import type { EngineWay, FromPicture, ToPicture } from './messages.ts';
import { Picture } from './picture.ts';

const picture = new Picture((news: FromPicture) => postMessage(news));
/** The newest engine's. */
let current: Wire | null = null;

addEventListener('message', ({ data }: MessageEvent<ToPicture>) => {
  if (data.kind === 'line') void follow(data.port, data.way);
  else picture.receive(data);
});

async function follow(port: MessagePort, way: EngineWay): Promise<void> {
  const wire = await serveThreadWire(port, (signal) =>
    way instanceof MessagePort ? Promise.resolve(portWire(way)) : openSocketWire(way, signal),
  );
  if (!wire) return;
  current = wire;
  picture.setClient(connect(wire, pixelCalls));
  wire.onClose(() => {
    if (current === wire) picture.setClient(null);
  });
}

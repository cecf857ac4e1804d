// Answers requests for WebSockets that the guard has let in: the page's calls in main, its pixels in the engine.
import { WebSocketServer } from 'ws';
import { MAX_REQUEST_BYTES, PROTOCOL } from './socket-wire.ts';

export function createSocketServer(): WebSocketServer {
  return new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_REQUEST_BYTES,
    // The secret travels as a second protocol name and must not be echoed.
    handleProtocols: () => PROTOCOL,
  });
}

// A socket in a thread of its own: what arrives is taken in while the page draws, and handed over whole.

/** What the page says: where to connect, then frames, at last `close`. */
export type ToSocket = { readonly address: string; readonly protocols: readonly string[] } | ArrayBuffer | 'close';
/** What it hears. */
export type FromSocket = 'open' | ArrayBuffer | 'close';

const tell = (message: FromSocket): void =>
  postMessage(message, { transfer: message instanceof ArrayBuffer ? [message] : [] });
let socket: WebSocket | null = null;

addEventListener('message', ({ data }: MessageEvent<ToSocket>) => {
  if (data instanceof ArrayBuffer) {
    if (socket?.readyState === WebSocket.OPEN) socket.send(data);
  } else if (data === 'close') {
    socket?.close();
  } else {
    socket = new WebSocket(data.address, [...data.protocols]);
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => tell('open'), { once: true });
    socket.addEventListener('message', ({ data: frame }: MessageEvent<unknown>) => {
      // Text is outside the protocol.
      if (frame instanceof ArrayBuffer) tell(frame);
      else socket?.close(1002);
    });
    socket.addEventListener('close', () => tell('close'), { once: true });
  }
});

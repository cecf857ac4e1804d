// Does what the page does: takes the one-time address, gets its cookie and secret, and opens the two sockets.
import { once } from 'node:events';
import { request, type IncomingHttpHeaders } from 'node:http';
import { WebSocket } from 'ws';
import { mainCalls, mainEvents, pixelCalls } from '../../../src-core/contract.ts';
import { connect } from '../../../src-core/rpc.ts';
import { socketWire } from '../../../src-main/node/socket-wire.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** One request with exactly these headers; fetch would not let a test set Host or Sec-Fetch-Site. */
export function ask(
  port: number,
  path: string,
  headers: Record<string, string | string[]> = {},
  method = 'GET',
  body = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path, method, headers: { Connection: 'close', ...headers } },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

export interface PageAccess {
  readonly port: number;
  readonly origin: string;
  readonly cookie: string;
}

export async function enter(startAddress: string): Promise<PageAccess> {
  const url = new URL(startAddress);
  const answer = await ask(Number(url.port), `${url.pathname}${url.search}`);
  const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0];
  if (answer.status !== 200 || !cookie) throw new Error(`refused: ${answer.status} ${answer.text}`);
  return { port: Number(url.port), origin: url.origin, cookie };
}

export async function secretFor({ port, origin, cookie }: PageAccess): Promise<string> {
  const answer = await ask(
    port,
    '/session',
    { Origin: origin, Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' },
    'POST',
  );
  if (answer.status !== 200) throw new Error(`refused: ${answer.status} ${answer.text}`);
  return (JSON.parse(answer.text) as { secret: string }).secret;
}

/** Resolves with the open socket, or with the status that refused it. */
export function openSocket(
  { port, origin, cookie }: PageAccess,
  path: string,
  secret: string,
  headers: Record<string, string> = {},
): Promise<WebSocket | number> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, ['kernelcraft', secret], {
    origin,
    headers: { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin', ...headers },
  });
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(socket));
    socket.on('unexpected-response', (_, response) => {
      resolve(response.statusCode ?? 0);
      socket.terminate();
    });
    socket.on('error', (error) => (socket.readyState === socket.CLOSING ? undefined : reject(error)));
  });
}

export async function openPage(access: PageAccess) {
  const secret = await secretFor(access);
  const control = await openSocket(access, '/control', secret);
  const pixels = await openSocket(access, '/pixels', secret);
  if (typeof control === 'number' || typeof pixels === 'number') throw new Error('a socket was refused');
  return {
    secret,
    main: connect(socketWire(control), mainCalls, mainEvents),
    engine: connect(socketWire(pixels), pixelCalls),
    sockets: { control, pixels },
    async leave() {
      const gone = Promise.all([once(control, 'close'), once(pixels, 'close')]);
      control.close();
      pixels.close();
      await gone;
    },
  };
}

// The loopback server: the page's files, its session, and two sockets per page. Everything passes the guard first.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { toAppError, type ErrorCode } from '../../src-core/errors.ts';
import { readPageFiles, SECURITY_HEADERS, type PageFile } from '../page-files.ts';
import { Guard, type RequestKind } from './guard.ts';
import type { Pages, PagesOptions } from './pages.ts';
import { PROTOCOL } from './socket-wire.ts';
import { readUpload, SECRET_HEADER } from './upload.ts';

const MAX_BODY_BYTES = 1024;
const REQUEST_TIMEOUT_MS = 4000;
/** A file takes longer: that it keeps coming is watched where it is read. */
const UPLOAD_TIMEOUT_MS = 5 * 60_000;
/** Node's own is 30 seconds: so long half a request would hold its place. */
const TIMEOUT_CHECK_MS = 500;
const MAX_CONNECTIONS = 64;

export interface LoopbackOptions extends PagesOptions {
  readonly pageFolder: string;
  /** 0 for any free one. */
  readonly port: number;
}

export interface Loopback {
  readonly port: number;
  /** A fresh address that lets one browser in, once. */
  startAddress(): string;
  close(): Promise<void>;
}

export async function startLoopback(options: LoopbackOptions): Promise<Loopback> {
  const server = createServer({
    requestTimeout: UPLOAD_TIMEOUT_MS,
    headersTimeout: REQUEST_TIMEOUT_MS,
    connectionsCheckingInterval: TIMEOUT_CHECK_MS,
  });
  server.maxConnections = MAX_CONNECTIONS;
  const port = await listen(server, options.port);
  const guard = new Guard(port);
  const files = readPageFiles(options.pageFolder);
  // The browser starts, and asks for the first files, while what serves the pages is still being loaded.
  const loading = import('./pages.ts').then(({ Pages }) => new Pages(options));

  server.on('request', (request, response) => {
    answer(request, response, guard, files, loading).catch(() => refuse(response, 500, 'Something went wrong.'));
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const { path } = addressOf(request);
    const known = path === '/control' || path === '/pixels';
    const why = known ? guard.refusal('api', request) : 'an unknown address';
    if (why !== null) return refuseUpgrade(socket, why);
    void loading.then((pages) => {
      const page = pages.find(secretOf(request));
      if (!page) refuseUpgrade(socket, 'a missing or wrong secret');
      else if (path === '/pixels') pages.attachPixels(page, { headers: request.headers, socket, head });
      else pages.attachControl(page, request, socket, head);
    });
  });

  return {
    port,
    startAddress: () => `${guard.origin}/start?token=${guard.mintStartToken()}`,
    async close() {
      const pages = await loading;
      pages.dispose();
      // Not waited for: a socket that was on its way to an engine which ended counts as open for good.
      server.close();
      server.closeAllConnections();
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // Never another interface: the guard is written for this one.
    server.listen(port, '127.0.0.1', () => {
      server.removeListener('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  guard: Guard,
  files: ReadonlyMap<string, PageFile>,
  loading: Promise<Pages>,
): Promise<void> {
  const { path, query } = addressOf(request);
  const kind = KINDS[path] ?? 'file';
  const why = guard.refusal(kind, request);
  if (why !== null)
    return refuse(response, 403, `Refused: ${why}. Start Kernelcraft again, or use the address that it printed.`);
  if (request.method !== (kind === 'api' ? 'POST' : 'GET')) return refuse(response, 405, 'The method is not allowed.');
  if (path === '/files') return receiveFile(request, response, await loading);
  if (!(await bodyIsSmall(request))) return refuse(response, 413, 'The request is too large.');

  if (kind === 'start') {
    const cookie = guard.exchange(query.get('token'));
    if (cookie === null)
      return refuse(response, 403, 'This address was used already or has expired. Start Kernelcraft again.');
    // The page itself: on a redirect from outside a browser would hold the strict cookie back.
    return sendFile(response, files.get('/'), { 'Set-Cookie': cookie });
  }
  if (kind === 'api') {
    const secret = await (await loading).admit();
    if (secret === null) return refuse(response, 503, 'Too many windows are open. Close one first.');
    return send(response, 200, 'application/json; charset=utf-8', Buffer.from(JSON.stringify({ secret })));
  }
  return sendFile(response, files.get(path));
}

/** Everything else is a file of the page, if anything. */
const KINDS: Readonly<Record<string, RequestKind | undefined>> = {
  '/': 'page',
  '/start': 'start',
  '/session': 'api',
  '/files': 'api',
};

const STATUS: Partial<Record<ErrorCode, number>> = { invalid: 400, 'too-large': 413 };

/** A file for the page whose secret comes with it; answers with its grant. */
async function receiveFile(request: IncomingMessage, response: ServerResponse, pages: Pages): Promise<void> {
  const secret = request.headers[SECRET_HEADER];
  const page = pages.find(typeof secret === 'string' ? secret : undefined);
  if (!page) return refuse(response, 403, 'Refused: a missing or wrong secret.');
  try {
    const { name, bytes } = await readUpload(request);
    const grant = page.app.grants.bytes(name, bytes);
    send(response, 200, 'application/json; charset=utf-8', Buffer.from(JSON.stringify(grant)));
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    refuse(response, STATUS[code] ?? 500, message);
  }
}

/** The address as it was sent: compared with a list, so nothing is normalised or decoded. */
function addressOf(request: IncomingMessage): { readonly path: string; readonly query: URLSearchParams } {
  const [path = '', query = ''] = (request.url ?? '').split('?', 2);
  return { path, query: new URLSearchParams(query) };
}

function secretOf(request: IncomingMessage): string | undefined {
  const [protocol, secret, ...more] = (request.headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map((part) => part.trim());
  return protocol === PROTOCOL && more.length === 0 ? secret : undefined;
}

/** A body that nobody needs: a small one is read and forgotten, a large or slow one ends the connection. */
function bodyIsSmall(request: IncomingMessage): Promise<boolean> {
  return new Promise((resolve) => {
    let received = 0;
    const late = setTimeout(() => request.destroy(), REQUEST_TIMEOUT_MS);
    request.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received > MAX_BODY_BYTES) resolve(false);
    });
    request.on('end', () => resolve(true));
    request.on('close', () => {
      clearTimeout(late);
      resolve(false);
    });
  });
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  bytes: Buffer,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { ...SECURITY_HEADERS, 'Content-Type': type, 'Content-Length': bytes.length, ...headers });
  response.end(bytes);
}

function sendFile(response: ServerResponse, file: PageFile | undefined, headers?: Record<string, string>): void {
  if (!file) return refuse(response, 404, 'There is nothing at this address.');
  send(response, 200, file.type, file.bytes, headers);
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  if (response.headersSent) return void response.destroy();
  response.once('finish', () => response.destroy());
  send(response, status, 'text/plain; charset=utf-8', Buffer.from(`${sentence}\n`), { Connection: 'close' });
}

function refuseUpgrade(socket: Duplex, why: string): void {
  const body = `Refused: ${why}.\n`;
  const head = `Connection: close\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(body)}`;
  // Nobody reads here: a socket that is not destroyed would never hear that the other side has gone.
  socket.end(`HTTP/1.1 403 Forbidden\r\n${head}\r\n\r\n${body}`, () => socket.destroy());
}

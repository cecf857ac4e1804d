// What the page may not do, which is everything but being our page: scheme, permissions, navigation, windows, senders.
import type { App, Protocol, Session as BrowserSession, WebContents, WebFrameMain } from 'electron';
import { SECURITY_HEADERS, type PageFile } from '../page-files.ts';

export const APP_SCHEME = 'app';
const APP_HOST = 'kernelcraft';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;
export const PAGE_ADDRESS = `${APP_ORIGIN}/index.html`;

/**
 * Electron grants every permission by itself. Our page needs these four: scrubbing numbers, full screen, copying and
 * pasting kernels and pictures. They reach nothing outside the window but the clipboard.
 */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set([
  'pointerLock',
  'fullscreen',
  'clipboard-read',
  'clipboard-sanitized-write',
]);

/** Before `ready`: makes app:// a secure origin with fetch, modules and a content-security policy. */
export function registerAppScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Answers app:// from the fixed list and nothing else. */
export function serveAppFiles(protocol: Pick<Protocol, 'handle'>, files: ReadonlyMap<string, PageFile>): void {
  protocol.handle(APP_SCHEME, (request) => {
    const url = new URL(request.url);
    const file = url.host === APP_HOST && request.method === 'GET' ? files.get(url.pathname) : undefined;
    if (!file)
      return new Response('There is nothing at this address.', { status: 404, headers: { ...SECURITY_HEADERS } });
    return new Response(new Uint8Array(file.bytes), { headers: { ...SECURITY_HEADERS, 'Content-Type': file.type } });
  });
}

type GuardedSession = Pick<
  BrowserSession,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'on'
>;

export function denyPermissions(session: GuardedSession): void {
  session.setPermissionRequestHandler((contents, permission, callback) => {
    callback(ALLOWED_PERMISSIONS.has(permission) && originOf(contents?.getURL()) === APP_ORIGIN);
  });
  session.setPermissionCheckHandler(
    (_, permission, requestingOrigin) =>
      ALLOWED_PERMISSIONS.has(permission) && originOf(requestingOrigin) === APP_ORIGIN,
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_, callback) => callback({}));
  session.on('will-download', (event) => event.preventDefault());
}

/** For every web contents there will ever be: no navigation, no window, no webview. */
export function denyNavigation(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_, contents: WebContents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

export interface MessageSender {
  readonly senderFrame: Pick<WebFrameMain, 'parent' | 'url'> | null;
}

/** The only sender main listens to: the main frame of a window that shows our page. */
export function isOurPage({ senderFrame }: MessageSender): boolean {
  return senderFrame !== null && senderFrame.parent === null && originOf(senderFrame.url) === APP_ORIGIN;
}

/** `URL.origin` is "null" for schemes that the standard does not know. */
function originOf(address: string | undefined): string | null {
  if (!address || !URL.canParse(address)) return null;
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
}

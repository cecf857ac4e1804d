// The page's calls, one line each: what main does is in app.ts.
import { mainCalls, mainEvents } from '../src-core/contract.ts';
import { AppError } from '../src-core/errors.ts';
import { serve, type Handlers } from '../src-core/rpc.ts';
import type { Wire } from '../src-core/wire.ts';
import type { App } from './app.ts';
import type { Child, Dialogs } from './host.ts';
import { libraryHandlers } from './library-handlers.ts';

const NOTHING = { value: {} };

/** Lets the page at the other end of the control wire use the app. */
export function servePage<C extends Child>(app: App<C>, wire: Wire): void {
  const server = serve(wire, mainCalls, createHandlers(app), mainEvents);
  app.attach(server);
  const stop = app.host.session.library.onChange(() => server.emit('library', {}));
  wire.onClose(() => {
    stop();
    app.detach(server);
  });
}

function createHandlers<C extends Child>(app: App<C>): Handlers<typeof mainCalls> {
  const { host, grants, supervisor } = app;
  const { session, window } = host;
  const dialogs = (): Dialogs => {
    if (!host.dialogs) throw new AppError('unsupported', 'This window shows its own file dialogs.');
    return host.dialogs;
  };
  return {
    start: async () => ({
      value: {
        version: host.version,
        platform: platform(),
        windowFrame: window.frame,
        nativeDialogs: host.dialogs !== null,
        ...(await app.start()),
      },
    }),
    chooseOpen: async ({ kind }) => {
      const path = await dialogs().chooseOpen(kind);
      // A kernel or recipe that was opened is saved back by Ctrl+S; a picture only through `source`.
      return { value: path === null ? null : grants.file(path, kind === 'settings') };
    },
    chooseKernels: async () => {
      const paths = await dialogs().chooseKernels();
      return { value: paths.map((path) => grants.file(path, false)) };
    },
    chooseSave: async (suggestion) => {
      const path = await dialogs().chooseSave(suggestion);
      return { value: path === null ? null : grants.file(path, true) };
    },
    receive: async ({ name }, { body }) => ({ value: grants.bytes(name, body ?? new Uint8Array()) }),
    open: async ({ token, acceptDamaged }, context) => ({ value: await app.open(token, acceptDamaged, context) }),
    openSample: async (_, context) => ({ value: await app.openSample(context) }),
    closeDocument: async (_, { signal }) => {
      await app.closeDocument(signal);
      return NOTHING;
    },
    readSettings: async ({ token }) => {
      const { name, bytes } = await app.readSettings(token);
      return { value: { name }, body: bytes };
    },
    exportImage: async (params, context) => {
      const { name, bytes, notes } = await app.exportImage(params, context);
      return { value: { name, bytes: bytes.length, notes }, ...(name === null ? { body: bytes } : {}) };
    },
    writeText: async ({ to, text }, { signal }) => ({
      value: { name: await app.writeSettings(to, Buffer.from(text, 'utf8'), signal) },
    }),
    writeBytes: async ({ to }, { body, signal }) => ({
      value: { name: await app.writeSettings(to, body ?? new Uint8Array(), signal) },
    }),
    ...libraryHandlers(app),
    recents: async () => {
      const files = await session.recents();
      return { value: files.map(({ path, ...shown }) => ({ ...shown, ...grants.file(path, false) })) };
    },
    clearRecents: async () => {
      await session.forgetRecents();
      return NOTHING;
    },
    setPreferences: async (preferences) => {
      await session.setPreferences(preferences);
      window.setTheme(preferences.theme);
      return NOTHING;
    },
    setEdited: async ({ edited }) => {
      app.setEdited(edited);
      return NOTHING;
    },
    confirmClose: async () => {
      window.confirmClose();
      return NOTHING;
    },
    window: async ({ action }) => {
      window.act(action);
      return NOTHING;
    },
    openExternal: async ({ key }) => {
      window.openExternal(key);
      return NOTHING;
    },
    restartEngine: async () => {
      supervisor.restart();
      return NOTHING;
    },
  };
}

function platform(): 'linux' | 'darwin' | 'win32' {
  return process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
}

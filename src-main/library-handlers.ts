// The page's calls on the library of kernels.
import type { mainCalls } from '../src-core/contract.ts';
import { MAX_LIBRARY_TEXT } from '../src-core/library/library-file.ts';
import type { Handlers } from '../src-core/rpc.ts';
import type { App } from './app.ts';
import type { Child } from './host.ts';
import { exportFiles, exportFrom, importInto } from './library-exchange.ts';

type LibraryCall = Extract<keyof typeof mainCalls, `library${string}`>;

export function libraryHandlers<C extends Child>(app: App<C>): Pick<Handlers<typeof mainCalls>, LibraryCall> {
  const { library } = app.host.session;
  return {
    library: async () => ({ value: await library.list() }),
    libraryRead: async ({ id }) => ({ value: await library.read(id) }),
    libraryPut: async ({ entry }) => {
      const [id = ''] = await library.put([entry]);
      return { value: { id } };
    },
    libraryRemove: async ({ ids }) => {
      await library.remove(ids);
      return { value: {} };
    },
    libraryImport: async ({ token }) => {
      const { name, bytes } = await app.readSettings(token, MAX_LIBRARY_TEXT);
      const value = await importInto(library, bytes, name);
      // What the page handed over was for this alone.
      app.grants.forget(token);
      return { value };
    },
    libraryExport: async ({ as, to }, { signal }) => {
      const body = await (as === 'library' ? exportFrom(library, null) : exportFiles(library));
      if (to !== null) await app.writeSettings(to, body, signal);
      return { value: { bytes: body.length }, ...(to === null ? { body } : {}) };
    },
  };
}

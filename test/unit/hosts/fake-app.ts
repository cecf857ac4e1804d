// An App with fake engines, a page on an in-memory wire, and dialogs that answer what a test says.
import { mainCalls, mainEvents } from '../../../src-core/contract.ts';
import { connect } from '../../../src-core/rpc.ts';
import { createWirePair } from '../../../src-core/wire-pair.ts';
import { App, type AppHost } from '../../../src-main/app.ts';
import { servePage } from '../../../src-main/app-handlers.ts';
import type { Child } from '../../../src-main/host.ts';
import { Session } from '../../../src-main/session.ts';
import type { FakeEngines } from './engine-process.ts';

export function createFakeApp(engines: FakeEngines, dataFolder: string, initialPath?: string) {
  const answers = { open: null as string | null, save: null as string | null, kernels: [] as string[] };
  const window: string[] = [];
  const host: AppHost<Child> = {
    version: '1.2.3',
    dialogs: {
      chooseOpen: async () => answers.open,
      chooseKernels: async () => answers.kernels,
      chooseSave: async () => answers.save,
    },
    session: new Session(dataFolder),
    window: {
      frame: 'own',
      act: (action) => window.push(`act ${action}`),
      setEdited: (edited) => window.push(`edited ${edited}`),
      setTitle: (name) => window.push(`title ${name}`),
      setTheme: (theme) => window.push(`theme ${theme}`),
      confirmClose: () => window.push('confirm'),
      openExternal: (key) => window.push(`external ${key}`),
    },
    spawn: () => engines.spawn(),
    spawnSvg: () => engines.spawn(),
    onReady: () => undefined,
    onGone: () => undefined,
  };
  const app = new App(host, { initialPath });
  app.launch();
  const load = () => {
    const [near, far] = createWirePair();
    servePage(app, far);
    return connect(near, mainCalls, mainEvents);
  };
  return { app, page: load(), load, answers, window };
}

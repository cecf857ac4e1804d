// One window with one document: hands ports to the page and the engine, and asks before unsaved work is lost.
import { dialog, MessageChannelMain, nativeTheme, shell, type BrowserWindow } from 'electron';
import { App } from '../app.ts';
import { servePage } from '../app-handlers.ts';
import { EXTERNAL_ADDRESSES, type HostWindow, type WindowAction } from '../host.ts';
import { distFile } from '../paths.ts';
import type { Session } from '../session.ts';
import { electronPortWire, type ElectronPort } from '../wires.ts';
import { nativeDialogs } from './dialogs.ts';
import { PAGE_ADDRESS } from './security.ts';
import { offerTextMenu } from './text-menu.ts';
import { forkUtility, type UtilityChild } from './utility-child.ts';
import { createWindow, windowFrame } from './window.ts';
import type { WindowMemory } from './window-memory.ts';

export const PORT_CHANNEL = 'kernelcraft:port';
/** A page that crashes this often is not loaded again by itself. */
const RELOAD_LIMIT = 3;

export interface WindowsHost {
  readonly version: string;
  readonly session: Session;
  readonly memory: WindowMemory;
  /** Those that are open already. */
  windows(): readonly BrowserWindow[];
  openAnother(): void;
  quit(): void;
  /** True while the program is on its way out; asked when a window refuses to close. */
  takeQuitting(): boolean;
  onClosed(window: DocumentWindow): void;
}

export class DocumentWindow {
  readonly window: BrowserWindow;
  readonly app: App<UtilityChild>;
  readonly #host: WindowsHost;
  #engine: UtilityChild | null = null;
  #pageReady = false;
  #hanging = false;
  #mayClose = false;
  #resumeQuit = false;
  #reloads = 0;

  constructor(host: WindowsHost, initialPath?: string) {
    this.#host = host;
    this.window = createWindow(host.memory.next(host.windows()));
    host.memory.follow(this.window);
    offerTextMenu(this.window);
    this.app = new App(
      {
        version: host.version,
        session: host.session,
        dialogs: nativeDialogs(this.window),
        window: this.#hostWindow(),
        spawn: () => forkUtility(distFile('main/engine.js'), 'Kernelcraft engine'),
        spawnSvg: () => forkUtility(distFile('main/svg.js'), 'Kernelcraft SVG'),
        onReady: (engine) => {
          this.#engine = engine;
          this.#linkPixels();
        },
        onGone: () => (this.#engine = null),
      },
      { initialPath },
    );
    this.#watch();
    this.app.launch();
    void this.window.loadURL(PAGE_ADDRESS);
  }

  /** The preload says that the page listens: now the ports may come. */
  pageReady(): void {
    if (this.window.isDestroyed()) return;
    this.#pageReady = true;
    const { port1, port2 } = new MessageChannelMain();
    servePage(this.app, electronPortWire(port1 as ElectronPort));
    this.window.webContents.postMessage(PORT_CHANNEL, 'control', [port2]);
    this.#linkPixels();
  }

  show(): void {
    if (this.window.isMinimized()) this.window.restore();
    this.window.focus();
  }

  /** The engine and the page each get one end: pixels do not pass through main. */
  #linkPixels(): void {
    if (!this.#engine || !this.#pageReady || this.window.isDestroyed()) return;
    const { port1, port2 } = new MessageChannelMain();
    this.#engine.sendPort(port1);
    this.window.webContents.postMessage(PORT_CHANNEL, 'pixels', [port2]);
  }

  #watch(): void {
    const { window } = this;
    window.on('close', (event) => {
      if (this.#mayClose) return;
      // A quit that the person called off earlier is not resumed by closing this window later.
      this.#resumeQuit = false;
      if (this.#mayCloseNow()) return;
      event.preventDefault();
      // A quit that was held up here goes on when the person has answered.
      this.#resumeQuit = this.#host.takeQuitting();
    });
    window.on('closed', () => {
      this.app.dispose();
      this.#host.onClosed(this);
      if (this.#resumeQuit) this.#host.quit();
    });
    window.on('unresponsive', () => (this.#hanging = true));
    window.on('responsive', () => (this.#hanging = false));
    window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) this.#pageReady = false;
    });
    window.webContents.on('render-process-gone', (_, { reason }) => {
      if (reason !== 'clean-exit') this.#pageCrashed();
    });
  }

  /** A page that hangs cannot answer `closing`. */
  #mayCloseNow(): boolean {
    if (!this.#hanging) return this.app.mayClose();
    const choice = dialog.showMessageBoxSync(this.window, {
      type: 'warning',
      message: 'The window does not answer.',
      detail: 'Changes that were not saved are lost when it is closed.',
      buttons: ['Wait', 'Close'],
      defaultId: 0,
      cancelId: 0,
    });
    return choice === 1;
  }

  #pageCrashed(): void {
    this.#pageReady = false;
    this.app.setEdited(false);
    if (++this.#reloads <= RELOAD_LIMIT) this.window.webContents.reload();
    else
      dialog.showErrorBox(
        'The window stopped',
        'It stopped several times. Your image file was not changed. Close the window and open the picture again.',
      );
  }

  #hostWindow(): HostWindow {
    const { window } = this;
    return {
      frame: windowFrame(),
      act: (action) => this.#act(action),
      setEdited: (edited) => {
        // The dot in the close button; other systems do nothing.
        if (!window.isDestroyed()) window.setDocumentEdited(edited);
      },
      setTitle: (name) => window.setTitle(name === null ? 'Kernelcraft' : `${name} — Kernelcraft`),
      setTheme: (theme) => (nativeTheme.themeSource = theme),
      confirmClose: () => {
        this.#mayClose = true;
        window.close();
      },
      openExternal: (key) => {
        const address = EXTERNAL_ADDRESSES[key];
        shell
          .openExternal(address)
          .catch(() => dialog.showErrorBox('No browser could be opened', `The address is ${address}`));
      },
    };
  }

  #act(action: WindowAction): void {
    const { window } = this;
    switch (action) {
      case 'minimise':
        return window.minimize();
      case 'maximise':
        return window.isMaximized() ? window.unmaximize() : window.maximize();
      case 'close':
        return window.close();
      case 'fullscreen':
        return window.setFullScreen(!window.isFullScreen());
      case 'new':
        return this.#host.openAnother();
      case 'quit':
        return this.#host.quit();
    }
  }
}

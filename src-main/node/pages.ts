// The open pages: each has its own document, engine and secret. A reload finds its document again.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Wire } from '../../src-core/wire.ts';
import { App } from '../app.ts';
import { servePage } from '../app-handlers.ts';
import type { HostWindow } from '../host.ts';
import { forkSvgChild } from '../svg-fork.ts';
import { distFile } from '../paths.ts';
import { Session } from '../session.ts';
import { engineChild, forkEngine, type EngineChild, type Upgrade } from './engine-child.ts';
import { equal, secret } from './guard.ts';
import { createSocketServer } from './socket-server.ts';
import { socketWire } from './socket-wire.ts';

/** How long a document waits for its page to come back. */
const RELOAD_GRACE_MS = 15_000;
/** A reloading page may ask for its session a moment before its old socket is known to be gone. */
const RELOAD_RACE_MS = 150;
/** A page that got its secret and did not connect by then has gone again. */
const ADMISSION_MS = 2000;

/** Each has an engine process of its own. */
const MAX_PAGES = 16;

export interface PagesOptions {
  readonly version: string;
  /** Of the person's settings. */
  readonly dataFolder: string;
  /** The picture of the first page. */
  readonly initialPath?: string | undefined;
  /** What engine processes run; our own unless a test has another. */
  readonly engineFile?: string;
  /** Opens one more window, or ends the program. */
  act(action: 'new' | 'quit'): void;
  openExternal: HostWindow['openExternal'];
  /** The number of pages that are there, whenever it changes. */
  onCount(count: number): void;
}

interface Page {
  readonly app: App<EngineChild>;
  secret: string | null;
  admittedAt: number;
  /** When its page was last there; +∞ while nobody has come for it. */
  leftAt: number;
  control: Wire | null;
  /** null until it is ready. */
  engine: EngineChild | null;
  /** A page that asks for pixels before the engine is ready. */
  waiting: Upgrade | null;
  graceTimer: NodeJS.Timeout | null;
}

export class Pages {
  readonly #options: PagesOptions;
  readonly #session: Session;
  readonly #pages = new Set<Page>();
  readonly #sockets = createSocketServer();

  constructor(options: PagesOptions) {
    this.#options = options;
    this.#session = new Session(options.dataFolder);
    this.#add(options.initialPath);
  }

  get count(): number {
    return [...this.#pages].filter((page) => page.control !== null).length;
  }

  /** The secret of a page that has just loaded: of one that reloads, else of a new one; null when there are too many. */
  async admit(): Promise<string | null> {
    let page = this.#orphan();
    if (!page) {
      await new Promise((resolve) => setTimeout(resolve, RELOAD_RACE_MS));
      page = this.#orphan() ?? (this.#pages.size < MAX_PAGES ? this.#add(undefined) : undefined);
    }
    if (!page) return null;
    page.secret = secret();
    page.admittedAt = Date.now();
    return page.secret;
  }

  /** The page with this secret, or null. */
  find(received: string | undefined): Page | null {
    return [...this.#pages].find((page) => page.secret !== null && equal(page.secret, received)) ?? null;
  }

  /** Answers a request for a WebSocket. */
  attachControl(page: Page, request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#sockets.handleUpgrade(request, socket, head, (opened) => this.#serve(page, socketWire(opened)));
  }

  #serve(page: Page, wire: Wire): void {
    page.control?.close();
    page.control = wire;
    if (page.graceTimer) clearTimeout(page.graceTimer);
    page.graceTimer = null;
    servePage(page.app, wire);
    this.#options.onCount(this.count);
    wire.onClose(() => {
      if (page.control !== wire) return;
      page.control = null;
      page.secret = null;
      page.leftAt = Date.now();
      this.#options.onCount(this.count);
      page.graceTimer = setTimeout(() => this.#drop(page), RELOAD_GRACE_MS);
    });
  }

  /** The socket becomes the engine's, at once or as soon as there is one: a page asks for it once it is on screen. */
  attachPixels(page: Page, upgrade: Upgrade): void {
    page.app.launch();
    page.waiting?.socket.destroy();
    page.waiting = upgrade;
    this.#handOver(page);
  }

  dispose(): void {
    for (const page of [...this.#pages]) this.#drop(page);
    for (const client of this.#sockets.clients) client.terminate();
  }

  #orphan(): Page | undefined {
    const stale = Date.now() - ADMISSION_MS;
    return [...this.#pages]
      .filter((page) => page.control === null && (page.secret === null || page.admittedAt < stale))
      .sort((a, b) => b.leftAt - a.leftAt)[0];
  }

  #add(initialPath: string | undefined): Page {
    const page: Page = {
      app: new App(
        {
          version: this.#options.version,
          dialogs: null,
          session: this.#session,
          window: this.#windowOf(() => page),
          spawn: () => engineChild(forkEngine(this.#options.engineFile ?? distFile('main/node-engine.js'))),
          spawnSvg: () => forkSvgChild(),
          onReady: (engine) => {
            page.engine = engine;
            this.#handOver(page);
          },
          // Its sockets end with it.
          onGone: () => (page.engine = null),
        },
        { initialPath },
      ),
      secret: null,
      admittedAt: 0,
      leftAt: Infinity,
      control: null,
      engine: null,
      waiting: null,
      graceTimer: null,
    };
    this.#pages.add(page);
    // With a picture to open the engine starts while the browser does.
    if (initialPath !== undefined) page.app.launch();
    return page;
  }

  #handOver(page: Page): void {
    if (!page.engine || !page.waiting) return;
    page.engine.handOver(page.waiting);
    page.waiting = null;
  }

  #windowOf(page: () => Page): HostWindow {
    return {
      // The browser draws and moves its own windows.
      frame: 'none',
      act: (action) => {
        if (action === 'new' || action === 'quit') this.#options.act(action);
      },
      setEdited: () => undefined,
      setTitle: () => undefined,
      setTheme: () => undefined,
      confirmClose: () => page().control?.close(),
      openExternal: (key) => this.#options.openExternal(key),
    };
  }

  #drop(page: Page): void {
    if (page.graceTimer) clearTimeout(page.graceTimer);
    this.#pages.delete(page);
    page.waiting?.socket.destroy();
    page.control?.close();
    page.app.dispose();
  }
}

// A stand-in for the `electron` module that writes down what it is asked to do, in order.
import { EventEmitter } from 'node:events';

export const log: string[] = [];

export class PortStandIn extends EventEmitter {
  other: PortStandIn | null = null;
  readonly name: string;
  #started = false;
  #waiting: unknown[] = [];
  constructor(name: string) {
    super();
    this.name = name;
  }
  postMessage(value: unknown): void {
    const copy: unknown = structuredClone(value);
    setImmediate(() => this.other?.receive(copy));
  }
  receive(data: unknown): void {
    if (this.#started) this.emit('message', { data, ports: [] });
    else this.#waiting.push(data);
  }
  start(): void {
    this.#started = true;
    for (const data of this.#waiting.splice(0)) this.emit('message', { data, ports: [] });
  }
  close(): void {
    setImmediate(() => {
      this.emit('close');
      this.other?.emit('close');
    });
  }
}

let channels = 0;
export class MessageChannelMain {
  readonly port1 = new PortStandIn(`${++channels}.1`);
  readonly port2 = new PortStandIn(`${channels}.2`);
  constructor() {
    this.port1.other = this.port2;
    this.port2.other = this.port1;
  }
}

export class WebContentsStandIn extends EventEmitter {
  url = 'app://kernelcraft/index.html';
  readonly posted: { channel: string; message: unknown; ports: PortStandIn[] }[] = [];
  openHandler: (() => { action: string }) | null = null;
  reloads = 0;
  getURL = (): string => this.url;
  setWindowOpenHandler(handler: () => { action: string }): void {
    this.openHandler = handler;
  }
  postMessage(channel: string, message: unknown, ports: PortStandIn[]): void {
    log.push(`page gets ${String(message)} port`);
    this.posted.push({ channel, message, ports });
  }
  reload(): void {
    this.reloads++;
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = [];
  readonly webContents = new WebContentsStandIn();
  readonly options: { webPreferences: Record<string, unknown> } & Record<string, unknown>;
  #destroyed = false;
  #maximised = false;
  #fullScreen = false;
  bounds: { x: number; y: number; width: number; height: number };
  constructor(options: BrowserWindow['options']) {
    super();
    this.options = options;
    const { x = 40, y = 40, width, height } = options as Partial<BrowserWindow['bounds']>;
    this.bounds = { x, y, width: width ?? 800, height: height ?? 600 };
    BrowserWindow.all.push(this);
    log.push('window');
    app.emit('web-contents-created', {}, this.webContents);
  }
  loadURL(url: string): Promise<void> {
    log.push(`load ${url}`);
    return Promise.resolve();
  }
  close(): void {
    let prevented = false;
    this.emit('close', { preventDefault: () => (prevented = true) });
    if (prevented) return;
    this.#destroyed = true;
    this.emit('closed');
  }
  isDestroyed = (): boolean => this.#destroyed;
  isMinimized = (): boolean => false;
  isMaximized = (): boolean => this.#maximised;
  isFocused = (): boolean => true;
  isFullScreen = (): boolean => this.#fullScreen;
  getNormalBounds = (): BrowserWindow['bounds'] => this.bounds;
  /** As a person drags and resizes it. */
  place(bounds: BrowserWindow['bounds']): void {
    this.bounds = bounds;
    this.emit('move');
    this.emit('resize');
  }
  setFullScreen(on: boolean): void {
    this.#fullScreen = on;
    this.emit(on ? 'enter-full-screen' : 'leave-full-screen');
  }
  show(): void {}
  focus(): void {}
  minimize(): void {
    log.push('minimize');
  }
  maximize(): void {
    this.#maximised = true;
    this.emit('maximize');
  }
  unmaximize(): void {
    this.#maximised = false;
    this.emit('unmaximize');
  }
  setTitle(title: string): void {
    log.push(`title ${title}`);
  }
  setDocumentEdited(): void {}
  setTitleBarOverlay(): void {}
}

export class UtilityStandIn extends EventEmitter {
  static readonly all: UtilityStandIn[] = [];
  readonly pid = undefined;
  kills = 0;
  readonly ports: PortStandIn[] = [];
  readonly file: string;
  readonly options: { env: Record<string, string>; execArgv: string[]; serviceName: string };
  constructor(file: string, options: UtilityStandIn['options']) {
    super();
    this.file = file;
    this.options = options;
    UtilityStandIn.all.push(this);
    log.push(`fork ${options.serviceName}`);
  }
  postMessage(
    value: { channel?: number; head?: { kind: string; id: number; name: string } },
    transfer: unknown[] = [],
  ): void {
    if (transfer.some((item) => !(item instanceof PortStandIn))) throw new Error('only ports may be transferred');
    if (transfer.length > 0) {
      log.push('engine gets pixels port');
      this.ports.push(...(transfer as PortStandIn[]));
    }
    // Every ping is answered, so the engine counts as ready.
    if (value.head?.kind !== 'call' || value.head.name !== 'ping') return;
    const { id } = value.head;
    setImmediate(() => this.emit('message', { channel: value.channel, head: { kind: 'reply', id, value: {} } }));
  }
  kill(): boolean {
    this.kills++;
    setImmediate(() => this.emit('exit', 0));
    return true;
  }
}

export const utilityProcess = {
  fork: (file: string, _args: string[], options: UtilityStandIn['options']) => new UtilityStandIn(file, options),
};

type Handler = (...values: never[]) => unknown;
export const handlers: Record<string, Handler> = {};
const keep =
  (name: string) =>
  (...values: unknown[]): void => {
    handlers[name] = values.at(-1) as Handler;
    log.push(name);
  };

class AppStandIn extends EventEmitter {
  readonly isPackaged = false;
  ready = false;
  lockGranted = true;
  enableSandbox = (): void => void log.push('sandbox');
  requestSingleInstanceLock = (): boolean => this.lockGranted;
  getVersion = (): string => '9.9.9';
  setPath = (name: string, path: string): void => void log.push(`${name} ${path}`);
  isReady = (): boolean => this.ready;
  whenReady(): Promise<void> {
    this.ready = true;
    log.push('ready');
    return Promise.resolve();
  }
  quit(): void {
    log.push('quit');
  }
  exit(code: number): void {
    log.push(`exit ${code}`);
  }
}
export const app = new AppStandIn();

export const protocol = { registerSchemesAsPrivileged: keep('scheme'), handle: keep('protocol') };
export const session = {
  defaultSession: {
    setPermissionRequestHandler: keep('permission request'),
    setPermissionCheckHandler: keep('permission check'),
    setDevicePermissionHandler: keep('device permission'),
    setDisplayMediaRequestHandler: keep('display media'),
    on: (name: string, handler: Handler) => keep(name)(handler),
  },
};
export const screen = {
  areas: [{ x: 0, y: 0, width: 1920, height: 1080 }],
  getAllDisplays: () => screen.areas.map((workArea) => ({ workArea })),
};
export const ipcMain = new EventEmitter();
export const nativeTheme = Object.assign(new EventEmitter(), { shouldUseDarkColors: true, themeSource: 'system' });
export const Menu = {
  template: [] as unknown[],
  setApplicationMenu: (menu: unknown) => void log.push(menu === null ? 'no menu' : 'menu'),
  buildFromTemplate: (template: unknown[]) =>
    Object.assign(template, { popup: () => void log.push(`popup of ${template.length} rows`) }),
};
export const dialog = {
  showOpenDialog: (_window: unknown, { filters }: { filters: { extensions: string[] }[] }) => {
    log.push(`choose ${filters.map(({ extensions }) => extensions.join(' ')).join(', ')}`);
    return Promise.resolve({ canceled: true, filePaths: [] });
  },
  showSaveDialog: () => Promise.resolve({ canceled: true, filePath: '' }),
  showErrorBox: (title: string) => void log.push(`error box: ${title}`),
  showMessageBoxSync: () => 0,
};
export const shell = { openExternal: (address: string) => Promise.resolve(void log.push(`open ${address}`)) };

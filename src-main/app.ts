// One window's document: answers the page's calls, owns the engine, reads and writes every file. Shared by both hosts.
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ExportRequest, Grant, mainEvents, Opened } from '../src-core/contract.ts';
import type { Preferences } from '../src-core/preferences.ts';
import type { DocumentInfo } from '../src-core/document.ts';
import { AppError } from '../src-core/errors.ts';
import type { CallContext, Server } from '../src-core/rpc.ts';
import { prepareForEngine } from './codecs/svg.ts';
import { fingerprint, readUserFile, removeStaleTemps, saveAtomically } from './files.ts';
import { displayName, Grants } from './grants.ts';
import type { Child, Dialogs, HostWindow } from './host.ts';
import {
  changedByOther,
  changesNothing,
  isWritable,
  openedOf,
  pixelBudget,
  sourceOf,
  type OpenDocument,
} from './open-document.ts';
import { distFile } from './paths.ts';
import { encodePng } from './png.ts';
import type { Session } from './session.ts';
import { Supervisor } from './supervisor.ts';

export const MAX_IMAGE_BYTES = 2 ** 30;
const MAX_TEXT_BYTES = 8 * 2 ** 20;
const SAMPLE_NAME = 'Sample.png';
const THUMBNAIL = { width: 192, height: 144 };
/** The first picture on screen goes before its thumbnail among the recents. */
const THUMBNAIL_DELAY_MS = 600;

export interface AppHost<C extends Child> {
  readonly version: string;
  readonly dialogs: Dialogs | null;
  readonly window: HostWindow;
  readonly session: Session;
  spawn(): C;
  /** The process that draws one SVG and is gone. */
  spawnSvg(): Child;
  /** A new engine is ready: make pixel wires from the page to it. */
  onReady(child: C): void;
  /** The engine went away; pixel wires to it are dead. */
  onGone(): void;
}

export type PageServer = Server<typeof mainEvents>;
type Context = Pick<CallContext, 'signal' | 'progress'>;

export class App<C extends Child> {
  readonly host: AppHost<C>;
  readonly grants = new Grants();
  readonly supervisor: Supervisor<C>;
  #server: PageServer | null = null;
  #initial: Grant | null;
  #document: OpenDocument | null = null;
  #edited = false;
  #opening = new AbortController();
  /** The open under way whose picture the page already shows: what is done to the document waits for it. */
  #unfinished: Promise<unknown> | null = null;
  readonly #disposed = new AbortController();

  constructor(host: AppHost<C>, options: { initialPath?: string | undefined; stallLimitMs?: number } = {}) {
    this.host = host;
    this.#initial = options.initialPath === undefined ? null : this.grants.file(options.initialPath, false);
    this.supervisor = new Supervisor(
      {
        spawn: () => host.spawn(),
        onReady: (child) => host.onReady(child),
        onState: (state, restarted, message) => {
          if (state !== 'ready') host.onGone();
          this.#server?.emit('engine', { state, restarted, message });
        },
      },
      options.stallLimitMs === undefined ? {} : { stallLimitMs: options.stallLimitMs },
    );
  }

  /** Starts the engine, unless that was done; whatever needs it does so too. */
  launch(): void {
    this.supervisor.start();
  }

  /** A page has come, the first one or a reloaded one; `server` tells it what main has to say. */
  attach(server: PageServer): void {
    this.#server?.close();
    this.#server = server;
    this.setEdited(false);
    const { state, message } = this.supervisor.state;
    if (state !== 'ready') server.emit('engine', { state, restarted: false, message });
  }

  detach(server: PageServer): void {
    if (this.#server === server) this.#server = null;
  }

  get attached(): boolean {
    return this.#server !== null;
  }

  get document(): OpenDocument | null {
    return this.#document;
  }

  /** A file from outside: another start of the program, a file association, a drop. */
  offer(path: string): void {
    const grant = this.grants.file(path, false);
    if (this.#server) this.#server.emit('openRequest', grant);
    else this.#initial = grant;
  }

  /** A dropped file that has no path, such as a picture dragged out of a web page. */
  offerBytes(name: string, bytes: Uint8Array): void {
    this.#server?.emit('openRequest', this.grants.bytes(name, bytes));
  }

  command(id: string): void {
    this.#server?.emit('command', { id });
  }

  /** True when the window may close at once; otherwise the page is asked and answers with confirmClose. */
  mayClose(): boolean {
    if (!this.#edited || !this.#server) return true;
    this.#server.emit('closing', {});
    return false;
  }

  setEdited(edited: boolean): void {
    this.#edited = edited;
    this.host.window.setEdited(edited);
  }

  async start(): Promise<{ initial: Grant | null; current: Opened | null; preferences: Preferences }> {
    const preferences = await this.host.session.preferences();
    return { initial: this.#initial, current: this.#document && openedOf(this.#document), preferences };
  }

  async open(token: string, acceptDamaged: boolean, { signal, progress }: Context): Promise<Opened> {
    const source = this.grants.read(token);
    const path = source.kind === 'file' ? source.path : null;
    try {
      // Before the reading: a change in between is then noticed when saving.
      const seen = path === null ? undefined : await fingerprint(path);
      const limits = { maxBytes: MAX_IMAGE_BYTES, signal };
      const bytes = source.kind === 'file' ? await readUserFile(source.path, limits) : source.bytes;
      if (path !== null) void removeStaleTemps(dirname(path));
      const opened = await this.#take(source.name, path, bytes, acceptDamaged, seen, { signal, progress });
      if (source.kind === 'bytes') this.grants.forget(token);
      return opened;
    } catch (thrown) {
      if (path !== null && thrown instanceof AppError && thrown.code === 'not-found')
        await this.host.session.forgetRecents(path);
      throw thrown;
    } finally {
      if (this.#initial?.token === token && !signal.aborted) this.#initial = null;
    }
  }

  async openSample(context: Context): Promise<Opened> {
    const bytes = await readFile(distFile('sample.png'));
    return this.#take(SAMPLE_NAME, null, bytes, false, undefined, context);
  }

  async closeDocument(signal: AbortSignal): Promise<void> {
    this.#opening.abort(new AppError('cancelled', 'The picture was closed.'));
    this.#document = null;
    this.host.window.setTitle(null);
    this.setEdited(false);
    await this.supervisor.close(signal);
  }

  async exportImage(
    { request, to, overwriteChanged }: { request: ExportRequest; to: string | null; overwriteChanged: boolean },
    { signal, progress }: Context,
  ): Promise<{ name: string | null; bytes: Uint8Array; notes: readonly string[] }> {
    await this.#unfinished;
    const document = this.#document;
    if (!document) throw new AppError('not-found', 'There is no picture to export. Open one first.');
    const target =
      to === null ? null : to === 'source' ? { ...document, path: sourceOf(document, request) } : this.grants.write(to);
    const expected = target && !overwriteChanged ? target.fingerprint : undefined;
    // Asked before the work, and once more inside the save, right before the file is replaced.
    if (target && expected !== undefined && (await currentFingerprint(target.path)) !== expected)
      throw changedByOther(target.name);
    if (to === 'source' && !document.overwritten && changesNothing(request)) {
      return {
        name: document.name,
        bytes: new Uint8Array(),
        notes: ['Nothing was changed, so the file was left as it is.'],
      };
    }
    const { bytes, notes } = await this.supervisor.export(request, { signal, onProgress: progress });
    if (!target) return { name: null, bytes, notes };
    progress({ stage: 'write', done: 0, total: bytes.length });
    await saveAtomically(target.path, bytes, { signal, ...(expected === undefined ? {} : { expected }) });
    const written = await fingerprint(target.path);
    if (to !== null && to !== 'source') this.grants.write(to).fingerprint = written;
    if (target.path === document.path) {
      document.fingerprint = written;
      document.overwritten = true;
    }
    progress({ stage: 'write', done: bytes.length, total: bytes.length });
    return { name: target.name, bytes, notes };
  }

  async readSettings(token: string, maxBytes = MAX_TEXT_BYTES): Promise<{ name: string; bytes: Uint8Array }> {
    const source = this.grants.read(token);
    const bytes = source.kind === 'file' ? await readUserFile(source.path, { maxBytes }) : source.bytes;
    if (bytes.length > maxBytes)
      throw new AppError('too-large', `${source.name} is too large for a kernel or a recipe.`);
    return { name: source.name, bytes };
  }

  async writeSettings(token: string, bytes: Uint8Array, signal: AbortSignal): Promise<string> {
    const target = this.grants.write(token);
    await saveAtomically(target.path, bytes, { signal });
    return target.name;
  }

  /** Ends the engine; the window is gone. */
  dispose(): void {
    this.#disposed.abort();
    this.supervisor.dispose();
    this.#server?.close();
    this.#server = null;
  }

  async #take(
    name: string,
    path: string | null,
    bytes: Uint8Array,
    acceptDamaged: boolean,
    seen: string | undefined,
    { signal: asked, progress }: Context,
  ): Promise<Opened> {
    // The newest wins: an open that is still running gives way.
    this.#opening.abort(new AppError('cancelled', 'Another picture was opened.'));
    this.#opening = new AbortController();
    const signal = AbortSignal.any([asked, this.#opening.signal]);
    const fileName = displayName(name);
    const maxPixels = pixelBudget();
    const spawnChild = (): Child => this.host.spawnSvg();
    const readable = await prepareForEngine(bytes, { fileName, maxPixels, spawnChild, signal });
    const request = { fileName, bytes: readable, acceptDamaged, maxPixels };
    const decoding: Promise<DocumentInfo> = this.supervisor.open(request, {
      signal,
      onProgress: ({ opened, ...done }) => {
        if (!opened) return progress(done);
        this.#unfinished = taking;
        void isWritable(path, opened.info).then((writable) => progress({ ...done, opened: { ...opened, writable } }));
      },
    });
    const taking = decoding.then(async (info) => {
      const writable = await isWritable(path, info);
      const document = { name: fileName, path, info, writable, fingerprint: seen, overwritten: false };
      this.#document = document;
      // A page that has seen it already may have changed it since.
      if (this.#unfinished !== taking) this.setEdited(false);
      this.host.window.setTitle(document.name);
      if (path !== null) this.#remember(document, path);
      return openedOf(document);
    });
    return taking.finally(() => {
      if (this.#unfinished === taking) this.#unfinished = null;
    });
  }

  #remember({ info }: OpenDocument, path: string): void {
    const { signal } = this.#disposed;
    const remember = async (): Promise<void> => {
      const { width, height, data } = await this.supervisor.thumbnail(THUMBNAIL.width, THUMBNAIL.height, signal);
      const png = await encodePng(width, height, data);
      const thumbnail = `data:image/png;base64,${png.toString('base64')}`;
      if (this.#document?.path === path)
        await this.host.session.addRecent({ path, width: info.width, height: info.height, thumbnail });
    };
    // A file that does not reach the list of recents is no reason to disturb anybody.
    const timer = setTimeout(() => void remember().catch(() => undefined), THUMBNAIL_DELAY_MS);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }
}

/** undefined when the file is gone, which counts as changed. */
async function currentFingerprint(path: string): Promise<string | undefined> {
  return fingerprint(path).catch(() => undefined);
}

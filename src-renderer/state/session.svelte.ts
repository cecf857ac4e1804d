// What the window is doing with files: nothing open, opening, failed, open. Dialog, drop, paste and main all end in open().
import type { Grant, Opened, Progress } from '../../src-core/contract.ts';
import { AppError, toAppError } from '../../src-core/errors.ts';
import type { Host } from '../host/host.ts';
import type { Editor } from './editor.svelte.ts';
import type { NoticeAction, Notices } from './notices.svelte.ts';
import type { Viewport } from './viewport.svelte.ts';

export interface Opening {
  /** null while the file is still on its way from the browser. */
  readonly name: string | null;
  readonly progress: Progress | null;
  readonly cancel: () => void;
}

/** Shown in the middle of an empty window; a notice carries the same when a picture is open. */
export interface Problem {
  readonly title: string;
  readonly text: string;
  readonly details: string;
  /** The first is the primary one. */
  readonly actions: readonly NoticeAction[];
}

export interface SessionParts {
  readonly host: Host;
  readonly editor: Editor;
  readonly viewport: Viewport;
  readonly notices: Notices;
}

export class Session {
  #opening = $state.raw<Opening | null>(null);
  #problem = $state.raw<Problem | null>(null);
  /** A file is being dragged over the window. */
  dropping = $state(false);
  /** Asked before an edited document is replaced; the actions put the question here. */
  mayReplace: () => Promise<boolean> = () => Promise.resolve(true);
  /** Takes in kernel and recipe files; the actions put the import here. */
  importSettings: (grant: Grant) => Promise<void> = () => Promise.resolve();

  readonly #parts: SessionParts;
  #controller: AbortController | null = null;
  /** Notices about the picture or an attempt to replace it. */
  readonly #notices: number[] = [];

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  get opening(): Opening | null {
    return this.#opening;
  }
  get problem(): Problem | null {
    return this.#problem;
  }

  dismissProblem(): void {
    this.#problem = null;
  }

  /** Asks for a picture and opens it. */
  async choose(): Promise<void> {
    await this.#run(null, (signal) => this.#parts.host.pickOpen('image', signal), { quiet: true });
  }

  /** Opens what main granted: the command line, a recent file, a drop heard by the preload. */
  async open(grant: Grant, acceptDamaged = false): Promise<void> {
    if (isSettingsFile(grant.name)) return this.importSettings(grant);
    await this.#run(grant.name, () => Promise.resolve(grant), { acceptDamaged });
  }

  async openSample(): Promise<void> {
    if (!(await this.#freeToReplace())) return;
    await this.#load('the sample picture', true, (signal, onProgress) =>
      this.#parts.host.control.call('openSample', {}, { signal, onProgress }),
    );
  }

  /** A file the page holds: dropped or pasted. */
  async receive(file: File, from: 'drop' | 'paste'): Promise<void> {
    if (isSettingsFile(file.name)) return this.importSettings(await this.#parts.host.receive(file));
    const name = from === 'paste' ? 'Pasted picture.png' : file.name;
    const named = name === file.name ? file : new File([file], name, { type: file.type });
    await this.#run(name, (signal) => this.#parts.host.receive(named, signal), { fresh: from === 'paste' });
  }

  /** Main still holds this document: the page was reloaded. */
  resume(opened: Opened): void {
    this.#show(opened, false);
  }

  async close(): Promise<void> {
    await this.#parts.host.control.call('closeDocument', {});
    this.#parts.editor.closeDocument();
    this.#parts.viewport.show(null);
  }

  async #freeToReplace(): Promise<boolean> {
    const { editor } = this.#parts;
    return editor.document === null || !editor.edited || (await this.mayReplace());
  }

  async #run(
    name: string | null,
    grantOf: (signal: AbortSignal) => Promise<Grant | null>,
    options: { acceptDamaged?: boolean; fresh?: boolean; quiet?: boolean },
  ): Promise<void> {
    const { acceptDamaged = false, fresh = false, quiet = false } = options;
    if (!quiet && !(await this.#freeToReplace())) return;
    let grant: Grant | null;
    try {
      grant = await grantOf(new AbortController().signal);
    } catch (thrown) {
      return this.#fail(name ?? 'The file', thrown, null);
    }
    if (!grant) return;
    const chosen = grant;
    if (isSettingsFile(chosen.name)) return this.importSettings(chosen);
    if (quiet && !(await this.#freeToReplace())) return;
    await this.#load(
      chosen.name,
      fresh,
      (signal, onProgress) =>
        this.#parts.host.control.call('open', { token: chosen.token, acceptDamaged }, { signal, onProgress }),
      acceptDamaged ? null : chosen,
    );
  }

  async #load(
    name: string,
    fresh: boolean,
    call: (signal: AbortSignal, onProgress: (progress: Progress) => void) => Promise<{ value: Opened }>,
    retry: Grant | null = null,
  ): Promise<void> {
    this.#controller?.abort(new AppError('cancelled', 'Another file is opened.'));
    const controller = new AbortController();
    this.#controller = controller;
    const cancel = (): void => controller.abort(new AppError('cancelled', 'Cancelled.'));
    this.#problem = null;
    this.#opening = { name, progress: null, cancel };
    try {
      const { value } = await call(controller.signal, (progress) => {
        if (this.#controller === controller) this.#opening = { name, progress, cancel };
      });
      if (this.#controller === controller) this.#show(value, fresh);
    } catch (thrown) {
      if (this.#controller === controller) this.#fail(name, thrown, retry);
    } finally {
      if (this.#controller === controller) {
        this.#controller = null;
        this.#opening = null;
      }
    }
  }

  #show({ name, info, writable }: Opened, fresh: boolean): void {
    const { editor, viewport, notices } = this.#parts;
    this.#problem = null;
    // What was said about the picture before is no longer true.
    for (const id of this.#notices.splice(0)) notices.dismiss(id);
    editor.open({ name, info, writable, fresh });
    viewport.show({ width: info.width, height: info.height });
    if (info.notes.length > 0)
      this.#notices.push(notices.show({ kind: 'info', text: info.notes.join(' '), sticky: true }));
  }

  /** Shows what went wrong beside the opening of a file. */
  report(thrown: unknown): void {
    const error = toAppError(thrown);
    if (error.code !== 'cancelled') this.#parts.notices.show({ kind: 'error', text: error.message });
  }

  #fail(name: string, thrown: unknown, retry: Grant | null): void {
    const error = toAppError(thrown);
    if (error.code === 'cancelled') return;
    const actions: NoticeAction[] = [];
    if (retry && error.code === 'corrupt')
      actions.push({ label: 'Open what is left', run: () => void this.open(retry, true) });
    actions.push({ label: 'Choose another…', run: () => void this.choose() });
    const title = `${name} could not be opened`;
    const text = withoutTitle(error.message, title);
    const problem: Problem = { title, text, details: `${title}. ${text} [${error.code}]`, actions };
    if (this.#parts.editor.document) {
      this.#notices.push(this.#parts.notices.show({ kind: 'error', title: `${title}.`, text, actions }));
    } else {
      this.#problem = problem;
    }
  }
}

/** Kernel and recipe files are named so; every other .json is one too, since no picture is. */
export function isSettingsFile(name: string): boolean {
  return /\.(json|csv|tsv|txt|npy)$/i.test(name);
}

/** Messages may open with the title's own words; the panel shows those as its heading. */
function withoutTitle(message: string, title: string): string {
  return message.startsWith(`${title}. `) ? message.slice(title.length + 2) : message;
}

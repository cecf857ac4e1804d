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
  /** A picture that is shown while it is still being decoded, and what brings back the one before should that fail. */
  #early: { readonly opened: Opened; readonly takeBack: () => void } | null = null;
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
    await this.#run(null, (signal, onChosen) => this.#parts.host.pickOpen('image', signal, onChosen));
  }

  /** Opens what main granted: the command line, a recent file, a drop heard by the preload. */
  async open(grant: Grant, acceptDamaged = false): Promise<void> {
    await this.#run(grant.name, () => Promise.resolve(grant), { acceptDamaged });
  }

  async openSample(): Promise<void> {
    await this.#run('The sample picture', () => Promise.resolve('sample' as const), { fresh: true });
  }

  /** A file the page holds: dropped or pasted. */
  async receive(file: File, from: 'drop' | 'paste'): Promise<void> {
    const named = from === 'paste' ? new File([file], 'Pasted picture.png', { type: file.type }) : file;
    await this.#run(named.name, (signal) => this.#parts.host.receive(named, signal), { fresh: from === 'paste' });
  }

  /** Main still holds this document: the page was reloaded. */
  resume(opened: Opened): void {
    this.#show(opened, false);
  }

  async close(): Promise<void> {
    this.#early = null;
    this.#giveUp('The picture was closed.');
    await this.#parts.host.control.call('closeDocument', {});
    this.#parts.editor.closeDocument();
    this.#parts.viewport.show(null);
  }

  async #freeToReplace(): Promise<boolean> {
    const { editor } = this.#parts;
    return editor.document === null || !editor.edited || (await this.mayReplace());
  }

  /** `name`: what is opened, where that is known before the person has chosen. A newer run ends an older one. */
  async #run(
    name: string | null,
    sourceOf: (signal: AbortSignal, onChosen: (name: string) => void) => Promise<Grant | 'sample' | null>,
    { acceptDamaged = false, fresh = false } = {},
  ): Promise<void> {
    const settings = name !== null && isSettingsFile(name);
    if (name !== null && !settings && !(await this.#freeToReplace())) return;
    this.#giveUp('Another file is opened.');
    const controller = new AbortController();
    const { signal } = controller;
    this.#controller = controller;
    const isCurrent = (): boolean => this.#controller === controller;
    const tell = (what: string, progress: Progress | null = null): void => {
      const cancel = (): void => controller.abort(new AppError('cancelled', 'Cancelled.'));
      if (isCurrent()) this.#opening = { name: what, progress, cancel };
    };
    let shownName = name ?? 'The file';
    let retry: Grant | null = null;
    try {
      if (name !== null && !settings) tell(name);
      const source = await sourceOf(signal, (chosen) => {
        // What may still be refused for the sake of unsaved changes is not being opened yet.
        if (!this.#parts.editor.edited && !isSettingsFile(chosen)) tell(chosen);
      });
      if (source === null || !isCurrent()) return;
      if (source !== 'sample') {
        shownName = source.name;
        if (isSettingsFile(source.name)) return await this.importSettings(source);
        if (name === null && !(await this.#freeToReplace())) return;
        retry = acceptDamaged ? null : source;
      }
      this.#problem = null;
      tell(shownName);
      const onProgress = ({ opened, ...progress }: Progress): void => {
        if (opened && isCurrent()) this.#showEarly(opened, fresh);
        if (!this.#early) tell(shownName, progress);
      };
      const options = { signal, onProgress };
      const { control } = this.#parts.host;
      const { value } =
        source === 'sample'
          ? await control.call('openSample', {}, options)
          : await control.call('open', { token: source.token, acceptDamaged }, options);
      if (isCurrent()) this.#show(value, fresh);
    } catch (thrown) {
      if (isCurrent()) {
        this.#takeBack();
        this.#fail(shownName, thrown, retry);
      }
    } finally {
      if (isCurrent()) {
        this.#controller = null;
        this.#opening = null;
      }
    }
  }

  /** Ends the opening under way, and what it has shown. */
  #giveUp(why: string): void {
    this.#controller?.abort(new AppError('cancelled', why));
    this.#controller = null;
    this.#opening = null;
    this.#takeBack();
  }

  #takeBack(): void {
    this.#early?.takeBack();
    this.#early = null;
  }

  #showEarly(opened: Opened, fresh: boolean): void {
    this.#problem = null;
    // There is a picture to look at and to work on: nothing is waited for any more.
    this.#opening = null;
    this.#early = { opened, takeBack: this.#replace(opened, fresh) };
  }

  #show(opened: Opened, fresh: boolean): void {
    const { notices } = this.#parts;
    this.#problem = null;
    // What was said about the picture before is no longer true.
    for (const id of this.#notices.splice(0)) notices.dismiss(id);
    if (!this.#early || JSON.stringify(this.#early.opened) !== JSON.stringify(opened)) this.#replace(opened, fresh);
    this.#early = null;
    const { notes } = opened.info;
    if (notes.length > 0) this.#notices.push(notices.show({ kind: 'info', text: notes.join(' '), sticky: true }));
  }

  #replace({ name, info, writable }: Opened, fresh: boolean): () => void {
    const { editor, viewport } = this.#parts;
    const closeEditor = editor.open({ name, info, writable, fresh });
    const hide = viewport.show({ width: info.width, height: info.height });
    return () => {
      closeEditor();
      hide();
    };
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
      actions.push({ label: leftLabel(error.message), run: () => void this.open(retry, true) });
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
  return /\.(json|csv|tsv|txt|npy|mat|py|m)$/i.test(name);
}

/** "stop at row 1,216 of 3,024" → "Open the 1,216 whole rows". */
function leftLabel(message: string): string {
  const rows = /\brow ([\d,]+) of\b/.exec(message)?.[1];
  return rows === undefined || rows === '0' ? 'Open what is left' : `Open the ${rows} whole rows`;
}

/** Messages may open with the title's own words; the panel shows those as its heading. */
function withoutTitle(message: string, title: string): string {
  return message.startsWith(`${title}. `) ? message.slice(title.length + 2) : message;
}

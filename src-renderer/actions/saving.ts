// Save, Save as, and the writing that Export uses: SEMANTICS §15. Never writes over a file without having asked.
import type { ExportRequest } from '../../src-core/contract.ts';
import type { DeepReadonly } from '../../src-core/rpc.ts';
import { AppError, toAppError } from '../../src-core/errors.ts';
import type { Format } from '../../src-core/formats/format.ts';
import { formatById, formatOfName, writableFormats } from '../../src-core/formats/index.ts';
import type { SaveTarget } from '../host/host.ts';
import type { NoticeAction } from '../state/notices.svelte.ts';
import type { Environment } from './environment.ts';
import { defaultOptions } from './export-choices.ts';
import { changedQuestion, overwriteQuestion, unsavedQuestion } from './questions.ts';
import { planSave } from './save-plan.ts';
import { suggestedName } from './words.ts';
import type { Work, WorkControl } from './work.svelte.ts';

/** The format that a file name asks for, if it can be written. */
function writableFormatOf(name: string): Format | undefined {
  const format = formatOfName(name);
  return format && format.writes.length > 0 ? format : undefined;
}

/** What is to be written, as the page holds it. */
export type ExportWish = DeepReadonly<ExportRequest>;

export interface Written {
  readonly name: string;
  readonly bytes: number;
  readonly notes: readonly string[];
}

export class Saving {
  /** A file the person chose for this picture, to which Ctrl+S goes from then on. */
  #chosen: SaveTarget | null = null;
  #agreed = false;
  #notice: number | null = null;
  readonly #env: Environment;
  readonly #work: Work;
  readonly #saveRecipe: () => Promise<boolean>;

  constructor(env: Environment, work: Work, saveRecipe: () => Promise<boolean>) {
    this.#env = env;
    this.#work = work;
    this.#saveRecipe = saveRecipe;
  }

  /** Another document: what was agreed for the last one is void. */
  forget(): void {
    this.#chosen = null;
    this.#agreed = false;
  }

  /** Resolves with whether everything is saved now. */
  async save(): Promise<boolean> {
    const { editor, dialogs } = this.#env;
    const document = editor.document;
    if (!document) return false;
    const plan = planSave({
      recipeFile: editor.recipeGrant !== null,
      chosenFile: this.#chosen !== null,
      writable: document.writable,
      agreed: this.#agreed,
      changesPicture: editor.filters.some((filter) => filter.enabled),
    });
    if (plan === 'recipe') return this.#saveRecipe();
    if (plan === 'chosen-file' && this.#chosen) return this.#put(this.#chosen.name, this.#chosen);
    if (plan === 'save-as') return this.saveAs();
    if (plan === 'nothing') {
      this.#say('info', `${document.name} was not written: no filter is on, so the file already holds this picture.`);
      return true;
    }
    if (plan === 'ask-overwrite') {
      const answer = await dialogs.ask(overwriteQuestion(document.name));
      if (answer === 'copy') return this.saveAs();
      if (answer === null) return false;
      this.#agreed = true;
    }
    return this.#put(document.name, 'source');
  }

  async saveAs(): Promise<boolean> {
    const { host, editor } = this.#env;
    const document = editor.document;
    if (!document) return false;
    const extension = writableFormatOf(document.name)?.extensions[0] ?? 'png';
    const others = writableFormats.flatMap((candidate) => candidate.extensions).filter((each) => each !== extension);
    try {
      const target = await host.pickSave({
        suggestedName: suggestedName(document.name, extension, '-edited'),
        extensions: [extension, ...others],
        title: 'Save as',
      });
      if (!target) return false;
      if (!(await this.#put(target.name, target))) return false;
      // A download has no file to come back to: the next Ctrl+S asks again.
      if (target.token !== null) this.#chosen = target;
      return true;
    } catch (thrown) {
      this.#report(thrown);
      return false;
    }
  }

  /** Whether the document may be left; asks when something would be lost. */
  async mayLeave(before: string): Promise<boolean> {
    const { editor, dialogs } = this.#env;
    if (!editor.edited) return true;
    const answer = await dialogs.ask(unsavedQuestion(editor.document?.name ?? 'the filters', before));
    return answer === 'save' ? this.save() : answer === 'discard';
  }

  async leave(go: () => Promise<unknown>, before: string): Promise<void> {
    if (await this.mayLeave(before)) await go();
  }

  /** Writes the result to a target; throws what went wrong. Used by Export too, which shows errors itself. */
  async write(
    request: ExportWish,
    target: SaveTarget | 'source',
    { signal, onProgress }: WorkControl,
    overwriteChanged = false,
  ): Promise<Written> {
    const to = target === 'source' ? target : target.token;
    const { value, body } = await this.#env.host.control.call(
      'exportImage',
      { request, to, overwriteChanged },
      { signal, onProgress },
    );
    if (target !== 'source' && target.token === null) {
      if (!body)
        throw new AppError('internal', 'The picture was encoded but its bytes did not arrive. Nothing was written.');
      onProgress({ stage: 'write', done: 0, total: 0 });
      await target.accept(body);
    }
    return { name: value.name ?? (target === 'source' ? '' : target.name), bytes: value.bytes, notes: value.notes };
  }

  /** The whole result with everything as it is, in a format that can be written. */
  requestIn(format: Format): ExportWish {
    return {
      filters: this.#env.editor.filters,
      format: format.id,
      options: defaultOptions(format),
      keepMetadata: 'all',
      size: null,
      depth: null,
    };
  }

  /** The document's own file keeps its format whatever it is called; elsewhere the ending of the name decides. */
  #formatFor(name: string, target: SaveTarget | 'source'): Format {
    const own = this.#env.editor.document?.info.format ?? '';
    const format = target === 'source' ? formatById(own) : writableFormatOf(name);
    if (format) return format;
    const endings = writableFormats.map((each) => `.${each.extensions[0] ?? ''}`).join(', ');
    throw new AppError(
      'unsupported',
      `${name} could not be saved. The ending of the name decides the format, and it is none of ${endings}.`,
    );
  }

  /** Writes the flattened picture; asks when another program changed the file. Resolves with whether it is there. */
  async #put(name: string, target: SaveTarget | 'source'): Promise<boolean> {
    const { editor, dialogs } = this.#env;
    const { savable } = editor;
    this.#say(null);
    const attempt = async (overwriteChanged: boolean): Promise<void> => {
      const request = this.requestIn(this.#formatFor(name, target));
      const { notes } = await this.#work.run(`Saving ${name}`, (control) =>
        this.write(request, target, control, overwriteChanged),
      );
      // What was edited while the file was being written is still unsaved.
      editor.markSaved(savable);
      if (notes.length > 0) this.#say('info', notes.join(' '));
    };
    try {
      await attempt(false).catch(async (thrown: unknown) => {
        // Main refuses with `invalid` when another program changed the file since it was opened.
        if (toAppError(thrown).code !== 'invalid') throw thrown;
        const answer = await dialogs.ask(changedQuestion(name));
        if (answer === 'overwrite') await attempt(true);
        else if (answer !== 'copy' || !(await this.saveAs())) throw new AppError('cancelled', 'Cancelled.');
      });
      return true;
    } catch (thrown) {
      this.#report(thrown);
      return false;
    }
  }

  #report(thrown: unknown): void {
    const error = toAppError(thrown);
    if (error.code === 'cancelled') return;
    const another = { label: 'Choose another place…', run: () => void this.saveAs() };
    const place = error.code === 'disk-full' || error.code === 'no-access' || error.code === 'not-found';
    this.#say('error', error.message, place ? [another] : []);
  }

  /** One message about saving at a time: what an earlier attempt said is no longer true. */
  #say(kind: 'info' | 'error' | null, text = '', actions: readonly NoticeAction[] = []): void {
    const { notices } = this.#env;
    if (this.#notice !== null) notices.dismiss(this.#notice);
    this.#notice = kind === null ? null : notices.show({ kind, text, actions });
  }
}

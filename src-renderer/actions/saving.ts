// Save, Save as, and the writing that Export uses: SEMANTICS §15. Never writes over a file without having asked.
import type { ExportRequest } from '../../src-core/contract.ts';
import type { DeepReadonly } from '../../src-core/rpc.ts';
import { AppError, toAppError } from '../../src-core/errors.ts';
import type { Format } from '../../src-core/formats/format.ts';
import { formatOfName, writableFormats } from '../../src-core/formats/index.ts';
import type { SaveTarget } from '../host/host.ts';
import type { Environment } from './environment.ts';
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
  readonly notes: readonly string[];
}

export class Saving {
  /** A file the person chose for this picture, to which Ctrl+S goes from then on. */
  #chosen: SaveTarget | null = null;
  #agreed = false;
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
    const { editor, dialogs, notices } = this.#env;
    const document = editor.document;
    if (!document) return false;
    const plan = planSave({
      recipeFile: editor.recipeGrant !== null,
      chosenFile: this.#chosen !== null,
      writable: document.writable && writableFormatOf(document.name) !== undefined,
      agreed: this.#agreed,
      changesPicture: editor.filters.some((filter) => filter.enabled),
    });
    if (plan === 'recipe') return this.#saveRecipe();
    if (plan === 'chosen-file' && this.#chosen) return this.#writeFlat(this.#chosen);
    if (plan === 'save-as') return this.saveAs();
    if (plan === 'nothing') {
      notices.show({
        kind: 'info',
        text: `${document.name} was not written: no filter is on, so the file already holds this picture.`,
      });
      editor.markSaved();
      return true;
    }
    if (plan === 'ask-overwrite') {
      const answer = await dialogs.ask(overwriteQuestion(document.name));
      if (answer === 'copy') return this.saveAs();
      if (answer === null) return false;
      this.#agreed = true;
    }
    return this.#overwriteSource(document.name);
  }

  async saveAs(): Promise<boolean> {
    const { host, editor, notices } = this.#env;
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
      if (!(await this.#writeFlat(target))) return false;
      // A download has no file to come back to: the next Ctrl+S asks again.
      if (target.token !== null) this.#chosen = target;
      return true;
    } catch (thrown) {
      this.#report(thrown, notices);
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
  async write(request: ExportWish, target: SaveTarget, { signal, onProgress }: WorkControl): Promise<Written> {
    const { control } = this.#env.host;
    const { value, body } = await control.call(
      'exportImage',
      { request, to: target.token, overwriteChanged: false },
      { signal, onProgress },
    );
    if (target.token === null) {
      if (!body)
        throw new AppError('internal', 'The picture was encoded but its bytes did not arrive. Nothing was written.');
      onProgress({ stage: 'write', done: 0, total: 0 });
      await target.accept(body);
    }
    return { name: value.name ?? target.name, notes: value.notes };
  }

  /** The whole result in the format of a name, with everything else as it is. */
  requestFor(name: string): ExportWish {
    const format = writableFormatOf(name);
    if (!format) {
      const endings = writableFormats.map((each) => `.${each.extensions[0] ?? ''}`).join(', ');
      throw new AppError(
        'unsupported',
        `${name} could not be saved. The ending of the name decides the format, and it is none of ${endings}.`,
      );
    }
    return {
      filters: this.#env.editor.filters,
      format: format.id,
      options: Object.fromEntries(format.options.map((option) => [option.name, option.default])),
      keepMetadata: 'all',
      size: null,
      depth: null,
    };
  }

  async #writeFlat(target: SaveTarget): Promise<boolean> {
    const { editor, notices } = this.#env;
    const recipe = editor.recipe;
    try {
      const request = this.requestFor(target.name);
      const written = await this.#work.run(`Saving ${target.name}`, (control) => this.write(request, target, control));
      this.#done(recipe, written.notes);
      return true;
    } catch (thrown) {
      this.#report(thrown, notices);
      return false;
    }
  }

  async #overwriteSource(name: string): Promise<boolean> {
    const { host, editor, dialogs, notices } = this.#env;
    const recipe = editor.recipe;
    const attempt = async (overwriteChanged: boolean): Promise<readonly string[]> => {
      const request = this.requestFor(name);
      const reply = await this.#work.run(`Saving ${name}`, (control) =>
        host.control.call('exportImage', { request, to: 'source', overwriteChanged }, control),
      );
      return reply.value.notes;
    };
    try {
      this.#done(recipe, await attempt(false));
      return true;
    } catch (thrown) {
      if (toAppError(thrown).code !== 'invalid') {
        this.#report(thrown, notices);
        return false;
      }
    }
    // Main refuses with `invalid` when another program changed the file since it was opened.
    const answer = await dialogs.ask(changedQuestion(name));
    if (answer === 'copy') return this.saveAs();
    if (answer === null) return false;
    try {
      this.#done(recipe, await attempt(true));
      return true;
    } catch (thrown) {
      this.#report(thrown, notices);
      return false;
    }
  }

  /** What was edited while the file was being written is still unsaved. */
  #done(recipe: Environment['editor']['recipe'], notes: readonly string[]): void {
    const { editor, notices } = this.#env;
    editor.markSaved(recipe);
    if (notes.length > 0) notices.show({ kind: 'info', text: notes.join(' ') });
  }

  #report(thrown: unknown, notices: Environment['notices']): void {
    const error = toAppError(thrown);
    if (error.code === 'cancelled') return;
    const another = { label: 'Choose another place…', run: () => void this.saveAs() };
    const place = error.code === 'disk-full' || error.code === 'no-access' || error.code === 'not-found';
    notices.show({ kind: 'error', text: error.message, ...(place ? { actions: [another] } : {}) });
  }
}

// Kernels and recipes as files: opening them into the stack, saving them, and the recipe file that Ctrl+S writes to.
import type { Grant } from '../../src-core/contract.ts';
import { toAppError } from '../../src-core/errors.ts';
import { fileNameOf } from '../../src-core/file-name.ts';
import { MAX_FILTERS, type Filter } from '../../src-core/filters/filter.ts';
import { asHandMade } from '../../src-core/filters/matrix.ts';
import type { KernelSyntax } from '../../src-core/kernel/export/exported.ts';
import { parseKernelFileBytes, printKernelFile } from '../../src-core/kernel-file.ts';
import { isRecipeFile, parseRecipeFile, printRecipeFile, type RecipeInFile } from '../../src-core/recipe-file.ts';
import type { SaveTarget } from '../host/host.ts';
import type { Savable } from '../state/editor.svelte.ts';
import type { Environment } from './environment.ts';

/** What was opened before there was a picture to apply it to. */
interface Waiting {
  readonly label: string;
  readonly filters: readonly Filter[];
  readonly recipeFile: Grant | null;
  readonly alternates?: RecipeInFile['alternates'];
}

export class SettingsFiles {
  readonly #env: Environment;
  #waiting: Waiting | null = null;

  constructor(env: Environment) {
    this.#env = env;
  }

  /** Asks for a kernel or recipe file and opens it. */
  async choose(): Promise<void> {
    await this.#guard(async () => {
      const grant = await this.#env.host.pickOpen('settings');
      if (grant) await this.import(grant);
    });
  }

  async import(grant: Grant): Promise<void> {
    await this.#guard(async () => {
      const { value, body } = await this.#env.host.control.call('readSettings', { token: grant.token });
      const bytes = body ?? new Uint8Array();
      const text = new TextDecoder().decode(bytes);
      if (isRecipeFile(text)) this.#takeRecipe(grant, parseRecipeFile(text, value.name));
      else this.#takeKernel(grant.name, bytes);
    });
  }

  /** A picture was opened: what waited for it is applied, as a step that can be undone. */
  applyWaiting(): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting) this.#apply(waiting);
  }

  async saveKernel(): Promise<void> {
    const { editor, host } = this.#env;
    const filter = editor.selected;
    if (!filter) return;
    await this.#guard(async () => {
      const text = printKernelFile(filter);
      const target = await host.pickSave({
        suggestedName: `${fileNameOf(filter.name)}.kernel.json`,
        extensions: ['kernel.json', 'json'],
        title: 'Save kernel',
      });
      if (target) await this.#writeText(target, text);
    });
  }

  /** The selected filter's matrix in another program's syntax; says what was converted and what that cannot hold. */
  async exportKernel(syntax: KernelSyntax): Promise<void> {
    const { editor, host, notices } = this.#env;
    const { selected } = editor;
    if (!selected) return;
    await this.#guard(async () => {
      const { name, kernel, settings } = asHandMade(selected);
      if (!kernel) return;
      const { content, notes } = syntax.print({ name, kernel, settings });
      const target = await host.pickSave({
        suggestedName: `${fileNameOf(name)}.${syntax.extension}`,
        extensions: [syntax.extension],
        title: `Export kernel as ${syntax.label}`,
      });
      if (!target) return;
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      if (target.token === null) await target.accept(bytes);
      else await host.control.call('writeBytes', { to: target.token }, { body: bytes });
      if (notes.length > 0) notices.show({ kind: 'info', text: notes.join(' ') });
    });
  }

  /** Resolves with whether the recipe is in a file now. From then on Ctrl+S writes to it. */
  async saveRecipe(): Promise<boolean> {
    const { editor, host } = this.#env;
    return this.#guard(async () => {
      const { savable } = editor;
      const name = editor.document?.name.replace(/\.[^.]*$/, '') ?? 'filters';
      const target = await host.pickSave({
        suggestedName: `${fileNameOf(name)}.recipe.json`,
        extensions: ['recipe.json', 'json'],
        title: 'Save recipe',
      });
      if (!target) return false;
      await this.#writeText(target, this.#printed(savable));
      editor.markSaved(savable);
      if (target.token !== null) editor.recipeGrant = { token: target.token, name: target.name };
      return true;
    });
  }

  /** Writes the recipe to the file it came from; asks for another place when that one may not be written. */
  async writeRecipe(): Promise<boolean> {
    const { editor, host } = this.#env;
    const file = editor.recipeGrant;
    if (!file) return this.saveRecipe();
    const { savable } = editor;
    try {
      await host.control.call('writeText', { to: file.token, text: this.#printed(savable) });
      editor.markSaved(savable);
      return true;
    } catch (thrown) {
      if (toAppError(thrown).code === 'no-access') return this.saveRecipe();
      this.#report(thrown);
      return false;
    }
  }

  #printed({ recipe, alternates }: Savable): string {
    return printRecipeFile({ ...recipe, alternates });
  }

  #takeRecipe(grant: Grant, { filters, alternates = {} }: RecipeInFile): void {
    this.#apply({ label: `open ${grant.name}`, filters, recipeFile: grant, alternates });
  }

  #takeKernel(fileName: string, bytes: Uint8Array): void {
    const { editor, notices } = this.#env;
    const { filter, notes } = parseKernelFileBytes(bytes, fileName);
    if (editor.document) {
      if (!editor.addFilter(filter)) {
        notices.show({
          kind: 'error',
          text: `${fileName} was not added. The stack holds ${MAX_FILTERS} filters, and that is the most.`,
        });
        return;
      }
    } else {
      this.#apply({
        label: `add ${filter.name}`,
        filters: [...(this.#waiting?.filters ?? []), filter],
        recipeFile: null,
      });
    }
    if (notes.length > 0) notices.show({ kind: 'info', text: notes.join(' '), sticky: true });
  }

  #apply(waiting: Waiting): void {
    const { editor, alternates, notices } = this.#env;
    if (!editor.document) {
      this.#waiting = waiting;
      const [first] = waiting.filters;
      const text =
        waiting.filters.length === 1 && first
          ? `${first.name} is ready. Open a picture to see what it does.`
          : `${waiting.filters.length} filters are ready. Open a picture to see what they do.`;
      notices.show({ kind: 'info', text, sticky: true });
      return;
    }
    editor.apply(waiting.label, (recipe) => ({ ...recipe, filters: waiting.filters }));
    const beside = waiting.alternates ?? {};
    for (const [id, kernel] of Object.entries(beside)) alternates.keep(id, kernel);
    editor.select(waiting.filters.at(-1)?.id ?? null);
    if (!waiting.recipeFile) return;
    editor.recipeGrant = waiting.recipeFile;
    // A kernel B from before, of a filter with the same id, is not in the file.
    const { recipe, alternates: all } = editor.savable;
    const inFile = Object.entries(all).filter(([id]) => Object.hasOwn(beside, id));
    editor.markSaved({ recipe, alternates: Object.fromEntries(inFile) });
  }

  async #writeText(target: SaveTarget, text: string): Promise<void> {
    if (target.token === null) await target.accept(new TextEncoder().encode(text));
    else await this.#env.host.control.call('writeText', { to: target.token, text });
  }

  async #guard<T>(task: () => Promise<T>): Promise<T | false> {
    try {
      return await task();
    } catch (thrown) {
      this.#report(thrown);
      return false;
    }
  }

  #report(thrown: unknown): void {
    const { code, message } = toAppError(thrown);
    if (code !== 'cancelled') this.#env.notices.show({ kind: 'error', text: message });
  }
}

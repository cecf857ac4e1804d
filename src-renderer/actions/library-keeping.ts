// What is done with kept kernels: keep, apply, edit, duplicate, delete with a way back, files in and out.
import type { Grant } from '../../src-core/contract.ts';
import { AppError, toAppError } from '../../src-core/errors.ts';
import { fileNameOf } from '../../src-core/file-name.ts';
import type { Filter } from '../../src-core/filters/filter.ts';
import { printKernelFile } from '../../src-core/kernel-file.ts';
import type { Kept } from '../../src-core/library/entry.ts';
import type { KeptDraft } from '../state/library.svelte.ts';
import type { Environment } from './environment.ts';
import { STACK_FULL } from './words.ts';

/** Errors beyond these are counted, not listed. */
const MOST_REASONS = 3;

export class LibraryKeeping {
  readonly #env: Environment;

  constructor(env: Environment) {
    this.#env = env;
  }

  /** Opens the dialog for the selected filter. */
  add(): void {
    const { editor, library, dialogs } = this.#env;
    const { selected } = editor;
    if (!selected) return;
    library.draft = { id: null, filter: selected, tags: [], notes: '' };
    dialogs.show('kept-kernel');
    // Its tags are offered.
    void this.load();
  }

  async edit(kept: Kept): Promise<void> {
    const { library, dialogs } = this.#env;
    library.draft = await library.read(kept);
    dialogs.show('kept-kernel');
  }

  /** From the dialog: a new kernel, or new words for one that is kept. */
  async save(draft: KeptDraft): Promise<void> {
    const { library, preferences } = this.#env;
    const id = await library.put(draft);
    library.chosenId = id;
    if (draft.id === null) preferences.update({ leftView: 'library' });
  }

  async apply(kept: Kept, add: boolean): Promise<boolean> {
    const { editor, library, notices } = this.#env;
    const filter = await library.filterOf(kept);
    const done = add ? editor.addFilter(filter) : editor.replaceSelected(filter);
    if (!done) notices.show({ kind: 'warning', text: STACK_FULL });
    return done;
  }

  async duplicate(kept: Kept): Promise<void> {
    const { library } = this.#env;
    const { filter, tags, notes } = await library.read(kept);
    const name = copyName(filter.name, new Set(library.kernels.map((other) => other.name)));
    library.chosenId = await library.put({ id: null, filter: { ...filter, name }, tags, notes });
  }

  async remove(kept: Kept): Promise<void> {
    const { library, notices } = this.#env;
    const entry = await library.read(kept);
    const found = library.index.find('');
    const place = found.findIndex(({ id }) => id === kept.id);
    library.chosenId = (found[place + 1] ?? found[place - 1])?.id ?? null;
    await library.remove([kept.id]);
    const notice = notices.show({
      kind: 'info',
      text: `${kept.name} was deleted from the library.`,
      actions: [
        {
          label: 'Undo',
          run: () => {
            notices.dismiss(notice);
            this.#attempt(async () => void (library.chosenId = await library.put(entry)));
          },
        },
      ],
    });
  }

  async exportOne(kept: Kept): Promise<void> {
    const { host, library } = this.#env;
    const { filter, tags, notes } = await library.read(kept);
    const text = printKernelFile(filter, { tags, notes });
    const target = await host.pickSave({
      suggestedName: `${fileNameOf(filter.name)}.kernel.json`,
      extensions: ['kernel.json', 'json'],
      title: 'Export kernel',
    });
    if (!target) return;
    if (target.token === null) await target.accept(new TextEncoder().encode(text));
    else await host.control.call('writeText', { to: target.token, text });
  }

  /** As one library file, or as an archive with a kernel file for each. */
  async exportAll(as: 'library' | 'kernels'): Promise<void> {
    const { host } = this.#env;
    const target = await host.pickSave(
      as === 'library'
        ? { suggestedName: 'kernels.library.json', extensions: ['library.json', 'json'], title: 'Export library' }
        : { suggestedName: 'kernels.zip', extensions: ['zip'], title: 'Export library as kernel files' },
    );
    if (!target) return;
    const { body } = await host.control.call('libraryExport', { as, to: target.token });
    if (target.token === null) await target.accept(body ?? new Uint8Array());
  }

  async choose(): Promise<void> {
    await this.receive(await this.#env.host.pickKernels());
  }

  /** Files that were chosen or dropped, one after the other; one that cannot be read does not stop the rest. */
  async receive(files: readonly (Grant | File)[]): Promise<void> {
    if (files.length === 0) return;
    const { host, library, notices, preferences } = this.#env;
    const ids: string[] = [];
    const notes = new Set<string>();
    const reasons: string[] = [];
    for (const file of files) {
      try {
        const grant = file instanceof File ? await host.receive(file) : file;
        const { value } = await host.control.call('libraryImport', { token: grant.token });
        ids.push(...value.ids);
        for (const note of value.notes) notes.add(note);
      } catch (thrown) {
        const { code, message } = toAppError(thrown);
        if (code === 'engine-lost') throw thrown;
        reasons.push(message);
      }
    }
    await library.refresh();
    if (ids[0] !== undefined) {
      library.chosenId = ids[0];
      preferences.update({ leftView: 'library' });
    }
    const count = ids.length === 1 ? 'One kernel was' : `${ids.length} kernels were`;
    const more = reasons.length - MOST_REASONS;
    const text = [
      `${ids.length === 0 ? 'No kernel was' : count} added to the library.`,
      ...notes,
      ...reasons.slice(0, MOST_REASONS),
      ...(more > 0 ? [`${more} more files could not be opened.`] : []),
    ].join(' ');
    const kind = reasons.length === 0 ? 'info' : ids.length === 0 ? 'error' : 'warning';
    notices.show({ kind, text, sticky: reasons.length > 0 || notes.size > 0 });
  }

  /** Asks main for the list where it is not there yet, and tells of files that are damaged. */
  async load(): Promise<void> {
    const { library, notices } = this.#env;
    try {
      const damaged = await library.refresh();
      if (damaged.length === 0) return;
      const some = damaged.length === 1 ? 'One kernel' : `${damaged.length} kernels`;
      notices.show({
        kind: 'warning',
        text: `${some} of the library could not be read. The damaged files were kept beside the others.`,
        details: damaged.join('\n'),
      });
    } catch (thrown) {
      this.#report(thrown);
    }
  }

  /** What the tile drags to the stack, once its matrix is there. */
  filterOf(kept: Kept): Promise<Filter> {
    return this.#env.library.filterOf(kept);
  }

  run(task: () => Promise<unknown>): void {
    this.#attempt(task);
  }

  #attempt(task: () => Promise<unknown>): void {
    task().catch((thrown: unknown) => this.#report(thrown));
  }

  #report(thrown: unknown): void {
    const error = toAppError(thrown);
    if (error.code !== 'cancelled') this.#env.notices.show({ kind: 'error', text: error.message });
  }
}

/** `Sharpen`, `Sharpen copy`, `Sharpen copy 2`. */
export function copyName(name: string, taken: ReadonlySet<string>): string {
  const stem = name.replace(/ copy(?: \d+)?$/u, '').slice(0, 108);
  for (let count = 1; count < 10_000; count++) {
    const candidate = `${stem} copy${count === 1 ? '' : ` ${count}`}`;
    if (!taken.has(candidate)) return candidate;
  }
  throw new AppError('invalid', `There are too many copies of ${stem}.`);
}

// Resting on a filter of the gallery shows the picture through it, in the selected filter's place; leaving restores.
import type { Filter } from '../../../src-core/filters/filter.ts';
import type { Editor } from '../../state/editor.svelte.ts';

const HOVER_MS = 200;

export class TryOut {
  readonly #editor: Editor;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(editor: Editor) {
    this.#editor = editor;
  }

  begin(filter: Filter): void {
    const editor = this.#editor;
    clearTimeout(this.#timer);
    if (!editor.document) return;
    this.#timer = setTimeout(() => {
      const { selected } = editor;
      editor.hover = selected
        ? editor.filters.map((other) => (other.id === selected.id ? { ...filter, id: other.id } : other))
        : [...editor.filters, filter];
    }, HOVER_MS);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#editor.hover = null;
  }
}

// What can be done with the content of the analysis, at the pointer: its figures and its pictures to the clipboard, its views.
import type { Actions } from '../../actions.ts';
import type { MenuEntry } from '../controls/menu-entry.ts';
import type { Fact } from './facts.ts';

/** The picture that the menu was opened on. */
export interface ShownPicture {
  readonly title: string;
  readonly canvas: HTMLCanvasElement;
}

export interface AnalysisMenuParts<V extends string> {
  readonly actions: Pick<Actions, 'copyText' | 'copyCanvas'>;
  /** null while there are none. */
  readonly figures: string | null;
  readonly picture: ShownPicture | null;
  readonly views: readonly { readonly value: V; readonly label: string }[];
  readonly view: V;
  readonly onview: (view: V) => void;
}

export function analysisEntries<V extends string>(parts: AnalysisMenuParts<V>): MenuEntry[] {
  const { actions, figures, picture, views, view, onview } = parts;
  return [
    {
      label: 'Copy figures',
      disabled: figures === null,
      run: () => figures !== null && actions.copyText(figures),
    },
    {
      label: picture ? `Copy picture: ${picture.title}` : 'Copy picture',
      disabled: picture === null,
      run: () => picture && actions.copyCanvas(picture.canvas),
    },
    'separator',
    ...views.map(({ value, label }) => ({ label, checked: value === view, run: () => onview(value) })),
  ];
}

/** The picture of the column that something lies in. */
export function pictureAt(target: EventTarget | null): ShownPicture | null {
  const column = target instanceof Element ? target.closest('section') : null;
  const canvas = column?.querySelector('canvas');
  return canvas ? { title: column?.querySelector('h3')?.textContent.trim() ?? '', canvas } : null;
}

/** For the clipboard: the filter, the sentence on it, and a line for every fact. */
export function figuresText(name: string, sentence: string, facts: readonly Fact[]): string {
  const lines = facts.map(({ name: fact, value, unit }) => `${fact}: ${[value, unit].filter(Boolean).join(' ')}`);
  return [name, sentence, ...lines].join('\n');
}

// How the person looks at pictures outlives the window: compared how, with which helpers, over which view of the dock.
import { untrack } from 'svelte';
import type { Dock } from './dock.svelte.ts';
import type { Editor } from './editor.svelte.ts';
import type { Preferences } from './preferences.svelte.ts';
import type { Viewport } from './viewport.svelte.ts';

interface Remembered {
  readonly preferences: Preferences;
  readonly viewport: Viewport;
  readonly dock: Dock;
  readonly editor: Editor;
}

/** Puts back what was remembered and follows what changes; called once while the window is being made. */
export function rememberView({ preferences, viewport, dock, editor }: Remembered): void {
  const { compare, split, loupe, pixelGrid, dockView } = preferences.values;
  viewport.mode = compare;
  viewport.split = split;
  viewport.loupe = loupe;
  viewport.pixelGrid = pixelGrid;

  // The dock tells of a picture: it comes back with the first one.
  let waiting = dockView;
  $effect(() => {
    if (!editor.document || waiting === null) return;
    const view = waiting;
    waiting = null;
    untrack(() => (dock.view ??= view));
  });

  const keep = (patch: () => Parameters<Preferences['update']>[0] | null): void => {
    let first = true;
    $effect(() => {
      const changed = patch();
      if (!first && changed) untrack(() => preferences.update(changed));
      first = false;
    });
  };
  keep(() => {
    const { mode } = viewport;
    // Stepping through borrows the view of the input, and a difference is a question, not a place to be.
    if ((mode !== 'after' && mode !== 'split' && mode !== 'side') || dock.view === 'step') return null;
    return { compare: mode };
  });
  keep(() => ({ split: viewport.split }));
  keep(() => ({ loupe: viewport.loupe, pixelGrid: viewport.pixelGrid }));
  keep(() => (dock.view === 'step' || waiting !== null ? null : { dockView: dock.view }));
}

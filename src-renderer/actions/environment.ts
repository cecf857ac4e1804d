// What the actions work on: the window's state and the program around it, handed in once by App.svelte.
import type { Host } from '../host/host.ts';
import type { Alternates } from '../state/alternates.svelte.ts';
import type { Dialogs } from '../state/dialogs.svelte.ts';
import type { Dock } from '../state/dock.svelte.ts';
import type { Editor } from '../state/editor.svelte.ts';
import type { Frame } from '../state/frame.svelte.ts';
import type { KernelTools } from '../state/kernel-tools.svelte.ts';
import type { Library } from '../state/library.svelte.ts';
import type { Notices } from '../state/notices.svelte.ts';
import type { Preferences } from '../state/preferences.svelte.ts';
import type { Preview } from '../state/preview.svelte.ts';
import type { Session } from '../state/session.svelte.ts';
import type { StepThrough } from '../state/step.svelte.ts';
import type { Tour } from '../state/tour.svelte.ts';
import type { Viewport } from '../state/viewport.svelte.ts';

export interface Environment {
  readonly host: Host;
  readonly editor: Editor;
  readonly viewport: Viewport;
  readonly preview: Preview;
  readonly notices: Notices;
  readonly preferences: Preferences;
  readonly alternates: Alternates;
  readonly dialogs: Dialogs;
  readonly dock: Dock;
  readonly frame: Frame;
  readonly kernelTools: KernelTools;
  readonly library: Library;
  readonly session: Session;
  readonly step: StepThrough;
  readonly tour: Tour;
}

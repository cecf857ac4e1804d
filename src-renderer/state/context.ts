// Typed access to the window's state for components. App.svelte makes the instances and provides them.
import { createContext } from 'svelte';
import type { Actions } from '../actions.ts';
import type { Host } from '../host/host.ts';
import type { Alternates } from './alternates.svelte.ts';
import type { Dialogs } from './dialogs.svelte.ts';
import type { Dock } from './dock.svelte.ts';
import type { Editor } from './editor.svelte.ts';
import type { Inspection } from './inspection.svelte.ts';
import type { Frame } from './frame.svelte.ts';
import type { KernelTools } from './kernel-tools.svelte.ts';
import type { Library } from './library.svelte.ts';
import type { Notices } from './notices.svelte.ts';
import type { Preferences } from './preferences.svelte.ts';
import type { Preview } from './preview.svelte.ts';
import type { Session } from './session.svelte.ts';
import type { StepThrough } from './step.svelte.ts';
import type { Tour } from './tour.svelte.ts';
import type { Viewport } from './viewport.svelte.ts';

/** What main said when the window started, and the size classes of the window. */
export const [useFrame, provideFrame] = createContext<Frame>();
export const [useHost, provideHost] = createContext<Host>();
export const [useEditor, provideEditor] = createContext<Editor>();
export const [useViewport, provideViewport] = createContext<Viewport>();
export const [usePreview, providePreview] = createContext<Preview>();
export const [useNotices, provideNotices] = createContext<Notices>();
export const [usePreferences, providePreferences] = createContext<Preferences>();
export const [useAlternates, provideAlternates] = createContext<Alternates>();
export const [useDialogs, provideDialogs] = createContext<Dialogs>();
export const [useStep, provideStep] = createContext<StepThrough>();
/** What the kernel grid paints with, and its symmetry. */
export const [useKernelTools, provideKernelTools] = createContext<KernelTools>();
export const [useDock, provideDock] = createContext<Dock>();
export const [useInspection, provideInspection] = createContext<Inspection>();
export const [useLibrary, provideLibrary] = createContext<Library>();
export const [useTour, provideTour] = createContext<Tour>();
export const [useSession, provideSession] = createContext<Session>();
export const [useActions, provideActions] = createContext<Actions>();

// What the page needs from the program around it. electron.ts and browser.ts fulfil this; nothing else knows which it is.
import type { Grant, mainCalls, mainEvents, pixelCalls } from '../../src-core/contract.ts';
import type { Client } from '../../src-core/rpc.ts';
import type { FromPicture, ToPicture } from '../picture/messages.ts';

export type ControlClient = Client<typeof mainCalls, typeof mainEvents>;
export type PixelClient = Client<typeof pixelCalls>;
export type OpenKind = 'image' | 'settings';

export interface SaveSuggestion {
  readonly suggestedName: string;
  /** Without dots, the chosen one first. */
  readonly extensions: readonly string[];
  readonly title: string;
}

/** Where something is to be saved. With a token main writes it; without one the page hands the bytes to `accept`. */
export interface SaveTarget {
  readonly token: string | null;
  /** What the person called it. */
  readonly name: string;
  accept(bytes: Uint8Array): Promise<void>;
}

/** The thread that draws the picture on screen. */
export interface PictureLink {
  say(message: ToPicture, transfer?: Transferable[]): void;
  /** One listener at a time. */
  listen(listener: (news: FromPicture) => void): void;
}

export interface Host {
  readonly control: ControlClient;
  readonly picture: PictureLink;
  /** True where the page itself must hand over dropped files; false where the preload hears the drop and tells main. */
  readonly readsDrops: boolean;
  /** Called at once with what is there, then with every new client; null while the engine is away. Returns the way to stop. */
  onPixels(listener: (client: PixelClient | null) => void): () => void;
  /** null when the person cancelled. `onChosen` is told the name while the file is still on its way to main. */
  pickOpen(kind: OpenKind, signal?: AbortSignal, onChosen?: (name: string) => void): Promise<Grant | null>;
  /** Any number of kernel files; what the page holds itself is handed over by `receive`, one after the other. */
  pickKernels(signal?: AbortSignal): Promise<readonly (Grant | File)[]>;
  pickSave(suggestion: SaveSuggestion, signal?: AbortSignal): Promise<SaveTarget | null>;
  /** Hands over bytes that the page holds: a drop, a paste, a chosen file. */
  receive(file: File, signal?: AbortSignal): Promise<Grant>;
}

// Where the last window stood and how, for the next one; a place that no display shows any more is brought back.
import { app, screen, type BrowserWindow, type Rectangle } from 'electron';
import type { WindowState } from '../../src-core/session-file.ts';
import type { Session } from '../session.ts';

const SAVE_DELAY_MS = 500;
const LEAST = { width: 640, height: 400 };
/** Of a title bar this much has to be on a display, so that the window can be moved. */
const GRIP = { width: 120, height: 32 };
/** A further window does not cover the one before it. */
const CASCADE = 28;

export class WindowMemory {
  readonly #session: Session;
  #last: WindowState | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> | null = null;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Once, before the first window. A program that ends waits for what is still to be written. */
  async load(): Promise<void> {
    this.#last = await this.#session.windowState();
    app.on('will-quit', (event) => {
      this.#save();
      if (!this.#saving) return;
      event.preventDefault();
      void this.#saving.then(() => app.quit());
    });
  }

  /** For a new window beside these; null where nothing is remembered. */
  next(open: readonly BrowserWindow[]): WindowState | null {
    if (!this.#last) return null;
    const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
    const place = onDisplay(this.#last, areas);
    const taken = open.some((window) => {
      const { x, y } = window.getNormalBounds();
      return x === place.x && y === place.y;
    });
    if (!taken) return { ...this.#last, ...place };
    const moved = onDisplay({ ...place, x: place.x + CASCADE, y: place.y + CASCADE }, areas);
    return { ...moved, maximised: false, fullScreen: false };
  }

  follow(window: BrowserWindow): void {
    const note = (): void => {
      if (window.isDestroyed() || window.isMinimized()) return;
      const { x, y, width, height } = window.getNormalBounds();
      this.#last = { x, y, width, height, maximised: window.isMaximized(), fullScreen: window.isFullScreen() };
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#save(), SAVE_DELAY_MS);
    };
    window.on('resize', note);
    window.on('move', note);
    window.on('maximize', note);
    window.on('unmaximize', note);
    window.on('enter-full-screen', note);
    window.on('leave-full-screen', note);
    // The one used last is the one whose place is kept.
    window.on('focus', note);
  }

  /** Writes what waits; a place that cannot be written is not worth a word. */
  #save(): void {
    if (this.#timer === undefined || !this.#last) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const saving = this.#session
      .setWindowState(this.#last)
      .catch(() => undefined)
      .finally(() => {
        if (this.#saving === saving) this.#saving = null;
      });
    this.#saving = saving;
  }
}

/** The same place where its title bar can be reached, else the middle of the first display; never larger than a display. */
export function onDisplay(wanted: Rectangle, areas: readonly Rectangle[]): Rectangle {
  const shown = (area: Rectangle): boolean =>
    overlap(wanted.x, wanted.width, area.x, area.width) >= GRIP.width &&
    wanted.y >= area.y &&
    wanted.y + GRIP.height <= area.y + area.height;
  const area = areas.find(shown);
  const home = area ?? areas[0];
  if (!home) return wanted;
  const width = Math.max(LEAST.width, Math.min(wanted.width, home.width));
  const height = Math.max(LEAST.height, Math.min(wanted.height, home.height));
  if (area) return { x: wanted.x, y: wanted.y, width, height };
  return {
    x: Math.round(home.x + (home.width - width) / 2),
    y: Math.round(home.y + Math.max(0, home.height - height) / 2),
    width,
    height,
  };
}

function overlap(start: number, length: number, otherStart: number, otherLength: number): number {
  return Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart);
}

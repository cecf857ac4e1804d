// The window's frame: what main said at the start, and which panels fit beside the canvas at this size.
import type { mainCalls, Value } from '../../src-core/contract.ts';
import { DOCK_HEIGHT } from '../../src-core/preferences.ts';
import type { Preferences } from './preferences.svelte.ts';

export type StartInfo = Value<typeof mainCalls, 'start'>;
export type PanelSide = 'left' | 'right';
/** Whatever has an edge to drag. */
export type Panel = PanelSide | 'dock';

/** CSS pixels, UI.md "Layout". */
const WIDE = 1600;
const NARROW = 1120;
const RAIL = 980;
const LIMITS: Record<PanelSide, readonly [number, number]> = { left: [124, 420], right: [304, 480] };
const DEFAULTS: Record<Panel, number> = { left: 232, right: 320, dock: DOCK_HEIGHT.usual };
/** The five columns of the step-through side by side. */
const STEPS_WIDTH = 944;
/** Title bar, tool bar and status bar, and what the picture keeps above the dock. */
const BARS = 92;
const LEAST_PICTURE = 120;
/** Windows as low as this have the dock at its least. */
const LOW = 520;

export class Frame {
  readonly start: StartInfo;
  readonly #preferences: Preferences;
  /** CSS pixels of the window. */
  width = $state(1280);
  height = $state(800);
  /** The presets, opened over the canvas from the rail. */
  railOpen = $state(false);

  constructor(start: StartInfo, preferences: Preferences) {
    this.start = start;
    this.#preferences = preferences;
  }

  /** The left panel is a 36-px rail. */
  get rail(): boolean {
    return this.width <= RAIL;
  }
  get narrow(): boolean {
    return this.width <= NARROW;
  }

  get leftShown(): boolean {
    return !this.#preferences.values.leftHidden;
  }
  get rightShown(): boolean {
    return !this.#preferences.values.rightHidden;
  }

  /** CSS pixels; a width the person dragged holds in windows where both panels have their full form. */
  get leftWidth(): number {
    if (this.rail) return 36;
    if (this.narrow) return 124;
    const { leftPanel } = this.#preferences.values;
    return leftPanel === DEFAULTS.left && this.width >= WIDE ? 264 : leftPanel;
  }
  get rightWidth(): number {
    if (this.rail) return 304;
    const { rightPanel } = this.#preferences.values;
    return rightPanel === DEFAULTS.right && this.width >= WIDE ? 360 : rightPanel;
  }

  /** Beside the filters the step-through's columns would have no room: it lies under them too. */
  get stepsSpan(): boolean {
    return this.rightShown && this.width - this.rightWidth < STEPS_WIDTH;
  }

  /** CSS pixels; the picture above keeps its room whatever height the person dragged in a higher window. */
  get dockHeight(): number {
    const [least, most] = this.limits('dock');
    return Math.min(most, Math.max(least, this.#preferences.values.dockHeight));
  }

  /** Width of a side panel, height of the dock. */
  extent(panel: Panel): number {
    return panel === 'dock' ? this.dockHeight : panel === 'left' ? this.leftWidth : this.rightWidth;
  }

  resizable(panel: Panel): boolean {
    return panel === 'dock' ? this.height > LOW : panel === 'left' ? !this.narrow : !this.rail;
  }

  resize(panel: Panel, extent: number): void {
    const [min, max] = this.limits(panel);
    const value = Math.round(Math.min(max, Math.max(min, extent)));
    if (panel === 'dock') this.#preferences.update({ dockHeight: value });
    else this.#preferences.update(panel === 'left' ? { leftPanel: value } : { rightPanel: value });
  }

  reset(panel: Panel): void {
    this.resize(panel, DEFAULTS[panel]);
  }

  limits(panel: Panel): readonly [number, number] {
    if (panel !== 'dock') return LIMITS[panel];
    const { least, most } = DOCK_HEIGHT;
    return [least, this.height > LOW ? Math.max(least, Math.min(most, this.height - BARS - LEAST_PICTURE)) : least];
  }

  toggle(side: PanelSide): void {
    const { leftHidden, rightHidden } = this.#preferences.values;
    if (side === 'right') this.#preferences.update({ rightHidden: !rightHidden });
    else if (this.rail && !leftHidden) this.railOpen = !this.railOpen;
    else this.#preferences.update({ leftHidden: !leftHidden });
  }

  /** Both hidden when any shows, else both back. */
  toggleBoth(): void {
    const hidden = this.leftShown || this.rightShown;
    this.#preferences.update({ leftHidden: hidden, rightHidden: hidden });
  }
}

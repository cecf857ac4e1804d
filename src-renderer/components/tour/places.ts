// Where on the page the controls are that the tour speaks of, and what the tour calls them.
import type { TourPlace } from '../../state/tour-steps.ts';

interface Place {
  /** Behind "Go to". */
  readonly name: string;
  /** The first that shows; the later ones are the way to it. */
  readonly selectors: readonly string[];
  /** Within it, where the focus goes; the element itself by default. */
  readonly focus?: string;
}

const PRESETS = 'aside[aria-label="Presets"]';
const preset = (id: string): Place => ({
  name: 'the preset',
  selectors: [`[data-preset="${id}"]`, `${PRESETS} label`, `${PRESETS} button`],
  focus: 'input',
});

const PLACES: Readonly<Record<TourPlace, Place>> = {
  grid: {
    name: 'the grid',
    // With its gutters.
    selectors: ['aside[aria-label="Filters"] :has(> [role="grid"])'],
    focus: '[role="gridcell"][tabindex="0"]',
  },
  tool: { name: 'the tool', selectors: ['[data-command="tool-step"]'] },
  picture: { name: 'the picture', selectors: ['main canvas[tabindex]'] },
  walk: { name: 'the steps', selectors: ['[data-command="step-next"]', '[data-steps]'] },
  box: preset('box'),
  gaussian: preset('gaussian'),
  sigma: { name: 'the slider', selectors: ['aside[aria-label="Filters"] [role="slider"][aria-label^="Sigma"]'] },
  output: { name: 'the choice', selectors: ['[data-zero-sum]'], focus: 'button' },
};

export const placeName = (place: TourPlace): string => PLACES[place].name;

export function findPlace(page: Document, place: TourPlace): HTMLElement | null {
  const found = PLACES[place].selectors.map((selector) => page.querySelector<HTMLElement>(selector));
  return found.find((element) => element?.checkVisibility({ visibilityProperty: true })) ?? null;
}

export function focusPlace(page: Document, place: TourPlace): void {
  const element = findPlace(page, place);
  const { focus } = PLACES[place];
  const inside = focus === undefined ? null : element?.querySelector<HTMLElement>(focus);
  (inside ?? element)?.focus();
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const overlap = (a: Box, b: Box): Box => ({
  left: Math.max(a.left, b.left),
  top: Math.max(a.top, b.top),
  right: Math.min(a.right, b.right),
  bottom: Math.min(a.bottom, b.bottom),
});

/** The part of an element that its scrolling ancestors and the window let show, in CSS pixels; null when none does. */
export function visibleBox(element: Element): Box | null {
  let box: Box = overlap(element.getBoundingClientRect(), { left: 0, top: 0, right: innerWidth, bottom: innerHeight });
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    if (getComputedStyle(parent).overflow !== 'visible') box = overlap(box, parent.getBoundingClientRect());
  }
  return box.right - box.left >= 1 && box.bottom - box.top >= 1 ? box : null;
}

/** CSS pixels; a ring this near to the panel needs no line, which would cross what stands between. */
const NEAR = 24;

/** A line along the seam beside the panel to the middle of the control's near side; empty where they are near or overlap. */
export function leader(panel: Box, target: Box): string {
  const middle = (target.top + target.bottom) / 2;
  const across = target.left < panel.right && target.right > panel.left;
  const beside = target.bottom > panel.top - NEAR && target.top < panel.bottom + NEAR;
  if (across && (beside || target.right - target.left > (panel.right - panel.left) / 2)) return '';
  const rightwards = across ? panel.right - target.right < target.left - panel.left : target.left >= panel.right;
  const seam = rightwards ? panel.right : panel.left;
  const end = across === rightwards ? target.right : target.left;
  const from = target.top >= panel.bottom ? panel.bottom - 12 : panel.top + 12;
  return `M ${seam} ${from} V ${middle} H ${end}`;
}

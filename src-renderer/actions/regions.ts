// F6: from landmark to landmark, back to where the focus was inside each.

const REGIONS =
  'body header, aside[aria-label="Presets"], main, section[data-tour], section[data-dock], aside[aria-label="Filters"], body footer';
const FOCUSABLE = 'a[href], button, input, select, textarea, [tabindex]';
const lastIn = new WeakMap<Element, HTMLElement>();

function isUsable(element: HTMLElement): boolean {
  const hidden = !element.checkVisibility({ visibilityProperty: true }) || element.closest('[inert]') !== null;
  return !hidden && element.tabIndex >= 0 && !element.hasAttribute('disabled');
}

function firstIn(region: Element): HTMLElement | null {
  const last = lastIn.get(region);
  if (last && region.contains(last) && isUsable(last)) return last;
  // A region may say where one starts in it.
  const candidates = [
    ...region.querySelectorAll<HTMLElement>('[data-region-start]'),
    ...region.querySelectorAll<HTMLElement>(FOCUSABLE),
  ];
  return candidates.find(isUsable) ?? null;
}

/** Moves the focus to the next (1) or previous (−1) region that has something to focus. */
export function moveToRegion(page: Document, direction: 1 | -1): void {
  const regions = [...page.querySelectorAll(REGIONS)].filter((region) => !region.closest('[role="dialog"]'));
  const active = page.activeElement;
  const from = regions.findIndex((region) => region.contains(active));
  const current = regions[from];
  if (current && active instanceof HTMLElement) lastIn.set(current, active);
  const start = from < 0 ? (direction === 1 ? -1 : 0) : from;
  for (let step = 1; step <= regions.length; step++) {
    const index = (start + direction * step + regions.length * 2) % regions.length;
    const region = regions[index];
    const target = region && firstIn(region);
    if (target) {
      target.focus();
      return;
    }
  }
}

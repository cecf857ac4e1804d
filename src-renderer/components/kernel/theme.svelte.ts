// The tokens as drawing code needs them, read again when the theme or the wish for contrast changes.
import { createSubscriber } from 'svelte/reactivity';
import { HeatScale } from './heat.ts';

const HEAT_NAMES = ['n4', 'n3', 'n2', 'n1', '0', 'p1', 'p2', 'p3', 'p4'];
const QUERIES = ['(prefers-color-scheme: light)', '(prefers-contrast: more)', '(forced-colors: active)'];

let scale: HeatScale | null = null;
/** Read once: to ask for a computed style in the middle of a frame has the page laid out then and there. */
let tokens: Record<string, string> = {};
let version = 0;

const subscribe = createSubscriber((update) => {
  const changed = (): void => {
    forget();
    version++;
    update();
  };
  const queries = QUERIES.map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener('change', changed);
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class', 'style'] });
  return () => {
    for (const query of queries) query.removeEventListener('change', changed);
    observer.disconnect();
    forget();
  };
});

function forget(): void {
  scale = null;
  tokens = {};
}

export function token(name: string): string {
  subscribe();
  const known = tokens[name];
  if (known !== undefined) return known;
  const value = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  // Outside of a reaction nobody would hear that it has changed.
  if ($effect.tracking()) tokens[name] = value;
  return value;
}

export function heatScale(): HeatScale {
  subscribe();
  if (scale) return scale;
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  scale = new HeatScale({
    stops: HEAT_NAMES.map((name) => read(`--heat-${name}`)),
    inkLight: read('--heat-ink-light'),
    inkDark: read('--heat-ink-dark'),
  });
  return scale;
}

/** Changes whenever drawn colours must be drawn again. */
export function themeVersion(): number {
  subscribe();
  return version;
}

// Tells a tooltip whether a TooltipScope stands above it: neighbours in one scope open without delay.
import { getContext, setContext } from 'svelte';

const KEY = Symbol('tooltip scope');

export function markTooltipScope(): void {
  setContext(KEY, true);
}

export function insideTooltipScope(): boolean {
  return getContext<boolean | undefined>(KEY) === true;
}

// Ties triggers to the one tooltip of their scope and hands it their words: a layer for each would cost 2 ms at the start.
import { Tooltip } from 'bits-ui';
import { createContext } from 'svelte';

export interface TooltipWords {
  readonly text: string;
  readonly shortcut: string | undefined;
  readonly side: 'top' | 'bottom' | 'left' | 'right';
}

export const createTether = (): Tooltip.Tether<TooltipWords> => Tooltip.createTether<TooltipWords>();
export const [useTooltip, provideTooltip] = createContext<Tooltip.Tether<TooltipWords>>();

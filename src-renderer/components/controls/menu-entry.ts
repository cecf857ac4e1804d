// What a menu shows, as data: the same list feeds a drop-down and a context menu.
import type { IconComponent } from './icon.ts';

export interface MenuAction {
  readonly label: string;
  readonly icon?: IconComponent | undefined;
  readonly shortcut?: string | undefined;
  readonly disabled?: boolean | undefined;
  /** Present for entries that are switched on or off. */
  readonly checked?: boolean | undefined;
  readonly run: () => void;
}

export interface MenuGroup {
  readonly label: string;
  readonly icon?: IconComponent | undefined;
  readonly disabled?: boolean | undefined;
  readonly entries: readonly MenuEntry[];
}

export type MenuEntry = MenuAction | MenuGroup | 'separator';

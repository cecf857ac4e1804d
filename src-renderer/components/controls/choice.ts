// One of several things to choose from, as selects, segments and toggles take it.
import type { IconComponent } from './icon.ts';

export interface Choice<T extends string = string> {
  readonly value: T;
  readonly label: string;
  readonly icon?: IconComponent | undefined;
  /** A longer name, as tooltip and for assistive technology. */
  readonly title?: string | undefined;
  readonly disabled?: boolean | undefined;
}

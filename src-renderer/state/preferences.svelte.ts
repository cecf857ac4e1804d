// What the person set once for all windows and documents; kept by main.
import { DEFAULT_PREFERENCES, type Preferences as PreferenceValues } from '../../src-core/preferences.ts';

const SAVE_DELAY_MS = 400;
const SURROUNDS: readonly PreferenceValues['surround'][] = ['dark', 'grey', 'light'];

export class Preferences {
  #values = $state.raw<PreferenceValues>(DEFAULT_PREFERENCES);
  readonly #save: (values: PreferenceValues) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `save` is called a moment after the last change. */
  constructor(values: PreferenceValues, save: (values: PreferenceValues) => void) {
    this.#values = values;
    this.#save = save;
  }

  get values(): PreferenceValues {
    return this.#values;
  }

  update(patch: Partial<PreferenceValues>): void {
    this.#values = { ...this.#values, ...patch };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.flush, SAVE_DELAY_MS);
  }

  /** Saves at once what still waits, when the page goes. */
  readonly flush = (): void => {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#save(this.#values);
  };

  /** Whether a section is unfolded; `usual` until the person has said otherwise. */
  isOpen(section: string, usual = true): boolean {
    return this.#values.sections[section] ?? usual;
  }
  setOpen(section: string, open: boolean): void {
    this.update({ sections: { ...this.#values.sections, [section]: open } });
  }

  /** Dark, grey, light, dark… */
  cycleSurround(): void {
    const next = (SURROUNDS.indexOf(this.#values.surround) + 1) % SURROUNDS.length;
    this.update({ surround: SURROUNDS[next] ?? 'dark' });
  }
}

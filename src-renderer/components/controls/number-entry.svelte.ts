// What a number field does with keys, drags and text: live values on the way, one commit at the end, Esc takes all back.
import { tick } from 'svelte';
import { parseNumber } from '../../../src-core/kernel/expression.ts';
import { withoutUnit } from './number-text.ts';
import { trackScrub } from './scrub-pointer.ts';
import { beginScrub, clampTo, moveScrub, scrubbedValue, stepped, type Limits, type Modifiers } from './scrub.ts';

/** The field's properties as they are now. */
export interface NumberProperties {
  readonly value: number;
  readonly source: string | null;
  /** The value as the field shows it. */
  readonly shown: string;
  readonly unit: string | undefined;
  readonly limits: Limits;
  readonly step: number;
  readonly whole: boolean;
  readonly fixed: boolean;
  readonly check: ((value: number) => string | null) | undefined;
  readonly input: HTMLInputElement | null;
  readonly oninput: ((value: number, source: string | null) => void) | undefined;
  readonly oncommit: (() => void) | undefined;
  readonly oncancel: (() => void) | undefined;
}

const WHEEL_PAUSE_MS = 400;
const STEPS: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };

export class NumberEntry {
  readonly #properties: () => NumberProperties;
  /** What is being typed; null while the field shows its value. */
  draft = $state<string | null>(null);
  /** Why the text is refused; the last valid value stays in force. */
  message = $state<string | null>(null);
  scrubbing = $state(false);
  /** Where the value stood before this edit: for Esc, and for `x` in expressions. */
  #before: { readonly value: number; readonly source: string | null } | null = null;
  #uncommitted = false;
  #sending = false;
  #known: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(properties: () => NumberProperties) {
    this.#properties = properties;
  }

  /** Told whenever the value changed: a change from outside (undo, another cell) ends what was being typed. */
  follow(value: number): void {
    const outside = this.#known !== null && value !== this.#known && !this.#sending;
    this.#known = value;
    if (!outside) return;
    this.draft = null;
    this.message = null;
    this.#before = null;
    this.#uncommitted = false;
  }

  get editing(): boolean {
    return this.draft !== null;
  }

  begin(): void {
    const { input, source, shown } = this.#properties();
    this.draft ??= source ?? shown;
    input?.focus();
    this.#selectText();
  }

  type(text: string): void {
    const { value, source, unit, check, whole, limits } = this.#properties();
    this.#before ??= { value, source };
    this.draft = text;
    const result = parseNumber(withoutUnit(text, unit), { current: this.#before.value });
    this.message = 'error' in result ? result.error : (check?.(result.value) ?? null);
    if ('error' in result || this.message !== null) return;
    this.#send(clampTo(whole ? Math.round(result.value) : result.value, limits), result.source);
  }

  /** The focus goes, or Enter was pressed. A refused text stays, with its reason. */
  leave(): void {
    if (this.editing && this.message !== null) return;
    this.draft = null;
    this.#commit();
  }

  key(event: KeyboardEvent): void {
    const { fixed, input } = this.#properties();
    if (fixed) return;
    const count = STEPS[event.key];
    if (count !== undefined && !event.ctrlKey && !event.metaKey) this.#step(count, event);
    else if (event.key === 'Enter') {
      if (this.message === null) {
        this.leave();
        input?.select();
      }
    } else if (event.key === 'Escape' && (this.editing || this.#before)) {
      this.#restore();
      this.#selectText();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** A held key is one step of the history. */
  keyUp(event: KeyboardEvent): void {
    if (!this.editing && event.key in STEPS) this.#commit();
  }

  wheel(event: WheelEvent): void {
    const { fixed, input } = this.#properties();
    if (fixed || document.activeElement !== input || event.ctrlKey) return;
    event.preventDefault();
    const delta = event.deltaY || event.deltaX;
    if (delta !== 0) this.#step(delta < 0 ? 1 : -1, event);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#commit(), WHEEL_PAUSE_MS);
  }

  press(event: PointerEvent): void {
    const { fixed, input, value, step, limits } = this.#properties();
    if (event.button !== 0 || fixed || (this.editing && event.target === input)) return;
    event.preventDefault();
    let scrub = beginScrub(value, step);
    trackScrub(event, event.currentTarget as HTMLElement, {
      start: () => {
        this.scrubbing = true;
        this.draft = null;
        this.message = null;
        input?.focus({ preventScroll: true });
      },
      move: (pixels, modifiers) => {
        scrub = moveScrub(scrub, pixels, step, this.#fitting(modifiers), limits);
        this.#offer(scrubbedValue(scrub, limits));
      },
      end: (cancelled) => {
        this.scrubbing = false;
        if (cancelled) this.#restore();
        else this.#commit();
      },
      click: () => this.begin(),
    });
  }

  /** Whole numbers have no tenths of a step. */
  #fitting({ shiftKey, altKey }: Modifiers): Modifiers {
    return { shiftKey: shiftKey && !this.#properties().whole, altKey };
  }

  #step(count: number, modifiers: Modifiers): void {
    const { value, step, limits } = this.#properties();
    this.draft = null;
    this.message = null;
    this.#offer(stepped(value, count, step, this.#fitting(modifiers), limits));
    // Typing after a step replaces the number, as it does on arrival.
    this.#selectText();
  }

  /** At once, and again when the new text stands in the field: the next key may come before that. */
  #selectText(): void {
    const { input } = this.#properties();
    input?.select();
    void tick().then(() => input?.select());
  }

  /** A value on the way of a drag: those that are refused are passed over. */
  #offer(value: number): void {
    const { value: current, check } = this.#properties();
    if (value !== current && !check?.(value)) this.#send(value, null);
  }

  #send(value: number, typed: string | null): void {
    const { value: current, source, oninput } = this.#properties();
    this.#before ??= { value: current, source };
    this.#uncommitted = true;
    this.#sending = true;
    oninput?.(value, typed);
    void tick().then(() => (this.#sending = false));
  }

  #commit(): void {
    clearTimeout(this.#timer);
    this.#before = null;
    if (!this.#uncommitted) return;
    this.#uncommitted = false;
    this.#properties().oncommit?.();
  }

  #restore(): void {
    const { oncancel } = this.#properties();
    this.draft = null;
    this.message = null;
    if (this.#uncommitted && oncancel) {
      this.#before = null;
      this.#uncommitted = false;
      oncancel();
      return;
    }
    if (this.#uncommitted && this.#before) this.#send(this.#before.value, this.#before.source);
    this.#commit();
  }
}

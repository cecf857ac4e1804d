// Messages over the top of the canvas, one at a time. What needs an answer stays; the rest goes after a while.

export interface NoticeAction {
  readonly label: string;
  readonly run: () => void;
}

export interface NoticeInput {
  readonly kind: 'info' | 'warning' | 'error';
  /** Finished sentences. */
  readonly text: string;
  /** A first sentence in bold. */
  readonly title?: string | undefined;
  /** Shown on demand, can be copied. */
  readonly details?: string | undefined;
  readonly actions?: readonly NoticeAction[] | undefined;
  /** Stays until dismissed, as every notice with an action does. */
  readonly sticky?: boolean | undefined;
}

export interface Notice extends NoticeInput {
  readonly id: number;
  readonly actions: readonly NoticeAction[];
  readonly sticky: boolean;
}

const TIMEOUT_MS = 6000;

export class Notices {
  #stack = $state.raw<readonly Notice[]>([]);
  #lastId = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The one to show. Dismissing it brings back an older one that still waits for an answer. */
  get current(): Notice | null {
    return this.#stack.at(-1) ?? null;
  }

  /** Returns the notice's id. The same words again replace the older notice. */
  show(input: NoticeInput): number {
    const actions = input.actions ?? [];
    const notice: Notice = {
      ...input,
      id: ++this.#lastId,
      actions,
      sticky: (input.sticky ?? false) || actions.length > 0 || input.details !== undefined,
    };
    const waiting = this.#stack.filter(
      (other) => other.sticky && (other.text !== notice.text || other.title !== notice.title),
    );
    this.#stack = [...waiting, notice];
    this.resume();
    return notice.id;
  }

  /** Dismisses the notice with this id, or the current one. */
  dismiss(id = this.current?.id): void {
    this.#stack = this.#stack.filter((notice) => notice.id !== id);
    this.resume();
  }

  /** While the pointer or the focus is on it, a notice does not go away. */
  pause(): void {
    clearTimeout(this.#timer);
  }

  resume(): void {
    clearTimeout(this.#timer);
    const notice = this.current;
    if (notice && !notice.sticky) this.#timer = setTimeout(() => this.dismiss(notice.id), TIMEOUT_MS);
  }
}

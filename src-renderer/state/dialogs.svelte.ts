// Which dialog is open, and questions that a command waits on: one at a time, answered once.

import type { OperationId } from '../../src-core/filters/algebra.ts';

export type DialogName =
  'palette' | 'filters' | 'rename' | 'kept-kernel' | 'shortcuts' | 'export' | 'preferences' | 'about' | 'algebra';

export interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
  /** Takes Enter; exactly one choice of a question has it. */
  readonly primary?: boolean;
}

export interface Question<V extends string> {
  readonly title: string;
  readonly text: string;
  /** In reading order; Cancel is added in front by the dialog and answers null, as Esc does. */
  readonly choices: readonly Choice<V>[];
}

interface PendingQuestion {
  readonly question: Question<string>;
  readonly answer: (value: string | null) => void;
}

export class Dialogs {
  #open = $state<DialogName | null>(null);
  /** What the algebra dialog begins with. */
  operation = $state<OperationId>('add');
  #pending = $state.raw<PendingQuestion | null>(null);

  get open(): DialogName | null {
    return this.#open;
  }

  /** The question being asked, or null. */
  get question(): Question<string> | null {
    return this.#pending?.question ?? null;
  }

  /** True while the keyboard belongs to a dialog. */
  get modal(): boolean {
    return this.#open !== null || this.#pending !== null;
  }

  show(name: DialogName): void {
    this.#open = name;
  }

  /** Closes the named dialog, or whichever is open. */
  close(name?: DialogName): void {
    if (name === undefined || this.#open === name) this.#open = null;
  }

  /** Resolves with the chosen value, or null when the person cancelled. A newer question cancels the older one. */
  ask<V extends string>(question: Question<V>): Promise<V | null> {
    this.#pending?.answer(null);
    return new Promise((resolve) => {
      const pending: PendingQuestion = {
        question,
        answer: (value) => {
          if (this.#pending === pending) this.#pending = null;
          resolve(value as V | null);
        },
      };
      this.#pending = pending;
    });
  }

  answer(value: string | null): void {
    this.#pending?.answer(value);
  }
}

// The one long piece of work the window does on a file: what it is, how far it is, and the way to stop it.
import type { Progress } from '../../src-core/contract.ts';

export interface WorkControl {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

export class Work {
  #title = $state<string | null>(null);
  #progress = $state.raw<Progress | null>(null);
  #controller: AbortController | null = null;

  /** `Opening harbour.jpg`, or null while nothing is under way. */
  get title(): string | null {
    return this.#title;
  }

  get progress(): Progress | null {
    return this.#progress;
  }

  /** Runs a task; a newer task cancels an older one, whose promise rejects with the abort's reason. */
  async run<T>(title: string, task: (control: WorkControl) => Promise<T>): Promise<T> {
    this.cancel();
    const controller = new AbortController();
    this.#controller = controller;
    this.#title = title;
    this.#progress = null;
    try {
      return await task({
        signal: controller.signal,
        onProgress: (progress) => {
          if (this.#controller === controller) this.#progress = progress;
        },
      });
    } finally {
      if (this.#controller === controller) {
        this.#controller = null;
        this.#title = null;
        this.#progress = null;
      }
    }
  }

  cancel(): void {
    this.#controller?.abort(new DOMException('Cancelled.', 'AbortError'));
    this.#controller = null;
    this.#title = null;
    this.#progress = null;
  }
}

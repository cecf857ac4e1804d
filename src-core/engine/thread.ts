// The worker's side: one instance of the module over the shared memory, jobs in the order they come.

export interface ThreadStart {
  readonly kind: 'start';
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly index: number;
}

/** The module's entries (convolve/wasm/index.ts). */
export type Entry = 'run' | 'shrink' | 'show' | 'scan' | 'tally' | 'mark' | 'difference';

export interface ThreadRun {
  readonly kind: 'run';
  readonly id: number;
  readonly entry: Entry;
  /** Address of the job (convolve/wasm/slots.ts, pixel-slots.ts). */
  readonly job: number;
}

export type ThreadMessage = ThreadStart | ThreadRun;
export type ThreadReply =
  { readonly kind: 'ready' } | { readonly kind: 'done'; readonly id: number; readonly error: string | null };

export interface ThreadParent {
  post(message: ThreadReply): void;
  onMessage(listener: (message: unknown) => void): void;
}

export function serveThread(parent: ThreadParent): void {
  let entries: Partial<Record<Entry, (job: number, thread: number) => void>> = {};
  let index = 0;
  parent.onMessage((received) => {
    // Only the engine that made this thread has the other end of its port.
    const message = received as ThreadMessage;
    if (message.kind === 'start') {
      const instance = new WebAssembly.Instance(message.module, { env: { memory: message.memory } });
      entries = instance.exports as typeof entries;
      index = message.index;
      parent.post({ kind: 'ready' });
      return;
    }
    let error: string | null = null;
    try {
      entries[message.entry]?.(message.job, index);
    } catch (thrown) {
      error = thrown instanceof Error ? thrown.message : String(thrown);
    }
    parent.post({ kind: 'done', id: message.id, error });
  });
}

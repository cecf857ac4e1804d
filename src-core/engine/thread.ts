// The worker's side: one instance of the module over the shared memory, jobs in the order they come. Loops that were
// emitted for a job become instances of their own, whose functions the module calls through its table.
import type { Emitted } from '../convolve/emit/compile.ts';
import { EMITTED_CODES, EMITTED_FUNCTIONS } from '../convolve/wasm/emitted-layout.ts';
import { Door } from './gate.ts';

export interface ThreadStart {
  readonly kind: 'start';
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Of the gate, which tells whether a job is still open. */
  readonly gate: SharedArrayBuffer;
  readonly index: number;
}

/** The module's entries (convolve/wasm/index.ts). */
export type Entry = 'run' | 'shrink' | 'show' | 'scan' | 'invalid' | 'tally' | 'mark' | 'difference';

export interface ThreadRun {
  readonly kind: 'run';
  readonly id: number;
  /** Of the job at the gate. */
  readonly place: number;
  readonly entry: Entry;
  /** Address of the job (convolve/wasm/slots.ts, pixel-slots.ts). */
  readonly job: number;
  readonly code: readonly Emitted[];
}

export type ThreadMessage = ThreadStart | ThreadRun;
export type ThreadReply =
  { readonly kind: 'ready' } | { readonly kind: 'done'; readonly id: number; readonly error: string | null };

export interface ThreadParent {
  post(message: ThreadReply): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** Instances that are kept. */
const KEPT = 32;

/** What the module exports besides its entries (convolve/wasm/emitted.ts). */
interface Emits {
  readonly table: WebAssembly.Table;
  useTable(first: number): void;
}

/** Puts the functions of emitted code where the module calls them: those of each plan in a place of their own. */
function createLoader(emits: Emits, memory: WebAssembly.Memory): (code: Emitted, place: number) => void {
  const first = emits.table.grow(EMITTED_CODES * EMITTED_FUNCTIONS);
  emits.useTable(first);
  const instances = new Map<number, WebAssembly.Instance>();
  const current: number[] = [];
  return ({ id, module }, place) => {
    if (id === current[place]) return;
    const instance = instances.get(id) ?? new WebAssembly.Instance(module, { env: { memory } });
    instances.delete(id);
    instances.set(id, instance);
    const [oldest] = instances.keys();
    if (instances.size > KEPT && oldest !== undefined) instances.delete(oldest);
    const start = first + place * EMITTED_FUNCTIONS;
    Object.values(instance.exports).forEach((entry, index) => emits.table.set(start + index, entry));
    current[place] = id;
  };
}

export function serveThread(parent: ThreadParent): void {
  let entries: Partial<Record<Entry, (job: number, thread: number) => void>> = {};
  let load: ReturnType<typeof createLoader> | undefined;
  let door: Door | undefined;
  let index = 0;
  parent.onMessage((received) => {
    // Only the engine that made this thread has the other end of its port.
    const message = received as ThreadMessage;
    if (message.kind === 'start') {
      const instance = new WebAssembly.Instance(message.module, { env: { memory: message.memory } });
      entries = instance.exports as typeof entries;
      load = createLoader(instance.exports as unknown as Emits, message.memory);
      door = new Door(message.gate);
      index = message.index;
      parent.post({ kind: 'ready' });
      return;
    }
    let error: string | null = null;
    try {
      door?.pass(message.place, message.id, () => {
        message.code.forEach((code, at) => load?.(code, at));
        entries[message.entry]?.(message.job, index);
      });
    } catch (thrown) {
      error = thrown instanceof Error ? thrown.message : String(thrown);
    }
    parent.post({ kind: 'done', id: message.id, error });
  });
}

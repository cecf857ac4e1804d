// What the engine asks of the process it runs in: the compiled module and worker threads.
import type {} from '../webassembly.d.ts';

/** A worker thread as the engine sees it; made by its host, since the core knows no worker_threads. */
export interface ThreadPort {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onError(listener: (error: unknown) => void): void;
  terminate(): Promise<void> | void;
  /** Whether this thread keeps the process running: true while it has work. */
  keepAlive?(busy: boolean): void;
}

export interface EngineHost {
  /** The compiled convolution module. */
  readonly module: WebAssembly.Module;
  readonly threads: number;
  spawn(index: number): ThreadPort;
  /** Refuse to grow beyond this; the whole 32-bit address space by default. */
  readonly memoryLimitBytes?: number;
}

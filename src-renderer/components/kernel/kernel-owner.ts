// What the grid works on and with: the kernel's owner, a text being typed, a block waiting to be pasted.
import type { Cell, Kernel } from '../../../src-core/kernel/kernel.ts';
import type { KernelTools } from '../../state/kernel-tools.svelte.ts';

/** What the grid edits, as its owner has it. */
export interface KernelOwner {
  kernel(): Kernel;
  readonly(): boolean;
  singleKeys(): boolean;
  /** Symmetry, brush and calculator, shared by all kernels. */
  readonly tools: KernelTools;
  change(kernel: Kernel, label: string, mergeKey?: string): void;
  /** Ends an undo step. */
  commit(): void;
  /** Takes back what was changed since the last commit. */
  abandon(): void;
}

export interface Draft {
  readonly cell: Cell;
  readonly text: string;
  /** The weight before the edit: what `x` means. */
  readonly before: number;
  /** Why the text is no number; null while it is one. */
  readonly error: string | null;
  /** Select everything when the field appears. */
  readonly selectText: boolean;
  /** Opened by a finger: keys are offered on the screen. */
  readonly keypad: boolean;
}

/** A pasted block that is larger than the kernel, waiting for an answer. */
export interface PasteQuestion {
  readonly block: Kernel;
}

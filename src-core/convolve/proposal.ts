// What a fast path offers for a call: how exact it is, what it costs, and how the module is told to run it.
import type { Reach } from '../engine/geometry.ts';
import type { Plan } from '../engine/types.ts';
import type { Rectangle } from '../geometry.ts';
import type { Size } from '../raster.ts';
import type { Arithmetic } from './arithmetic.ts';
import type { Emitted } from './emit/compile.ts';
import type { Terms } from './terms.ts';

/** Where and by how many a plan is carried out. */
export interface Frame {
  /** How far the plan reads on each side. */
  readonly reach: Reach;
  /** Samples per pixel in the work buffers. */
  readonly workChannels: number;
  /** What is filtered, in the picture's coordinates. */
  readonly area: Rectangle;
  readonly whole: Size;
  readonly threads: number;
}

export type Table = Float64Array | Float32Array | Uint32Array | Int32Array | Uint16Array | Int16Array | Uint8Array;

/** A plan's block of parameters in the module's memory (wasm/slots.ts), and memory that lives as long as the job. */
export interface Block {
  set(slot: number, value: number): void;
  /** The address of a copy. */
  place(table: Table): number;
  /** The address of so many bytes, not cleared. */
  reserve(bytes: number): number;
}

/** A plan made ready for a place. */
export interface Prepared {
  /** In how large tiles threads claim the work; multiples of the proposal's grid. */
  readonly tile: Size;
  /** Scratch of one thread, in bytes. */
  readonly scratchBytes: number;
  /** Tiles of each preparatory phase; none for most methods, at most 3. */
  readonly phases: readonly number[];
  /** Inner loops made for this structure (wasm/emitted.ts). */
  readonly code?: Emitted | null;
  write(block: Block): void;
}

export interface Proposal {
  readonly method: Plan['method'];
  /** Which of wasm/methods.ts runs it. */
  readonly runs: number;
  /** As the status bar shows it: `5×5 separable`. */
  readonly label: string;
  readonly arithmetic: Arithmetic;
  /** Nanoseconds per pixel on one thread, as costs.ts reckons; for choosing, not for clocks. */
  readonly cost: number;
  /** Results are computed in whole blocks of this size, anchored at the picture's first pixel: 1 × 1 where a pixel's
   * bytes depend on nothing but the samples under its own taps. */
  readonly grid: Size;
  /** How far it reads, where that is farther than the kernel. */
  readonly reach: Reach | null;
  prepare(frame: Frame): Prepared;
}

/** Why a path does not serve a call, in words for a person. */
export interface Refusal {
  readonly label: string;
  readonly reason: string;
}

/**
 * Whether a path that costs `cost` or more, and is exact at best where `mayBeExact`, comes too late. Paths ask as soon as
 * they know that much, before they find out what takes longer: most of a call's planning is of plans that are not taken.
 */
export type IsBeaten = (cost: number, mayBeExact: boolean) => boolean;

/**
 * One fast path: its offer for a call, or why there is none. `weighted`: colours are multiplied by α before they are
 * summed, as tiles that are not opaque need it (SEMANTICS §7).
 */
export type Propose = (terms: Terms, weighted: boolean, isBeaten: IsBeaten) => Proposal | Refusal;

export function isRefusal(offer: Proposal | Refusal): offer is Refusal {
  return 'reason' in offer;
}

/** What a path that was beaten early says; whoever asks for every offer beats none. */
export const BEATEN = 'another way takes less';

export const NO_GRID: Size = { width: 1, height: 1 };

export function workChannelsOf(terms: Terms): number {
  return terms.luminance ? (terms.hasAlpha ? 2 : 1) : terms.channels;
}

export function sizeLabel(rows: number, columns: number): string {
  return `${rows}×${columns}`;
}

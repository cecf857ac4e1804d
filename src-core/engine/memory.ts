// Blocks of the one shared memory that the engine and its threads work in. It grows, never shrinks; freed blocks are
// used again. First fit over a sorted list of gaps, neighbours joined.
import { AppError } from '../errors.ts';

const PAGE_BYTES = 65536;
const ALIGNMENT = 64;
/** Never handed out: vectors may be read a little beyond the end of the last block. */
const OVERREAD_PAGES = 1;
/** A processor takes addresses this far apart for one another when it looks for a store that a load must wait for. */
const ALIAS_BYTES = 4096;
/** Below lies the module's own data. */
const FIRST_BYTE = 16 * PAGE_BYTES;
/** The most that a 32-bit module addresses. */
export const MAX_MEMORY_BYTES = 65536 * PAGE_BYTES;

interface Gap {
  start: number;
  end: number;
}

export interface EngineMemory {
  readonly memory: WebAssembly.Memory;
  /** Bytes handed out and not freed. */
  readonly usedBytes: number;
  /**
   * Throws `too-large` when there is no room; what is allocated stays as it is. A block that is written while the one at
   * `beside` is read lies half an alias away from it.
   */
  allocate(bytes: number, beside?: number): number;
  free(pointer: number): void;
}

/** `limitBytes` refuses growth earlier than the address space would. */
export function createMemory(limitBytes = MAX_MEMORY_BYTES): EngineMemory {
  const memory = reserve();
  const gaps: Gap[] = [];
  const blocks = new Map<number, number>();
  let end = FIRST_BYTE;
  let usedBytes = 0;

  function addGap(start: number, gapEnd: number): void {
    let index = gaps.findIndex((gap) => gap.start > start);
    if (index < 0) index = gaps.length;
    gaps.splice(index, 0, { start, end: gapEnd });
    joinAt(index);
    joinAt(index - 1);
  }

  function joinAt(index: number): void {
    const gap = gaps[index];
    const next = gaps[index + 1];
    if (gap && next && gap.end === next.start) {
      gap.end = next.end;
      gaps.splice(index + 1, 1);
    }
  }

  function grow(bytes: number): void {
    const last = gaps.at(-1);
    const missing = bytes - (last && last.end === end ? last.end - last.start : 0);
    const pages = Math.ceil(missing / PAGE_BYTES);
    if (end + (pages + OVERREAD_PAGES) * PAGE_BYTES > limitBytes) throw noRoom(bytes);
    try {
      memory.grow(pages);
    } catch (error) {
      throw noRoom(bytes, error);
    }
    addGap(end, end + pages * PAGE_BYTES);
    end += pages * PAGE_BYTES;
  }

  return {
    memory,
    get usedBytes() {
      return usedBytes;
    },
    allocate(bytes, beside) {
      const size = Math.max(ALIGNMENT, Math.ceil(bytes / ALIGNMENT) * ALIGNMENT);
      const startIn = ({ start }: Gap): number => start + (beside === undefined ? 0 : paddingOf(start - beside));
      const fits = (gap: Gap): boolean => gap.end - startIn(gap) >= size;
      let gap = gaps.find(fits);
      if (!gap) {
        grow(size + (beside === undefined ? 0 : ALIAS_BYTES));
        gap = gaps.at(-1);
      }
      if (!gap) throw noRoom(size);
      const start = startIn(gap);
      const rest = [
        { start: gap.start, end: start },
        { start: start + size, end: gap.end },
      ];
      gaps.splice(gaps.indexOf(gap), 1, ...rest.filter(({ start: from, end: to }) => from < to));
      blocks.set(start, size);
      usedBytes += size;
      return start;
    },
    free(pointer) {
      const size = blocks.get(pointer);
      if (size === undefined) return;
      blocks.delete(pointer);
      usedBytes -= size;
      addGap(pointer, pointer + size);
    },
  };
}

/** Bytes to go on to lie half an alias away. */
function paddingOf(apart: number): number {
  return (((ALIAS_BYTES / 2 - apart) % ALIAS_BYTES) + ALIAS_BYTES) % ALIAS_BYTES;
}

/** A shared memory reserves its whole address range at once; some systems limit that. */
function reserve(): WebAssembly.Memory {
  try {
    const maximum = MAX_MEMORY_BYTES / PAGE_BYTES;
    return new WebAssembly.Memory({ initial: FIRST_BYTE / PAGE_BYTES + OVERREAD_PAGES, maximum, shared: true });
  } catch (error) {
    const message =
      'The system does not let the engine reserve its memory. Raise the limit of virtual memory (ulimit -v).';
    throw new AppError('too-large', message, { cause: error });
  }
}

function noRoom(bytes: number, cause?: unknown): AppError {
  const megabytes = Math.ceil(bytes / 2 ** 20);
  return new AppError(
    'too-large',
    `This needs ${megabytes} MB more than the memory that is left. Close other pictures or use a smaller one.`,
    cause === undefined ? undefined : { cause },
  );
}

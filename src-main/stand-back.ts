// Who comes first where all processors are busy: what draws and answers, then what computes.
import { readdir } from 'node:fs/promises';
import { getPriority, setPriority } from 'node:os';

/** Leaves a thread a third of the share of one that does not stand back. */
const NICENESS = 5;
const MAX_NICENESS = 19;
const TASKS = '/proc/self/task';

/**
 * Every thread of this process but its first one stands back behind that and behind all other programs: those that
 * compute, decode and collect garbage, and what they start from now on. On Linux, where priorities belong to threads.
 */
export async function standBack(): Promise<void> {
  if (process.platform !== 'linux') return;
  // Listing a folder is work for Node's own pool, whose threads are there from then on.
  const threads = (await readdir(TASKS)).map(Number).filter((thread) => thread !== process.pid);
  for (const thread of threads) {
    try {
      setPriority(thread, Math.min(MAX_NICENESS, getPriority(thread) + NICENESS));
    } catch {
      // It has ended, or a sandbox forbids it: it works as it did.
    }
  }
}

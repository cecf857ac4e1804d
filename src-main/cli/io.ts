// What the command line needs of the world around it, so that tests can be that world.
import { AppError, toAppError } from '../../src-core/errors.ts';
import type { Child } from '../host.ts';

export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean };

export interface CliIo {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Relative paths mean files in here. */
  readonly cwd: string;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
  /** How the process that draws an SVG is started, where Node cannot fork: inside Electron. */
  readonly spawnSvgChild?: () => Child;
}

export const EXIT = { done: 0, someFailed: 1, usage: 2, interrupted: 130 } as const;
export type ExitCode = number;

/** The command was not understood; nothing was done. */
export class UsageError extends Error {}

export function printLine(output: Output, line: string): void {
  output.write(`${line}\n`);
}

export function printError(io: CliIo, message: string): void {
  printLine(io.stderr, `kernelcraft: ${message}`);
}

/** The sentence for a failure; bugs say where they happened when KERNELCRAFT_DEBUG is set. */
export function sentenceOf(thrown: unknown): string {
  const error = toAppError(thrown);
  const cause = error.cause;
  if (error.code === 'internal' && process.env['KERNELCRAFT_DEBUG'] && cause instanceof Error) {
    return `${error.message}\n${cause.stack ?? cause.message}`;
  }
  return error.message;
}

/** Runs what reads the person's words; an `invalid` there is a mistake in the command, not in a file. */
export function asUsage<T>(read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof AppError) throw new UsageError(thrown.message);
    throw thrown;
  }
}

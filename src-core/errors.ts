// The closed list of what can go wrong. Only code and message ever cross a process.

export const ERROR_CODES = [
  'cancelled',
  'invalid',
  'unsupported',
  'corrupt',
  'too-large',
  'not-found',
  'no-access',
  'disk-full',
  'engine-lost',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** An error the person can act on: the message is a finished sentence without stack, path of a build, or code. */
export class AppError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
  }
}

/** Throws `invalid` in the house form: *expected X for Y, received Z*. */
export function refuse(expected: string, field: string, received: unknown): never {
  throw new AppError('invalid', `Expected ${expected} for ${field}, received ${describe(received)}.`);
}

function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value);
  if (typeof value === 'object' && value !== null)
    return Array.isArray(value) ? `a list of ${value.length}` : 'an object';
  return String(value);
}

/** The one place where an unknown thrown value becomes an AppError: aborts are `cancelled`, bugs are `internal`. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof Error && thrown.name === 'AbortError')
    return new AppError('cancelled', 'Cancelled.', { cause: thrown });
  return new AppError('internal', 'Something went wrong inside Kernelcraft; nothing was changed.', { cause: thrown });
}

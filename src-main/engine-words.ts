// What is said when the engine process ended, hung, or was given up.
import { AppError } from '../src-core/errors.ts';

export const RESTARTED =
  'The engine stopped and was started again. Your image and filters are intact; the picture was computed again.';
export const GIVEN_UP =
  'The engine stopped three times in five minutes and was not started again. Your image and filters are intact.';

export function stallError(fileName: string, cause: unknown): AppError {
  return new AppError(
    'corrupt',
    `${fileName} could not be opened. Reading it came to a standstill and was stopped. The file was not changed.`,
    { cause },
  );
}

export function crashError(fileName: string, cause: unknown): AppError {
  return new AppError(
    'engine-lost',
    `${fileName} could not be opened. The engine stopped while reading it. The file was not changed.`,
    { cause },
  );
}

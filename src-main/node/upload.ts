// A file that the page hands over: the browser reads it and sends it by itself, the page never holds its bytes.
import type { IncomingMessage } from 'node:http';
import { MAX_BODY_BYTES } from '../../src-core/frame.ts';
import { AppError } from '../../src-core/errors.ts';

/** A file that stops coming has been lost. */
const IDLE_LIMIT_MS = 10_000;

export const SECRET_HEADER = 'kernelcraft-secret';
/** The file's name, as encodeURIComponent writes it. */
const NAME_HEADER = 'kernelcraft-name';

export interface Upload {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** All of the file, or nothing. Throws `invalid`, `too-large`, and `cancelled` where the page took it back. */
export async function readUpload(request: IncomingMessage): Promise<Upload> {
  const name = nameOf(request);
  const length = Number(request.headers['content-length'] ?? NaN);
  if (!Number.isSafeInteger(length)) throw new AppError('invalid', 'Expected a file of a known length.');
  if (length > MAX_BODY_BYTES) throw new AppError('too-large', `${name} is too large: expected at most 1 GiB.`);
  const bytes = new Uint8Array(length);
  let received = 0;
  request.setTimeout(IDLE_LIMIT_MS, () => request.destroy());
  try {
    // The parser ends the body at its length: it is never longer.
    for await (const chunk of request as AsyncIterable<Uint8Array>) {
      bytes.set(chunk, received);
      received += chunk.byteLength;
    }
  } catch (cause) {
    throw new AppError('cancelled', 'The file was not handed over to its end.', { cause });
  }
  if (received !== length) throw new AppError('cancelled', 'The file was not handed over to its end.');
  return { name, bytes };
}

function nameOf({ headers }: IncomingMessage): string {
  const given = headers[NAME_HEADER];
  try {
    if (typeof given === 'string' && given !== '') return decodeURIComponent(given);
  } catch {
    // Not what encodeURIComponent writes.
  }
  throw new AppError('invalid', 'Expected the name of the file.');
}

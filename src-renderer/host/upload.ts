// Hands a file to the loopback host: the browser reads and sends it, its bytes never pass through the page.
import { grantSchema, type Grant } from '../../src-core/contract.ts';
import { AppError, type ErrorCode } from '../../src-core/errors.ts';

const UNNAMED = 'pasted.png';
const CODES: Readonly<Record<number, ErrorCode | undefined>> = { 400: 'invalid', 403: 'no-access', 413: 'too-large' };

/** Throws `not-found` for a file that can no longer be read, `engine-lost` where the host does not answer. */
export async function upload(file: File, secret: string, signal?: AbortSignal): Promise<Grant> {
  const name = file.name || UNNAMED;
  const headers = { 'kernelcraft-secret': secret, 'kernelcraft-name': encodeURIComponent(name) };
  let response: Response;
  try {
    response = await fetch('/files', { method: 'POST', headers, body: file, signal: signal ?? null });
  } catch (cause) {
    signal?.throwIfAborted();
    throw await failureOf(file, name, cause);
  }
  const text = await response.text();
  if (!response.ok) throw new AppError(CODES[response.status] ?? 'internal', text.trim());
  return grantSchema.parse(JSON.parse(text));
}

/** The browser does not tell why a request failed: what it cannot read now it could not send. */
async function failureOf(file: File, name: string, cause: unknown): Promise<AppError> {
  try {
    await file.slice(0, 1).arrayBuffer();
  } catch (unread) {
    return new AppError(
      'not-found',
      `${name} can no longer be read: it was moved, changed or deleted. Choose it again.`,
      {
        cause: unread,
      },
    );
  }
  return new AppError('engine-lost', `${name} could not be handed over: Kernelcraft does not answer.`, { cause });
}

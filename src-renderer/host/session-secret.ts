// The secret of this page on the loopback host. The page's first script asks for it, while the large ones are on their way.
import { AppError } from '../../src-core/errors.ts';

let request: Promise<Response> | null = null;

export function askForSecret(): void {
  request = fetch('/session', { method: 'POST', headers: { accept: 'application/json' } });
  // Who waits for it hears of a failure.
  request.catch(() => undefined);
}

/** It lives in this page's memory only: a cookie of one port is sent to every other. Throws `no-access`. */
export async function sessionSecret(): Promise<string> {
  if (!request) askForSecret();
  const response = await request!;
  const body: unknown = response.ok ? await response.json() : null;
  const secret = typeof body === 'object' && body !== null && 'secret' in body ? body.secret : null;
  if (typeof secret !== 'string') throw new AppError('no-access', 'This address has expired. Start Kernelcraft again.');
  return secret;
}

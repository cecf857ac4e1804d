// Files the person chose, named for the page by unguessable tokens. The only place that knows which token is which path.
import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import type { Grant } from '../src-core/contract.ts';
import { AppError } from '../src-core/errors.ts';

const TOKEN_BYTES = 16;
const MAX_GRANTS = 1000;
const MAX_NAME_LENGTH = 255;
/** Bytes that a page handed over and nobody opened yet. */
const MAX_HELD = 4;

export interface FileGrant {
  readonly kind: 'file';
  readonly name: string;
  readonly path: string;
  readonly mayWrite: boolean;
  /** What the file was when this program last read or wrote it; undefined before. */
  fingerprint?: string | undefined;
}

export interface BytesGrant {
  readonly kind: 'bytes';
  readonly name: string;
  readonly bytes: Uint8Array;
}

export class Grants {
  readonly #targets = new Map<string, FileGrant | BytesGrant>();

  file(path: string, mayWrite: boolean): Grant {
    return this.#mint({ kind: 'file', name: displayName(path), path, mayWrite });
  }

  bytes(name: string, bytes: Uint8Array): Grant {
    const held = [...this.#targets].filter(([, target]) => target.kind === 'bytes').map(([token]) => token);
    for (const token of held.slice(0, Math.max(0, held.length - MAX_HELD + 1))) this.#targets.delete(token);
    return this.#mint({ kind: 'bytes', name: displayName(name), bytes });
  }

  /** Throws `not-found` for a token that this program did not mint or has forgotten. */
  read(token: string): FileGrant | BytesGrant {
    const target = this.#targets.get(token);
    if (!target) throw new AppError('not-found', 'The file is no longer at hand. Choose it again.');
    return target;
  }

  /** Throws `no-access` unless the person chose the file for writing. */
  write(token: string): FileGrant {
    const target = this.read(token);
    if (target.kind !== 'file' || !target.mayWrite) {
      throw new AppError('no-access', `${target.name} was opened for reading only. Choose where to save it.`);
    }
    return target;
  }

  forget(token: string): void {
    this.#targets.delete(token);
  }

  #mint(target: FileGrant | BytesGrant): Grant {
    const oldest = this.#targets.keys().next().value;
    if (this.#targets.size >= MAX_GRANTS && oldest !== undefined) this.#targets.delete(oldest);
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    this.#targets.set(token, target);
    return { token, name: target.name };
  }
}

/** The last part of a name, whatever the separators, without control characters; never empty. */
export function displayName(path: string): string {
  const last = basename(path.replaceAll('\\', '/')).replace(/\p{Cc}/gu, '');
  return last.slice(0, MAX_NAME_LENGTH) || 'untitled';
}

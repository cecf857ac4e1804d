// Who may speak to the loopback host. Node answers any Host and any site by itself; every rule is here.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const SECRET_BYTES = 16;
const MAX_START_TOKENS = 16;

/** What kind of thing is asked for: each has its own rules. */
export type RequestKind = 'start' | 'page' | 'file' | 'api';

export interface GuardedRequest {
  readonly headers: IncomingHttpHeaders;
  /** Every header line, so that doubled ones are noticed. */
  readonly rawHeaders: readonly string[];
}

export class Guard {
  readonly #host: string;
  readonly #cookieName: string;
  readonly #cookie = secret();
  readonly #startTokens = new Set<string>();

  constructor(port: number) {
    this.#host = `127.0.0.1:${port}`;
    this.#cookieName = `kernelcraft-${port}`;
  }

  get origin(): string {
    return `http://${this.#host}`;
  }

  /** A token that lets one browser in, once. */
  mintStartToken(): string {
    const oldest = this.#startTokens.values().next().value;
    if (this.#startTokens.size >= MAX_START_TOKENS && oldest !== undefined) this.#startTokens.delete(oldest);
    const token = secret();
    this.#startTokens.add(token);
    return token;
  }

  /** The Set-Cookie header for a valid token, which is spent by this; null otherwise. */
  exchange(token: string | null): string | null {
    const found = [...this.#startTokens].find((known) => equal(known, token));
    if (found === undefined) return null;
    this.#startTokens.delete(found);
    return `${this.#cookieName}=${this.#cookie}; HttpOnly; SameSite=Strict; Path=/`;
  }

  /** Why the request is refused, or null when it may pass. */
  refusal(kind: RequestKind, { headers, rawHeaders }: GuardedRequest): string | null {
    const names = rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
    for (const single of ['host', 'origin', 'cookie', 'sec-fetch-site']) {
      if (names.filter((name) => name === single).length > 1) return `more than one ${single} header`;
    }
    if (headers.host !== this.#host) return 'a wrong Host';
    if (headers.origin !== undefined && headers.origin !== this.origin) return 'a wrong Origin';
    if (kind === 'api' && headers.origin === undefined) return 'a missing Origin';
    if (!siteAllowed(kind, headers)) return 'a request from another site';
    if (kind !== 'start' && !equal(this.#cookie, cookieOf(headers.cookie, this.#cookieName)))
      return 'a missing or wrong cookie';
    return null;
  }
}

/**
 * Browsers say who made a request. A first navigation comes from outside (the address bar, the redirect file); the
 * page's own address may be typed or reloaded; everything else comes from our page.
 */
function siteAllowed(kind: RequestKind, headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  // Not sent by programs other than browsers, which are held off by the token, the cookie and the secret.
  if (site === undefined || site === 'same-origin') return true;
  const navigation = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  if (kind === 'start') return navigation;
  return kind === 'page' && navigation && site === 'none';
}

function cookieOf(header: string | undefined, name: string): string | null {
  const prefix = `${name}=`;
  const found =
    header
      ?.split(';')
      .map((part) => part.trim())
      .filter((part) => part.startsWith(prefix)) ?? [];
  return found.length === 1 ? (found[0] ?? '').slice(prefix.length) : null;
}

export function secret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** In constant time for equal lengths; the length of a secret is no secret. */
export function equal(known: string, received: string | null | undefined): boolean {
  if (typeof received !== 'string') return false;
  const a = Buffer.from(known);
  const b = Buffer.from(received);
  return a.length === b.length && timingSafeEqual(a, b);
}

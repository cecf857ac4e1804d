// SVG is drawn by a process of its own that lives for one picture: some SVGs never return, and native code cannot be stopped.
import { svg } from '../../src-core/formats/svg.ts';
import type { Child } from '../host.ts';
import { isTooComplex } from './damage.ts';
import { markAsSvg } from './svg-mark.ts';
import { cannotOpen, tooLarge } from './words.ts';

export const SVG_LIMIT_MS = 5000;

/** Starts dist/main/svg.js: child_process.fork in Node (svg-fork.ts), utilityProcess.fork in Electron's main. */
export type SpawnChild = () => Child;

export interface DrawRequest {
  readonly svg: Uint8Array;
  readonly maxPixels: number;
}

export type DrawReply =
  | { readonly png: Uint8Array }
  | { readonly tooManyPixels: number }
  /** The decoder's own words, for the cause only. */
  | { readonly fault: string };

export interface DrawOptions {
  readonly fileName: string;
  readonly maxPixels: number;
  readonly spawnChild: SpawnChild;
  readonly signal?: AbortSignal;
  readonly limitMs?: number;
}

export function isSvg(bytes: Uint8Array): boolean {
  return svg.matches(bytes.subarray(0, 4096));
}

function isReply(value: unknown): value is DrawReply {
  if (typeof value !== 'object' || value === null) return false;
  const { png, tooManyPixels, fault } = value as Record<string, unknown>;
  return ArrayBuffer.isView(png) || typeof tooManyPixels === 'number' || typeof fault === 'string';
}

/** The only reply of a child, or why there is none; the child is gone afterwards. */
function ask(
  request: DrawRequest,
  { spawnChild, signal, fileName, limitMs = SVG_LIMIT_MS }: DrawOptions,
): Promise<DrawReply> {
  return new Promise((resolve, reject) => {
    const child = spawnChild();
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      child.kill();
      settle();
    };
    const abort = (): void => finish(() => reject(signal?.reason as Error));
    const limit = limitMs < 1500 ? '1 second' : `${Math.round(limitMs / 1000)} seconds`;
    const timer = setTimeout(
      () => finish(() => reject(cannotOpen('unsupported', fileName, `Drawing the SVG took longer than ${limit}.`))),
      limitMs,
    );
    signal?.addEventListener('abort', abort, { once: true });
    child.onMessage((value) => finish(() => (isReply(value) ? resolve(value) : resolve({ fault: 'no reply' }))));
    child.onClose(() => finish(() => resolve({ fault: 'ended' })));
    child.post(request);
  });
}

/** Draws an SVG at its own size. Resolves with a PNG that carries a mark, so that decoding it knows it was an SVG. */
export async function drawSvg(bytes: Uint8Array, options: DrawOptions): Promise<Uint8Array> {
  const { fileName, maxPixels, signal } = options;
  signal?.throwIfAborted();
  const reply = await ask({ svg: Uint8Array.from(bytes), maxPixels }, options);
  if ('png' in reply) return markAsSvg(reply.png);
  if ('tooManyPixels' in reply) throw tooLarge(fileName, reply.tooManyPixels, 12, maxPixels);
  const cause = new Error(reply.fault);
  if (isTooComplex(reply.fault))
    throw cannotOpen('too-large', fileName, 'It is larger than an SVG can safely be drawn at.', cause);
  throw cannotOpen(
    'corrupt',
    fileName,
    'The file is damaged: the SVG data make no sense, and nothing of the picture can be drawn.',
    cause,
  );
}

/** What main gives to an engine that must not start processes itself (Electron's): SVG drawn, all else as it is. */
export async function prepareForEngine(bytes: Uint8Array, options: DrawOptions): Promise<Uint8Array> {
  return isSvg(bytes) ? drawSvg(bytes, options) : bytes;
}

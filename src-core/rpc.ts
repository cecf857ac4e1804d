// Calls over a wire: connect() makes a typed client of a contract, serve() answers it. Both ends validate everything.
import type { z } from 'zod';
import { progressSchema, type Calls, type Params, type Progress, type Value } from './contract.ts';
import { AppError, toAppError } from './errors.ts';
import { MAX_BODY_BYTES } from './frame.ts';
import { assertPlain } from './plain.ts';
import { requestSchema, responseSchema, validate, type Request, type Response } from './rpc-envelope.ts';
import type { Message, Wire } from './wire.ts';

export type Events = Readonly<Record<string, z.ZodType>>;
export type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly body?: Uint8Array | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

export interface Client<C extends Calls, E extends Events = Record<never, never>> {
  /** Rejects with `signal.reason` as soon as it is aborted, with `engine-lost` when the other end goes away. */
  call<N extends keyof C & string>(
    name: N,
    params: DeepReadonly<z.input<C[N]['params']>>,
    options?: CallOptions,
  ): Promise<{ readonly value: Value<C, N>; readonly body: Uint8Array | undefined }>;
  /** Returns the function that stops listening. */
  on<N extends keyof E & string>(event: N, listener: (value: z.output<E[N]>) => void): () => void;
  onClose(listener: () => void): void;
  close(): void;
}

export interface CallContext {
  readonly body: Uint8Array | undefined;
  /** Aborted when the caller cancels or goes away. */
  readonly signal: AbortSignal;
  progress(progress: Progress): void;
}

export type Handlers<C extends Calls> = {
  readonly [N in keyof C & string]: (
    params: Params<C, N>,
    context: CallContext,
  ) => Promise<{
    readonly value: DeepReadonly<z.input<C[N]['value']>>;
    readonly body?: Uint8Array | undefined;
    /** Called when the body's bytes are read no more. */
    readonly release?: (() => void) | undefined;
  }>;
};

export interface Server<E extends Events = Record<never, never>> {
  emit<N extends keyof E & string>(event: N, value: DeepReadonly<z.input<E[N]>>): void;
  close(): void;
}

interface Pending {
  readonly name: string;
  readonly resolve: (reply: { value: never; body: Uint8Array | undefined }) => void;
  readonly reject: (reason: unknown) => void;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  readonly settle: () => void;
}

export function connect<C extends Calls, E extends Events = Record<never, never>>(
  wire: Wire,
  calls: C,
  events?: E,
): Client<C, E> {
  const pending = new Map<number, Pending>();
  const listeners = new Map<string, Set<(value: never) => void>>();
  let lastId = 0;
  let lost = false;

  const take = (id: number): Pending | undefined => {
    const entry = pending.get(id);
    pending.delete(id);
    entry?.settle();
    return entry;
  };

  wire.onMessage((message) => {
    const response = read(responseSchema, message);
    // A message outside the protocol, or an answer nobody waits for any more, is dropped.
    if (!response) return;
    if (response.kind === 'event') {
      const schema = events && Object.hasOwn(events, response.name) ? events[response.name] : undefined;
      const parsed = schema?.safeParse(response.value);
      if (parsed?.success) for (const listener of listeners.get(response.name) ?? []) listener(parsed.data as never);
    } else if (response.kind === 'progress') {
      const parsed = progressSchema.safeParse(response.progress);
      if (parsed.success) pending.get(response.id)?.onProgress?.(parsed.data);
    } else if (response.kind === 'error') {
      take(response.id)?.reject(new AppError(response.code, response.message));
    } else {
      const entry = take(response.id);
      const parsed = entry && calls[entry.name]?.value.safeParse(response.value);
      if (parsed?.success) entry?.resolve({ value: parsed.data as never, body: message.body });
      else
        entry?.reject(
          new AppError('internal', `The answer to "${entry.name}" was not understood.`, { cause: parsed?.error }),
        );
    }
  });
  wire.onClose(() => {
    lost = true;
    for (const id of [...pending.keys()]) take(id)?.reject(lostError());
  });

  return {
    call(name, params, options = {}) {
      return new Promise((resolve, reject) => {
        const { signal, body, onProgress } = options;
        const spec = Object.hasOwn(calls, name) ? calls[name] : undefined;
        if (!spec) return reject(new AppError('invalid', `Refused an unknown call "${name}".`));
        if (signal?.aborted) return reject(signal.reason);
        if (lost) return reject(lostError());
        const checked = attempt(() => {
          assertPlain(params);
          return validate(spec.params, params, `"${name}"`);
        }, reject);
        if (!checked) return;
        const id = ++lastId;
        const onAbort = (): void => {
          if (!take(id)) return;
          wire.send({ head: { kind: 'cancel', id } satisfies Request });
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        const settle = (): void => signal?.removeEventListener('abort', onAbort);
        pending.set(id, { name, resolve, reject, onProgress, settle });
        attempt(
          () => {
            wire.send({ head: { kind: 'call', id, name, params: checked.value } satisfies Request, body });
          },
          (reason) => take(id)?.reject(reason),
        );
      });
    },
    on(event, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set);
      set.add(listener as (value: never) => void);
      return () => void set.delete(listener as (value: never) => void);
    },
    onClose: (listener) => wire.onClose(listener),
    close: () => wire.close(),
  };
}

export function serve<C extends Calls, E extends Events = Record<never, never>>(
  wire: Wire,
  calls: C,
  handlers: Handlers<C>,
  events?: E,
): Server<E> {
  const running = new Map<number, AbortController>();
  const send = (head: Response, body?: Uint8Array): void => wire.send({ head, body });
  const fail = (id: number, thrown: unknown): void => {
    const { code, message } = toAppError(thrown);
    send({ kind: 'error', id, code, message });
  };

  const answer = async (request: Request & { kind: 'call' }, body: Uint8Array | undefined): Promise<void> => {
    const { id, name } = request;
    const spec = Object.hasOwn(calls, name) ? calls[name] : undefined;
    const handler = Object.hasOwn(handlers, name) ? handlers[name as keyof C & string] : undefined;
    if (!spec || !handler) throw new AppError('invalid', `Refused an unknown call "${name}".`);
    if (running.has(id)) throw new AppError('invalid', `Refused "${name}": its number is in use.`);
    const params = validate(spec.params, request.params, `"${name}"`) as Params<C, keyof C & string>;
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const progress = (value: Progress): void => {
        if (running.get(id) === controller)
          send({ kind: 'progress', id, progress: validate(progressSchema, value, 'progress') });
      };
      const reply = await handler(params, { body, signal: controller.signal, progress });
      try {
        // Cancelled: the caller has left, what comes late is dropped.
        if (running.get(id) !== controller) return;
        const value = spec.value.safeParse(reply.value);
        if (!value.success) throw value.error;
        send({ kind: 'reply', id, value: value.data }, reply.body);
      } finally {
        reply.release?.();
      }
    } catch (thrown) {
      if (running.get(id) === controller) fail(id, thrown);
    } finally {
      if (running.get(id) === controller) running.delete(id);
    }
  };

  const cancel = (id: number): void => {
    const controller = running.get(id);
    running.delete(id);
    controller?.abort(new AppError('cancelled', 'Cancelled.'));
  };

  wire.onMessage((message) => {
    const request = read(requestSchema, message);
    if (!request) {
      const id = callIdOf(message.head);
      if (id !== null) fail(id, refusalOf(message));
      return;
    }
    if (request.kind === 'cancel') cancel(request.id);
    else answer(request, message.body).catch((thrown: unknown) => fail(request.id, thrown));
  });
  wire.onClose(() => {
    for (const id of [...running.keys()]) cancel(id);
  });

  return {
    emit(event, value) {
      const schema = events && Object.hasOwn(events, event) ? events[event] : undefined;
      if (!schema) throw new AppError('invalid', `Refused an unknown event "${event}".`);
      send({ kind: 'event', name: event, value: validate(schema, value, `the event "${event}"`) });
    },
    close: () => wire.close(),
  };
}

function lostError(): AppError {
  return new AppError('engine-lost', 'The connection was lost before the answer came.');
}

function attempt<T>(action: () => T, onError: (thrown: unknown) => void): { value: T } | null {
  try {
    return { value: action() };
  } catch (thrown) {
    onError(thrown);
    return null;
  }
}

function bodyIsAllowed(body: unknown): boolean {
  return body === undefined || (body instanceof Uint8Array && body.byteLength <= MAX_BODY_BYTES);
}

/** The message if it is one of the protocol's, else null. */
function read<S extends z.ZodType>(schema: S, message: Message): z.output<S> | null {
  try {
    assertPlain(message.head);
  } catch {
    return null;
  }
  const parsed = bodyIsAllowed(message.body) ? schema.safeParse(message.head) : null;
  return parsed?.success ? parsed.data : null;
}

function refusalOf(message: Message): unknown {
  const refusal: { value: unknown } = { value: new AppError('invalid', 'Refused a message outside the protocol.') };
  attempt(
    () => {
      assertPlain(message.head);
      validate(requestSchema, message.head, 'a message');
      if (!bodyIsAllowed(message.body)) throw new AppError('too-large', 'The body of a message is too large.');
    },
    (thrown) => (refusal.value = thrown),
  );
  return refusal.value;
}

/** A refused call still gets an answer when its number can be read. */
function callIdOf(head: unknown): number | null {
  const id = typeof head === 'object' && head !== null ? (head as { id?: unknown }).id : undefined;
  return typeof id === 'number' && Number.isSafeInteger(id) && id >= 1 ? id : null;
}

// Notices an engine that lives but no longer answers: a process that hangs in native code, or was stopped.

const BEAT_MS = 2000;
/** So many beats in a row without any answer, about ten seconds. */
const MISSED_LIMIT = 5;

export interface Heart {
  ping(): Promise<unknown>;
  /** Work that may rightly keep the engine from answering has its own limits. */
  busy(): boolean;
  onSilent(): void;
  readonly beatMs?: number | undefined;
}

/** Beats until the returned function is called. Counting beats, not time: after a sleep of the machine all is well. */
export function watchHeart({ ping, busy, onSilent, beatMs = BEAT_MS }: Heart): () => void {
  let missed = 0;
  let waiting = false;
  const answered = (): void => {
    waiting = false;
    missed = 0;
  };
  const timer = setInterval(() => {
    if (busy()) missed = 0;
    else if (waiting && ++missed >= MISSED_LIMIT) {
      clearInterval(timer);
      onSilent();
    }
    if (waiting) return;
    waiting = true;
    // A lost connection is a process that ended, which its owner hears of anyway.
    ping().then(answered, () => undefined);
  }, beatMs);
  timer.unref();
  return () => clearInterval(timer);
}

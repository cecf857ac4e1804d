// Undo and redo of any immutable value. A drag pushes many values under one merge key and leaves one step.

interface Step<T> {
  readonly value: T;
  /** What was done to get from `value` to the next one: "change weight". */
  readonly label: string;
}

export interface History<T> {
  readonly present: T;
  /** Oldest first. */
  readonly past: readonly Step<T>[];
  /** Nearest first; `value` is the state that redo restores. */
  readonly future: readonly Step<T>[];
  /** Pushes with this key replace the present instead of adding a step; null after a commit. */
  readonly openKey: string | null;
}

/** Older steps are forgotten. Values are small recipes that share structure, so this is generous. */
export const MAX_STEPS = 500;

export function createHistory<T>(value: T): History<T> {
  return { present: value, past: [], future: [], openKey: null };
}

/** A new present. With the merge key of the push before, it joins that step. The same value again changes nothing. */
export function push<T>(history: History<T>, value: T, label: string, mergeKey?: string): History<T> {
  if (value === history.present) return history;
  if (mergeKey !== undefined && mergeKey === history.openKey && history.past.length > 0) {
    return { ...history, present: value, future: [] };
  }
  const past = [...history.past, { value: history.present, label }].slice(-MAX_STEPS);
  return { present: value, past, future: [], openKey: mergeKey ?? null };
}

/** Ends merging: a drag was released, a field was left. */
export function commit<T>(history: History<T>): History<T> {
  return history.openKey === null ? history : { ...history, openKey: null };
}

/** Takes back the open step as if it had not been: Esc during a drag. */
export function abandon<T>(history: History<T>): History<T> {
  const step = history.past.at(-1);
  if (history.openKey === null || !step) return history;
  return { present: step.value, past: history.past.slice(0, -1), future: [], openKey: null };
}

export function undo<T>(history: History<T>): History<T> {
  const step = history.past.at(-1);
  if (!step) return history;
  return {
    present: step.value,
    past: history.past.slice(0, -1),
    future: [{ value: history.present, label: step.label }, ...history.future],
    openKey: null,
  };
}

export function redo<T>(history: History<T>): History<T> {
  const [step, ...future] = history.future;
  if (!step) return history;
  return {
    present: step.value,
    past: [...history.past, { value: history.present, label: step.label }],
    future,
    openKey: null,
  };
}

export function canUndo(history: History<unknown>): boolean {
  return history.past.length > 0;
}

export function canRedo(history: History<unknown>): boolean {
  return history.future.length > 0;
}

/** What undo would take back: "change weight"; null when there is nothing. */
export function undoLabel(history: History<unknown>): string | null {
  return history.past.at(-1)?.label ?? null;
}

export function redoLabel(history: History<unknown>): string | null {
  return history.future[0]?.label ?? null;
}

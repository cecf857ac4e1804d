// Of the paths that are compared one is taken: what only that one needs is made when it is asked for.

export function lazy<T extends object | number>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}

// Names of files that are made from names of kernels and filters.

/** A name that every file system takes. */
export function fileNameOf(name: string): string {
  return (
    name
      .replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ')
      .trim()
      .slice(0, 80) || 'kernel'
  );
}

/** Names of files in one folder, whatever it thinks of capitals: the second of a kind gets a number. */
export function fileNamesOf(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const stem = fileNameOf(name);
    let free = stem;
    for (let count = 2; taken.has(free.toLowerCase()); count++) free = `${stem} ${count}`;
    taken.add(free.toLowerCase());
    return free;
  });
}

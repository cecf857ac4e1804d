/** Path of Electron's executable if it is there, else null. */
export function electronBinary(): string | null;
/** Resolves with the path of the fetched executable; throws when it cannot be had. */
export function fetchElectron(print: (line: string) => void): Promise<string>;

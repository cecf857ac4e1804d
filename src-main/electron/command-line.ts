// What the arguments of the program ask for: a window with a picture, or the command line without any window.
import { resolve } from 'node:path';

const SUBCOMMANDS: ReadonlySet<string> = new Set(['apply', 'presets', 'help', '--help', '-h', '--version', '-V']);

export type Start =
  | { readonly mode: 'command'; readonly args: readonly string[] }
  | { readonly mode: 'window'; readonly paths: readonly string[] };

/** `argv` as Electron has it: the program, in a checkout its folder, then the person's arguments. */
export function startOf(argv: readonly string[], isPackaged: boolean, folder: string): Start {
  const args = argv.slice(isPackaged ? 1 : 2);
  // Switches of Chromium may stand before ours.
  const own = args.filter(
    (argument) => !/^--[a-z-]+=|^--(no-sandbox|allow-file-access-from-files|inspect)/.test(argument),
  );
  const first = own[0];
  if (first !== undefined && SUBCOMMANDS.has(first)) return { mode: 'command', args: args.slice(args.indexOf(first)) };
  const rest = first === 'serve' ? own.slice(1) : own;
  return {
    mode: 'window',
    paths: rest.filter((argument) => !argument.startsWith('-')).map((path) => resolve(folder, path)),
  };
}

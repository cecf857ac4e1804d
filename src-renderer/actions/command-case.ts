// What one command does here and now; the table of all of them is checked for completeness by the compiler.
import type { CommandId } from '../../src-core/commands.ts';

export interface CommandCase {
  /** `argument` is what a button adds to its command: a zoom, a cell, a preset. */
  readonly run: (argument?: unknown) => void;
  /** Beyond what the command's `needs` asks for. */
  readonly enabled?: () => boolean;
  /** Given for commands that are a state: tools, panels, views. */
  readonly checked?: () => boolean;
  /** In place of the list's label: "Undo: change weight". */
  readonly label?: () => string;
}

/** Every command as a menu, a button or a key has it. */
export interface Commands {
  /** Does nothing while the command is disabled. */
  run(id: CommandId, argument?: unknown): void;
  enabled(id: CommandId): boolean;
  /** undefined for commands that are not a state. */
  checked(id: CommandId): boolean | undefined;
  /** False for commands that this kind of window does not have. */
  available(id: CommandId): boolean;
  label(id: CommandId): string;
  /** As this platform writes it; empty when there is none. */
  shortcut(id: CommandId): string;
}

export type CommandCases<I extends CommandId> = Readonly<Record<I, CommandCase>>;
export type CommandTable = CommandCases<CommandId>;

// What the command palette offers for a query: commands, presets, kept kernels and recent pictures, best first in each.
import { COMMANDS, type Command, type CommandId, type Menu } from '../../../src-core/commands.ts';
import type { Recent } from '../../../src-core/contract.ts';
import type { Kept } from '../../../src-core/library/entry.ts';
import { PRESETS, type Preset } from '../../../src-core/presets.ts';
import { rank, type Ranges } from './palette-search.ts';

interface Found {
  /** Unique in the list. */
  readonly value: string;
  readonly text: string;
  readonly ranges: Ranges;
  /** Small text behind: which menu, which group, how large. */
  readonly where: string;
}
export type PaletteEntry =
  | (Found & { readonly kind: 'command'; readonly id: CommandId; readonly disabled: boolean })
  | (Found & { readonly kind: 'preset'; readonly preset: Preset })
  | (Found & { readonly kind: 'kept'; readonly kept: Kept })
  | (Found & { readonly kind: 'recent'; readonly recent: Recent });

export interface PaletteGroup {
  readonly heading: string;
  readonly entries: readonly PaletteEntry[];
}

export interface PaletteSources {
  readonly query: string;
  /** Only presets and kept kernels, to be added as new filters. */
  readonly presetsOnly: boolean;
  readonly kernels: readonly Kept[];
  readonly recents: readonly Recent[];
  readonly label: (id: CommandId) => string;
  readonly enabled: (id: CommandId) => boolean;
  readonly available: (id: CommandId) => boolean;
}

const MENU_WORDS: Readonly<Record<Menu, string>> = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  kernel: 'Kernel',
  stack: 'Stack',
  help: 'Help',
};
const MOST_RECENTS = 5;

export const presetText = ({ label, summary }: Preset): string =>
  /^[a-z]|^[NESW]{1,2}$/i.test(summary) && summary.length <= 2 ? `${label} ${summary}` : label;

function commands({ query, label, enabled, available }: PaletteSources): readonly PaletteEntry[] {
  const offered = COMMANDS.filter(({ id, held }) => id !== 'palette' && !held && available(id));
  const found = rank(offered, query, (command: Command) => ({ text: label(command.id), keywords: [command.label] }));
  const entries = found.map(({ item, ranges }) => ({
    kind: 'command' as const,
    value: `command:${item.id}`,
    id: item.id,
    text: label(item.id),
    ranges,
    where: MENU_WORDS[item.menu],
    disabled: !enabled(item.id),
  }));
  // What cannot be done now is still found, below what can.
  return [...entries.filter((entry) => !entry.disabled), ...entries.filter((entry) => entry.disabled)];
}

function presets({ query }: PaletteSources): readonly PaletteEntry[] {
  const found = rank(PRESETS, query, (preset) => ({
    text: presetText(preset),
    keywords: [preset.group, ...preset.keywords],
  }));
  return found.map(({ item, ranges }) => ({
    kind: 'preset',
    value: `preset:${item.id}`,
    preset: item,
    text: presetText(item),
    ranges,
    where: item.group,
  }));
}

function kernels({ query, presetsOnly, kernels: list }: PaletteSources): readonly PaletteEntry[] {
  const textOf = ({ name }: Kept): string => (presetsOnly ? name : `Apply kernel: ${name}`);
  const found = rank(list, query, (kept) => ({ text: textOf(kept), keywords: [...kept.tags, 'library'] }));
  return found.map(({ item, ranges }) => ({
    kind: 'kept',
    value: `kept:${item.id}`,
    kept: item,
    text: textOf(item),
    ranges,
    where: item.tags.join(', '),
  }));
}

function recents({ query, recents: list }: PaletteSources): readonly PaletteEntry[] {
  const found = rank(list, query, ({ name }) => ({ text: name })).slice(0, MOST_RECENTS);
  return found.map(({ item, ranges }) => ({
    kind: 'recent',
    value: `recent:${item.token}`,
    recent: item,
    text: item.name,
    ranges,
    where: `${item.width} × ${item.height}`,
  }));
}

export function paletteGroups(sources: PaletteSources): readonly PaletteGroup[] {
  const groups = sources.presetsOnly
    ? [
        { heading: 'Presets', entries: presets(sources) },
        { heading: 'Library', entries: kernels(sources) },
      ]
    : [
        { heading: 'Commands', entries: commands(sources) },
        { heading: 'Presets', entries: presets(sources) },
        { heading: 'Library', entries: kernels(sources) },
        { heading: 'Recent pictures', entries: recents(sources) },
      ];
  return groups.filter((group) => group.entries.length > 0);
}

/** The groups with so many entries in all, from the top. */
export function firstEntries(groups: readonly PaletteGroup[], count: number): readonly PaletteGroup[] {
  const shown: PaletteGroup[] = [];
  let left = count;
  for (const { heading, entries } of groups) {
    if (left <= 0) break;
    shown.push({ heading, entries: entries.slice(0, left) });
    left -= entries.length;
  }
  return shown;
}

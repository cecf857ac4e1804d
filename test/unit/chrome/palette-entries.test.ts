import { describe, expect, it } from 'vitest';
import { commandById, COMMANDS } from '../../../src-core/commands.ts';
import { createFilter } from '../../../src-core/filters/index.ts';
import { keptOf, type Kept } from '../../../src-core/library/entry.ts';
import { PRESETS } from '../../../src-core/presets.ts';
import { paletteGroups, type PaletteSources } from '../../../src-renderer/components/chrome/palette-entries.ts';

const kept = (name: string, tags: readonly string[]): Kept =>
  keptOf({ id: `id-of-${name}`, filter: { ...createFilter('kernel', {}), name }, tags, notes: '' }, '1');
const sources = (change: Partial<PaletteSources> = {}): PaletteSources => ({
  query: '',
  presetsOnly: false,
  kernels: [kept('Ship’s rivets', ['harbour']), kept('Soft grain', [])],
  recents: [{ token: 'token-of-sixteen', name: 'north-sea.jpg', width: 640, height: 427, thumbnail: 'data:,' }],
  label: (id) => commandById(id).label,
  enabled: () => true,
  available: () => true,
  ...change,
});
const texts = (change: Partial<PaletteSources>) =>
  Object.fromEntries(
    paletteGroups(sources(change)).map(({ heading, entries }) => [heading, entries.map(({ text }) => text)]),
  );

describe('command palette', () => {
  it('offers every command but itself and those that are held, and every preset', () => {
    const groups = paletteGroups(sources());
    expect(groups.map(({ heading }) => heading)).toEqual(['Commands', 'Presets', 'Library', 'Recent pictures']);
    expect(groups[0]?.entries).toHaveLength(
      COMMANDS.filter((command) => command.id !== 'palette' && !('held' in command && command.held)).length,
    );
    expect(groups[1]?.entries).toHaveLength(PRESETS.length);
  });

  it('searches commands, presets and recent pictures at once', () => {
    const found = texts({ query: 'nor' });
    expect(found['Commands']).toContain('Open kernel or recipe…');
    expect(found['Presets']?.join()).toMatch(/Kirsch/);
    expect(found['Recent pictures']).toEqual(['north-sea.jpg']);
  });

  it('finds presets by what they are good for', () => {
    expect(texts({ query: 'bokeh' })['Presets']).toEqual(['Lens disc']);
  });

  it('puts what cannot be done now below what can', () => {
    const [commands] = paletteGroups(sources({ query: 'save', enabled: (id) => id !== 'save' }));
    const entries = commands?.entries ?? [];
    expect(entries.at(-1)).toMatchObject({ text: 'Save', disabled: true });
    expect(entries.slice(0, -1).every((entry) => entry.kind === 'command' && !entry.disabled)).toBe(true);
  });

  it('finds kept kernels by name and tag, under what is done with them', () => {
    expect(texts({ query: 'rivets' })['Library']).toEqual(['Apply kernel: Ship’s rivets']);
    expect(texts({ query: 'harbour' })['Library']).toEqual(['Apply kernel: Ship’s rivets']);
    expect(texts({ query: 'apply kernel' })['Library']).toHaveLength(2);
  });

  it('offers presets and kept kernels alone when a filter is to be added', () => {
    const groups = texts({ presetsOnly: true });
    expect(Object.keys(groups)).toEqual(['Presets', 'Library']);
    expect(groups['Library']).toEqual(['Ship’s rivets', 'Soft grain']);
  });

  it('tells two presets of one name apart', () => {
    expect(texts({ query: 'sobel' })['Presets']).toEqual(['Sobel x', 'Sobel y']);
  });

  it('leaves out commands that this window does not have', () => {
    expect(texts({ available: (id) => id !== 'quit' })['Commands']).not.toContain('Quit');
  });
});

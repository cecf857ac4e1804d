// Commands that speak to other programs: copy as code, export in their syntax, behave as they do.
import { toAppError } from '../../src-core/errors.ts';
import { behaveLike, PEERS } from '../../src-core/filters/behave-like.ts';
import type { Filter } from '../../src-core/filters/filter.ts';
import { asHandMade, likenessOf } from '../../src-core/filters/matrix.ts';
import { CODE_TARGETS } from '../../src-core/kernel/code/index.ts';
import { KERNEL_SYNTAXES } from '../../src-core/kernel/export/index.ts';
import type { CommandCase } from './command-case.ts';
import type { Environment } from './environment.ts';
import type { SettingsFiles } from './settings-files.ts';

interface PeerParts {
  readonly settings: SettingsFiles;
  readonly copyText: (text: string) => void;
}

/** The entry of a list that a command names; a command without one is a mistake of the list. */
function named<T extends { readonly id: string }>(list: readonly T[], id: string): T {
  const found = list.find((entry) => entry.id === id);
  if (!found) throw new Error(`nothing is called ${id}`);
  return found;
}

/** Enough cells for the sums of a filter that is no matrix. */
const LIKENESS_SIDE = 31;

export function peerCommands({ editor, notices }: Environment, { settings, copyText }: PeerParts) {
  const onSelected = (task: (filter: Filter) => void): CommandCase => ({
    run: () => {
      const { selected } = editor;
      if (!selected) return;
      try {
        task(selected);
      } catch (thrown) {
        notices.show({ kind: 'error', text: toAppError(thrown).message });
      }
    },
  });
  const code = (id: string): CommandCase => {
    const target = named(CODE_TARGETS, id);
    return onSelected((filter) => {
      const { name, kernel, settings: switches } = asHandMade(filter);
      if (!kernel) return;
      copyText(target.print({ name, kernel, settings: switches }));
      notices.show({ kind: 'info', text: `The code for ${target.label} is on the clipboard.` });
    });
  };
  const exported = (id: string): CommandCase => {
    const syntax = named(KERNEL_SYNTAXES, id);
    return { run: () => void settings.exportKernel(syntax) };
  };
  const like = (id: string): CommandCase => {
    const peer = named(PEERS, id);
    return onSelected((filter) => {
      const weights = (filter.kernel ?? likenessOf(filter, LIKENESS_SIDE)).weights;
      const alike = behaveLike(peer, filter, weights);
      const { kernel, changes, remarks } = alike;
      if (changes.length > 0)
        editor.updateFilter(filter.id, { kernel, settings: alike.settings }, `behave like ${peer.label}`);
      const said =
        changes.length > 0
          ? `${filter.name} behaves like ${peer.label} now: ${changes.join(', ')}.`
          : `${filter.name} behaves like ${peer.label} as it is.`;
      notices.show({ kind: 'info', text: [said, ...remarks].join(' ') });
    });
  };
  return {
    'code-numpy': code('numpy'),
    'code-opencv': code('opencv'),
    'code-pytorch': code('pytorch'),
    'code-imagemagick': code('imagemagick'),
    'code-svg': code('svg'),
    'code-glsl': code('glsl'),
    'code-wgsl': code('wgsl'),
    'code-sharp': code('sharp'),
    'code-matlab': code('matlab'),
    'export-csv': exported('csv'),
    'export-tsv': exported('tsv'),
    'export-imagej': exported('imagej'),
    'export-imagemagick': exported('imagemagick'),
    'export-svg': exported('svg'),
    'export-libvips': exported('libvips'),
    'export-npy': exported('npy'),
    'export-python': exported('python'),
    'export-matlab': exported('matlab'),
    'like-opencv': like('opencv'),
    'like-scipy-convolve': like('scipy-convolve'),
    'like-scipy-correlate': like('scipy-correlate'),
    'like-svg': like('svg'),
    'like-imagemagick': like('imagemagick'),
    'like-imagej': like('imagej'),
    'like-gimp': like('gimp'),
    'like-pytorch': like('pytorch'),
  } satisfies Record<string, CommandCase>;
}

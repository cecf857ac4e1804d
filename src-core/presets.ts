// The list of ready-made filters: gallery, search and command line are printed from it.
import { createFilter, type NewFilter } from './filters/index.ts';
import type { Filter } from './filters/filter.ts';
import type { Settings } from './filters/settings.ts';
import { kernelOf } from './kernel/kernel.ts';

export const PRESET_GROUPS = ['Basics', 'Blur', 'Sharpen', 'Edges', 'Relief'] as const;
export type PresetGroup = (typeof PRESET_GROUPS)[number];

export interface Preset {
  readonly id: string;
  readonly label: string;
  readonly group: PresetGroup;
  /** Short text behind the label: "σ 2". May be empty. */
  readonly summary: string;
  /** One sentence on what it is good for. */
  readonly description: string;
  /** Further words that find it. */
  readonly keywords: readonly string[];
  /** A new filter each time, with an id of its own. */
  create(): Filter;
}

type Words = Pick<Preset, 'id' | 'label' | 'group' | 'summary' | 'description' | 'keywords'>;

/** A filter type with sliders. */
function parametric(words: Words, type: string, given: NewFilter = {}): Preset {
  return { ...words, create: () => createFilter(type, { name: words.label, ...given }) };
}

/** A matrix that can be edited at once. */
function matrix(words: Words, rows: readonly (readonly number[])[], settings: Partial<Settings> = {}): Preset {
  const kernel = kernelOf(rows);
  return { ...words, create: () => createFilter('kernel', { name: words.label, kernel, settings }) };
}

// prettier-ignore
export const PRESETS: readonly Preset[] = [
  matrix({ id: 'identity', label: 'Identity', group: 'Basics', summary: '', description: 'Changes nothing; a start for a kernel of your own.', keywords: ['none', 'copy', 'unit', 'delta', 'impulse'] },
    [[0, 0, 0], [0, 1, 0], [0, 0, 0]]),
  parametric({ id: 'box', label: 'Box', group: 'Basics', summary: '5', description: 'The mean of a rectangle.', keywords: ['blur', 'mean', 'average', 'smooth', 'uniform'] }, 'box'),

  parametric({ id: 'gaussian', label: 'Gaussian', group: 'Blur', summary: 'σ 2', description: 'The smoothest blur, without corners or rings.', keywords: ['blur', 'smooth', 'soft', 'sigma', 'gauss', 'normal'] }, 'gaussian'),
  parametric({ id: 'disc', label: 'Lens disc', group: 'Blur', summary: 'r 3', description: 'Blurs as a lens out of focus does.', keywords: ['blur', 'bokeh', 'defocus', 'pillbox', 'circle', 'disk', 'radius'] }, 'disc'),
  parametric({ id: 'motion', label: 'Motion', group: 'Blur', summary: '13, 20°', description: 'Blurs along a line, as a moving camera does.', keywords: ['blur', 'line', 'directional', 'shake', 'speed', 'angle', 'length'] }, 'motion'),
  parametric({ id: 'binomial', label: 'Binomial', group: 'Blur', summary: '5', description: 'A Gaussian made of whole numbers.', keywords: ['blur', 'smooth', 'pascal', 'integer', 'gauss'] }, 'binomial'),

  matrix({ id: 'sharpen-4', label: 'Sharpen 4', group: 'Sharpen', summary: '', description: 'Sharpens against the four nearest neighbours.', keywords: ['crisp', 'detail', 'acutance', 'laplacian'] },
    [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
  matrix({ id: 'sharpen-8', label: 'Sharpen 8', group: 'Sharpen', summary: '', description: 'Sharpens strongly, against all eight neighbours.', keywords: ['crisp', 'detail', 'acutance', 'strong', 'laplacian'] },
    [[-1, -1, -1], [-1, 9, -1], [-1, -1, -1]]),
  parametric({ id: 'unsharp', label: 'Unsharp', group: 'Sharpen', summary: '2 ×', description: 'Adds back what a Gaussian removes, of the size you choose.', keywords: ['sharpen', 'mask', 'usm', 'crisp', 'clarity'] }, 'unsharp'),
  parametric({ id: 'high-pass', label: 'High-pass', group: 'Sharpen', summary: 'σ 1', description: 'Fine detail alone, around mid grey.', keywords: ['highpass', 'detail', 'texture', 'frequency'] }, 'high-pass'),

  matrix({ id: 'laplacian-4', label: 'Laplacian 4', group: 'Edges', summary: '', description: 'Curvature against four neighbours.', keywords: ['edge', 'second derivative', 'laplace'] },
    [[0, 1, 0], [1, -4, 1], [0, 1, 0]], { output: 'absolute' }),
  matrix({ id: 'laplacian-8', label: 'Laplacian 8', group: 'Edges', summary: '', description: 'Curvature against eight neighbours.', keywords: ['edge', 'second derivative', 'laplace'] },
    [[1, 1, 1], [1, -8, 1], [1, 1, 1]], { output: 'absolute' }),
  parametric({ id: 'log', label: 'LoG', group: 'Edges', summary: 'σ 1', description: 'Laplacian of Gaussian: edges and blobs of one size.', keywords: ['laplacian of gaussian', 'marr', 'hildreth', 'mexican hat', 'blob', 'edge'] }, 'log'),
  parametric({ id: 'dog', label: 'DoG', group: 'Edges', summary: '1 : 2', description: 'Difference of Gaussians: detail between two sizes.', keywords: ['difference of gaussians', 'band-pass', 'bandpass', 'blob', 'edge'] }, 'dog'),
  parametric({ id: 'sobel-x', label: 'Sobel', group: 'Edges', summary: 'x', description: 'Upright edges: the slope from left to right.', keywords: ['gradient', 'derivative', 'horizontal', 'vertical edge'] }, 'sobel', { name: 'Sobel x', parameters: { direction: 0 } }),
  parametric({ id: 'sobel-y', label: 'Sobel', group: 'Edges', summary: 'y', description: 'Level edges: the slope from top to bottom.', keywords: ['gradient', 'derivative', 'vertical', 'horizontal edge'] }, 'sobel', { name: 'Sobel y', parameters: { direction: 90 } }),
  parametric({ id: 'scharr', label: 'Scharr', group: 'Edges', summary: 'y', description: 'A slope that treats all directions most evenly.', keywords: ['gradient', 'derivative', 'edge'] }, 'scharr', { parameters: { direction: 90 } }),
  parametric({ id: 'prewitt', label: 'Prewitt', group: 'Edges', summary: 'x', description: 'The plainest slope, three pixels wide.', keywords: ['gradient', 'derivative', 'edge'] }, 'prewitt'),
  parametric({ id: 'kirsch', label: 'Kirsch', group: 'Edges', summary: 'N', description: 'Edges that face one of eight compass directions.', keywords: ['compass', 'direction', 'edge', 'north'] }, 'kirsch'),
  matrix({ id: 'outline', label: 'Outline', group: 'Edges', summary: '', description: 'Bright lines on black where the picture changes.', keywords: ['edge', 'contour', 'find edges', 'laplacian'] },
    [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]),

  parametric({ id: 'emboss', label: 'Emboss', group: 'Relief', summary: 'NW', description: 'The picture pressed into metal, lit from one side.', keywords: ['relief', '3d', 'bump', 'light'] }, 'emboss'),
  matrix({ id: 'bas-relief', label: 'Bas-relief', group: 'Relief', summary: '', description: 'Relief alone, in grey, lit from the top left.', keywords: ['emboss', 'relief', 'grey', 'plaster'] },
    [[-1, -1, 0], [-1, 0, 1], [0, 1, 1]], { output: 'signed' }),
];

const byId = new Map(PRESETS.map((preset) => [preset.id, preset]));

export function presetById(id: string): Preset | null {
  return byId.get(id) ?? null;
}

/** Presets in which every word of the text starts some word; all of them for an empty text. Matches in the label come first. */
export function searchPresets(text: string): readonly Preset[] {
  const wanted = wordsOf(text);
  if (wanted.length === 0) return PRESETS;
  const startsSome = (words: readonly string[]) => (word: string) =>
    words.some((candidate) => candidate.startsWith(word));
  const inLabel = (preset: Preset) =>
    wanted.every(startsSome(wordsOf(`${preset.label} ${preset.summary} ${preset.id}`)));
  const found = PRESETS.filter((preset) => {
    const words = wordsOf([preset.label, preset.summary, preset.id, preset.group, ...preset.keywords].join(' '));
    return wanted.every(startsSome(words));
  });
  return [...found.filter(inLabel), ...found.filter((preset) => !inLabel(preset))];
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s\-,:]+/u)
    .filter(Boolean);
}

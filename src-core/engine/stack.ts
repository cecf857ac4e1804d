// A stack of filters made ready for a picture: operators, sizes from filter to filter, and what each prefix is called.
import type { ColourSpace } from '../colour/colour-space.ts';
import { fitBorderColour } from '../filters/border-colour.ts';
import { operatorOf } from '../filters/index.ts';
import type { Filter, Operator } from '../filters/filter.ts';
import type { Settings } from '../filters/settings.ts';
import type { Point } from '../geometry.ts';
import type { ChannelCount, Depth, Size } from '../raster.ts';
import type { Names } from './names.ts';
import { coarsen } from './coarse-operator.ts';
import { resultOrigin, resultSize } from './geometry.ts';

/** Parameters of a call with filters as the core has them. */
export type Filtered<P> = Omit<P, 'filters'> & { readonly filters: readonly Filter[] };

export interface Stage {
  readonly filterId: string;
  readonly operator: Operator;
  readonly settings: Settings;
  /** Sizes of the whole picture before and after this filter. */
  readonly input: Size;
  readonly output: Size;
  /** Equal for equal content of the filters up to this one. */
  readonly key: string;
  /** The range `minmax` maps, once it is known. */
  readonly range: readonly [number, number] | null;
}

export interface Stack {
  readonly stages: readonly Stage[];
  readonly input: Size;
  readonly output: Size;
  readonly key: string;
  /** Where the result's (0, 0) lies on the source: crop moves it. */
  readonly origin: Point;
}

/** Filters that are switched off are left out. Throws `invalid` when crop leaves nothing. */
export function resolveStack(filters: readonly Filter[], source: Size, names: Names): Stack {
  const stages: Stage[] = [];
  let key = names.of('source');
  let size: Size = { width: source.width, height: source.height };
  let origin: Point = { x: 0, y: 0 };
  for (const filter of filters) {
    if (!filter.enabled) continue;
    const operator = operatorOf(filter);
    const { settings } = filter;
    const input = size;
    const margin = resultOrigin(operator, settings);
    key = names.of(`${key} ${contentOf(filter)}`);
    size = resultSize(input, operator, settings);
    origin = { x: origin.x + margin.x, y: origin.y + margin.y };
    stages.push({ filterId: filter.id, operator, settings, input, output: size, key, range: null });
  }
  return { stages, input: source, output: size, key, origin };
}

/**
 * The stack for the source shrunk `factor` times. Crop, whose margin may be a part of a coarse pixel, becomes clamp:
 * the caller moves the rectangle by the stack's origin.
 */
export function coarsenStack(stack: Stack, source: Size, factorOf: (operator: Operator) => number): Stack {
  const place = `${source.width}×${source.height}`;
  const stages = stack.stages.map((stage): Stage => {
    const { operator, settings } = coarsen(stage.operator, stage.settings, factorOf(stage.operator));
    const border = settings.border === 'crop' ? 'clamp' : settings.border;
    const key = `${stage.key}/${place}`;
    return { ...stage, operator, settings: { ...settings, border }, input: source, output: source, key };
  });
  return { stages, input: source, output: source, key: `${stack.key}/${place}`, origin: { x: 0, y: 0 } };
}

/** The first stages, up to and including `index`. */
export function prefixOf(stack: Stack, index: number): Stack {
  const stages = stack.stages.slice(0, index + 1);
  const last = stages.at(-1);
  return { ...stack, stages, output: last?.output ?? stack.input, key: last?.key ?? stack.key };
}

export function needsRange(stage: Stage): boolean {
  return stage.settings.output === 'minmax';
}

/** Names the pixels of the first `count` filters' result; null while they depend on the rectangle, as `minmax` finds a range. */
export function resultKey(stack: Stack, count: number, depth: Depth): string | null {
  const first = stack.stages.slice(0, count);
  const ranged = first.filter(needsRange);
  if (ranged.some(({ range }) => !range)) return null;
  return [first.at(-1)?.key ?? '', depth, ...ranged.map(({ range }) => String(range))].join(' ');
}

/** Whether an opaque picture stays opaque under the filter, so that nobody needs to look. */
export function keepsOpaque({ settings }: Stage): boolean {
  const mixesAlpha = settings.opacity === 'raw' || settings.opacity === 'only';
  const opaqueBorder = settings.border !== 'constant' || hasFullOpacity(settings.borderColour);
  return settings.channels === 'luminance' || !settings.channels.includes('a') || (!mixesAlpha && opaqueBorder);
}

/** A colour without α is opaque; a lone number stands for all channels. */
function hasFullOpacity(colour: readonly number[]): boolean {
  return colour.length === 3 || colour.at(-1) === 1;
}

/** The filter's border colour, told for one kind of picture, for another. */
export function borderColourOf({ settings }: Stage, channels: ChannelCount, space: ColourSpace): number[] {
  return fitBorderColour(settings.borderColour, channels, space.luminance);
}

/** What decides the pixels: not the id, the name, or the expressions beside the weights. */
function contentOf(filter: Filter): string {
  const parameters = Object.entries(filter.parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  const { kernel } = filter;
  const matrix = kernel && [kernel.rows, kernel.columns, kernel.anchor.row, kernel.anchor.column, kernel.weights];
  const settings = Object.entries(filter.settings).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([filter.type, parameters, matrix, settings]);
}

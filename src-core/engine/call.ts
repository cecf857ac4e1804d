// One call of the engine, resolved: what it means, how it is computed, which part of the picture it reads.
import { select, type Selection } from '../convolve/select.ts';
import type { Proposal } from '../convolve/proposal.ts';
import { resolveTerms, type Terms, type TermsSource } from '../convolve/terms.ts';
import type { Operator } from '../filters/filter.ts';
import type { Settings } from '../filters/settings.ts';
import { intersect, wholeOf, type Point, type Rectangle } from '../geometry.ts';
import type { Size } from '../raster.ts';
import { innerRectangle, readRectangle, reachOf, resultOrigin, resultSize, unite, wholeBlocks } from './geometry.ts';
import type { Reach } from './geometry.ts';
import type { ConvolveOptions } from './types.ts';

/** How plans are chosen within a job (wasm/slots.ts). */
export const OPACITY = { plain: 0, weighted: 1, tileByTile: 2, wholePicture: 3 } as const;

export interface Call {
  readonly terms: Terms;
  readonly selection: Selection;
  readonly opacity: (typeof OPACITY)[keyof typeof OPACITY];
  /** How far the kernel reads. */
  readonly reach: Reach;
  readonly whole: Size;
  /** The size of the whole result, and the picture's pixel under its first. */
  readonly size: Size;
  readonly origin: Point;
  /** Results are computed in whole blocks of this size, anchored at the picture's first pixel. */
  readonly blocks: Size;
  /** The part of the picture that a part of the result reads. */
  inputOf(rectangle: Rectangle): Rectangle;
  /** The part of `area` (of the result) that is filtered, in its own coordinates; `keep` copies the rest. */
  filteredPart(area: Rectangle): Rectangle;
}

export function resolveCall(
  source: TermsSource,
  whole: Size,
  operator: Operator,
  settings: Settings,
  options: ConvolveOptions,
): Call {
  const size = resultSize(whole, operator, settings);
  const terms = resolveTerms(source, operator, settings, options);
  const selection = select(terms, options.plan);
  const opacity = opacityOf(terms, selection, options);
  const origin = resultOrigin(operator, settings);
  const reach = reachOf(operator, settings.flip);
  return {
    terms,
    selection,
    opacity,
    reach,
    whole,
    size,
    origin,
    blocks: {
      width: Math.max(...plansOf(selection, opacity).map(({ grid }) => grid.width)),
      height: Math.max(...plansOf(selection, opacity).map(({ grid }) => grid.height)),
    },
    inputOf(rectangle) {
      const place = { ...rectangle, x: rectangle.x + origin.x, y: rectangle.y + origin.y };
      return plansOf(selection, opacity)
        .map(({ grid, reach: own }) => {
          const blocks = intersect(wholeBlocks(place, grid), wholeOf(whole));
          return readRectangle(blocks, own ?? reach, settings.border, whole);
        })
        .reduce(unite);
    },
    filteredPart(area) {
      if (settings.border !== 'keep') return { x: 0, y: 0, width: area.width, height: area.height };
      const inner = innerRectangle(whole, operator, settings.flip);
      const part = intersect(area, { ...inner, width: Math.max(0, inner.width), height: Math.max(0, inner.height) });
      return { ...part, x: part.x - area.x, y: part.y - area.y };
    },
  };
}

/** The plans that a job may run. */
export function plansOf({ plain, weighted }: Selection, opacity: Call['opacity']): Proposal[] {
  if (!weighted || opacity === OPACITY.plain) return [plain];
  return opacity === OPACITY.weighted ? [weighted] : [plain, weighted];
}

/**
 * Exact plans give the same bytes weighted and plain, so each tile may take what its own α allows. Real ones differ in
 * rounding: there the α of the whole picture decides, so that bytes do not depend on tiles or rectangles.
 */
function opacityOf(terms: Terms, { plain, weighted }: Selection, options: ConvolveOptions): Call['opacity'] {
  if (!weighted) return OPACITY.plain;
  const opaqueBorder = terms.border !== 'constant' || terms.borderColour.at(-1) === terms.unit;
  if (options.opaque === true && opaqueBorder) return OPACITY.plain;
  if (plain.arithmetic.exact && weighted.arithmetic.exact) return OPACITY.tileByTile;
  return options.opaque === undefined && !options.window && opaqueBorder ? OPACITY.wholePicture : OPACITY.weighted;
}

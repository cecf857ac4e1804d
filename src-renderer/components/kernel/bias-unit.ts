// The bias is a fraction of full scale; people read it in percent or in levels of the picture's depth (SEMANTICS §4).
import type { Depth } from '../../../src-core/raster.ts';

export type BiasUnit = '%' | '/255' | '/65535' | '';

/** The first is shown until another is chosen. */
export function biasUnits(depth: Depth): readonly BiasUnit[] {
  if (depth === 'f32') return ['', '%'];
  return depth === 'u16' ? ['%', '/65535'] : ['%', '/255'];
}

export function biasScale(unit: BiasUnit): number {
  return { '%': 100, '/255': 255, '/65535': 65535, '': 1 }[unit];
}

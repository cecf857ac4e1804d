// What the loop tells about the picture on screen: its pixels, whether they are exact, and what the engine said.
import type { LayerPictures, LayerValues } from './layers.ts';
import type { RenderReport } from './report.ts';

export type RenderState = 'idle' | 'approximate' | 'exact' | 'failed' | 'lost';

export interface RenderFailure {
  readonly key: string;
  readonly message: string;
}

export interface RenderSnapshot<P> {
  readonly state: RenderState;
  readonly pictures: LayerPictures<P>;
  readonly values: LayerValues;
  /** Changes whenever the pictures' pixels do. */
  readonly version: number;
  readonly report: RenderReport | null;
  readonly failure: RenderFailure | null;
}

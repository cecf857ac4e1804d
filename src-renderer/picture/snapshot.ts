// What the loop tells about the picture on screen: its pixels, whether they are exact, and what the engine said.
import type { LayerPictures, LayerValues } from './layers.ts';
import type { RenderReport } from './report.ts';

export type RenderState = 'idle' | 'approximate' | 'exact' | 'failed' | 'lost';

export interface RenderFailure {
  readonly key: string;
  readonly message: string;
}

/** What is known of the picture on screen. */
export interface RenderStatus {
  readonly state: RenderState;
  /** Changes whenever the pictures' pixels do. */
  readonly version: number;
  readonly report: RenderReport | null;
  readonly failure: RenderFailure | null;
}

export interface RenderSnapshot<P> extends RenderStatus {
  readonly pictures: LayerPictures<P>;
  readonly values: LayerValues;
}

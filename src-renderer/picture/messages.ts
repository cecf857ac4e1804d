// What the page and the thread that draws the picture tell each other.
import type { Point } from '../../src-core/geometry.ts';
import type { Size } from '../../src-core/raster.ts';
import type { Wanted } from './job.ts';
import type { Marks } from './marks.ts';
import type { Scene } from './scene.ts';
import type { RenderStatus } from './snapshot.ts';

/** How the thread reaches the engine: one end of a channel to it, or a socket to be opened. */
export type EngineWay = MessagePort | { readonly address: string; readonly protocols: readonly string[] };

export type ToPicture =
  /** `port` carries the page's share of the line, host/thread-wire.ts. */
  | { readonly kind: 'line'; readonly way: EngineWay; readonly port: MessagePort }
  /** What is drawn on; null when it has gone. */
  | { readonly kind: 'canvas'; readonly canvas: OffscreenCanvas | null }
  /** Nothing is open, and the canvas will be of this size. */
  | { readonly kind: 'prepare'; readonly size: Size }
  /** Another document: nothing of the old one may show. `wish` counts documents and what is wanted of them. */
  | { readonly kind: 'reset'; readonly wish: number }
  /** `focus`: where the eye is, in image pixels. */
  | { readonly kind: 'want'; readonly wish: number; readonly wanted: Wanted; readonly focus: Point | null }
  | { readonly kind: 'scene'; readonly scene: Scene | null; readonly size: Size }
  | { readonly kind: 'marks'; readonly marks: Marks | null }
  /** Whether the page itself keeps the engine busy. */
  | { readonly kind: 'others'; readonly busy: boolean };

export type FromPicture =
  /** It is on the canvas; `wish`: the newest that was heard of by then. */
  | { readonly kind: 'shown'; readonly wish: number; readonly status: RenderStatus }
  /** The canvas has this size from now on, in device pixels. */
  | { readonly kind: 'sized'; readonly size: Size }
  /** Whether all that shows is there and others may use the engine. */
  | { readonly kind: 'idle'; readonly idle: boolean };

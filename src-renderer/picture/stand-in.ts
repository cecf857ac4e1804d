// A coarse picture over a surface, where that has nothing better yet. It is drawn as it is: stretched onto the surface
// first, a window's pixels would be made twice in one frame, and mostly better ones come before it is needed there.
import type { Rectangle } from '../../src-core/geometry.ts';
import { joined } from './levels.ts';
import type { Pixmaps } from './pixmaps.ts';

/** How it is drawn, in pixels of the surface: the whole picture onto `to`, only inside the given rectangles. */
export interface Cover<P> {
  readonly picture: P;
  readonly to: Rectangle;
  readonly within: readonly Rectangle[];
}

export class StandIn<P> {
  readonly #pixmaps: Pixmaps<P>;
  readonly #picture: P;
  readonly #to: Rectangle;
  /** What it still stands for. */
  readonly #cells: Map<string, Rectangle>;

  /** `cells`: their places on the surface by name, row by row. They and the picture belong to the stand-in. */
  constructor(pixmaps: Pixmaps<P>, picture: P, to: Rectangle, cells: Map<string, Rectangle>) {
    this.#pixmaps = pixmaps;
    this.#picture = picture;
    this.#to = to;
    this.#cells = cells;
  }

  get cover(): Cover<P> {
    return { picture: this.#picture, to: this.#to, within: joined(this.#cells.values()) };
  }

  /** The surface has something better there. False when it stands for nothing any more. */
  giveUp(cell: string): boolean {
    this.#cells.delete(cell);
    return this.#cells.size > 0;
  }

  /** Puts what is left of it onto the surface. */
  settle(target: P): void {
    this.#pixmaps.stretch(target, this.#picture, this.#to, [...this.#cells.values()]);
    this.release();
  }

  release(): void {
    this.#pixmaps.release(this.#picture);
  }
}

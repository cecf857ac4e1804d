// The footprint on its way from pixel to pixel while the steps play: it slides over the picture, which stays still.
import { untrack } from 'svelte';
import type { Point } from '../../../src-core/geometry.ts';

const SLIDE_MS = 200;

export class Slide {
  /** Where it is drawn, in image pixels; between two of them on the way. */
  place = $state.raw<Point | null>(null);
  moving = $state(false);

  constructor(wanted: () => { readonly pixel: Point | null; readonly moving: boolean }) {
    $effect(() => {
      const { pixel, moving } = wanted();
      const from = untrack(() => this.place);
      const still = !moving || matchMedia('(prefers-reduced-motion: reduce)').matches;
      if (!pixel || !from || still || (from.x === pixel.x && from.y === pixel.y)) {
        this.place = pixel;
        this.moving = false;
        return;
      }
      this.moving = true;
      const started = performance.now();
      let frame = requestAnimationFrame(
        function go(this: Slide, now: number): void {
          const share = Math.min(1, Math.max(0, (now - started) / SLIDE_MS));
          // Out quickly, arriving softly.
          const eased = 1 - (1 - share) ** 3;
          this.place = { x: from.x + (pixel.x - from.x) * eased, y: from.y + (pixel.y - from.y) * eased };
          this.moving = share < 1;
          if (share < 1) frame = requestAnimationFrame(go.bind(this));
        }.bind(this),
      );
      return () => cancelAnimationFrame(frame);
    });
  }
}

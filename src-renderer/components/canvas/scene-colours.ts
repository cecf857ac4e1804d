// The tokens that the canvas is painted with; follows the theme where it is read.
import { token } from '../kernel/theme.svelte.ts';
import type { SceneColours } from '../../picture/scene.ts';

export function sceneColours(): SceneColours {
  return {
    a: token('--checker-a'),
    b: token('--checker-b'),
    marks: {
      below: [token('--heat-n4'), token('--heat-n1')],
      above: [token('--heat-p4'), token('--heat-p1')],
      invalid: [token('--error'), token('--error-quiet')],
    },
  };
}

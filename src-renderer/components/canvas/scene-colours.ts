// The tokens that the canvas is painted with.
import type { SceneColours } from './paint.ts';

export function sceneColours(style: CSSStyleDeclaration): SceneColours {
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    a: token('checker-a'),
    b: token('checker-b'),
    marks: {
      below: [token('heat-n4'), token('heat-n1')],
      above: [token('heat-p4'), token('heat-p1')],
      invalid: [token('error'), token('error-quiet')],
    },
  };
}

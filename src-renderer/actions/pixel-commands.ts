// What can be done with the pixel that is pointed at.
import type { Point } from '../../src-core/geometry.ts';
import type { PixelValues } from '../state/inspector.ts';
import { copiedText } from '../state/pixel-text.ts';
import type { CommandCase } from './command-case.ts';
import type { Environment } from './environment.ts';

export function pixelCommands(env: Environment, copyText: (text: string) => void) {
  const { preview } = env;
  return {
    'copy-pixel-values': {
      run: () => {
        if (preview.values) copyText(textOf(env, preview.values));
      },
      enabled: () => preview.values !== null,
    },
  } satisfies Record<string, CommandCase>;
}

/** What the command copies, of any pixel. */
export async function pixelText(env: Environment, pixel: Point): Promise<string> {
  return textOf(env, await env.preview.valuesAt(pixel));
}

function textOf({ editor, preferences }: Environment, values: PixelValues): string {
  const info = editor.document?.info;
  return info ? copiedText(values, preferences.values.pixelValues, info) : '';
}

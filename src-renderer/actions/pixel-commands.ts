// What can be done with the pixel that is pointed at.
import { copiedText } from '../state/pixel-text.ts';
import type { CommandCase } from './command-case.ts';
import type { Environment } from './environment.ts';

export function pixelCommands({ editor, preview, preferences }: Environment, copyText: (text: string) => void) {
  return {
    'copy-pixel-values': {
      run: () => {
        const { values } = preview;
        const info = editor.document?.info;
        if (values && info) copyText(copiedText(values, preferences.values.pixelValues, info));
      },
      enabled: () => preview.values !== null,
    },
  } satisfies Record<string, CommandCase>;
}

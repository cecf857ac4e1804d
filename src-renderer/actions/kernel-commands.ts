// Commands on the selected filter's matrix.
import { toAppError } from '../../src-core/errors.ts';
import { createFilter } from '../../src-core/filters/index.ts';
import { asHandMade } from '../../src-core/filters/matrix.ts';
import {
  clear,
  mirrorHorizontally,
  mirrorVertically,
  negate,
  normaliseToSum1,
  rotate,
  setAnchor,
  transpose,
} from '../../src-core/kernel/edit.ts';
import type { Cell, Kernel } from '../../src-core/kernel/kernel.ts';
import { parseKernelText } from '../../src-core/kernel/parse.ts';
import { printCsv, printMatlab, printPython, printTsv } from '../../src-core/kernel/print.ts';
import type { CommandCase } from './command-case.ts';
import type { Environment } from './environment.ts';
import { focusKernelGrid } from './page.ts';

export function kernelCommands({ editor, notices }: Environment, copyText: (text: string) => void) {
  const attempt = (task: () => void): void => {
    try {
      task();
    } catch (thrown) {
      notices.show({ kind: 'error', text: toAppError(thrown).message });
    }
  };
  const change = (label: string, edit: (kernel: Kernel, argument: unknown) => Kernel): CommandCase => ({
    run: (argument) => {
      const { selected } = editor;
      const kernel = selected?.kernel;
      if (selected && kernel) attempt(() => editor.updateKernel(selected.id, edit(kernel, argument), label));
    },
  });
  const copy = (print: (kernel: Kernel) => string): CommandCase => ({
    run: () => {
      const { selected } = editor;
      if (!selected) return;
      attempt(() => {
        const { kernel } = asHandMade(selected);
        if (kernel) copyText(print(kernel));
      });
    },
  });
  return {
    'edit-as-matrix': {
      run: () => {
        const { selected } = editor;
        if (!selected || selected.kernel) return;
        attempt(() => {
          const { id: _id, ...matrix } = asHandMade(selected);
          editor.updateFilter(selected.id, matrix, `edit ${selected.name} as matrix`);
          focusKernelGrid(document);
        });
      },
      enabled: () => editor.selected?.kernel === null,
    },
    'kernel-copy': copy(printTsv),
    'kernel-copy-csv': copy(printCsv),
    'kernel-copy-python': copy(printPython),
    'kernel-copy-matlab': copy(printMatlab),
    'kernel-paste': {
      run: () =>
        void readClipboard().then((text) => {
          if (text === null)
            notices.show({
              kind: 'info',
              text: 'The clipboard could not be read from here. Press Ctrl+V in the kernel grid to paste.',
            });
          else attempt(() => takeText(text));
        }),
      enabled: () => editor.document !== null,
    },
    'kernel-rotate': change('rotate kernel', rotate),
    'kernel-mirror-horizontally': change('mirror kernel', mirrorHorizontally),
    'kernel-mirror-vertically': change('mirror kernel', mirrorVertically),
    'kernel-transpose': change('transpose kernel', transpose),
    'kernel-negate': change('negate kernel', negate),
    'kernel-anchor': change('set anchor', (kernel, cell) => (isCell(cell) ? setAnchor(kernel, cell) : kernel)),
    'kernel-normalise': change('scale to sum 1', normaliseToSum1),
    'kernel-clear': change('clear kernel', clear),
  } satisfies Record<string, CommandCase>;

  /** From a menu there is no cell to paste at: the whole matrix is replaced, or becomes a new filter. */
  function takeText(text: string): void {
    const { kernel, name, settings, notes } = parseKernelText(text);
    const { selected } = editor;
    if (selected?.kernel) editor.updateKernel(selected.id, kernel, 'paste kernel');
    else editor.addFilter(createFilter('kernel', { name: name ?? 'Pasted kernel', kernel, settings }));
    if (notes.length > 0) notices.show({ kind: 'info', text: notes.join(' ') });
  }
}

async function readClipboard(): Promise<string | null> {
  try {
    return await navigator.clipboard.readText();
  } catch {
    // Without the permission only the paste event in the grid carries text.
    return null;
  }
}

function isCell(value: unknown): value is Cell {
  return typeof value === 'object' && value !== null && 'row' in value && 'column' in value;
}

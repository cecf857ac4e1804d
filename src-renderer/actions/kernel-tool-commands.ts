// Commands of the kernel grid's tools: painting, the calculator, symmetry while editing, zoom of large kernels.
import { SYMMETRIES, symmetrise, symmetryIn, type Symmetry } from '../../src-core/kernel/symmetry.ts';
import type { CommandCase } from './command-case.ts';
import type { Environment } from './environment.ts';

type SymmetryCommand = `kernel-symmetry-${Symmetry}`;

export function kernelToolCommands({ editor, kernelTools: tools, frame }: Environment) {
  const kernel = () => editor.selected?.kernel ?? null;
  const show = (): void => {
    if (!frame.rightShown) frame.toggle('right');
  };
  const symmetryCase = (symmetry: Symmetry): CommandCase => ({
    run: () => (tools.symmetry = symmetry),
    enabled: () => {
      const edited = kernel();
      return edited === null || symmetryIn(symmetry, edited) === symmetry;
    },
    checked: () => tools.symmetry === symmetry,
  });
  return {
    'kernel-paint': {
      run: () => {
        tools.painting = !tools.painting;
        if (tools.painting) show();
      },
      checked: () => tools.painting,
    },
    'kernel-calculate': {
      run: () => {
        tools.calculating = 'set';
        show();
      },
    },
    'kernel-symmetrise': {
      run: () => {
        const { selected } = editor;
        if (!selected?.kernel) return;
        const next = symmetrise(selected.kernel, tools.symmetry);
        editor.updateKernel(selected.id, next, 'make symmetric');
      },
      enabled: () => tools.symmetry !== 'none',
    },
    'kernel-zoom-in': { run: () => tools.surface?.zoom(1), enabled: () => tools.surface !== null },
    'kernel-zoom-out': { run: () => tools.surface?.zoom(-1), enabled: () => tools.surface !== null },
    'kernel-zoom-fit': { run: () => tools.surface?.fit(), enabled: () => tools.surface !== null },
    ...(Object.fromEntries(
      SYMMETRIES.map((symmetry) => [`kernel-symmetry-${symmetry}`, symmetryCase(symmetry)]),
    ) as Record<SymmetryCommand, CommandCase>),
  } satisfies Record<string, CommandCase>;
}

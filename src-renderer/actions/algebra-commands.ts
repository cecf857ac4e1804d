// Commands that calculate with whole kernels: the operations of the dialog, composing the stack, and taking apart.
import { toAppError } from '../../src-core/errors.ts';
import type { OperationId } from '../../src-core/filters/algebra.ts';
import { composeFilters } from '../../src-core/filters/compose.ts';
import { MAX_FILTERS, type Filter } from '../../src-core/filters/filter.ts';
import { createFilter, newFilterId } from '../../src-core/filters/index.ts';
import { asHandMade } from '../../src-core/filters/matrix.ts';
import { partsOf, rememberParts } from '../../src-core/filters/parts.ts';
import { asProduct } from '../../src-core/kernel/algebra/product.ts';
import { divisorOf } from '../../src-core/kernel/normalise.ts';
import { rankOf } from '../../src-core/kernel/structure.ts';
import { hasOpacity } from '../../src-core/raster.ts';
import type { CommandCase } from './command-case.ts';
import type { Environment } from './environment.ts';
import { STACK_FULL } from './words.ts';

export function algebraCommands({ editor, alternates, preview, dialogs, notices }: Environment) {
  const attempt = (task: () => void): void => {
    try {
      task();
    } catch (thrown) {
      notices.show({ kind: 'error', text: toAppError(thrown).message });
    }
  };
  const opens = (operation: OperationId): CommandCase => ({
    run: () => {
      dialogs.operation = operation;
      dialogs.show('algebra');
    },
  });

  /** Whether the filters from `index` on see an opaque picture. */
  function opaqueAt(index: number): boolean {
    const { document } = editor;
    if (!document || !hasOpacity(document.info.channels)) return true;
    const changed = editor.filters
      .slice(0, index)
      .some(({ enabled, settings }) => enabled && (settings.opacity === 'only' || settings.opacity === 'raw'));
    return preview.opaque && !changed;
  }

  /** Puts one kernel in the place of filters that stand behind each other; those that are off stay where they are. */
  function compose(parts: readonly Filter[]): void {
    const [first] = parts;
    if (!first) return;
    attempt(() => {
      const start = editor.filters.findIndex(({ id }) => id === first.id);
      const { filter, note } = composeFilters(parts, opaqueAt(start));
      rememberParts(filter, parts);
      const gone = new Set(parts.map(({ id }) => id));
      editor.apply('compose filters', (recipe) => ({
        ...recipe,
        filters: recipe.filters.flatMap((other) =>
          other.id === first.id ? [filter] : gone.has(other.id) ? [] : [other],
        ),
      }));
      editor.select(filter.id);
      if (note !== null) notices.show({ kind: 'info', text: note });
    });
  }

  /** The selected filter's place taken by several. */
  function replaceWith(label: string, filters: readonly Filter[]): void {
    const { selectedId } = editor;
    if (editor.filters.length - 1 + filters.length > MAX_FILTERS) {
      notices.show({ kind: 'warning', text: STACK_FULL });
      return;
    }
    editor.apply(label, (recipe) => ({
      ...recipe,
      filters: recipe.filters.flatMap((other) => (other.id === selectedId ? filters : [other])),
    }));
    editor.select(filters[0]?.id ?? null);
  }

  const next = (): Filter | undefined => {
    const index = editor.filters.findIndex(({ id }) => id === editor.selectedId);
    return editor.filters.slice(index + 1).find(({ enabled }) => enabled);
  };

  function split(): void {
    const { selected } = editor;
    if (!selected) return;
    attempt(() => {
      const { kernel } = asHandMade(selected);
      if (!kernel) return;
      const { rank } = rankOf(kernel);
      if (rank > 1 || selected.settings.amount !== 1) {
        const why =
          rank > 1
            ? `Its rank is ${rank}; only a kernel of rank 1 is a column times a row. Row × column in the Kernel panel shows the nearest product.`
            : 'Its amount is below 100 %, which two passes cannot do.';
        notices.show({ kind: 'warning', text: `${selected.name} was not split. ${why}` });
        return;
      }
      const { vertical, horizontal } = asProduct(kernel);
      const { border, borderColour, flip, opacity, light, channels } = selected.settings;
      const first = createFilter('kernel', {
        name: `${selected.name}, row`,
        kernel: horizontal,
        settings: { border, borderColour, flip, opacity, light, channels, normalise: 'none' },
      });
      // Divisor, bias and output belong to the last step; it divides by what the whole would.
      const divisor = divisorOf(kernel, selected.settings);
      const second = createFilter('kernel', {
        name: `${selected.name}, column`,
        kernel: vertical,
        settings: { ...selected.settings, normalise: 'custom', divisor },
      });
      replaceWith('split into row and column', [first, second]);
    });
  }

  return {
    'kernel-alternate': {
      run: () => {
        const { selected } = editor;
        if (selected?.kernel) alternates.keep(selected.id, selected.kernel);
      },
    },
    'kernel-swap': {
      run: () => {
        const { selected } = editor;
        if (selected?.kernel)
          editor.updateKernel(selected.id, alternates.swap(selected.id, selected.kernel), 'swap kernels');
      },
      enabled: () => {
        const { selected } = editor;
        return selected?.kernel != null && alternates.of(selected.id, selected.kernel) !== null;
      },
    },
    'kernel-add': opens('add'),
    'kernel-subtract': opens('subtract'),
    'kernel-convolve': opens('convolve'),
    'kernel-scale': opens('scale'),
    'kernel-sharpen-from': opens('sharpen'),
    'kernel-rotate-by': opens('rotate'),
    'kernel-resample': opens('resample'),
    'kernel-invert': opens('invert'),
    'kernel-split': { run: split },
    'filter-merge': {
      run: () => {
        const { selected } = editor;
        const other = next();
        if (selected && other) compose([selected, other]);
      },
      enabled: () => editor.selected?.enabled === true && next() !== undefined,
    },
    'stack-compose': {
      run: () => compose(editor.filters.filter(({ enabled }) => enabled)),
      enabled: () => editor.filters.filter(({ enabled }) => enabled).length > 1,
    },
    'stack-decompose': {
      run: () => {
        const parts = partsOf(editor.selected);
        if (parts)
          replaceWith(
            'take apart',
            parts.map((part) => ({ ...part, id: newFilterId() })),
          );
      },
      enabled: () => partsOf(editor.selected) !== null,
    },
  } satisfies Record<string, CommandCase>;
}

// Commands that change how the person looks at the picture and what of the window shows.
import type { CommandCase } from './command-case.ts';
import type { Environment } from './environment.ts';
import { focusDock, keepFocus } from './page.ts';
import { moveToRegion } from './regions.ts';

export function viewCommands({ viewport, preferences, frame, step, dock }: Environment) {
  const mode = (value: typeof viewport.mode): CommandCase => ({
    run: () => (viewport.mode = value),
    checked: () => viewport.mode === value,
    // There is one picture to see then: the filter's input.
    enabled: () => step.pixel === null,
  });
  const tool = (value: typeof viewport.tool): CommandCase => ({
    run: () => (viewport.tool = value),
    checked: () => viewport.tool === value,
  });
  const panels = (toggle: () => void): (() => void) => {
    return () => {
      toggle();
      void keepFocus(document);
    };
  };
  return {
    'view-after': mode('after'),
    'view-split': mode('split'),
    'view-side': mode('side'),
    'view-difference': mode('difference'),
    'view-original': {
      // Keys hold it; from a menu, where nothing can be held, it is switched.
      run: (argument) => (viewport.original = typeof argument === 'boolean' ? argument : !viewport.original),
      checked: () => viewport.original,
    },
    'zoom-in': { run: () => viewport.zoomIn() },
    'zoom-out': { run: () => viewport.zoomOut() },
    'zoom-fit': { run: () => viewport.fit(), checked: () => viewport.fitted },
    'zoom-actual': { run: () => viewport.zoomTo(1), checked: () => viewport.zoom === 1 },
    'tool-pan': tool('pan'),
    'tool-inspect': tool('inspect'),
    loupe: { run: () => (viewport.loupe = !viewport.loupe), checked: () => viewport.loupe },
    'pixel-grid': { run: () => (viewport.pixelGrid = !viewport.pixelGrid), checked: () => viewport.pixelGrid },
    overlay: { run: () => (viewport.overlay = !viewport.overlay), checked: () => viewport.overlay },
    histogram: {
      run: () => {
        dock.toggle('histogram');
        void (dock.view === 'histogram' ? focusDock(document) : keepFocus(document));
      },
      checked: () => dock.view === 'histogram',
    },
    'panel-left': { run: panels(() => frame.toggle('left')), checked: () => frame.leftShown },
    'panel-right': { run: panels(() => frame.toggle('right')), checked: () => frame.rightShown },
    'panels-both': { run: panels(() => frame.toggleBoth()), checked: () => frame.leftShown && frame.rightShown },
    analysis: {
      run: () => {
        dock.toggle('analysis');
        void (dock.view === 'analysis' ? focusDock(document) : keepFocus(document));
      },
      checked: () => dock.view === 'analysis',
    },
    surround: { run: () => preferences.cycleSurround() },
    'region-next': { run: () => moveToRegion(document, 1) },
    'region-previous': { run: () => moveToRegion(document, -1) },
  } satisfies Record<string, CommandCase>;
}

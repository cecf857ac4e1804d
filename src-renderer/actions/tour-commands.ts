// The tour's own command: begins it, goes on with it, or brings the focus to it.
import type { CommandCase } from './command-case.ts';
import type { Environment } from './environment.ts';
import { focusTour } from './page.ts';

export function tourCommands({ tour }: Environment) {
  return {
    tour: {
      run: () => {
        tour.begin();
        void focusTour(document);
      },
      label: () => (tour.begun && !tour.open ? `Tour: go on at step ${tour.index + 1}` : 'Tour'),
    },
  } satisfies Record<string, CommandCase>;
}

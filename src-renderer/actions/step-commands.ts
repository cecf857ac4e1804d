// Commands of the step-through: its tool, the walk through the taps, and what can be taken away from it.
import { printExplanation } from '../../src-core/explain/print-explanation.ts';
import type { CommandCase } from './command-case.ts';
import type { Environment } from './environment.ts';
import { focusPicture, focusSteps } from './page.ts';
import { saveSteps } from './step-files.ts';

export interface StepHelpers {
  readonly copyText: (text: string) => void;
  readonly attempt: (task: () => Promise<unknown>) => void;
}

export function stepCommands(env: Environment, { copyText, attempt }: StepHelpers) {
  const { editor, viewport, step } = env;
  const ready = (): boolean => step.explanation !== null;
  const walk = (run: () => void): CommandCase => ({ run, enabled: ready });
  const channel = (letter: 'r' | 'g' | 'b' | 'a'): CommandCase => {
    const index = (): number => channelIndex(letter, editor.document?.info.channels ?? 0);
    return {
      run: () => (step.channel = index()),
      enabled: () => ready() && index() >= 0,
      checked: () => step.open && step.channel === index(),
    };
  };
  return {
    'tool-step': {
      run: () => {
        step.begin();
        void (step.pixel ? focusSteps(document) : focusPicture(document));
      },
      enabled: () => editor.filters.length > 0,
      checked: () => viewport.tool === 'step',
    },
    'step-next': walk(() => step.next()),
    'step-back': walk(() => step.back()),
    'step-first': walk(() => step.first()),
    'step-last': walk(() => step.last()),
    'step-play': {
      run: () => step.play(),
      enabled: ready,
      checked: () => step.playing,
      label: () => (step.playing ? 'Pause' : 'Play the steps'),
    },
    'step-red': channel('r'),
    'step-green': channel('g'),
    'step-blue': channel('b'),
    'step-opacity': channel('a'),
    'step-copy': walk(() => {
      const { explanation, filter } = step;
      if (explanation && filter) copyText(printExplanation(explanation, step.channel, filter.name));
    }),
    'step-save-png': walk(() => attempt(() => saveSteps(env, 'png'))),
    'step-save-gif': walk(() => attempt(() => saveSteps(env, 'gif'))),
  } satisfies Record<string, CommandCase>;
}

/** Which channel a letter means in a picture of so many; any colour of a grey picture is its grey. −1: there is none. */
export function channelIndex(letter: 'r' | 'g' | 'b' | 'a', channels: number): number {
  if (letter === 'a') return channels % 2 === 0 ? channels - 1 : -1;
  return channels < 3 ? 0 : 'rgb'.indexOf(letter);
}

// Has the step-through drawn and encoded in a worker of its own, in the colours of the theme.
import { AppError } from '../../../src-core/errors.ts';
import { token } from '../kernel/theme.svelte.ts';
import type { StepsLooks, StepsPicture } from './steps-picture.ts';
import type { StepsFile, StepsWish } from './steps-worker.ts';

const HEAT_STOPS = ['n4', 'n3', 'n2', 'n1', '0', 'p1', 'p2', 'p3', 'p4'];

export function renderSteps(
  wish: Omit<StepsPicture, 'looks'> & Pick<StepsWish, 'format' | 'position'>,
): Promise<Uint8Array> {
  const worker = new Worker(new URL('./steps-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Uint8Array>((resolve, reject) => {
    const failed = (why: string): void =>
      reject(new AppError('internal', 'The picture of the steps could not be made.', { cause: new Error(why) }));
    worker.addEventListener('message', ({ data }: MessageEvent<StepsFile>) =>
      'bytes' in data ? resolve(data.bytes) : failed(data.failure),
    );
    worker.addEventListener('error', ({ message }) => failed(message));
    worker.postMessage({ ...wish, looks: looksOf() } satisfies StepsWish);
  }).finally(() => worker.terminate());
}

function looksOf(): StepsLooks {
  return {
    heat: {
      stops: HEAT_STOPS.map((stop) => token(`--heat-${stop}`)),
      inkLight: token('--heat-ink-light'),
      inkDark: token('--heat-ink-dark'),
    },
    font: getComputedStyle(document.body).fontFamily,
    surface: token('--surface-panel'),
    inset: token('--surface-inset'),
    line: token('--line-subtle'),
    field: token('--line-field'),
    strong: token('--text-strong'),
    primary: token('--text-primary'),
    secondary: token('--text-secondary'),
    tertiary: token('--text-tertiary'),
    accent: token('--accent'),
    accentFill: token('--accent-fill'),
    accentQuiet: token('--accent-quiet'),
    selected: token('--surface-selected'),
    ringOuter: token('--heat-select-outer'),
    ringInner: token('--heat-select-inner'),
  };
}

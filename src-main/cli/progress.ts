// A progress bar on a terminal, nothing in a pipe. Decoding, filtering, encoding and writing share a file's length.
import { SingleBar } from 'cli-progress';
import type { Progress } from '../../src-core/contract.ts';
import type { Output } from './io.ts';

export interface ProgressBar {
  file(index: number, name: string): void;
  report(progress: Progress): void;
  /** Takes the bar off the screen, so that a line can be printed. */
  pause(): void;
  stop(): void;
}

const SILENT: ProgressBar = {
  file: () => undefined,
  report: () => undefined,
  pause: () => undefined,
  stop: () => undefined,
};

/** Where each stage begins and how much of a file's length it takes. */
const STAGES: Readonly<Record<Progress['stage'], readonly [number, number]>> = {
  decode: [0, 0.15],
  filter: [0.15, 0.6],
  encode: [0.75, 0.2],
  write: [0.95, 0.05],
};

export function createProgressBar(output: Output, files: number): ProgressBar {
  if (!output.isTTY) return SILENT;
  const bar = new SingleBar({
    stream: output,
    format: '{bar} {percentage} %  {file}',
    barsize: 24,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
    etaBuffer: 1,
  });
  let done = 0;
  let name = '';
  let running = false;
  const start = () => {
    if (running) return;
    bar.start(files * 1000, Math.round(done * 1000), { file: name });
    running = true;
  };
  const stop = () => {
    if (running) bar.stop();
    running = false;
  };
  return {
    file(index, fileName) {
      done = index;
      name = files > 1 ? `${index + 1} of ${files}, ${fileName}` : fileName;
      start();
      bar.update(Math.round(done * 1000), { file: name });
    },
    report({ stage, done: part, total }) {
      start();
      const [from, share] = STAGES[stage];
      const position = from + (total > 0 ? Math.min(1, part / total) : 0) * share;
      bar.update(Math.round((Math.floor(done) + position) * 1000));
    },
    pause: stop,
    stop,
  };
}

// Another process that computes cells when told to; ends with its case.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Assignment, Failure, Lap, Probe, ProbeAnswer, Ready, Turn } from './protocol.ts';

export interface Contestant {
  readonly name: string;
  readonly ready: Ready;
  readonly run: (turn: Turn['run']) => Promise<Lap>;
  readonly probe: (samples: readonly number[]) => Promise<readonly number[]>;
  readonly close: () => Promise<void>;
}

export interface ContestantCommand {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Nothing that is measured takes as long as this. */
const SILENCE_MS = 15 * 60_000;
const FAREWELL_MS = 5000;
const LAST_WORDS = 400;

export async function startContestant(
  { name, command, args, env }: ContestantCommand,
  assignment: Assignment,
): Promise<Contestant> {
  const child = spawn(command, args, { stdio: 'pipe', env: { ...process.env, ...env } });
  let errors = '';
  let ended: string | null = null;
  let waiting: { resolve: (line: string) => void; reject: (error: Error) => void } | null = null;
  const fail = (reason: string): void => {
    ended ??= reason;
    waiting?.reject(new Error(ended));
    waiting = null;
  };
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-LAST_WORDS)));
  // A run that is stopped leaves nobody computing.
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  child.stdin.on('error', (error) => fail(error.message));
  child.on('error', (error) => fail(error.message));
  const closed = new Promise<void>((resolve) => {
    child.on('close', (code, signal) => {
      process.off('exit', kill);
      fail(`ended with ${signal ?? code} ${errors.trim().split('\n').at(-1) ?? ''}`.trim());
      resolve();
    });
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    waiting?.resolve(line);
    waiting = null;
  });

  async function ask<Answer extends object>(message: Assignment | Turn | Probe): Promise<Answer> {
    if (ended !== null) throw new Error(ended);
    const timer = setTimeout(() => {
      fail(`silent for ${SILENCE_MS / 60_000} minutes`);
      kill();
    }, SILENCE_MS);
    try {
      const line = await new Promise<string>((resolve, reject) => {
        waiting = { resolve, reject };
        child.stdin.write(`${JSON.stringify(message)}\n`);
      });
      const answer = JSON.parse(line) as Answer | Failure;
      if ('failed' in answer) throw new Error(answer.failed);
      return answer;
    } finally {
      clearTimeout(timer);
    }
  }

  try {
    const ready = await ask<Ready>(assignment);
    return {
      name,
      ready,
      run: (turn) => ask<Lap>({ run: turn }),
      probe: async (samples) => (await ask<ProbeAnswer>({ samples })).values,
      async close() {
        child.stdin.end();
        const timer = setTimeout(kill, FAREWELL_MS);
        await closed;
        clearTimeout(timer);
      },
    };
  } catch (error) {
    kill();
    await closed;
    throw error;
  }
}

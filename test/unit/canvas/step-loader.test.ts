import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-core/errors.ts';
import type { PixelClient } from '../../../src-renderer/host/host.ts';
import { StepLoader, type StepAnswer, type StepQuestion } from '../../../src-renderer/state/step-loader.ts';

interface Asked {
  readonly x: number;
  readonly fail: (thrown: unknown) => void;
}

function loader(): { answers: StepAnswer[]; asked: Asked[]; steps: StepLoader } {
  const answers: StepAnswer[] = [];
  const asked: Asked[] = [];
  const steps = new StepLoader((answer) => answers.push(answer));
  const call = (_: string, { x }: { x: number }): Promise<never> =>
    new Promise((__, reject) => asked.push({ x, fail: reject }));
  steps.setClient({ call } as unknown as PixelClient);
  return { answers, asked, steps };
}

const pixel = (x: number): StepQuestion => ({ filters: [], filterId: 'a', pixel: { x, y: 0 }, key: `a ${x}` });
const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('the numbers of a pixel', () => {
  it('are asked for one call at a time, the newest pixel next', async () => {
    const { asked, steps } = loader();
    for (const x of [1, 2, 3]) steps.want(pixel(x));
    expect(asked.map(({ x }) => x)).toEqual([1]);
    asked[0]!.fail(new AppError('cancelled', 'Cancelled.'));
    await soon();
    expect(asked.map(({ x }) => x)).toEqual([1, 3]);
  });

  it('that cannot be had are told with the reason, once', async () => {
    const { answers, asked, steps } = loader();
    steps.want(pixel(1));
    asked[0]!.fail(new AppError('too-large', 'A kernel of 481 × 9 cannot be stepped through.'));
    await soon();
    steps.want(pixel(1));
    expect(asked).toHaveLength(1);
    expect(answers).toEqual([
      { question: pixel(1), explanation: null, failure: 'A kernel of 481 × 9 cannot be stepped through.' },
    ]);
  });

  it('are asked for again when a new engine has come, and of a lost one nothing is told', async () => {
    const { answers, asked, steps } = loader();
    steps.want(pixel(1));
    const again: number[] = [];
    const call = (_: string, { x }: { x: number }): Promise<never> => {
      again.push(x);
      return new Promise(() => undefined);
    };
    steps.setClient(null);
    asked[0]!.fail(new AppError('engine-lost', 'The engine stopped.'));
    await soon();
    expect(answers).toEqual([]);
    steps.setClient({ call } as unknown as PixelClient);
    expect(again).toEqual([1]);
  });
});

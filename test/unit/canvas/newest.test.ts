import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-core/errors.ts';
import type { PixelClient } from '../../../src-renderer/host/host.ts';
import { Newest, type AnswerQuality, type Question } from '../../../src-renderer/state/newest.ts';

interface Asked {
  readonly key: string;
  readonly quality: AnswerQuality;
  readonly signal: AbortSignal;
  answer(): Promise<void>;
  fail(error: unknown): Promise<void>;
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const client = {} as PixelClient;

describe('asking for the newest answer', () => {
  let asked: Asked[];
  let answers: string[];
  let failures: (string | null)[];
  let newest: Newest<Question, string>;
  beforeEach(() => {
    asked = [];
    answers = [];
    failures = [];
    newest = new Newest<Question, string>({
      ask: (_, { key }, quality, signal) =>
        new Promise((resolve, reject) => {
          signal.addEventListener('abort', () => reject(new AppError('cancelled', 'newer')));
          asked.push({
            key,
            quality,
            signal,
            answer: () => (resolve(`${key} ${quality}`), settle()),
            fail: (error) => (reject(error as Error), settle()),
          });
        }),
      isExact: (answer) => answer.endsWith('exact'),
      onAnswer: (answer) => void answers.push(answer),
      onFailure: (message) => void failures.push(message),
    });
    newest.setClient(client);
  });

  it('takes a quick answer first and the exact one when there is peace', async () => {
    newest.want({ key: 'a', exactly: false });
    await asked[0]!.answer();
    expect(asked).toHaveLength(1);
    newest.want({ key: 'a', exactly: true });
    expect(asked[1]).toMatchObject({ key: 'a', quality: 'exact' });
    await asked[1]!.answer();
    newest.want({ key: 'a', exactly: true });
    expect(asked).toHaveLength(2);
    expect(answers).toEqual(['a approximate', 'a exact']);
  });

  it('has one question under way: a drag sees every quick answer that comes, and goes on with the newest', async () => {
    newest.want({ key: 'a', exactly: false });
    newest.want({ key: 'b', exactly: false });
    newest.want({ key: 'c', exactly: false });
    expect(asked).toHaveLength(1);
    await asked[0]!.answer();
    expect(asked.map(({ key }) => key)).toEqual(['a', 'c']);
  });

  it('cancels an exact answer that would be late', async () => {
    newest.want({ key: 'a', exactly: true });
    await asked[0]!.answer();
    expect(asked[1]!.quality).toBe('exact');
    newest.want({ key: 'b', exactly: false });
    expect(asked[1]!.signal.aborted).toBe(true);
    expect(asked[2]).toMatchObject({ key: 'b', quality: 'approximate' });
  });

  it('does not ask again what failed, but what is new', async () => {
    newest.want({ key: 'a', exactly: true });
    await asked[0]!.fail(new AppError('too-large', 'Too large.'));
    newest.want({ key: 'a', exactly: true });
    expect(asked).toHaveLength(1);
    newest.want({ key: 'b', exactly: true });
    await asked[1]!.answer();
    expect(failures).toEqual(['Too large.', null]);
  });

  it('forgets with the document, and starts afresh with another engine', async () => {
    newest.want({ key: 'a', exactly: false });
    newest.want(null);
    expect(asked[0]!.signal.aborted).toBe(true);
    newest.want({ key: 'a', exactly: false });
    await asked[1]!.answer();
    newest.setClient(client);
    expect(asked[2]).toMatchObject({ key: 'a', quality: 'approximate' });
    await settle();
  });
});

// The engine process is watched: real children are killed, hang and crash.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ExportRequest } from '../../../src-core/contract.ts';
import type { Child } from '../../../src-main/host.ts';
import { Supervisor } from '../../../src-main/supervisor.ts';
import { createFakeEngines, until, type FakeEngines } from './engine-process.ts';

let engines: FakeEngines;
beforeAll(async () => {
  engines = await createFakeEngines();
});
afterAll(() => engines.dispose());

const started: Supervisor<Child>[] = [];
afterEach(() => {
  for (const supervisor of started.splice(0)) supervisor.dispose();
});

function start({ asleep = false, ...options }: { stallLimitMs?: number; beatMs?: number; asleep?: boolean } = {}) {
  const states: { state: string; restarted: boolean; message: string }[] = [];
  let ready = 0;
  const supervisor = new Supervisor(
    {
      spawn: () => engines.spawn(),
      onReady: () => ready++,
      onState: (state, restarted, message) => states.push({ state, restarted, message }),
    },
    options,
  );
  started.push(supervisor);
  if (!asleep) supervisor.start();
  const kill = (): void => void engines.processes.at(-1)?.kill('SIGKILL');
  const isReady = (times: number): Promise<void> => until(() => ready >= times);
  return { supervisor, states, kill, isReady };
}

const file = (text: string, fileName = 'photo.png') => ({
  fileName,
  bytes: new TextEncoder().encode(text),
  acceptDamaged: false,
  maxPixels: 1e6,
});
const request = (format: string): ExportRequest => ({
  filters: [],
  format,
  options: {},
  keepMetadata: 'all',
  size: null,
  depth: null,
});
const exported = async (supervisor: Supervisor<Child>): Promise<string> =>
  new TextDecoder().decode((await supervisor.export(request('png'))).bytes);

describe('the supervisor', () => {
  it('starts one engine, by itself for whoever needs it first', async () => {
    const { supervisor, states } = start({ asleep: true });
    expect(states).toEqual([]);
    await supervisor.open(file('10x20 one'));
    supervisor.start();
    expect(states.map(({ state }) => state)).toEqual(['starting', 'ready']);
  });

  it('is back by itself with the kept bytes after kill −9', async () => {
    const { supervisor, states, kill, isReady } = start();
    await supervisor.open(file('10x20 one'));
    kill();
    await isReady(2);
    expect(states.at(-1)).toMatchObject({ state: 'ready', restarted: true });
    expect(states.at(-1)?.message).toContain('Your image and filters are intact');
    expect(await exported(supervisor)).toBe('png 0 of 10x20 one');
  });

  it('gives up after three crashes in five minutes, says so, and starts again when asked', async () => {
    const { supervisor, states, kill, isReady } = start();
    for (let crash = 1; crash <= 3; crash++) {
      await isReady(crash);
      kill();
    }
    await until(() => states.at(-1)?.state === 'lost');
    expect(states.at(-1)?.message).toContain('three times in five minutes');
    await expect(supervisor.export(request('png'))).rejects.toMatchObject({ code: 'engine-lost' });
    supervisor.restart();
    await isReady(4);
    expect(states.at(-1)?.state).toBe('ready');
  });

  it.skipIf(process.platform === 'win32')('notices an engine that lives and does not answer', async () => {
    const { supervisor, states, isReady } = start({ beatMs: 100 });
    await supervisor.open(file('10x20 one'));
    const stopped = engines.processes.at(-1)!;
    stopped.kill('SIGSTOP');
    await isReady(2);
    expect(stopped.signalCode).toBe('SIGKILL');
    expect(states.at(-1)).toMatchObject({ state: 'ready', restarted: true });
    expect(await exported(supervisor)).toBe('png 0 of 10x20 one');
  });

  it('does not take long work of the engine for silence', async () => {
    const { supervisor, states } = start({ beatMs: 100 });
    await supervisor.open(file('5x5'));
    await expect(supervisor.export(request('busy'))).resolves.toBeDefined();
    expect(states.filter(({ state }) => state === 'starting')).toHaveLength(1);
  });

  it('keeps the document when a later file kills the engine, and names that file', async () => {
    const { supervisor, states, isReady } = start();
    await supervisor.open(file('5x5'));
    await expect(supervisor.open(file('crash', 'bomb.png'))).rejects.toMatchObject({
      code: 'engine-lost',
      message: expect.stringContaining('bomb.png could not be opened'),
    });
    await isReady(2);
    expect(states.at(-1)?.state).toBe('ready');
    expect(await exported(supervisor)).toBe('png 0 of 5x5');
  });

  it('ends an engine that opens a file without progress, and that is no crash', async () => {
    const { supervisor, states, isReady } = start({ stallLimitMs: 150 });
    await isReady(1);
    for (let attempt = 0; attempt < 3; attempt++) {
      await expect(supervisor.open(file('hang', 'endless.png'))).rejects.toMatchObject({
        code: 'corrupt',
        message: expect.stringContaining('endless.png could not be opened'),
      });
    }
    expect((await supervisor.open(file('3x4'))).width).toBe(3);
    expect(states.map(({ state }) => state)).not.toContain('lost');
    expect(states.every(({ restarted }) => !restarted)).toBe(true);
  });

  it('leaves the old document in place when a file is refused or an open is cancelled', async () => {
    const { supervisor } = start();
    await supervisor.open(file('5x5'));
    await expect(supervisor.open(file('refuse', 'torn.png'))).rejects.toMatchObject({ code: 'corrupt' });
    expect(await exported(supervisor)).toBe('png 0 of 5x5');
    const controller = new AbortController();
    const reason = new Error('another one');
    const opening = supervisor.open(file('hang'), {
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });
    await expect(opening).rejects.toBe(reason);
    expect(await exported(supervisor)).toBe('png 0 of 5x5');
  });

  it('ends an encoder that is cancelled, at once and without losing the document', async () => {
    const { supervisor } = start();
    await supervisor.open(file('5x5'));
    const before = (await supervisor.export(request('png'))).notes;
    const controller = new AbortController();
    const reason = new Error('enough');
    const exporting = supervisor.export(request('slow'), {
      signal: controller.signal,
      onProgress: ({ stage }) => stage === 'encode' && controller.abort(reason),
    });
    await expect(exporting).rejects.toBe(reason);
    const { bytes, notes } = await supervisor.export(request('png'));
    expect(new TextDecoder().decode(bytes)).toBe('png 0 of 5x5');
    expect(notes).not.toEqual(before);
  });

  it('leaves no process behind', async () => {
    const { supervisor, isReady } = start();
    await isReady(1);
    const child = engines.processes.at(-1)!;
    supervisor.dispose();
    await until(() => child.signalCode === 'SIGKILL');
  });
});

// The contestant's side of the protocol, for those written in TypeScript.
import { createInterface } from 'node:readline';
import type { Samples } from '../../src-core/raster.ts';
import type { Assignment, Failure, Lap, Probe, ProbeAnswer, Ready, Turn } from './protocol.ts';

export interface Player {
  readonly ready: Ready;
  /** Changes one sample of the picture. */
  readonly touch: (sample: number, value: number) => void;
  /** Computes once; only what it times counts. */
  readonly run: (turn: Turn['run']) => Promise<Lap>;
  /** The latest result. */
  readonly result: () => Samples;
  readonly close?: () => Promise<void>;
}

type Message = Assignment | Turn | Probe;

export async function serve(start: (assignment: Assignment) => Promise<Player>): Promise<void> {
  let player: Player | null = null;
  const answer = async (message: Message): Promise<Ready | Lap | ProbeAnswer> => {
    if ('file' in message) {
      player = await start(message);
      return player.ready;
    }
    if (!player) throw new Error('the first line has to be an assignment');
    if ('samples' in message) {
      const result = player.result();
      return { values: message.samples.map((index) => result[index] ?? NaN) };
    }
    player.touch(message.run.pixel.sample, message.run.pixel.value);
    return player.run(message.run);
  };
  for await (const line of createInterface({ input: process.stdin })) {
    let reply: object;
    try {
      reply = await answer(JSON.parse(line) as Message);
    } catch (error) {
      reply = { failed: error instanceof Error ? error.message : String(error) } satisfies Failure;
    }
    process.stdout.write(`${JSON.stringify(reply)}\n`);
  }
  await (player as Player | null)?.close?.();
}

// (a) The built engine alone over a MessagePort: from a render call to its reply, every repetition unlike the one before.
import { MessageChannel, Worker } from 'node:worker_threads';
import { engineCalls, pixelCalls } from '../../src-core/contract.ts';
import type { Filter } from '../../src-core/filters/filter.ts';
import type { Rectangle } from '../../src-core/geometry.ts';
import { connect, type Client } from '../../src-core/rpc.ts';
import type { Wire } from '../../src-core/wire.ts';
import type { Link } from '../../src-main/host.ts';
import { distFile } from '../../src-main/paths.ts';
import { channelsOver } from '../../src-main/wires.ts';
import { levelOf, levelSize } from '../../src-renderer/picture/levels.ts';
import { gaussian, randomKernel, sharpen } from './preview-filters.ts';
import type { Photo } from './preview-photo.ts';
import { figureOf, median, type Figure, type Floors, type Measured } from './preview-report.ts';

const WINDOW = { width: 1920, height: 1080 };
const SIGMAS = [1, 2, 5, 8, 16, 32, 64, 100, 180, 250];
const FLOOR_REPETITIONS = 20;

interface Case {
  readonly name: string;
  readonly bar: number;
  /** Other weights, or another σ, with every repetition. */
  readonly filters: (repetition: number) => readonly Filter[];
  readonly view: 'full' | 'fit';
}

const CASES: readonly Case[] = [
  { name: 'sharpen 3×3 at 100 %', bar: 8, view: 'full', filters: (n) => [sharpen(n)] },
  ...[3, 5, 7].map((side): Case => ({
    name: `random ${side}×${side} at 100 %`,
    bar: 8,
    view: 'full',
    filters: (n) => [randomKernel(side, n)],
  })),
  { name: 'random 31×31 at 100 %', bar: 16, view: 'full', filters: (n) => [randomKernel(31, n)] },
  ...SIGMAS.map((sigma): Case => ({
    name: `Gaussian σ ${sigma} at 100 %`,
    bar: 16,
    view: 'full',
    filters: (n) => [gaussian(sigma, n)],
  })),
  { name: 'sharpen 3×3 fitted, exact', bar: 100, view: 'fit', filters: (n) => [sharpen(n)] },
  { name: 'random 7×7 fitted, exact', bar: 100, view: 'fit', filters: (n) => [randomKernel(7, n)] },
  { name: 'random 31×31 fitted, exact', bar: 100, view: 'fit', filters: (n) => [randomKernel(31, n)] },
  { name: 'Gaussian σ 2 fitted, exact', bar: 100, view: 'fit', filters: (n) => [gaussian(2, n)] },
  { name: 'Gaussian σ 32 fitted, exact', bar: 100, view: 'fit', filters: (n) => [gaussian(32, n)] },
];

interface Wanted {
  readonly level: number;
  readonly rectangle: Rectangle;
}

/** The window's pixels at 100 %, at another place each time; or the whole photo at the level that a fitted view takes. */
function wantedOf(view: Case['view'], photo: Photo, repetition: number): Wanted {
  if (view === 'fit') {
    const level = levelOf(Math.min(WINDOW.width / photo.width, WINDOW.height / photo.height));
    return { level, rectangle: { x: 0, y: 0, ...levelSize(photo, level) } };
  }
  const x = (repetition * 617) % Math.max(1, photo.width - WINDOW.width);
  const y = (repetition * 389) % Math.max(1, photo.height - WINDOW.height);
  return { level: 0, rectangle: { x, y, ...WINDOW } };
}

interface Running {
  readonly pixels: Client<typeof pixelCalls>;
  /** Of the last reply: its bytes of pixels, and the milliseconds it took to be there. */
  readonly last: { bytes: number; milliseconds: number };
  open(photo: Photo): Promise<void>;
  /** Milliseconds until another thread's message with so many bytes is here. */
  echoed(bytes: number): Promise<number>;
  stop(): Promise<void>;
}

function start(): Running {
  const options = { execArgv: [] };
  const engine = new Worker(new URL('preview-worker.mjs', import.meta.url), {
    ...options,
    workerData: { engineFile: distFile('main/engine.js') },
  });
  const page = new Worker(new URL('preview-receiver.mjs', import.meta.url), options);
  const link: Link = {
    post: (data) => engine.postMessage({ data }),
    onMessage: (listener) => void engine.on('message', listener),
    onClose: (listener) => void engine.on('exit', listener),
  };
  const main = connect(channelsOver(link).open(0), engineCalls);
  for (const name of ['pixels', 'echo'] as const) {
    const { port1, port2 } = new MessageChannel();
    page.postMessage({ [name]: port1 }, [port1]);
    engine.postMessage({ [name]: port2 }, [port2]);
  }
  const last = { bytes: 0, milliseconds: 0 };
  const wire: Wire = {
    send: (message) => page.postMessage({ send: message }),
    onMessage(listener) {
      page.on('message', ({ head, bytes, milliseconds }: { head?: unknown; bytes: number; milliseconds: number }) => {
        if (head === undefined) return;
        Object.assign(last, { bytes, milliseconds });
        listener({ head });
      });
    },
    onClose: (listener) => void page.on('exit', listener),
    close: () => undefined,
  };
  return {
    pixels: connect(wire, pixelCalls),
    last,
    async open({ bytes }) {
      const params = { fileName: 'photo.jpg', acceptDamaged: false, maxPixels: 2 ** 28 };
      await main.call('open', params, { body: new Uint8Array(bytes) });
    },
    async echoed(bytes) {
      const times = new Promise<number[]>((resolve) => {
        const listen = ({ echoed }: { echoed?: number[] }): void => {
          if (!echoed) return;
          page.off('message', listen);
          resolve(echoed);
        };
        page.on('message', listen);
      });
      page.postMessage({ bytes, count: FLOOR_REPETITIONS });
      return median(await times);
    },
    async stop() {
      await Promise.all([page.terminate(), engine.terminate()]);
    },
  };
}

async function measure(running: Running, photo: Photo, { name, bar, filters, view }: Case, repetitions: number) {
  const samples: number[] = [];
  const bytes: number[] = [];
  let label = '';
  // The first call compiles and warms; it is not the one that a person drags through.
  for (let n = -1; n < repetitions; n++) {
    const wanted = wantedOf(view, photo, n + 1);
    const given = filters(n + 1);
    const { value } = await running.pixels.call('render', {
      filters: [...given],
      ...wanted,
      quality: 'exact',
      space: 'display',
    });
    const { bytes: length, milliseconds } = running.last;
    if (!value.exact || length === 0) throw new Error(`${name}: expected an exact picture.`);
    label = value.plans.map((plan) => plan.label).join(', ');
    if (n < 0) continue;
    samples.push(milliseconds);
    bytes.push(length);
  }
  const floors: Floors = {
    empty: await running.echoed(0),
    transfer: await running.echoed(median(bytes)),
  };
  const measured: Measured = { section: 'engine', name, samples, bar, bytes, floors, note: label };
  return figureOf(measured);
}

export async function benchEngine(
  photo: Photo,
  { repetitions, wants }: { repetitions: number; wants: (name: string) => boolean },
  onFigure: (figure: Figure) => void,
): Promise<void> {
  const running = start();
  try {
    await running.open(photo);
    for (const entry of CASES) if (wants(entry.name)) onFigure(await measure(running, photo, entry, repetitions));
  } finally {
    await running.stop();
  }
}

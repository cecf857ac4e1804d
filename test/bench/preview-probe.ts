// What runs inside the page and the picture's thread while they are measured: it notes inputs, paints of the picture,
// frames and long tasks.
import type { Page, Worker } from '@playwright/test';

/** Times are performance.now() of the page; a paint counts when the frame that holds it has left its thread. */
export interface Probe {
  /** performance.timeOrigin: adds up with times to the wall clock. */
  origin: number;
  /** The first frame with the application in it. */
  mountedAt: number | null;
  inputs: { type: string; at: number }[];
  /** `fresh`: the picture's pixels are others than in the paint before. What comes after `drawnAt` is not in it. */
  paints: Paint[];
  /** When each preset's thumbnail was painted first. */
  thumbnails: Record<string, number>;
  frames: number[];
  longTasks: { at: number; milliseconds: number }[];
  /** What came from the engine. */
  arrivals: Arrival[];
  /** The last paint or the last bytes. */
  activeAt: number;
}

interface Paint {
  readonly drawnAt: number;
  readonly at: number;
  readonly fresh: boolean;
  readonly state: string;
}
interface Arrival {
  readonly at: number;
  readonly bytes: number;
}
/** What the thread notes; its times are of the wall clock. */
type Note = ({ readonly kind: 'paint' } & Paint) | ({ readonly kind: 'arrival' } & Arrival);

declare global {
  var previewProbe: Probe;
  var pictureFrames: number[] | null;
}

/** Serialised into the page before its own scripts: nothing outside this function exists there. */
function install(): void {
  const probe: Probe = {
    origin: performance.timeOrigin,
    mountedAt: null,
    inputs: [],
    paints: [],
    thumbnails: {},
    frames: [],
    longTasks: [],
    arrivals: [],
    activeAt: 0,
  };
  globalThis.previewProbe = probe;
  const now = (): number => performance.now();

  /** A message posted while a frame is made is read after that frame. */
  const afterFrame = (done: () => void): void => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (port1.close(), done());
    port2.postMessage(null);
  };

  for (const type of ['keydown', 'pointermove', 'wheel', 'change', 'drop']) {
    addEventListener(type, ({ timeStamp, isTrusted }) => isTrusted && probe.inputs.push({ type, at: timeStamp }), {
      capture: true,
      passive: true,
    });
  }

  new BroadcastChannel('preview-probe').onmessage = ({ data }: MessageEvent<Note>) => {
    const at = data.at - probe.origin;
    probe.activeAt = now();
    if (data.kind === 'arrival') return probe.arrivals.push({ at, bytes: data.bytes });
    const { fresh, state } = data;
    return probe.paints.push({ drawnAt: data.drawnAt - probe.origin, at, fresh, state });
  };

  // Thumbnails are plain pictures; loading does not bubble.
  document.addEventListener(
    'load',
    ({ target }) => {
      const preset = (target as Element).closest<HTMLElement>('[data-preset]')?.dataset['preset'];
      if (preset !== undefined) afterFrame(() => (probe.thumbnails[preset] ??= now()));
    },
    true,
  );

  const onFrame = (): void => {
    probe.frames.push(now());
    if (probe.mountedAt === null && document.querySelector('header')) {
      probe.mountedAt = Infinity;
      afterFrame(() => (probe.mountedAt = now()));
    }
    requestAnimationFrame(onFrame);
  };
  requestAnimationFrame(onFrame);

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      probe.longTasks.push({ at: startTime, milliseconds: duration });
  }).observe({ type: 'longtask', buffered: true });
}

/** The same for the thread that draws the picture, once that runs. */
function installInPicture(): void {
  const now = (): number => performance.timeOrigin + performance.now();
  const channel = new BroadcastChannel('preview-probe');
  const note = (noted: Note): void => channel.postMessage(noted);

  // It tells the page what is shown in the frame in which it was drawn.
  const { postMessage } = globalThis;
  let lastVersion = 0;
  globalThis.postMessage = (news: { readonly kind: string; readonly status: { version: number; state: string } }) => {
    postMessage(news);
    if (news.kind !== 'shown') return;
    const { version, state } = news.status;
    const fresh = version !== lastVersion;
    lastVersion = version;
    const drawnAt = now();
    // A message posted while a frame is made is read after that frame.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (port1.close(), note({ kind: 'paint', drawnAt, at: now(), fresh, state }));
    port2.postMessage(null);
  };

  // From a socket come frames, over a port messages.
  const { get } = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data')!;
  const seen = new WeakSet<MessageEvent>();
  Object.defineProperty(MessageEvent.prototype, 'data', {
    get(this: MessageEvent) {
      const data = get!.call(this) as ArrayBuffer | { readonly body?: Uint8Array } | null;
      const bytes = data instanceof ArrayBuffer ? data.byteLength : data?.body?.byteLength;
      if (bytes && !seen.has(this)) note({ kind: 'arrival', at: now(), bytes });
      seen.add(this);
      return data;
    },
  });
}

export async function addProbe(page: Page): Promise<void> {
  page.on('worker', (worker) => {
    // One that is gone again draws nothing.
    if (drawsPicture(worker)) worker.evaluate(installInPicture).catch(() => undefined);
  });
  await page.addInitScript(install);
}

const drawsPicture = (worker: Worker): boolean => worker.url().includes('picture-worker');

/** Notes frames of the thread that draws the picture, until the returned function is asked for the times between them. */
export async function watchPicture(page: Page): Promise<() => Promise<number[]>> {
  const thread = page.workers().find(drawsPicture);
  if (!thread) throw new Error('No thread draws the picture.');
  await thread.evaluate(() => {
    const frames: number[] = [];
    const onFrame = (): void => {
      frames.push(performance.now());
      if (globalThis.pictureFrames === frames) requestAnimationFrame(onFrame);
    };
    globalThis.pictureFrames = frames;
    requestAnimationFrame(onFrame);
  });
  return async () =>
    intervalsOf(
      await thread.evaluate(() => {
        const frames = globalThis.pictureFrames!;
        globalThis.pictureFrames = null;
        return frames;
      }),
    );
}

export const readProbe = (page: Page): Promise<Probe> => page.evaluate(() => globalThis.previewProbe);

/** Forgets what was noted, so that the next reading is about what comes now. */
export const clearProbe = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const probe = globalThis.previewProbe;
    Object.assign(probe, { inputs: [], paints: [], frames: [], longTasks: [], arrivals: [] });
  });

/** Until the picture is exact and nothing has come or been painted for a while. */
export async function atRest(page: Page, quietMs = 250): Promise<void> {
  await page.waitForFunction(
    (quiet) =>
      document.querySelector('canvas[role=application]')?.getAttribute('data-state') === 'exact' &&
      performance.now() - globalThis.previewProbe.activeAt > quiet,
    quietMs,
    { timeout: 120_000, polling: 30 },
  );
}

/** Until an exact picture was painted after the last input of this type. */
export async function exactPainted(page: Page, type: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const { inputs, paints } = globalThis.previewProbe;
      const input = inputs.findLast((entry) => entry.type === wanted);
      return input !== undefined && paints.some(({ drawnAt, state }) => drawnAt > input.at && state === 'exact');
    },
    type,
    { timeout: 120_000, polling: 30 },
  );
}

/** Smaller messages hold no pictures. */
const LEAST_PICTURE_BYTES = 20_000;

export interface Wait {
  readonly milliseconds: number;
  /** That came meanwhile. */
  readonly bytes: number;
}

export interface Waits {
  readonly first: Wait;
  readonly exact: Wait;
}

/** From the last input of a type to the first new picture and to the exact one. */
export function waitsOf({ inputs, paints, arrivals }: Probe, type: string): Waits {
  const input = inputs.findLast((entry) => entry.type === type);
  if (!input) throw new Error(`The page saw no ${type}.`);
  const after = paints.filter(({ drawnAt }) => drawnAt > input.at);
  // What is drawn before it shows older pixels.
  const arrival = arrivals.find(({ at, bytes }) => at > input.at && bytes >= LEAST_PICTURE_BYTES);
  const fresh = after.findIndex((paint) => paint.fresh && paint.drawnAt > (arrival?.at ?? input.at));
  const exact = after.findIndex((paint, index) => paint.state === 'exact' && index >= fresh);
  if (fresh < 0 || exact < 0) throw new Error('No new picture was painted.');
  const until = (end: number): Wait => {
    const came = arrivals.filter(({ at }) => at > input.at && at < end);
    return { milliseconds: end - input.at, bytes: came.reduce((sum, { bytes }) => sum + bytes, 0) };
  };
  return { first: until(after[fresh]!.at), exact: until(after[exact]!.at) };
}

/** Milliseconds between frames. */
export const intervalsOf = (frames: readonly number[]): number[] =>
  frames.slice(1).map((at, index) => at - frames[index]!);

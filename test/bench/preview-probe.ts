// What runs inside the page while it is measured: it notes inputs, paints of the picture, frames and long tasks.
import type { Page } from '@playwright/test';

/** Times are performance.now() of the page; a paint counts when the frame that holds it has left the main thread. */
export interface Probe {
  /** performance.timeOrigin: adds up with times to the wall clock. */
  origin: number;
  /** The first frame with the application in it. */
  mountedAt: number | null;
  inputs: { type: string; at: number }[];
  /** `fresh`: the picture's pixels are others than in the paint before. What comes after `drawnAt` is not in it. */
  paints: { drawnAt: number; at: number; fresh: boolean; state: string }[];
  /** When each preset's thumbnail was painted first. */
  thumbnails: Record<string, number>;
  frames: number[];
  longTasks: { at: number; milliseconds: number }[];
  /** What came over the socket of the pixels. */
  arrivals: { at: number; bytes: number }[];
  /** The last paint or the last bytes. */
  activeAt: number;
}

declare global {
  var previewProbe: Probe;
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

  let lastVersion = '';
  const { drawImage } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.drawImage = function (this: CanvasRenderingContext2D, ...given: unknown[]) {
    const { canvas } = this;
    if (canvas.getAttribute('role') === 'application') {
      const { state = '', version = '' } = canvas.dataset;
      const fresh = version !== lastVersion;
      lastVersion = version;
      const drawnAt = now();
      afterFrame(() => {
        probe.activeAt = now();
        probe.paints.push({ drawnAt, at: probe.activeAt, fresh, state });
      });
    }
    Reflect.apply(drawImage, this, given);
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

  // Pixels come over a socket in a worker.
  globalThis.Worker = class extends Worker {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given);
      this.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (!(data instanceof ArrayBuffer)) return;
        probe.activeAt = now();
        probe.arrivals.push({ at: probe.activeAt, bytes: data.byteLength });
      });
    }
  };

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

export async function addProbe(page: Page): Promise<void> {
  await page.addInitScript(install);
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
  // What is drawn before it shows older pixels. In Electron what arrives is not seen.
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
export const intervalsOf = ({ frames }: Probe): number[] => frames.slice(1).map((at, index) => at - frames[index]!);

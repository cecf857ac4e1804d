// An engine process that does what the opened file's text says: `10x20`, `refuse`, `crash`, `hang`. `early` before it: the
// picture is shown before it is whole.
import { engineCalls, pixelCalls } from '../../../src-core/contract.ts';
import type { DocumentInfo } from '../../../src-core/document.ts';
import { AppError } from '../../../src-core/errors.ts';
import { serve } from '../../../src-core/rpc.ts';
import type { Wire } from '../../../src-core/wire.ts';
import { acceptSockets } from '../../../src-main/node/engine-sockets.ts';
import { connectToParent } from '../../../src-main/wires.ts';

const never = new Promise<never>(() => undefined);
let opened: Uint8Array | null = null;

function infoOf(width: number, height: number, format = ''): DocumentInfo {
  return {
    width,
    height,
    channels: 4,
    depth: 'u8',
    format: format || 'png',
    colourSpace: 'sRGB',
    metadata: { exif: false, xmp: false, icc: false, location: false },
    notes: [],
  };
}

const { main, onPixels } = connectToParent();
serve(main, engineCalls, {
  ping: async () => ({ value: {} }),
  close: async () => {
    opened = null;
    return { value: {} };
  },
  open: async ({ fileName }, { body, progress }) => {
    const whole = new TextDecoder().decode(body);
    const text = whole.replace(/^early /, '');
    progress({ stage: 'decode', done: 0, total: 1 });
    if (text !== whole) {
      progress({
        stage: 'decode',
        done: 0,
        total: 1,
        opened: { name: fileName, info: infoOf(10, 20), writable: false },
      });
      await new Promise((resolve) => setTimeout(resolve, 400));
    }
    if (text.startsWith('crash')) process.kill(process.pid, 'SIGKILL');
    if (text.startsWith('crash') || text.startsWith('hang')) return never;
    const size = /^(\d+)x(\d+) ?(\w*)/.exec(text);
    if (!body || !size) throw new AppError('corrupt', `${fileName} could not be opened. The file is damaged.`);
    opened = new Uint8Array(body);
    return { value: infoOf(Number(size[1]), Number(size[2]), size[3]) };
  },
  export: async ({ format, filters }, { progress, signal }) => {
    progress({ stage: 'filter', done: 1, total: 1 });
    if (format === 'slow') {
      progress({ stage: 'encode', done: 0, total: 1 });
      await never;
    }
    // As a codec that computes without a break.
    if (format === 'busy') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
    signal.throwIfAborted();
    const text = `${format} ${filters.length} of ${new TextDecoder().decode(opened ?? new Uint8Array())}`;
    return { value: { notes: [`by ${process.pid}`], width: 1, height: 1 }, body: new TextEncoder().encode(text) };
  },
});

onPixels(servePixels);
acceptSockets(servePixels);

function servePixels(wire: Wire): void {
  serve(wire, pixelCalls, {
    render: async ({ rectangle, level }) => ({
      value: {
        rectangle,
        level,
        size: { width: rectangle.width, height: rectangle.height },
        exact: opened !== null,
        plans: [],
        milliseconds: 0,
        invalidSamples: 0,
        opaque: true,
        ranges: {},
      },
      body: new Uint8Array(rectangle.width * rectangle.height * 4).fill(opened?.[0] ?? 0),
    }),
    thumbnail: async () => ({ value: { width: 2, height: 1 }, body: new Uint8Array(8).fill(200) }),
    inspect: async () => ({
      value: { channels: 1, side: 1, pixel: { result: [0], linearBefore: [0], linearAfter: [0] } },
      body: new Uint8Array(new Float32Array([process.pid, 0]).buffer),
    }),
    explain: async () => ({ value: { ways: [] } }),
    luminance: async () => ({ value: { side: 1, x: 0, y: 0 }, body: new Uint8Array(4) }),
    histogram: async () => {
      throw new AppError('unsupported', 'This engine counts nothing.');
    },
    marks: async ({ rectangle, level }) => ({
      value: { rectangle, level, exact: true, pixels: { below: 0, above: 0, invalid: 0 }, milliseconds: 0 },
      body: new Uint8Array(rectangle.width * rectangle.height),
    }),
    step: () => Promise.reject(new AppError('unsupported', 'This engine explains nothing.')),
    estimate: async () => ({ value: { bytes: 1, milliseconds: 1, notes: [] } }),
  });
}

// The page in a browser: two sockets to the loopback host, that of the pixels in the picture's thread; files by upload,
// saving by the file picker or a download.
import { mainCalls, mainEvents, type Grant } from '../../src-core/contract.ts';
import { connect } from '../../src-core/rpc.ts';
import type { ControlClient, Host, OpenKind, SaveSuggestion, SaveTarget } from './host.ts';
import { PictureThread } from './picture-thread.ts';
import { PixelSocket } from './pixel-socket.ts';
import { PixelLine } from './pixels.ts';
import { sessionSecret } from './session-secret.ts';
import { upload } from './upload.ts';
import { openSocketWire } from './socket-wire.ts';

const ACCEPT: Record<OpenKind, string> = {
  image: 'image/*,.png,.jpg,.jpeg,.webp,.avif,.gif,.tif,.tiff,.svg',
  settings: '.json,.csv,.tsv,.txt,.svg,.npy,.mat,.py,.m',
};

export async function createBrowserHost(): Promise<Host> {
  const secret = await sessionSecret();
  const protocols = ['kernelcraft', secret];
  const address = (path: string): string => `${location.origin.replace(/^http/, 'ws')}${path}`;
  const pixels = new PixelLine();
  const picture = new PictureThread();
  const socket = new PixelSocket(pixels, (signal) =>
    picture.connect({ address: address('/pixels'), protocols }, signal),
  );
  const wire = await openSocketWire({ address: address('/control'), protocols });
  const control: ControlClient = connect(wire, mainCalls, mainEvents);
  control.on('engine', ({ state }) => socket.follow(state));
  // Once there is a window that listens, and stands: an engine takes a processor for itself while it starts.
  const onPixels: Host['onPixels'] = (listener) => {
    void scheduler.postTask(() => socket.open(), { priority: 'background' });
    return pixels.listen(listener);
  };
  return hostOver(control, picture, onPixels, secret);
}

function hostOver(control: ControlClient, picture: PictureThread, onPixels: Host['onPixels'], secret: string): Host {
  const receive = (file: File, signal?: AbortSignal): Promise<Grant> => upload(file, secret, signal);
  return {
    control,
    readsDrops: true,
    picture,
    onPixels,
    async pickOpen(kind, signal, onChosen) {
      const [file = null] = await chooseFiles(ACCEPT[kind], false, signal);
      if (file) onChosen?.(file.name);
      return file && receive(file, signal);
    },
    pickKernels: (signal) => chooseFiles(`${ACCEPT.settings},.zip`, true, signal),
    pickSave: (suggestion) => chooseTarget(suggestion),
    receive,
  };
}

/** None when the person cancelled. */
function chooseFiles(accept: string, multiple: boolean, signal?: AbortSignal): Promise<readonly File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accept;
  input.multiple = multiple;
  input.hidden = true;
  // An input outside the page may be collected while its dialog is open, and then never answers.
  document.body.append(input);
  return new Promise<readonly File[]>((resolve, reject) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]), { once: true });
    input.addEventListener('cancel', () => resolve([]), { once: true });
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    input.click();
  }).finally(() => input.remove());
}

interface SavePicker {
  showSaveFilePicker?(options: {
    suggestedName: string;
    types: { description: string; accept: Record<string, string[]> }[];
  }): Promise<FileSystemFileHandle>;
}

async function chooseTarget({ suggestedName, extensions, title }: SaveSuggestion): Promise<SaveTarget | null> {
  const picker = window as unknown as SavePicker;
  if (!picker.showSaveFilePicker) return downloadTarget(suggestedName);
  try {
    const accept = { 'application/octet-stream': extensions.map((extension) => `.${extension}`) };
    const handle = await picker.showSaveFilePicker({ suggestedName, types: [{ description: title, accept }] });
    return {
      token: null,
      name: handle.name,
      async accept(bytes) {
        // The browser writes a file beside it and swaps on close: a failure leaves the old one.
        const writable = await handle.createWritable();
        await writable.write(bytes as Uint8Array<ArrayBuffer>);
        await writable.close();
      },
    };
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') return null;
    // Without a fresh gesture, or in a frame, the picker is refused; a download always works.
    if (thrown instanceof DOMException && (thrown.name === 'SecurityError' || thrown.name === 'NotAllowedError'))
      return downloadTarget(suggestedName);
    throw thrown;
  }
}

function downloadTarget(name: string): SaveTarget {
  return {
    token: null,
    name,
    accept(bytes) {
      const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
      const link = document.createElement('a');
      link.href = url;
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
      return Promise.resolve();
    },
  };
}

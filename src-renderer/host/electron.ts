// The page inside Electron: the preload hands over message ports; main shows the dialogs and hears the drops.
import { mainCalls, mainEvents, type Grant } from '../../src-core/contract.ts';
import { connect } from '../../src-core/rpc.ts';
import type { ControlClient, Host } from './host.ts';
import { PictureThread } from './picture-thread.ts';
import { PixelLine } from './pixels.ts';
import { portWire } from './port-wire.ts';

interface PortMessage {
  readonly kind: 'control' | 'pixels';
}

export function createElectronHost(): Promise<Host> {
  return new Promise((resolve) => {
    const picture = new PictureThread();
    const pixels = new PixelLine();
    let control: ControlClient | null = null;
    window.addEventListener('message', (event: MessageEvent<unknown>) => {
      // Only the preload of this very page posts here.
      if (event.source !== window || event.origin !== location.origin || !isPortMessage(event.data)) return;
      const port = event.ports[0];
      if (!port) return;
      if (event.data.kind === 'pixels') {
        void pixels.use((signal) => picture.connect(port, signal));
      } else if (!control) {
        control = connect(portWire(port), mainCalls, mainEvents);
        control.on('engine', ({ state }) => {
          if (state !== 'ready') pixels.drop();
        });
        resolve(hostOver(control, picture, pixels));
      }
    });
    window.postMessage('kernelcraft-ready', location.origin);
  });
}

function hostOver(control: ControlClient, picture: PictureThread, pixels: PixelLine): Host {
  return {
    control,
    readsDrops: false,
    picture,
    onPixels: (listener) => pixels.listen(listener),
    async pickOpen(kind, signal) {
      return (await control.call('chooseOpen', { kind }, { signal })).value;
    },
    async pickKernels(signal) {
      return (await control.call('chooseKernels', {}, { signal })).value;
    },
    async pickSave({ suggestedName, extensions, title }, signal) {
      const { value } = await control.call(
        'chooseSave',
        { suggestedName, extensions: [...extensions], title },
        { signal },
      );
      return value && { token: value.token, name: value.name, accept: () => Promise.resolve() };
    },
    async receive(file, signal): Promise<Grant> {
      const body = new Uint8Array(await file.arrayBuffer());
      return (await control.call('receive', { name: file.name }, { body, signal })).value;
    },
  };
}

function isPortMessage(data: unknown): data is PortMessage {
  return (
    typeof data === 'object' && data !== null && 'kind' in data && (data.kind === 'control' || data.kind === 'pixels')
  );
}

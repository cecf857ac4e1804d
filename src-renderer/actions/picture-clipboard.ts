// The result to the clipboard, and pictures from it. Ctrl+V itself arrives as a paste event, which needs no permission.
import { AppError, toAppError } from '../../src-core/errors.ts';
import { png } from '../../src-core/formats/png.ts';
import type { Environment } from './environment.ts';
import type { Saving } from './saving.ts';
import type { Work } from './work.svelte.ts';

const NO_CLIPBOARD = 'The picture could not be copied. The system did not allow access to the clipboard.';

export class PictureClipboard {
  readonly #env: Environment;
  readonly #saving: Saving;
  readonly #work: Work;

  constructor(env: Environment, saving: Saving, work: Work) {
    this.#env = env;
    this.#saving = saving;
    this.#work = work;
  }

  /** Copies the whole result as PNG. */
  async copy(): Promise<void> {
    const { host, notices } = this.#env;
    const encode = this.#work.run('Copying the picture', async (control) => {
      const request = { ...this.#saving.requestIn(png), depth: 'u8' as const };
      const { body } = await host.control.call('exportImage', { request, to: null, overwriteChanged: false }, control);
      if (!body) throw new AppError('internal', 'The picture could not be copied: its bytes did not arrive.');
      return new Blob([body as Uint8Array<ArrayBuffer>], { type: 'image/png' });
    });
    try {
      // A promise is handed over, so that the copy still counts as the person's own after a long computation.
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': encode })]);
    } catch (thrown) {
      const reason = await encode.then(() => null, toAppError);
      if (reason?.code === 'cancelled') return;
      notices.show({
        kind: 'error',
        text: reason?.message ?? NO_CLIPBOARD,
      });
      if (!(thrown instanceof Error)) throw thrown;
    }
  }

  /** Copies what a canvas of the window shows, as PNG. */
  async copyCanvas(canvas: HTMLCanvasElement): Promise<void> {
    const picture = new Promise<Blob>((resolve, reject) => {
      const taken = (blob: Blob | null): void =>
        blob ? resolve(blob) : reject(new AppError('internal', 'The picture could not be copied: it is empty.'));
      canvas.toBlob(taken, 'image/png');
    });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]).catch(async (thrown: unknown) => {
      await picture;
      if (!(thrown instanceof Error)) throw thrown;
      throw new AppError('no-access', NO_CLIPBOARD);
    });
  }

  async paste(): Promise<void> {
    const { session, notices } = this.#env;
    const file = await readPicture();
    if (file === 'refused') {
      notices.show({ kind: 'info', text: 'The clipboard could not be read from here. Press Ctrl+V to paste.' });
    } else if (file === null) {
      notices.show({ kind: 'info', text: 'There is no picture on the clipboard.' });
    } else {
      await session.receive(file, 'paste');
    }
  }
}

async function readPicture(): Promise<File | null | 'refused'> {
  try {
    for (const item of await navigator.clipboard.read()) {
      const type = item.types.find((each) => each.startsWith('image/'));
      if (type) return new File([await item.getType(type)], 'Pasted picture.png', { type });
    }
    return null;
  } catch {
    // Without the permission only the paste event carries pictures.
    return 'refused';
  }
}

import { beforeEach, describe, expect, it } from 'vitest';
import type { Opened, Progress } from '../../../src-core/contract.ts';
import { AppError } from '../../../src-core/errors.ts';
import { createFilter } from '../../../src-core/filters/index.ts';
import type { Host } from '../../../src-renderer/host/host.ts';
import { Editor } from '../../../src-renderer/state/editor.svelte.ts';
import { Notices } from '../../../src-renderer/state/notices.svelte.ts';
import { isSettingsFile, Session } from '../../../src-renderer/state/session.svelte.ts';
import { Viewport } from '../../../src-renderer/state/viewport.svelte.ts';
import { settle } from './fixtures.ts';

interface Asked {
  /** The picture can be seen, but is not whole yet. */
  show(): Promise<void>;
  readonly name: string;
  readonly params: { token?: string; acceptDamaged?: boolean };
  readonly signal: AbortSignal | undefined;
  answer(): Promise<void>;
  fail(error: unknown): Promise<void>;
}

const grant = (name: string) => ({ token: `token-of-${name}-and-more`, name });
let asked: Asked[];
let editor: Editor;
let notices: Notices;
let viewport: Viewport;
let session: Session;
let chosen: ReturnType<typeof grant> | null;

beforeEach(() => {
  asked = [];
  chosen = grant('chosen.png');
  const opened = (name: string): Opened => ({
    name,
    writable: true,
    info: {
      width: 60,
      height: 40,
      channels: 3,
      depth: 'u8',
      format: 'png',
      colourSpace: 'sRGB',
      metadata: { exif: false, xmp: false, icc: false, location: false },
      notes: [],
    },
  });
  const host = {
    control: {
      call: (
        name: string,
        params: Asked['params'],
        { signal, onProgress }: { signal?: AbortSignal; onProgress?: (progress: Progress) => void } = {},
      ) =>
        new Promise((resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason as Error));
          asked.push({
            name,
            params,
            signal,
            show: () => {
              onProgress?.({ stage: 'decode', done: 0, total: 1, opened: opened(params.token ?? 'sample') });
              return settle();
            },
            answer: () => {
              resolve({ value: opened(params.token ?? 'sample') });
              return settle();
            },
            fail: (error) => {
              reject(error as Error);
              return settle();
            },
          });
        }),
    },
    pickOpen: () => Promise.resolve(chosen),
    receive: (file: File) => Promise.resolve(grant(file.name)),
  } as unknown as Host;
  editor = new Editor();
  notices = new Notices();
  viewport = new Viewport();
  session = new Session({ host, editor, viewport, notices });
});

const last = (): Asked => {
  const call = asked.at(-1);
  if (!call) throw new Error('nothing was asked');
  return call;
};

describe('opening', () => {
  it('tells the name while it lasts, then shows the document fitted', async () => {
    void session.open(grant('a.png'));
    await settle();
    expect(session.opening).toMatchObject({ name: 'a.png', progress: null });
    await last().answer();
    expect(session.opening).toBeNull();
    expect(editor.document).toMatchObject({ writable: true, fresh: false });
    expect(viewport.image).toEqual({ width: 60, height: 40 });
  });

  it('can be cancelled, and says nothing about that', async () => {
    void session.open(grant('a.png'));
    await settle();
    session.opening?.cancel();
    await settle();
    expect(session).toMatchObject({ opening: null, problem: null });
    expect(notices.current).toBeNull();
  });

  it('is given up for a newer one', async () => {
    void session.open(grant('a.png'));
    await settle();
    void session.open(grant('b.png'));
    await settle();
    expect(asked[0]?.signal?.aborted).toBe(true);
    await last().answer();
    expect(editor.document?.name).toContain('b.png');
  });

  it('does nothing when the person cancels the dialog', async () => {
    chosen = null;
    await session.choose();
    expect(asked).toHaveLength(0);
    expect(session.opening).toBeNull();
  });

  it('marks the sample and pasted pictures as without a file', async () => {
    void session.openSample();
    await settle();
    expect(last().name).toBe('openSample');
    await last().answer();
    expect(editor.document?.fresh).toBe(true);
    void session.receive(new File(['x'], 'image.png', { type: 'image/png' }), 'paste');
    await settle();
    expect(last().params.token).toContain('Pasted picture');
  });

  it('hands kernel and recipe files to the import', async () => {
    const imported: string[] = [];
    session.importSettings = (file) => Promise.resolve(void imported.push(file.name));
    await session.receive(new File(['{}'], 'soft.kernel.json'), 'drop');
    await session.open(grant('all.recipe.json'));
    expect(imported).toEqual(['soft.kernel.json', 'all.recipe.json']);
    expect(asked).toHaveLength(0);
    expect(['a.png', 'b.svg', 'c.tiff'].some(isSettingsFile)).toBe(false);
  });
});

describe('a picture that is seen before it is whole', () => {
  const before = createFilter('gaussian', {});
  beforeEach(async () => {
    void session.open(grant('a.png'));
    await settle();
    await last().answer();
    session.mayReplace = () => Promise.resolve(true);
    editor.addFilter(before);
    viewport.zoomTo(3);
    void session.open(grant('b.jpg'));
    await settle();
    await last().show();
  });

  it('is shown as the document, to be worked on while the rest comes', async () => {
    expect(session.opening).toBeNull();
    expect(editor.document?.name).toContain('b.jpg');
    expect(viewport.fitted).toBe(true);
    const { document } = editor;
    editor.addFilter(createFilter('box', {}));
    await last().answer();
    expect(editor.document).toBe(document);
    expect(editor.filters).toHaveLength(1);
  });

  it('gives way to the document before, with its filters and its view, when the rest cannot be had', async () => {
    editor.addFilter(createFilter('box', {}));
    await last().fail(new AppError('corrupt', 'b.jpg could not be opened. The file is damaged.'));
    expect(editor.document?.name).toContain('a.png');
    expect(editor.filters).toEqual([before]);
    expect(editor.edited).toBe(true);
    expect(viewport.zoom).toBe(3);
    expect(notices.current).toMatchObject({ kind: 'error', text: 'The file is damaged.' });
  });

  it('gives way to a newer one, and comes back for none', async () => {
    void session.open(grant('c.png'));
    await settle();
    expect(editor.document?.name).toContain('a.png');
    await last().fail(new AppError('corrupt', 'c.png could not be opened. The file is damaged.'));
    expect(editor.document?.name).toContain('a.png');
    expect(editor.filters).toEqual([before]);
  });

  it('takes an empty window back to its problem', async () => {
    await closing();
    void session.open(grant('d.jpg'));
    await settle();
    await last().show();
    expect(viewport.image).toEqual({ width: 60, height: 40 });
    await last().fail(new AppError('corrupt', 'd.jpg could not be opened. The file is damaged.'));
    expect(editor.document).toBeNull();
    expect(viewport.image).toBeNull();
    expect(session.problem).toMatchObject({ title: 'd.jpg could not be opened', text: 'The file is damaged.' });
  });

  it('stays closed when it is closed', async () => {
    await closing();
    expect(editor.document).toBeNull();
    expect(notices.current).toBeNull();
  });

  async function closing(): Promise<void> {
    const opening = last();
    const closed = session.close();
    await settle();
    expect(opening.signal?.aborted).toBe(true);
    await last().answer();
    await closed;
  }
});

describe('an edited document', () => {
  beforeEach(async () => {
    void session.open(grant('a.png'));
    await settle();
    await last().answer();
    editor.addFilter(createFilter('gaussian', {}));
  });

  it('is not replaced before the person was asked', async () => {
    session.mayReplace = () => Promise.resolve(false);
    await session.open(grant('b.png'));
    await session.choose();
    expect(asked).toHaveLength(1);
    session.mayReplace = () => Promise.resolve(true);
    void session.open(grant('b.png'));
    await settle();
    await last().answer();
    expect(editor.document?.name).toContain('b.png');
    expect(editor.filters).toEqual([]);
  });

  it('stays when another file cannot be opened, and a notice says why until one can', async () => {
    session.mayReplace = () => Promise.resolve(true);
    void session.open(grant('b.png'));
    await settle();
    await last().fail(new AppError('unsupported', 'b.png could not be opened. It is no image.'));
    expect(editor.document?.name).toContain('a.png');
    expect(editor.filters).toHaveLength(1);
    expect(notices.current).toMatchObject({
      kind: 'error',
      title: 'b.png could not be opened.',
      text: 'It is no image.',
    });
    void session.open(grant('c.png'));
    await settle();
    await last().answer();
    expect(notices.current).toBeNull();
  });
});

describe('a file that cannot be opened', () => {
  it('is named with the reason and what would work', async () => {
    void session.open(grant('harbour.jpg'));
    await settle();
    const why = 'The file is damaged: the JPEG data stop at row 1,216 of 3,024. The file was not changed.';
    await last().fail(new AppError('corrupt', `harbour.jpg could not be opened. ${why}`));
    expect(session.problem).toMatchObject({ title: 'harbour.jpg could not be opened', text: why });
    expect(session.problem?.actions.map(({ label }) => label)).toEqual([
      'Open the 1,216 whole rows',
      'Choose another…',
    ]);
    session.problem?.actions[0]?.run();
    await settle();
    expect(last().params).toMatchObject({ acceptDamaged: true });
    await last().answer();
    expect(session.problem).toBeNull();
  });

  it('of another kind offers only another file', async () => {
    void session.open(grant('scan.psd'));
    await settle();
    await last().fail(new AppError('unsupported', 'scan.psd could not be opened. Photoshop files are not supported.'));
    expect(session.problem?.actions.map(({ label }) => label)).toEqual(['Choose another…']);
  });
});

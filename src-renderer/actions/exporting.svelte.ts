// The export dialog's state: what is to be written, how large it would be (measured, not guessed), and the writing itself.
import type { Progress } from '../../src-core/contract.ts';
import { toAppError } from '../../src-core/errors.ts';
import { formatById, writableFormats } from '../../src-core/formats/index.ts';
import type { Format, OptionValues } from '../../src-core/formats/format.ts';
import type { Depth } from '../../src-core/raster.ts';
import type { PixelClient } from '../host/host.ts';
import type { Environment } from './environment.ts';
import type { ExportWish, Saving } from './saving.ts';
import { defaultOptions, depthsOf } from './export-choices.ts';
import type { Rectangle } from '../../src-core/geometry.ts';
import { byteSize, suggestedName } from './words.ts';

const MEASURE_DELAY_MS = 350;

/** Above this many pixels the encoded file stays in the engine and only its size comes back. */
const PEEK_PIXELS = 12e6;
/** What Chromium decodes, so that the peek can show the very file. */
const SHOWN_FORMATS = new Set(['png', 'jpeg', 'webp', 'avif']);

export interface Estimate {
  readonly bytes: number;
  readonly notes: readonly string[];
  /** The file as it decodes, where it could be shown. */
  readonly picture: ImageBitmap | null;
}

export class Exporting {
  #formatId = $state('png');
  #options = $state.raw<Readonly<Record<string, OptionValues>>>({});
  keepMetadata = $state<ExportWish['keepMetadata']>('all');
  /** null: the filtered picture's own size. */
  size = $state.raw<{ readonly width: number; readonly height: number } | null>(null);
  #depth = $state<Depth | null>(null);
  name = $state('');

  #estimate = $state.raw<Estimate | null>(null);
  #measuring = $state(false);
  #measureProblem = $state<string | null>(null);
  #progress = $state.raw<Progress | null>(null);
  #running = $state(false);
  #problem = $state<string | null>(null);

  readonly #env: Environment;
  readonly #saving: Saving;
  /** null while the engine is away: what is measured and shown then waits for its return. */
  #client = $state.raw<PixelClient | null>(null);
  #export: AbortController | null = null;

  constructor(env: Environment, saving: Saving) {
    this.#env = env;
    this.#saving = saving;
    env.host.onPixels((client) => (this.#client = client));
  }

  get format(): Format {
    return formatById(this.#formatId) ?? writableFormats[0]!;
  }
  get options(): OptionValues {
    return { ...defaultOptions(this.format), ...this.#options[this.#formatId] };
  }
  get depths(): readonly Depth[] {
    return depthsOf(this.format, this.#env.editor.document?.info.depth ?? 'u8');
  }
  get depth(): Depth {
    const { depths } = this;
    return this.#depth && depths.includes(this.#depth) ? this.#depth : (depths[0] ?? 'u8');
  }
  get estimate(): Estimate | null {
    return this.#estimate;
  }
  get measuring(): boolean {
    return this.#measuring;
  }
  /** Why the size could not be measured. */
  get measureProblem(): string | null {
    return this.#measureProblem;
  }
  get running(): boolean {
    return this.#running;
  }
  get progress(): Progress | null {
    return this.#progress;
  }
  get problem(): string | null {
    return this.#problem;
  }
  get request(): ExportWish {
    return {
      filters: this.#env.editor.filters,
      format: this.format.id,
      options: this.options,
      keepMetadata: this.keepMetadata,
      size: this.size,
      depth: this.depth,
    };
  }

  /** The dialog opens: the document's own format where it can be written, its own size, everything kept. */
  begin(): void {
    const { document } = this.#env.editor;
    if (!document) return;
    const own = formatById(document.info.format);
    this.#formatId = own && own.writes.length > 0 ? own.id : 'png';
    this.size = null;
    this.#depth = null;
    this.#problem = null;
    this.#estimate = null;
    this.name = suggestedName(document.name, this.format.extensions[0] ?? 'png', '-edited');
  }

  chooseFormat(id: string): void {
    this.#formatId = id;
    this.#depth = null;
    this.name = suggestedName(this.name, this.format.extensions[0] ?? id);
  }

  chooseDepth(depth: Depth): void {
    this.#depth = depth;
  }

  setOption(name: string, value: number | string | boolean): void {
    const id = this.#formatId;
    this.#options = { ...this.#options, [id]: { ...this.options, [name]: value } };
  }

  /** Measures again a moment after the last change; called inside an effect, whose cleanup it returns. */
  measure(): () => void {
    const { request } = this;
    const controller = new AbortController();
    this.#measuring = true;
    this.#measureProblem = null;
    const client = this.#client;
    const begin = (): void => void (client && this.#measureNow(client, request, controller.signal));
    const timer = setTimeout(begin, MEASURE_DELAY_MS);
    return () => {
      clearTimeout(timer);
      this.#measuring = false;
      controller.abort(new DOMException('Something else is measured.', 'AbortError'));
    };
  }

  async #measureNow(client: PixelClient, request: ExportWish, signal: AbortSignal): Promise<void> {
    try {
      const estimate = await this.#encoded(client, request, signal);
      if (signal.aborted) return;
      this.#take(estimate);
      this.#measuring = false;
    } catch (thrown) {
      if (signal.aborted) return;
      this.#take(null);
      this.#measureProblem = toAppError(thrown).message;
      this.#measuring = false;
    }
  }

  async #encoded(client: PixelClient, request: ExportWish, signal: AbortSignal): Promise<Estimate> {
    const { width, height } = request.size ?? this.#env.preview.resultBounds ?? { width: Infinity, height: Infinity };
    if (width * height > PEEK_PIXELS || !SHOWN_FORMATS.has(request.format)) {
      const { value } = await client.call('estimate', request, { signal });
      return { bytes: value.bytes, notes: value.notes, picture: null };
    }
    const { control } = this.#env.host;
    const { value, body } = await control.call(
      'exportImage',
      { request, to: null, overwriteChanged: false },
      { signal },
    );
    const blob = new Blob(body ? [body as Uint8Array<ArrayBuffer>] : [], {
      type: formatById(request.format)?.mediaType ?? '',
    });
    // A file that the browser cannot show is still measured.
    const picture = await createImageBitmap(blob).catch(() => null);
    return { bytes: value.bytes, notes: value.notes, picture };
  }

  #take(estimate: Estimate | null): void {
    this.#estimate?.picture?.close();
    this.#estimate = estimate;
  }

  /** The filtered picture's own pixels, for the peek; null while the engine is away. */
  async crop(rectangle: Rectangle, signal: AbortSignal): Promise<ImageBitmap | null> {
    const { filters } = this.#env.editor;
    const params = { filters, rectangle, level: 0, quality: 'exact', space: 'display' } as const;
    const reply = await this.#client?.call('render', params, { signal });
    if (!reply?.body) return null;
    const { width, height } = reply.value.rectangle;
    return createImageBitmap(new ImageData(new Uint8ClampedArray(reply.body), width, height));
  }

  /** The dialog closed: its picture is given back. */
  end(): void {
    this.#take(null);
  }

  /** Asks where to, writes, and resolves with whether the file is there. */
  async run(): Promise<boolean> {
    const { host, notices } = this.#env;
    if (this.#running) return false;
    this.#problem = null;
    const { request, format } = this;
    try {
      const [extension = format.id, ...others] = format.extensions;
      const target = await host.pickSave({
        suggestedName: suggestedName(this.name, extension),
        extensions: [extension, ...others],
        title: `Export ${format.label}`,
      });
      if (!target) return false;
      const controller = new AbortController();
      this.#export = controller;
      this.#running = true;
      this.#progress = null;
      const written = await this.#saving.write(request, target, {
        signal: controller.signal,
        onProgress: (progress) => (this.#progress = progress),
      });
      notices.show({
        kind: 'info',
        text: [`${written.name} was exported: ${byteSize(written.bytes)}.`, ...written.notes].join(' '),
      });
      return true;
    } catch (thrown) {
      const { code, message } = toAppError(thrown);
      if (code !== 'cancelled') this.#problem = message;
      return false;
    } finally {
      this.#running = false;
      this.#export = null;
    }
  }

  cancel(): void {
    this.#export?.abort(new DOMException('Cancelled.', 'AbortError'));
  }
}

// The export dialog's measuring of the file's size.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Exporting } from '../../../src-renderer/actions/exporting.svelte.ts';
import type { Saving } from '../../../src-renderer/actions/saving.ts';
import type { PixelClient } from '../../../src-renderer/host/host.ts';
import { fakeWindow } from './fake-window.ts';

describe('the measured size', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is awaited, not given up in silence, while the engine is away, and measured when it is back', async () => {
    const { env } = fakeWindow();
    let tell: (client: PixelClient | null) => void = () => undefined;
    const host = { ...env.host, onPixels: (listener: typeof tell) => ((tell = listener), () => undefined) };
    const preview = { resultBounds: { x: 0, y: 0, width: 30, height: 20 } };
    const exporting = new Exporting({ ...env, host, preview } as unknown as typeof env, {} as Saving);
    exporting.begin();
    exporting.chooseFormat('tiff');
    tell(null);
    const stop = exporting.measure();
    await vi.advanceTimersByTimeAsync(1000);
    expect(exporting.measuring).toBe(true);
    stop();

    const call = () => Promise.resolve({ value: { bytes: 1234, notes: [] }, body: null });
    tell({ call } as unknown as PixelClient);
    exporting.measure();
    await vi.advanceTimersByTimeAsync(1000);
    expect(exporting.measuring).toBe(false);
    expect(exporting.estimate?.bytes).toBe(1234);
  });
});

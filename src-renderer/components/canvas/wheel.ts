// Tells a wheel's notch from a trackpad's scroll and pinch, which arrive as the same event.

export interface WheelInput {
  readonly deltaX: number;
  readonly deltaY: number;
  readonly deltaMode: number;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  /** Chromium's own; 120 per notch of a wheel, −3 × deltaY for a trackpad. */
  readonly wheelDeltaY?: number;
  readonly timeStamp: number;
}

export type WheelMove =
  | { readonly kind: 'zoom'; readonly notches: number }
  | { readonly kind: 'pan'; readonly dx: number; readonly dy: number };

/** Events closer than this belong to one movement of the hand and mean the same. */
const GESTURE_MS = 200;
const LINE = 40;

export class WheelReader {
  #last: { readonly device: 'wheel' | 'trackpad'; readonly at: number } | null = null;

  /** CSS pixels for `pan`; positive notches zoom in. */
  read(input: WheelInput): WheelMove {
    const unit = input.deltaMode === 0 ? 1 : LINE;
    const dx = input.deltaX * unit;
    const dy = input.deltaY * unit;
    const device = this.#device(input);
    if (input.ctrlKey || input.metaKey) {
      // A pinch is small and continuous; Ctrl with a wheel comes in whole notches.
      return device === 'wheel' ? { kind: 'zoom', notches: notchesOf(input, dy) } : { kind: 'zoom', notches: -dy / 22 };
    }
    if (device === 'wheel' && !input.shiftKey) return { kind: 'zoom', notches: notchesOf(input, dy) };
    // Shift turns a plain wheel sideways; some systems have done so already.
    return input.shiftKey && dx === 0 ? { kind: 'pan', dx: -dy, dy: 0 } : { kind: 'pan', dx: -dx, dy: -dy };
  }

  #device(input: WheelInput): 'wheel' | 'trackpad' {
    const { timeStamp } = input;
    const device =
      this.#last && timeStamp - this.#last.at < GESTURE_MS ? this.#last.device : isNotch(input) ? 'wheel' : 'trackpad';
    this.#last = { device, at: timeStamp };
    return device;
  }
}

function isNotch({ deltaX, deltaY, deltaMode, wheelDeltaY, shiftKey }: WheelInput): boolean {
  if (deltaMode !== 0) return true;
  const along = shiftKey && deltaY === 0 ? deltaX : deltaY;
  if (deltaX !== 0 && deltaY !== 0) return false;
  if (Math.abs(along) >= 100 && Number.isInteger(along)) return true;
  return wheelDeltaY !== undefined && wheelDeltaY !== 0 && wheelDeltaY % 120 === 0 && wheelDeltaY !== -3 * deltaY;
}

function notchesOf({ wheelDeltaY }: WheelInput, dy: number): number {
  if (dy === 0) return 0;
  const byWheel = wheelDeltaY ? Math.abs(wheelDeltaY) / 120 : 0;
  const count = byWheel >= 1 && Number.isInteger(byWheel) ? byWheel : Math.max(1, Math.round(Math.abs(dy) / 120));
  return -Math.sign(dy) * Math.min(count, 6);
}

import { describe, expect, it } from 'vitest';
import { WheelReader, type WheelInput } from '../../../src-renderer/components/canvas/wheel.ts';

const input = (patch: Partial<WheelInput>): WheelInput => ({
  deltaX: 0,
  deltaY: 0,
  deltaMode: 0,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  timeStamp: 0,
  ...patch,
});

describe('a mouse wheel', () => {
  it('zooms by whole notches, in when turned away', () => {
    expect(new WheelReader().read(input({ deltaY: -120, wheelDeltaY: 120 }))).toEqual({ kind: 'zoom', notches: 1 });
    expect(new WheelReader().read(input({ deltaY: 100 }))).toEqual({ kind: 'zoom', notches: -1 });
    expect(new WheelReader().read(input({ deltaY: 106, wheelDeltaY: -240 }))).toEqual({ kind: 'zoom', notches: -2 });
  });

  it('that scrolls by lines is one as well', () => {
    expect(new WheelReader().read(input({ deltaY: 3, deltaMode: 1 }))).toEqual({ kind: 'zoom', notches: -1 });
  });

  it('pans sideways with Shift, also where the system has turned it already', () => {
    expect(new WheelReader().read(input({ deltaY: 120, wheelDeltaY: -120, shiftKey: true }))).toEqual({
      kind: 'pan',
      dx: -120,
      dy: 0,
    });
    expect(new WheelReader().read(input({ deltaX: 120, shiftKey: true }))).toMatchObject({ kind: 'pan', dx: -120 });
  });

  it('keeps zooming by notches with Ctrl', () => {
    expect(new WheelReader().read(input({ deltaY: -120, wheelDeltaY: 120, ctrlKey: true }))).toEqual({
      kind: 'zoom',
      notches: 1,
    });
  });
});

describe('a trackpad', () => {
  it('pans both ways when scrolled', () => {
    expect(new WheelReader().read(input({ deltaX: 3, deltaY: -7, wheelDeltaY: 21 }))).toEqual({
      kind: 'pan',
      dx: -3,
      dy: 7,
    });
  });

  it('zooms continuously when pinched', () => {
    const move = new WheelReader().read(input({ deltaY: -2.2, wheelDeltaY: 6, ctrlKey: true }));
    expect(move.kind).toBe('zoom');
    expect(move).toMatchObject({ notches: expect.closeTo(0.1) as number });
  });

  it('stays a trackpad through a fast flick, and is asked anew after a rest', () => {
    const reader = new WheelReader();
    reader.read(input({ deltaY: 4, wheelDeltaY: -12, timeStamp: 0 }));
    expect(reader.read(input({ deltaY: 120, wheelDeltaY: -360, timeStamp: 16 })).kind).toBe('pan');
    expect(reader.read(input({ deltaY: 120, wheelDeltaY: -120, timeStamp: 2000 })).kind).toBe('zoom');
  });
});

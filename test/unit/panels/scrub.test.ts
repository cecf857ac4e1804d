// Dragging and stepping numbers, and where a slider's thumb stands.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beginScrub,
  moveScrub,
  scrubbedValue,
  stepped,
  tidy,
} from '../../../src-renderer/components/controls/scrub.ts';
import { shareOf, valueAt } from '../../../src-renderer/components/controls/slider-scale.ts';
import { weightStep } from '../../../src-renderer/components/kernel/weight-step.ts';

const plain = { shiftKey: false, altKey: false };
const fine = { shiftKey: true, altKey: false };
const coarse = { shiftKey: false, altKey: true };

describe('scrubbing', () => {
  it('goes one step every two pixels', () => {
    expect(scrubbedValue(moveScrub(beginScrub(10, 1), 6, 1, plain))).toBe(13);
    expect(scrubbedValue(moveScrub(beginScrub(10, 1), -6, 1, plain))).toBe(7);
  });

  it('is ten times finer with Shift and ten times coarser with Alt', () => {
    expect(scrubbedValue(moveScrub(beginScrub(10, 1), 6, 1, fine))).toBe(10.3);
    expect(scrubbedValue(moveScrub(beginScrub(10, 1), 6, 1, coarse))).toBe(40);
  });

  it('does not jump when a modifier is pressed or released in mid-drag', () => {
    let scrub = moveScrub(beginScrub(0, 1), 20, 1, plain);
    expect(scrubbedValue(scrub)).toBe(10);
    scrub = moveScrub(scrub, 0, 1, fine);
    expect(scrubbedValue(scrub)).toBe(10);
    scrub = moveScrub(scrub, 6, 1, fine);
    expect(scrubbedValue(scrub)).toBe(10.3);
    expect(scrubbedValue(moveScrub(scrub, 0, 1, plain))).toBe(10.3);
  });

  it('stops at a limit and answers at once when turned back', () => {
    const limits = { min: 0, max: 5 };
    const scrub = moveScrub(beginScrub(4, 1), 200, 1, plain, limits);
    expect(scrubbedValue(scrub, limits)).toBe(5);
    expect(scrubbedValue(moveScrub(scrub, -4, 1, plain, limits), limits)).toBe(3);
  });

  it('keeps what the value had behind its step', () => {
    expect(scrubbedValue(moveScrub(beginScrub(1 / 3, 1), 4, 1, plain))).toBeCloseTo(2 + 1 / 3, 10);
  });

  it('comes back to where it began', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -500, max: 500 }),
        fc.double({ min: -1000, max: 1000, noNaN: true }),
        (pixels, start) => {
          const there = moveScrub(beginScrub(start, 0.1), pixels, 0.1, plain);
          const back = moveScrub(there, -pixels, 0.1, plain);
          expect(scrubbedValue(back)).toBeCloseTo(start, 8);
        },
      ),
      { seed: 7, numRuns: 100 },
    );
  });
});

describe('stepping', () => {
  it('adds whole steps without the dust of binary fractions', () => {
    expect(stepped(0.1, 2, 0.1, plain)).toBe(0.3);
    expect(tidy(-0)).toBe(0);
    expect(Object.is(tidy(-0), 0)).toBe(true);
  });

  it('goes by whole numbers in a whole kernel and by hundredths of the largest in another', () => {
    expect(weightStep([-1136, 4, 0])).toBe(1);
    expect(weightStep([0.25, 0.5, 0.25])).toBe(0.01);
    expect(weightStep([0, 0])).toBe(1);
  });
});

describe('slider', () => {
  const linear = { min: 0, max: 100, step: 1 };
  const sigma = { min: 0.1, max: 250, step: 0.1, logarithmic: true };

  it('spreads a linear range evenly', () => {
    expect(shareOf(25, linear)).toBe(0.25);
    expect(valueAt(0.25, linear)).toBe(25);
    expect(valueAt(7, linear)).toBe(100);
  });

  it('gives small values as much room as large ones on a logarithmic range', () => {
    expect(shareOf(0.1, sigma)).toBe(0);
    expect(shareOf(250, sigma)).toBe(1);
    expect(shareOf(5, sigma)).toBeCloseTo(0.5, 1);
    expect(valueAt(0.5, sigma)).toBe(5);
  });

  it('keeps a place for 0 at the start of a logarithmic range that has one', () => {
    const withZero = { ...sigma, min: 0 };
    expect(valueAt(0, withZero)).toBe(0);
    expect(valueAt(0.04, withZero)).toBe(0.1);
    expect(valueAt(1, withZero)).toBe(250);
    expect(shareOf(0, withZero)).toBe(0);
  });

  it('never leaves its range, and its thumb stands where its value is', () => {
    for (const scale of [linear, sigma, { ...sigma, min: 0 }, { min: -180, max: 180, step: 1 }]) {
      for (let share = 0; share <= 1; share += 0.01) {
        const value = valueAt(share, scale);
        expect(value).toBeGreaterThanOrEqual(scale.min);
        expect(value).toBeLessThanOrEqual(scale.max);
        expect(Math.abs(shareOf(value, scale) - share)).toBeLessThan(0.06);
      }
    }
  });
});

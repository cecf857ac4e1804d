// The line from the tour's panel to a control keeps to the seam between the columns.
import { describe, expect, it } from 'vitest';
import { leader, type Box } from '../../../src-renderer/components/tour/places.ts';

const panel: Box = { left: 200, top: 600, right: 900, bottom: 740 };
const box = (left: number, top: number, right: number, bottom: number): Box => ({ left, top, right, bottom });

describe('the line', () => {
  it('runs up the right seam to a control of the right column, and up the left one to the left', () => {
    expect(leader(panel, box(920, 100, 1100, 200))).toBe('M 900 612 V 150 H 920');
    expect(leader(panel, box(20, 100, 120, 200))).toBe('M 200 612 V 150 H 120');
  });

  it('takes the nearer seam to a control in its own column', () => {
    expect(leader(panel, box(220, 40, 244, 64))).toBe('M 200 612 V 52 H 220');
    expect(leader(panel, box(800, 40, 824, 64))).toBe('M 900 612 V 52 H 824');
  });

  it('goes down to what is below', () => {
    expect(leader(panel, box(860, 780, 884, 804))).toBe('M 900 728 V 792 H 884');
  });

  it('is not drawn to what touches the panel, is next to it or spans its column', () => {
    expect(leader(panel, box(600, 745, 624, 769))).toBe('');
    expect(leader(panel, box(200, 100, 900, 600))).toBe('');
    expect(leader(panel, box(700, 650, 1000, 700))).toBe('');
  });
});

// The next size of a kernel's side: odd sides stay odd, so that the middle stays in the middle.

export function steppedSide(side: number, direction: 1 | -1, single: boolean, max: number): number {
  const next = side + direction * (single ? 1 : 2);
  if (next < 1) return 1;
  return next > max ? max : next;
}

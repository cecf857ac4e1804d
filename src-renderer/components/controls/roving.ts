// Which of several choices an arrow key moves to, passing over disabled ones; null when the key is not for moving.

export function rovingTarget(key: string, from: number, enabled: readonly boolean[], wrap = true): number | null {
  const count = enabled.length;
  const direction = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key];
  if (direction !== undefined) {
    for (let i = 1; i <= count; i++) {
      const raw = from + direction * i;
      if (!wrap && (raw < 0 || raw >= count)) return null;
      const index = ((raw % count) + count) % count;
      if (enabled[index]) return index;
    }
    return null;
  }
  if (key === 'Home') return enabled.indexOf(true) < 0 ? null : enabled.indexOf(true);
  if (key === 'End') return enabled.lastIndexOf(true) < 0 ? null : enabled.lastIndexOf(true);
  return null;
}

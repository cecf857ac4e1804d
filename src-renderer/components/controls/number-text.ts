// Typed text as the expression reader takes it: ASCII minus, without the unit that the field shows anyway.

/** `50 %` in a field of % is 50 there; the reader alone would make it a half. */
export function withoutUnit(text: string, unit: string | undefined): string {
  const plain = text.replaceAll('−', '-').trim();
  return unit && plain.length > unit.length && plain.endsWith(unit) ? plain.slice(0, -unit.length).trim() : plain;
}

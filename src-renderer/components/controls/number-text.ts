// What stands in a number field: values to a few digits with a true minus, and typed text without the field's unit.

const MINUS = '−';

/** At most `digits` significant digits, no exponent between 1e-4 and 1e7, true minus. */
export function numberText(value: number, digits = 6): string {
  if (value === 0 || Math.abs(value) < 1e-12) return '0';
  const magnitude = Math.abs(value);
  const plain =
    magnitude >= 1e7 || magnitude < 1e-4
      ? Number(value.toPrecision(digits)).toExponential().replace('e+', 'e')
      : String(Number(value.toPrecision(magnitude >= 10 ** digits ? 7 : digits)));
  return plain.replaceAll('-', MINUS);
}

/** Text for the expression reader: ASCII minus, and a trailing unit of the field taken off (`50 %` in a field of %). */
export function withoutUnit(text: string, unit: string | undefined): string {
  const plain = text.replaceAll(MINUS, '-').trim();
  return unit && plain.length > unit.length && plain.endsWith(unit) ? plain.slice(0, -unit.length).trim() : plain;
}

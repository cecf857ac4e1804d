// The sentences and labels of the step-through, one place for the dock, the pictures it saves and the text it copies.
import { isAlphaChannel, weighsOpacity } from './walk.ts';
import type { ChannelResult, Explanation, LineKind, ResultLine } from './explanation.ts';
import { codeText } from './number-text.ts';
import { formatValue } from '../kernel/print.ts';

const BORDER_NAMES: Readonly<Record<Explanation['border'], string>> = {
  clamp: 'Clamp',
  mirror: 'Mirror',
  reflect: 'Reflect',
  wrap: 'Wrap',
  constant: 'Constant',
  crop: 'Crop',
  keep: 'Keep',
};

export interface Line {
  readonly label: string;
  readonly value: string;
}

/** What is weighed, as the head of its column. */
export function valueHead(explanation: Explanation, channel: number): string {
  if (isAlphaChannel(explanation, channel)) return 'α';
  const what = explanation.luminance ? 'Y' : explanation.linear ? 'light' : 'value';
  return weighsOpacity(explanation) ? `α × ${what}` : what;
}

export function taps({ rows, columns }: Pick<Explanation, 'rows' | 'columns'>): number {
  return rows * columns;
}

/** Whether a tap lies outside the input. */
export function isOutside(explanation: Explanation, tap: number): boolean {
  const { columns, pixel, anchor, input } = explanation;
  const x = pixel.x - anchor.column + (tap % columns);
  const y = pixel.y - anchor.row + Math.floor(tap / columns);
  return x < input.x || y < input.y || x >= input.x + input.width || y >= input.y + input.height;
}

/** Where the taps outside come from: "Hatched lies outside: Clamp reads column 0." null where none lies outside. */
export function borderSentence(explanation: Explanation): string | null {
  const { border, columns, rows, columnsFrom, rowsFrom, pixel, anchor, input } = explanation;
  const outside = (from: readonly (number | null)[], start: number, low: number, length: number): (number | null)[] =>
    from.filter((_, i) => start + i < low || start + i >= low + length);
  const across = outside(columnsFrom, pixel.x - anchor.column, input.x, input.width);
  const down = outside(rowsFrom, pixel.y - anchor.row, input.y, input.height);
  if (across.length === 0 && down.length === 0) return null;
  if (border === 'constant') return 'Hatched lies outside: the border colour.';
  if (border === 'crop') return 'Hatched lies outside: Crop leaves this pixel out.';
  if (border === 'keep') return 'Hatched lies outside: Keep copies this pixel.';
  const parts = [columns > 0 ? placesText('column', across) : '', rows > 0 ? placesText('row', down) : ''].filter(
    Boolean,
  );
  return `Hatched lies outside: ${BORDER_NAMES[border]} reads ${parts.join(' and ')}.`;
}

function placesText(noun: string, places: readonly (number | null)[]): string {
  const unique = [...new Set(places)].filter((place) => place !== null).sort((a, b) => a - b);
  const [first] = unique;
  if (first === undefined) return '';
  if (unique.length === 1) return `${noun} ${first}`;
  const last = unique.at(-1)!;
  const whole = last - first === unique.length - 1;
  return whole
    ? `${noun}s ${first} to ${last}`
    : `${noun}s ${unique.slice(0, 3).join(', ')}${unique.length > 3 ? '…' : ''}`;
}

export function weightsSentence({ flip, sum }: Explanation): string {
  return `${flip ? 'Flipped: turned by 180°' : 'As drawn'}, sum ${formatValue(sum)}.`;
}

const LABELS: Readonly<Record<LineKind, string>> = {
  sum: 'Sum',
  'opacity-sum': 'Σ w × α',
  unweighted: '÷ Σ w × α',
  'own-share': '+ own colour',
  'divided-by-sum': '÷ sum of weights',
  divided: '÷ divisor',
  biased: '+ bias',
  absolute: 'Absolute',
  signed: 'Signed + 0.5',
  stretched: 'Min–max',
  luminance: '+ Y′ − Y',
  blended: 'Amount',
  encoded: 'Encoded',
  rounded: 'Rounded',
  clamped: 'Clamped',
  float: 'Kept as float',
  invalid: 'Not a number: 0',
  'kept-opacity': 'Opacity is kept',
  'copied-border': 'Copied at the border',
  'copied-channel': 'Copied: not ticked',
  'copied-amount': 'Copied: opacity 0 %',
  'copied-hidden': 'Copied: α′ is 0',
};

/** The result's lines in words. */
export function resultLines(explanation: Explanation, channel: number): readonly Line[] {
  const result = explanation.results[channel];
  return (result?.lines ?? []).map((line) => ({
    label: labelOf(explanation, line),
    value: valueText(explanation, channel, line),
  }));
}

function labelOf({ divisor, bias, sum, amount, range, linear, codes }: Explanation, { kind }: ResultLine): string {
  const label = LABELS[kind];
  if (kind === 'divided' && formatValue(divisor) !== '1') return `${label} ${formatValue(divisor)}`;
  if (kind === 'biased' && bias !== 0) return `${label} ${linear ? formatValue(bias) : codeText(bias)}`;
  if (kind === 'unweighted' && formatValue(sum) !== '1') return `${label} × ${formatValue(sum)}`;
  if (kind === 'divided-by-sum' && formatValue(sum) !== '1') return `${label}, ${formatValue(sum)}`;
  if (kind === 'blended') return `${label} ${formatValue(amount * 100)} %`;
  if (kind === 'stretched' && range) {
    const [low, high] = range.map((at) => (linear ? formatValue(at) : codeText(at * codes)));
    return `${label} ${low} to ${high}`;
  }
  return label;
}

/** Light has four digits, everything else is told in codes. */
function valueText(explanation: Explanation, channel: number, { kind, value }: ResultLine): string {
  if (value === null) return 'none';
  const codes = /^(encoded|rounded|clamped|float|copied|kept)/.test(kind) || isAlphaChannel(explanation, channel);
  if (kind === 'opacity-sum' || (explanation.linear && !codes)) return formatValue(value);
  return codeText(value);
}

export type Agreement = 'same' | 'close' | 'different';

/** `close`: another value, as far away as the plan allows. */
export function agreementOf(explanation: Explanation, { result, engine }: ChannelResult): Agreement {
  if (result === engine || codeText(result) === codeText(engine)) return 'same';
  if (result === null || engine === null || !explanation.plan || explanation.plan.exact) return 'different';
  const { depth, codes, plan } = explanation;
  const allowed = depth === 'f32' ? plan.bound * codes * Math.max(1, Math.abs(result / codes)) : 1;
  return Math.abs(result - engine) <= allowed ? 'close' : 'different';
}

/** "The engine has 144 too", or what it has instead and why it may. */
export function agreementSentence(explanation: Explanation, result: ChannelResult): string {
  const engine = codeText(result.engine);
  const agreement = agreementOf(explanation, result);
  if (agreement === 'same') return `The engine has ${engine} too`;
  if (agreement === 'different') return `The engine has ${engine}: please report this`;
  const { plan, depth } = explanation;
  const bound = formatValue(plan?.bound ?? 0, 2);
  return `The engine has ${engine}: ${plan?.label ?? 'its plan'} is within ${bound} ${depth === 'f32' ? 'of full scale' : 'of a level'} before rounding`;
}

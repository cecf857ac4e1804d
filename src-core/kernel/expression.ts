// Numbers as people type them: expressions, units, a relative + or ×, decimal commas. Recursive descent, no eval.
import { Scanner, type Problem } from './scanner.ts';

export interface NumberContext {
  /** What `x` means, and what a leading `+`, `*` or `/` starts from (with `relative`). */
  readonly current?: number;
  /** `+5` adds to the current value, as in property fields; in a grid's cell it is plain 5. On when `current` is given. */
  readonly relative?: boolean;
}

export type ParsedNumber = { readonly value: number; readonly source: string } | Problem;

/** Longer texts are refused unread; the schema keeps expressions of this length. */
export const MAX_EXPRESSION = 200;
const MAX_DEPTH = 64;

export const CONSTANTS: Readonly<Record<string, number>> = {
  pi: Math.PI,
  π: Math.PI,
  e: Math.E,
  tau: 2 * Math.PI,
  τ: 2 * Math.PI,
};

export const FUNCTIONS: Readonly<Record<string, (...values: number[]) => number>> = {
  sqrt: (v = NaN) => Math.sqrt(v),
  '√': (v = NaN) => Math.sqrt(v),
  cbrt: (v = NaN) => Math.cbrt(v),
  sin: (v = NaN) => Math.sin(v),
  cos: (v = NaN) => Math.cos(v),
  tan: (v = NaN) => Math.tan(v),
  atan: (v = NaN) => Math.atan(v),
  exp: (v = NaN) => Math.exp(v),
  ln: (v = NaN) => Math.log(v),
  log: (v = NaN) => Math.log(v),
  log2: (v = NaN) => Math.log2(v),
  log10: (v = NaN) => Math.log10(v),
  abs: (v = NaN) => Math.abs(v),
  sign: (v = NaN) => Math.sign(v),
  floor: (v = NaN) => Math.floor(v),
  ceil: (v = NaN) => Math.ceil(v),
  round: (v = NaN) => Math.round(v),
};

/** Units that may follow the whole text; % is a postfix operator of its own. */
const UNITS = /(?<=[\d.)πe%x])\s*(?:px|cells?|°|deg|×)$/iu;

/** The number a text means, or why it means none and where. `source` is the text as typed, trimmed. */
export function parseNumber(text: string, context: NumberContext = {}): ParsedNumber {
  const source = text.trim();
  if (source.length > MAX_EXPRESSION)
    return { error: `Expected at most ${MAX_EXPRESSION} characters.`, position: MAX_EXPRESSION };
  const start = text.length - text.trimStart().length;
  const body = withDecimalPoints(source.replace(UNITS, ''));
  const scanner = new Scanner(body, start);
  const { current } = context;
  const relative = current !== undefined && context.relative !== false;
  scanner.skipSpace();
  if (scanner.done) return { error: 'Expected a number.', position: start };
  const operator = relative ? scanner.takeOne('+*/×÷') : null;
  const value = operator === null ? sum(scanner, context, 0) : after(operator, current ?? 0, scanner, context);
  if (scanner.problem) return scanner.problem;
  if (!scanner.done) return scanner.unexpected();
  return judged(value, source, start);
}

/** Is the text more than a plain decimal, so that it is worth keeping beside the number it means? */
export function isExpression(source: string): boolean {
  return !/^[-−+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[-+]?\d+)?$/iu.test(source.trim());
}

/** What is kept beside the number: an expression that means the same wherever it is read again, so without `x`. */
export function keptExpression(source: string | null): string | null {
  return source !== null && isExpression(source) && !('error' in parseNumber(source)) ? source.trim() : null;
}

function judged(value: number, source: string, position: number): ParsedNumber {
  if (Number.isNaN(value)) return { error: 'The result is not a number.', position };
  // Beyond float32 a weight would turn pixels black; see HARDENING, Messages.
  if (!Number.isFinite(value) || Math.abs(value) > 3.4028234663852886e38)
    return { error: 'The result is too large.', position };
  return { value: value === 0 ? 0 : value, source };
}

/** `0,5` is a decimal; `1,000,000` and lists are not unambiguous and stay as they are, to be refused. */
function withDecimalPoints(text: string): string {
  const commas = text.split(',').length - 1;
  if (commas === 0 || text.includes('.')) return text;
  // `1,000` could be a thousand; `0,125` could not.
  if (/(?<![\d,])[1-9]\d{0,2}(?:,\d{3})+(?![\d,])/u.test(text)) return text;
  return text.replace(/(\d),(\d)/gu, '$1.$2').replace(/(?<!\d),(\d)/gu, '.$1');
}

function after(operator: string, current: number, scanner: Scanner, context: NumberContext): number {
  if (operator === '+') return current + sum(scanner, context, 0);
  const factor = product(scanner, context, 0);
  let value = operator === '*' || operator === '×' ? current * factor : current / factor;
  // `*2 + 1` goes on as a sum.
  for (let sign = scanner.takeOne('+-'); sign !== null; sign = scanner.takeOne('+-')) {
    const term = product(scanner, context, 0);
    value += sign === '+' ? term : -term;
  }
  return value;
}

function sum(scanner: Scanner, context: NumberContext, depth: number): number {
  let value = product(scanner, context, depth);
  for (let sign = scanner.takeOne('+-'); sign !== null; sign = scanner.takeOne('+-')) {
    const term = product(scanner, context, depth);
    value += sign === '+' ? term : -term;
  }
  return value;
}

function product(scanner: Scanner, context: NumberContext, depth: number): number {
  let value = signed(scanner, context, depth);
  for (let operator = scanner.takeOne('*/×÷·'); operator !== null; operator = scanner.takeOne('*/×÷·')) {
    const at = scanner.position;
    const factor = signed(scanner, context, depth);
    if ((operator === '/' || operator === '÷') && factor === 0 && !scanner.problem) {
      scanner.fail('Divide by a number other than 0.', at);
    }
    value = operator === '/' || operator === '÷' ? value / factor : value * factor;
  }
  return value;
}

function signed(scanner: Scanner, context: NumberContext, depth: number): number {
  if (depth > MAX_DEPTH) return scanner.fail('The expression is nested too deeply.');
  const sign = scanner.takeOne('+-');
  if (sign !== null) return sign === '-' ? -signed(scanner, context, depth + 1) : signed(scanner, context, depth + 1);
  return power(scanner, context, depth);
}

/** Right-associative and stronger than a sign before it: −2^2 = −4. */
function power(scanner: Scanner, context: NumberContext, depth: number): number {
  const base = postfix(scanner, context, depth);
  return scanner.take('**') || scanner.take('^') ? base ** signed(scanner, context, depth + 1) : base;
}

function postfix(scanner: Scanner, context: NumberContext, depth: number): number {
  let value = atom(scanner, context, depth);
  while (scanner.take('%')) value /= 100;
  if (scanner.take('²')) value **= 2;
  return value;
}

function atom(scanner: Scanner, context: NumberContext, depth: number): number {
  const number = scanner.number();
  if (number !== null) return number;
  if (scanner.take('(')) return parenthesis(scanner, context, depth);
  const at = scanner.position;
  const word = scanner.word();
  if (word === null) return scanner.missingNumber();
  if (word === 'x' && context.current !== undefined) return context.current;
  const constant = Object.hasOwn(CONSTANTS, word) ? CONSTANTS[word] : undefined;
  if (constant !== undefined) return constant;
  const call = Object.hasOwn(FUNCTIONS, word) ? FUNCTIONS[word] : undefined;
  if (!call)
    return scanner.fail(`"${word}" is not a known name. Known are pi, e, sqrt, abs, sin, cos, exp and ln.`, at);
  if (word === '√' && !scanner.peek('(')) return call(postfix(scanner, context, depth + 1));
  if (!scanner.take('(')) return scanner.fail(`Expected "(" after "${word}".`);
  return call(parenthesis(scanner, context, depth));
}

function parenthesis(scanner: Scanner, context: NumberContext, depth: number): number {
  if (depth > MAX_DEPTH) return scanner.fail('The expression is nested too deeply.');
  const value = sum(scanner, context, depth + 1);
  return scanner.take(')') ? value : scanner.fail('Expected ")".');
}

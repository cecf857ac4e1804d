// A kernel from a formula: `exp(-(x*x + y*y) / (2*s*s))` over every cell. The text becomes a tree once, names it does not
// know become parameters, and the tree is evaluated for each cell. Recursive descent, no eval.
import { CONSTANTS, FUNCTIONS, MAX_EXPRESSION } from './expression.ts';
import { Scanner, type Problem } from './scanner.ts';
import type { Cell, Kernel, KernelFormula } from './kernel.ts';

/** x right and y down from the anchor, r distance, a angle (radians, clockwise from the right), w and h the kernel's size. */
const CELL_NAMES = ['x', 'y', 'r', 'a', 'w', 'h'] as const;

type Values = ReadonlyMap<string, number>;
type Term = (values: Values) => number;

export interface Formula {
  /** Names that the person may set, in the order of the text. */
  readonly parameters: readonly string[];
  readonly evaluate: (values: Values) => number;
}

export type ParsedFormula = Formula | Problem;

export const isProblem = (parsed: ParsedFormula): parsed is Problem => 'error' in parsed;

const MAX_DEPTH = 64;
const MAX_PARAMETERS = 8;
/** Of several values; the shared ones of one value are in expression.ts. */
const MORE_FUNCTIONS: Readonly<Record<string, readonly [count: number, apply: (...values: number[]) => number]>> = {
  min: [2, Math.min],
  max: [2, Math.max],
  pow: [2, Math.pow],
  hypot: [2, Math.hypot],
  atan2: [2, Math.atan2],
  mod: [2, (value = NaN, by = NaN) => value - by * Math.floor(value / by)],
  clamp: [3, (value = NaN, low = NaN, high = NaN) => Math.min(high, Math.max(low, value))],
  // Normalised, with its limit at 0.
  sinc: [1, (value = NaN) => (value === 0 ? 1 : Math.sin(Math.PI * value) / (Math.PI * value))],
  gauss: [2, (value = NaN, sigma = NaN) => Math.exp(-(value * value) / (2 * sigma * sigma))],
};

/** Comparisons are 1 or 0; `c ? a : b` chooses. */
export function parseFormula(text: string): ParsedFormula {
  const source = text.trimEnd();
  if (source.length > MAX_EXPRESSION)
    return { error: `Expected at most ${MAX_EXPRESSION} characters.`, position: MAX_EXPRESSION };
  const parser = new FormulaParser(source);
  const term = parser.choice(0);
  const problem = parser.end();
  if (problem) return problem;
  return { parameters: parser.parameters, evaluate: term };
}

class FormulaParser {
  readonly parameters: string[] = [];
  readonly #scanner: Scanner;

  constructor(text: string) {
    this.#scanner = new Scanner(text, 0);
  }

  end(): Problem | null {
    const scanner = this.#scanner;
    return scanner.problem ?? (scanner.done ? null : scanner.unexpected());
  }

  choice(depth: number): Term {
    const condition = this.#comparison(depth);
    if (!this.#scanner.take('?')) return condition;
    const yes = this.choice(this.#deeper(depth));
    if (!this.#scanner.take(':')) return this.#fail('Expected ":" and what holds otherwise.');
    const no = this.choice(this.#deeper(depth));
    return (values) => (condition(values) === 0 ? no(values) : yes(values));
  }

  #comparison(depth: number): Term {
    const left = this.#sum(depth);
    for (const [sign, holds] of COMPARISONS) {
      if (!this.#scanner.take(sign)) continue;
      const right = this.#sum(depth);
      return (values) => Number(holds(left(values), right(values)));
    }
    return left;
  }

  #sum(depth: number): Term {
    let term = this.#product(depth);
    for (let sign = this.#scanner.takeOne('+-'); sign !== null; sign = this.#scanner.takeOne('+-')) {
      const [left, right, factor] = [term, this.#product(depth), sign === '+' ? 1 : -1];
      term = (values) => left(values) + factor * right(values);
    }
    return term;
  }

  #product(depth: number): Term {
    let term = this.#signed(depth);
    for (let sign = this.#scanner.takeOne('*/×÷·'); sign !== null; sign = this.#scanner.takeOne('*/×÷·')) {
      const [left, right, divides] = [term, this.#signed(depth), sign === '/' || sign === '÷'];
      term = divides ? (values) => left(values) / right(values) : (values) => left(values) * right(values);
    }
    return term;
  }

  #signed(depth: number): Term {
    const sign = this.#scanner.takeOne('+-');
    if (sign === null) return this.#power(depth);
    const term = this.#signed(this.#deeper(depth));
    return sign === '-' ? (values) => -term(values) : term;
  }

  /** Right-associative and stronger than a sign before it: −2^2 = −4. */
  #power(depth: number): Term {
    const base = this.#postfix(depth);
    if (!this.#scanner.take('**') && !this.#scanner.take('^')) return base;
    const exponent = this.#signed(this.#deeper(depth));
    return (values) => base(values) ** exponent(values);
  }

  #postfix(depth: number): Term {
    const term = this.#atom(depth);
    if (this.#scanner.take('²')) return (values) => term(values) ** 2;
    return this.#scanner.take('%') ? (values) => term(values) / 100 : term;
  }

  #atom(depth: number): Term {
    const scanner = this.#scanner;
    const number = scanner.number();
    if (number !== null) return () => number;
    if (scanner.take('(')) return this.#parenthesis(depth);
    const at = scanner.position;
    const word = scanner.word();
    if (word === null) {
      scanner.missingNumber();
      return ZERO;
    }
    if (scanner.peek('(') || word === '√') return this.#call(word, at, depth);
    const constant = Object.hasOwn(CONSTANTS, word) ? CONSTANTS[word] : undefined;
    if (constant !== undefined) return () => constant;
    if (!(CELL_NAMES as readonly string[]).includes(word)) this.#mention(word, at);
    return (values) => values.get(word) ?? NaN;
  }

  #mention(name: string, at: number): void {
    if (this.parameters.includes(name)) return;
    if (Object.hasOwn(FUNCTIONS, name) || Object.hasOwn(MORE_FUNCTIONS, name)) {
      this.#scanner.fail(`Expected "(" after "${name}".`);
    } else if (this.parameters.length === MAX_PARAMETERS) {
      this.#scanner.fail(`Expected at most ${MAX_PARAMETERS} names of your own.`, at);
    } else {
      this.parameters.push(name);
    }
  }

  #call(word: string, at: number, depth: number): Term {
    const one = Object.hasOwn(FUNCTIONS, word) ? FUNCTIONS[word] : undefined;
    if (word === '√' && one && !this.#scanner.peek('(')) {
      const term = this.#postfix(this.#deeper(depth));
      return (values) => one(term(values));
    }
    const more = Object.hasOwn(MORE_FUNCTIONS, word) ? MORE_FUNCTIONS[word] : undefined;
    const [count, apply] = more ?? [1, one];
    if (!apply) {
      return this.#fail(
        `"${word}" is not a known function. Known are exp, sqrt, abs, sin, cos, min, max and more.`,
        at,
      );
    }
    this.#scanner.take('(');
    const terms = [this.choice(this.#deeper(depth))];
    while (terms.length < count) {
      if (!this.#scanner.take(',')) return this.#fail(`Expected "," and another of the ${count} values of "${word}".`);
      terms.push(this.choice(this.#deeper(depth)));
    }
    if (!this.#scanner.take(')')) return this.#fail('Expected ")".');
    const [first = ZERO] = terms;
    return count === 1 ? (values) => apply(first(values)) : (values) => apply(...terms.map((term) => term(values)));
  }

  #parenthesis(depth: number): Term {
    const term = this.choice(this.#deeper(depth));
    return this.#scanner.take(')') ? term : this.#fail('Expected ")".');
  }

  #deeper(depth: number): number {
    if (depth > MAX_DEPTH) this.#scanner.fail('The formula is nested too deeply.');
    return depth + 1;
  }

  #fail(error: string, at?: number): Term {
    this.#scanner.fail(error, at);
    return ZERO;
  }
}

const ZERO: Term = () => 0;
const COMPARISONS: readonly (readonly [string, (a: number, b: number) => boolean])[] = [
  ['<=', (a, b) => a <= b],
  ['≤', (a, b) => a <= b],
  ['>=', (a, b) => a >= b],
  ['≥', (a, b) => a >= b],
  ['==', (a, b) => a === b],
  ['!=', (a, b) => a !== b],
  ['<', (a, b) => a < b],
  ['>', (a, b) => a > b],
];

export interface Shape {
  readonly rows: number;
  readonly columns: number;
  readonly anchor: Cell;
}

/** The formula over every cell; a finished sentence with the cell where it has no finite value. */
export function kernelFromFormula(
  formula: Formula,
  { rows, columns, anchor }: Shape,
  parameters: Readonly<Record<string, number>>,
): Kernel | { readonly error: string } {
  const values = new Map(Object.entries(parameters));
  values.set('w', columns).set('h', rows);
  const weights: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [x, y] = [column - anchor.column, row - anchor.row];
      values.set('x', x).set('y', y).set('r', Math.hypot(x, y)).set('a', Math.atan2(y, x));
      const weight = formula.evaluate(values);
      if (!Number.isFinite(weight) || Math.abs(weight) > 3.4028234663852886e38) {
        const what = Number.isNaN(weight) ? 'has no value' : 'is too large';
        return { error: `The formula ${what} at x ${String(x).replace('-', '−')}, y ${String(y).replace('-', '−')}.` };
      }
      weights.push(weight + 0);
    }
  }
  return { rows, columns, weights, anchor };
}

/** A kept formula on another shape, with itself; null where it has no value there. */
export function redrawn(kept: KernelFormula, shape: Shape): Kernel | null {
  const formula = parseFormula(kept.text);
  const made = isProblem(formula) ? formula : kernelFromFormula(formula, shape, kept.values);
  return 'error' in made ? null : { ...made, formula: kept };
}

// The SVG filter element feConvolveMatrix (Filter Effects Module, §9.9): flipped, anchor = order − 1 − target.
import type { Settings } from '../../filters/settings.ts';
import { MAX_KERNEL_SIDE } from '../kernel.ts';
import { type Imported, kernelOfList, readNumber, refuseText, STRIPS } from './imported.ts';

const FORMAT = 'SVG';

export function looksLikeSvg(text: string): boolean {
  return text.includes('<') && /<(?:\w+:)?feConvolveMatrix[\s/>]/u.test(text);
}

export function importSvg(text: string): Imported {
  const [element] = /<(?:\w+:)?feConvolveMatrix[\s/][^>]*/u.exec(text) ?? [];
  if (element === undefined) refuseText(FORMAT, 'It has no feConvolveMatrix element.');
  const attribute = (name: string): string | null => {
    const [, double, single] = new RegExp(`[\\s"']${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'u').exec(element) ?? [];
    return (double ?? single)?.trim() ?? null;
  };
  const list = (name: string, fallback: readonly number[]): readonly number[] => {
    const value = attribute(name);
    if (value === null || value === '') return fallback;
    const parts = value.split(/[\s,]+/u).filter(Boolean);
    if (parts.length > MAX_KERNEL_SIDE ** 2) refuseText(FORMAT, `Its ${name} holds ${parts.length} numbers.`);
    return parts.map((part, index) => readNumber(part, FORMAT, `${name}, number ${index + 1}`));
  };
  const [columns = 3, rows = columns] = list('order', [3]);
  const weights = list('kernelMatrix', []);
  const [targetX = Math.floor(columns / 2)] = list('targetX', []);
  const [targetY = Math.floor(rows / 2)] = list('targetY', []);
  const anchor = { row: rows - 1 - targetY, column: columns - 1 - targetX };
  const notes = ['Imported from SVG: flipped.'];
  const settings: Partial<Settings> = {
    flip: true,
    ...divisorSettings(list('divisor', [])),
    bias: list('bias', [0])[0] ?? 0,
    ...borderSettings(attribute('edgeMode'), notes),
    ...lightSettings(attribute('color-interpolation-filters'), notes),
    opacity: attribute('preserveAlpha') === 'true' ? 'preserve' : 'premultiplied',
  };
  const id = attribute('result') ?? attribute('id');
  return { format: FORMAT, name: id, kernel: kernelOfList(weights, rows, columns, FORMAT, anchor), settings, notes };
}

/** Without a divisor, and with one of 0, SVG divides by the sum, or by 1 where that is 0: our `auto`. */
function divisorSettings([divisor]: readonly number[]): Partial<Settings> {
  return divisor === undefined || divisor === 0 ? { normalise: 'auto' } : { normalise: 'custom', divisor };
}

function borderSettings(edgeMode: string | null, notes: string[]): Partial<Settings> {
  switch (edgeMode) {
    case 'wrap':
      return { border: 'wrap' };
    case 'none':
      notes.push('The edge mode "none" here is the border constant, transparent black.');
      return { border: 'constant', borderColour: [0] };
    default:
      notes.push(`The edge mode "duplicate" here is ${STRIPS.clamp}.`);
      return { border: 'clamp' };
  }
}

function lightSettings(value: string | null, notes: string[]): Partial<Settings> {
  if (value === 'sRGB') return { light: 'encoded' };
  notes.push('Light is Linear, because SVG filters work in linear RGB unless they say sRGB.');
  return { light: 'linear' };
}

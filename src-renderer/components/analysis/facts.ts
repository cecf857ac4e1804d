// The list of facts about a kernel, each with its unit.
import type { Way } from '../../../src-core/contract.ts';
import type { Settings } from '../../../src-core/filters/settings.ts';
import type { Analysis } from '../../../src-core/kernel/analyse.ts';
import { durationText } from '../status/status-text.ts';
import { numberText, percentText, plain } from './figures.ts';

export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly unit?: string;
}

const RULES: Readonly<Record<Settings['normalise'], string>> = {
  none: 'none',
  auto: 'auto',
  abs: 'Σ|w|',
  positive: 'positive',
  custom: 'custom',
};

export function factsOf(analysis: Analysis, settings: Settings, way: Way | null): Fact[] {
  const { sum, absoluteSum, divisor, character, centreOfMass: mass, taps, cells, cost } = analysis;
  const { gain, bias, shift } = character;
  const place = ({ x, y }: { readonly x: number; readonly y: number }): string => `${plain(x, 2)}, ${plain(y, 2)}`;
  const added = bias === 0 ? '' : ` ${bias > 0 ? '+' : '−'} ${percentText(Math.abs(bias))}`;
  return [
    { name: 'Σ', value: numberText(sum) },
    { name: 'Σ|w|', value: numberText(absoluteSum) },
    { name: 'Divisor', value: numberText(divisor), unit: RULES[settings.normalise] },
    { name: 'Flat areas', value: `${numberText(gain)} ×${added}` },
    { name: 'Centre of mass', value: mass ? place(mass) : '—', unit: mass ? 'px' : '' },
    { name: 'Picture moves by', value: shift ? place(shift) : '—', unit: shift ? 'px' : '' },
    { name: 'Symmetry', value: analysis.symmetry },
    { name: 'Taps', value: `${taps} of ${cells}` },
    { name: 'Cost', value: String(cost), unit: 'mul/px' },
    ...(way
      ? [
          { name: 'Plan', value: way.label },
          { name: 'Estimate', value: durationText(way.milliseconds ?? 0), unit: 'whole picture' },
        ]
      : []),
  ];
}

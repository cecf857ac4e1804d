import { describe, expect, it } from 'vitest';
import { completeOperator } from '../../../src-core/engine/request.ts';
import { planCall } from '../../bench/plan-kernels.ts';
import { calibration, mistakesOf, planKind, shareNearBest, type PlanResult } from '../../bench/plan-report.ts';

const calls = Array.from({ length: 240 }, (_, number) => planCall(number, 1));

describe('the random kernels of the plan check', () => {
  it('are calls that the engine takes, the same for the same seed', () => {
    for (const { operator } of calls) expect(() => completeOperator(operator)).not.toThrow();
    expect(planCall(17, 1)).toEqual(planCall(17, 1));
    expect(planCall(17, 2)).not.toEqual(planCall(17, 1));
  });

  it('mix every kind, depth, layout and light', () => {
    const distinct = <T>(values: readonly T[]): number => new Set(values).size;
    expect(distinct(calls.map(({ kind }) => kind))).toBe(12);
    expect(distinct(calls.map(({ depth, channels, light }) => `${depth} ${channels} ${light}`))).toBe(24);
  });

  it('have even and odd, square and oblong kernels, none of them empty', () => {
    const kernels = calls.flatMap(({ operator }) => (operator.form === 'matrix' ? [operator.kernel] : []));
    expect(kernels.some(({ rows }) => rows % 2 === 0)).toBe(true);
    expect(kernels.some(({ rows, columns }) => rows !== columns)).toBe(true);
    expect(kernels.filter(({ weights }) => weights.every((weight) => weight === 0))).toEqual([]);
  });
});

describe('the report of the plan check', () => {
  const plan = (label: string, ms: number, expectedMs = ms): PlanResult['chosen'] => ({ label, ms, expectedMs });
  const result = (chosen: PlanResult['chosen'], other: PlanResult['chosen']): PlanResult => {
    const best = other.ms < chosen.ms ? other : chosen;
    return { number: 0, kind: '', size: '', picture: '', chosen, best, plans: [chosen, other] };
  };
  const results = [
    result(plan('5×5 direct', 11), plan('5×5 separable', 10)),
    result(plan('7×7 direct', 20, 10), plan('7×7 separable', 10)),
    result(plan('9×9 direct', 30), plan('9×9 separable', 10)),
    result(plan('9×9 separable', 5), plan('9×9 direct', 10)),
  ];

  it('counts a choice within 15 % of the fastest as right', () => {
    expect(shareNearBest(results)).toBe(0.5);
  });

  it('gathers wrong choices by kind of plan, whatever the size', () => {
    expect(planKind('31×31 FFT, tiles of 256')).toBe('FFT, tiles of 256');
    expect(planKind('5×5 16-bit pairs')).toBe('16-bit pairs');
    expect(mistakesOf(results)).toEqual([{ chosen: 'direct', best: 'separable', times: 2, worst: 3 }]);
  });

  it('tells by how much each kind of plan was expected wrongly', () => {
    expect(calibration(results)).toEqual([
      { plan: 'direct', cells: 4, factor: 1 },
      { plan: 'separable', cells: 4, factor: 1 },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { parseOptions } from '../../bench/options.ts';
import { keyOf } from '../../bench/results.ts';

describe('the switches of the bench', () => {
  it('choose the whole grid when there are none', () => {
    const { cells, peers, task } = parseOptions([]);
    const encoded = cells.filter(({ table }) => table === 'encoded');
    expect(encoded).toHaveLength(17 * 2 * 3 * 3 * 2);
    expect(new Set(cells.map(keyOf)).size).toBe(cells.length);
    expect(peers).toEqual([]);
    expect(task).toBe('measure');
  });

  it('take only blurs of pictures without opacity into the defaults', () => {
    const { cells } = parseOptions(['--table', 'defaults', '--case', 'sharpen,box-10', '--threads', '2']);
    const channels = (name: string): number[] =>
      [...new Set(cells.filter((cell) => cell.case === name).map((cell) => cell.channels))].sort();
    expect(channels('sharpen')).toEqual([4]);
    expect(channels('box-10')).toEqual([1, 3, 4]);
  });

  it('narrow the grid, and let a switch have its way in a quick run', () => {
    const { cells, budgetMs, peers } = parseOptions([
      '--quick',
      '--depth',
      'u16',
      '--case',
      'sobel',
      '--peer',
      'Halide',
    ]);
    expect(cells.map(keyOf)).toEqual([
      'encoded sobel 2560x1600 3 u16 2',
      'encoded sobel 2560x1600 4 u16 2',
      'defaults sobel 2560x1600 4 u16 2',
    ]);
    expect(budgetMs).toBe(750);
    expect(peers).toEqual(['Halide']);
  });

  it('keep the threads of a cell together, so that both are measured in the same minute', () => {
    const { cells } = parseOptions([
      '--case',
      'sobel,random-5',
      '--size',
      '100x80',
      '--depth',
      'u8',
      '--channels',
      'rgb',
    ]);
    expect(cells.map((cell) => `${cell.case} ${cell.threads}`)).toEqual([
      'sobel 1',
      'sobel 2',
      'random-5 1',
      'random-5 2',
    ]);
  });

  it('say what was expected', () => {
    expect(() => parseOptions(['--depth', 'u32'])).toThrow('u8, u16, f32');
    expect(() => parseOptions(['--size', 'large'])).toThrow('2560x1600');
    expect(() => parseOptions(['--threads', '0'])).toThrow('above 0');
    expect(() => parseOptions(['--case', 'blur'])).toThrow('gaussian-2');
    expect(() => parseOptions(['--peer', 'constructor'])).toThrow('OpenCV');
  });
});

// What the tour says and asks for, step by step, and how it notices that the thing was done. Words in {braces} are the keys of that command.
import type { Filter } from '../../src-core/filters/filter.ts';
import type { NewFilter } from '../../src-core/filters/index.ts';
import { kernelOf, type Cell } from '../../src-core/kernel/kernel.ts';
import { sumsOf, sumsToZero } from '../../src-core/kernel/normalise.ts';

/** A control that a task speaks of; components/tour/places.ts finds it on the page. */
export type TourPlace = 'grid' | 'tool' | 'picture' | 'walk' | 'box' | 'gaussian' | 'sigma' | 'output';

/** What the tour sees of the window. */
export interface TourFacts {
  /** The tour's own filter, and as it was when the task began. */
  readonly filter: Filter;
  readonly before: Filter;
  readonly cell: Cell | null;
  readonly stepTool: boolean;
  /** A pixel is being stepped through, and how many stops have been gone. */
  readonly stepPixel: boolean;
  readonly stepPosition: number;
  readonly original: boolean;
}

export interface TourTask {
  readonly say: string;
  readonly place: (facts: TourFacts) => TourPlace;
  readonly noticed: (facts: TourFacts) => boolean;
}

/** The filter that a step works on. */
export interface TourStart {
  readonly name: string;
  readonly content: NewFilter;
  /** The filter may stay as the step before left it. */
  readonly suits: (filter: Filter) => boolean;
  /** The step's tasks can be done with it. */
  readonly serves: (filter: Filter) => boolean;
}

export interface TourStep {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** The effect is of single pixels, and a picture shrunk to fit hides it. */
  readonly close?: boolean;
  readonly start: TourStart | null;
  /** In order; the last step has none. */
  readonly tasks: readonly TourTask[];
  /** Said when all of it is done: what has just been seen. */
  readonly after: string;
}

const weightAtAnchor = ({ kernel }: Filter): number | null =>
  kernel ? (kernel.weights[kernel.anchor.row * kernel.columns + kernel.anchor.column] ?? null) : null;

const isIdentity = (filter: Filter): boolean => {
  const { kernel } = filter;
  return kernel !== null && weightAtAnchor(filter) === 1 && sumsOf(kernel.weights).absolute === 1;
};

/** The same weight in more than one cell and no other. */
const isBox = ({ type, kernel }: Filter): boolean => {
  if (type === 'box') return true;
  const [first = 0, ...rest] = kernel?.weights ?? [];
  return first !== 0 && rest.length > 0 && rest.every((weight) => weight === first);
};

const cancels = ({ kernel }: Filter): boolean => kernel !== null && sumsToZero(sumsOf(kernel.weights));
const isMatrix = ({ kernel }: Filter): boolean => kernel !== null;
const always = (): boolean => true;

const identity: TourStart = {
  name: 'Tour: identity',
  content: {
    kernel: kernelOf([
      [0, 0, 0],
      [0, 1, 0],
      [0, 0, 0],
    ]),
  },
  suits: isIdentity,
  serves: isMatrix,
};

export const TOUR_STEPS: readonly TourStep[] = [
  {
    id: 'kernel',
    title: 'What a kernel is',
    text: 'A kernel is a grid of weights, laid over each pixel and its neighbours. The tour has added one of its own: a 1 among zeros, the identity, which changes nothing. Your filters stay as they are.',
    start: identity,
    tasks: [
      {
        say: 'Choose the cell above the 1: click it, or press ↑ in the grid.',
        place: () => 'grid',
        noticed: ({ cell, filter: { kernel } }) =>
          kernel !== null && cell?.row === kernel.anchor.row - 1 && cell.column === kernel.anchor.column,
      },
    ],
    after: 'Row −1, column 0, weight 0: the pixel above counts for nothing.',
  },
  {
    id: 'pixel',
    title: 'One pixel, step by step',
    text: 'Each pixel under the kernel is multiplied by its weight, and the products are added: that sum is the new pixel. Done at every pixel, this is convolution.',
    start: { ...identity, serves: always },
    tasks: [
      {
        say: 'Take Step through ({tool-step}), then click a pixel, or press Enter on the picture.',
        place: ({ stepTool }) => (stepTool ? 'picture' : 'tool'),
        noticed: ({ stepPixel }) => stepPixel,
      },
      {
        say: 'Press Next step ({step-next}) until the first products are there.',
        place: () => 'walk',
        noticed: ({ stepPosition }) => stepPosition >= 4,
      },
    ],
    after: 'Here all products but one are 0, so the pixel stays as it was.',
  },
  {
    id: 'box',
    close: true,
    title: 'Box: the mean',
    text: 'With the same weight everywhere, each pixel becomes the mean of its neighbourhood. Differences even out: the picture blurs, best seen at 100 %.',
    start: { ...identity, serves: always },
    tasks: [
      {
        say: 'Choose Box in the presets, or set every weight of the grid to 1.',
        place: () => 'box',
        noticed: ({ filter }) => isBox(filter),
      },
    ],
    after: 'The sum is divided by that of the weights, so flat areas keep their brightness.',
  },
  {
    id: 'gaussian',
    close: true,
    title: 'From box to Gaussian',
    text: 'A box counts far neighbours as much as near ones, which leaves corners. In a Gaussian the weights fall with distance; σ says how slowly.',
    start: { name: 'Box', content: { parameters: { width: 5, height: 5 } }, suits: isBox, serves: always },
    tasks: [
      {
        say: 'Choose Gaussian in the presets.',
        place: () => 'gaussian',
        noticed: ({ filter }) => filter.type === 'gaussian',
      },
      {
        say: 'Change σ and watch: drag the slider, or use its arrow keys.',
        place: ({ filter }) => (filter.type === 'gaussian' ? 'sigma' : 'gaussian'),
        noticed: ({ filter, before }) =>
          filter.type === 'gaussian' && before.type === 'gaussian' && filter.parameters !== before.parameters,
      },
    ],
    after: 'A larger σ reaches further and blurs more, without corners.',
  },
  {
    id: 'edges',
    close: true,
    title: 'Edges: a sum of zero',
    text: 'This kernel subtracts the left column from the right one. Its weights sum to 0: flat areas turn black, and the edges between them remain.',
    start: {
      name: 'Tour: edges',
      content: {
        kernel: kernelOf([
          [-1, 0, 1],
          [-1, 0, 1],
          [-1, 0, 1],
        ]),
      },
      suits: () => false,
      serves: cancels,
    },
    tasks: [
      {
        say: 'Negative sums are cut off. Show them: choose Signed + 0.5 or Absolute.',
        place: () => 'output',
        noticed: ({ filter }) => filter.settings.output !== 'clamp',
      },
    ],
    after: 'Signed has mid grey for 0; Absolute shows every edge bright.',
  },
  {
    id: 'sharpen',
    close: true,
    title: 'Sharpen: add the detail',
    text: 'A pixel minus its neighbours is the detail that a blur takes away. Add that to the picture itself, the identity, and edges stand out.',
    start: {
      name: 'Tour: sharpen',
      content: {
        kernel: kernelOf([
          [0, -1, 0],
          [-1, 4, -1],
          [0, -1, 0],
        ]),
      },
      suits: () => false,
      serves: isMatrix,
    },
    tasks: [
      {
        say: 'Change the 4 in the middle to 5: this adds the identity.',
        place: () => 'grid',
        noticed: ({ filter }) => (weightAtAnchor(filter) ?? 0) >= 5,
      },
    ],
    after: 'The weights sum to 1: flat areas are as they were, detail is stronger.',
  },
  {
    id: 'own',
    close: true,
    title: 'Now change a number',
    text: 'Every weight can be dragged or typed, and undo takes it back. Your file stays as it is until you save.',
    start: {
      name: 'Tour: sharpen',
      content: {
        kernel: kernelOf([
          [0, -1, 0],
          [-1, 5, -1],
          [0, -1, 0],
        ]),
      },
      suits: (filter) => isMatrix(filter) && !cancels(filter),
      serves: isMatrix,
    },
    tasks: [
      {
        say: 'Change any weight in the grid.',
        place: () => 'grid',
        noticed: ({ filter, before }) => filter.kernel !== null && filter.kernel !== before.kernel,
      },
      {
        say: 'Hold {view-original} to see the original (also in the View menu).',
        place: () => 'picture',
        noticed: ({ original }) => original,
      },
    ],
    after: 'Change, compare, keep or undo: that is all there is to it.',
  },
  {
    id: 'on',
    title: 'What a network learns',
    text: 'A convolutional network does this with many kernels in a row and learns their weights from examples. From here: the presets, a formula for the weights, and Export for the result.',
    start: null,
    tasks: [],
    after: '',
  },
];

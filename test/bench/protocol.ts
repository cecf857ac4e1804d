// What a contestant is told and answers: one JSON object per line of its standard input and output, so that programs in
// different languages take turns in one run. peers/contestant.py speaks the same.
import type { Border, Light, Opacity } from '../../src-core/filters/settings.ts';
import type { ChannelCount, Depth } from '../../src-core/raster.ts';
import type { Subject } from './cases.ts';

/** The first line to a contestant. */
export interface Assignment {
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly channels: ChannelCount;
  readonly depth: Depth;
  readonly threads: number;
  readonly case: string;
  readonly whole: boolean;
  /** The subject of repetition 0. */
  readonly subject: Subject;
  readonly border: Border;
  readonly light: Light;
  readonly opacity: Opacity;
}

/** Its answer. */
export interface Ready {
  readonly version: string;
  /** Ways to compute the subject, the fastest first; none where it cannot. */
  readonly variants: readonly string[];
  /** What it does beyond the edges, where that is not what the assignment says. */
  readonly border?: Border;
  readonly unsupported?: string;
}

export interface Turn {
  readonly run: {
    readonly variant: number;
    readonly subject: Subject;
    /** Changed before the clock starts. */
    readonly pixel: { readonly sample: number; readonly value: number };
  };
}

export interface Lap {
  readonly ms: number;
  readonly plan?: { readonly label: string; readonly exact: boolean; readonly bound: number };
}

/** Asks for samples of the latest result. */
export interface Probe {
  readonly samples: readonly number[];
}

export interface ProbeAnswer {
  readonly values: readonly number[];
}

/** Instead of any answer. */
export interface Failure {
  readonly failed: string;
}

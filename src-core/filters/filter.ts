// What a filter is as a value (one entry of the stack), and what a filter type must tell about itself.
import { z } from 'zod';
import { kernelSchema, type Kernel } from '../kernel/kernel.ts';
import { settingsSchema, type Settings } from './settings.ts';

/** One dimension of a separable kernel; `anchor` is the index of the weight that lies on the pixel. */
export interface Taps {
  readonly weights: readonly number[];
  readonly anchor: number;
}

/** What the engine is asked to slide over the picture. Separable: the kernel is the outer product vertical ⊗ horizontal. */
export type Operator =
  | { readonly form: 'matrix'; readonly kernel: Kernel }
  | { readonly form: 'separable'; readonly vertical: Taps; readonly horizontal: Taps };

/** A number with a slider. `unit` is shown behind the value; `logarithmic` spreads small values. */
export interface Parameter {
  readonly name: string;
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly default: number;
  readonly unit: string;
  readonly whole?: boolean;
  readonly logarithmic?: boolean;
  /** 0 is allowed besides min..max and means none: a Gaussian with σ 0 on one axis. */
  readonly allowsZero?: boolean;
  /** Present where the number chooses among named things (a compass direction): a select instead of a slider. */
  readonly choices?: readonly { readonly value: number; readonly label: string }[];
}

export type ParameterValues = Readonly<Record<string, number>>;

/** One file in filters/ exports one of these, listed in filters/index.ts. */
export interface FilterDefinition {
  readonly type: string;
  readonly label: string;
  readonly parameters: readonly Parameter[];
  /** Names that set several parameters at once, for the command line: `sigma` sets `sigmaX` and `sigmaY`. */
  readonly aliases?: Readonly<Record<string, readonly string[]>>;
  /** Pairs of parameters that the panel shows with a link button. */
  readonly linked?: readonly (readonly [string, string])[];
  readonly settings: Partial<Settings>;
  /** Units: image pixels for lengths, degrees for angles. Values are already inside the limits. */
  readonly operator: (values: ParameterValues) => Operator;
  /** Text behind the name in the stack and the gallery: "σ 3.4". */
  readonly summary: (values: ParameterValues) => string;
}

export const filterSchema = z
  .strictObject({
    id: z.string().min(1).max(64),
    /** `kernel` for a hand-made matrix, else a type of filters/index.ts. */
    type: z.string().min(1).max(40),
    name: z.string().min(1).max(120),
    enabled: z.boolean(),
    parameters: z.record(z.string().max(40), z.number()),
    /** The matrix of a `kernel` filter; null for every other type. */
    kernel: kernelSchema.nullable(),
    settings: settingsSchema,
  })
  .refine((f) => (f.type === 'kernel') === (f.kernel !== null), {
    error: 'a kernel filter has a matrix, and only it',
    path: ['kernel'],
  });

export interface Filter {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly parameters: ParameterValues;
  readonly kernel: Kernel | null;
  readonly settings: Settings;
}

export const MAX_FILTERS = 64;
export const filtersSchema = z.array(filterSchema).max(MAX_FILTERS);

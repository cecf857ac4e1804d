// What the bench writes down: a line per cell as it is measured, and one file of everything at the end.
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ChannelCount, Depth } from '../../src-core/raster.ts';
import type { Deviation } from './errors.ts';
import type { Machine } from './machine.ts';
import type { Spread } from './statistics.ts';

export interface Cell {
  /** `encoded`: four plain channels, opaque, mirrored edges. `defaults`: as a person has them, beside its encoded opaque twin. */
  readonly table: 'encoded' | 'defaults';
  readonly case: string;
  readonly width: number;
  readonly height: number;
  readonly channels: ChannelCount;
  readonly depth: Depth;
  readonly threads: number;
}

export interface Timing extends Spread {
  /** The first call of a fresh process; the only one where another would not fit the budget. */
  readonly cold: number;
}

export interface Entry {
  /** ours, twin, copy, OpenCV, Halide, libvips */
  readonly name: string;
  readonly version: string;
  /** The function or plan that computed it. */
  readonly how: string;
  readonly timing: Timing | null;
  readonly error: Deviation | null;
  /** Near enough to the truth to be compared with. */
  readonly counts: boolean;
  /** Why it does not count or was not run. */
  readonly why: string | null;
  /** Of ours: what the plan promises. */
  readonly exact?: boolean;
  readonly bound?: number;
  /** Of ours: repetition `n`, which is compared after it was timed, so that no stale plan or pixel goes unseen. */
  readonly lastError?: Deviation;
}

export interface CellResult extends Cell {
  readonly entries: readonly Entry[];
}

export interface Results {
  readonly schema: 1;
  readonly machine: Machine;
  readonly picture: string;
  /** Of the repetitions of each contestant in each cell. */
  readonly budgetMs: number;
  readonly cells: readonly CellResult[];
}

export function keyOf({ table, case: name, width, height, channels, depth, threads }: Cell): string {
  return [table, name, `${width}x${height}`, channels, depth, threads].join(' ');
}

export function entryOf(cell: CellResult, name: string): Entry | null {
  return cell.entries.find((entry) => entry.name === name) ?? null;
}

/** Median of `name` over median of ours; null where either was not timed or does not count. */
export function ratioTo(cell: CellResult, name: string): number | null {
  const ours = entryOf(cell, 'ours')?.timing;
  const other = entryOf(cell, name);
  return ours && other?.timing && other.counts ? other.timing.median / ours.median : null;
}

const NOT_PEERS: readonly string[] = ['ours', 'twin', 'copy'];

export function peersOf(cell: CellResult): Entry[] {
  return cell.entries.filter((entry) => !NOT_PEERS.includes(entry.name));
}

export function fastestPeer(cell: CellResult): Entry | null {
  const timed = peersOf(cell).filter((entry) => entry.counts && entry.timing);
  return timed.toSorted((a, b) => (a.timing?.median ?? 0) - (b.timing?.median ?? 0))[0] ?? null;
}

const linesFile = (file: string): string => `${file}l`;

/** Cells that an earlier run wrote to `file`, or to the lines beside it when it was cut off. The newest of each counts. */
export function readCells(file: string): CellResult[] {
  const cells = new Map<string, CellResult>();
  if (existsSync(file)) for (const cell of readResults(file).cells) cells.set(keyOf(cell), cell);
  if (existsSync(linesFile(file))) {
    for (const line of readFileSync(linesFile(file), 'utf8').split('\n')) {
      const cell = parseLine(line);
      if (cell) cells.set(keyOf(cell), cell);
    }
  }
  return [...cells.values()];
}

/** A run that is cut off may leave half a line. */
function parseLine(line: string): CellResult | null {
  try {
    return JSON.parse(line) as CellResult;
  } catch {
    return null;
  }
}

export function readResults(file: string): Results {
  return JSON.parse(readFileSync(file, 'utf8')) as Results;
}

export function startLines(file: string, cells: readonly CellResult[]): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(linesFile(file), cells.map((cell) => `${JSON.stringify(cell)}\n`).join(''));
}

export function appendLine(file: string, cell: CellResult): void {
  appendFileSync(linesFile(file), `${JSON.stringify(cell)}\n`);
}

/** One cell per line: small changes stay small. */
export function writeResults(file: string, results: Results): void {
  const { cells, ...head } = results;
  const lines = cells.map((cell) => `    ${JSON.stringify(cell)}`).join(',\n');
  writeFileSync(file, `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "cells": [\n${lines}\n  ]\n}\n`);
}

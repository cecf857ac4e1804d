// Who takes part in a cell, on which picture, with which settings, and how near to the truth each has to come.
import { join } from 'node:path';
import { sumsOfOperator } from '../../src-core/convolve/sums.ts';
import type { Raster } from '../../src-core/raster.ts';
import { caseOf, type Case } from './cases.ts';
import type { ContestantCommand } from './contestant.ts';
import { ownTolerance, PEER_TOLERANCE } from './errors.ts';
import type { Racer } from './measure.ts';
import { nodeContestant } from './peers.ts';
import type { PictureSpec } from './picture.ts';
import type { Assignment } from './protocol.ts';
import { divisorOf, operatorOf } from './reference.ts';
import type { Cell } from './results.ts';
import { plainTruth, settledTruth, type Truth } from './truth.ts';

export interface Stage {
  readonly buildFolder: string;
  readonly picture: (spec: PictureSpec) => Promise<{ readonly file: string; readonly raster: Raster }>;
  readonly peers: readonly ((threads: number) => ContestantCommand)[];
}

export async function lineUp(cell: Cell, stage: Stage): Promise<Racer[]> {
  const { table, channels, depth } = cell;
  const entry = caseOf(cell.case);
  const size = { width: cell.width, height: cell.height };
  const own = (name: string): ContestantCommand => nodeContestant(name, join(stage.buildFolder, 'ours.mjs'));
  const opaque = await stage.picture({ ...size, channels, depth, opacity: 'opaque' });
  const shared = { ...size, channels, depth, threads: cell.threads, case: cell.case, whole: entry.whole };
  const assignment: Assignment = {
    ...shared,
    file: opaque.file,
    subject: entry.subject(0),
    border: table === 'encoded' ? 'mirror' : 'clamp',
    light: 'encoded',
    opacity: table === 'encoded' ? 'raw' : 'auto',
  };
  const twin: Racer = {
    command: own(table === 'encoded' ? 'ours' : 'twin'),
    assignment,
    isOurs: true,
    tolerance: toleranceOfOurs(assignment, entry),
    truth: remembered(cell, 'twin', () =>
      table === 'encoded' ? plainTruth(opaque.raster, assignment.subject) : settledTruth(opaque.raster, assignment),
    ),
    picture: opaque.raster,
  };
  if (table === 'encoded') {
    const others = stage.peers.map((commandFor): Racer => ({
      ...twin,
      command: commandFor(cell.threads),
      isOurs: false,
      tolerance: PEER_TOLERANCE[depth],
    }));
    const copy: Racer = {
      ...twin,
      command: nodeContestant('copy', join(stage.buildFolder, 'copy.mjs')),
      isOurs: false,
      truth: null,
    };
    return [twin, ...(entry.side === 3 ? [copy] : []), ...others];
  }
  const hasAlpha = channels === 4;
  const given = hasAlpha ? await stage.picture({ ...size, channels, depth, opacity: 'soft' }) : opaque;
  const settled: Assignment = { ...assignment, file: given.file, light: entry.blur ? 'linear' : 'encoded' };
  const ours: Racer = {
    ...twin,
    command: own('ours'),
    assignment: settled,
    tolerance: toleranceOfOurs(settled, entry),
    truth: remembered(cell, 'ours', () => settledTruth(given.raster, settled)),
    picture: given.raster,
  };
  return [ours, twin];
}

function toleranceOfOurs({ depth, subject, light }: Assignment, { whole, kind }: Case): number {
  const gain = sumsOfOperator(operatorOf(subject)).absolute / Math.abs(divisorOf(subject));
  return ownTolerance(depth, whole && light === 'encoded', kind === 'gaussian' || light === 'linear', gain);
}

let latest: { key: string; truths: Map<string, Truth> } = { key: '', truths: new Map() };

/** One truth serves all contestants and thread counts of a cell; neighbours in the list share it. */
function remembered(cell: Cell, kind: string, make: () => Truth): Truth {
  const key = [cell.table, cell.case, cell.width, cell.height, cell.channels, cell.depth].join(' ');
  if (latest.key !== key) latest = { key, truths: new Map() };
  const truth = latest.truths.get(kind) ?? make();
  latest.truths.set(kind, truth);
  return truth;
}

// The machine that figures belong to, in words that do not change from day to day.
import { availableParallelism, cpus, platform, totalmem } from 'node:os';

export interface Machine {
  readonly processor: string;
  readonly processors: number;
  readonly memoryGigabytes: number;
  readonly system: string;
  readonly node: string;
  readonly v8: string;
}

export function describeMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    processors: availableParallelism(),
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${process.arch}`,
    node: process.versions.node,
    v8: process.versions.v8,
  };
}

export function machineText({ processor, processors, memoryGigabytes, system, node, v8 }: Machine): string {
  return `${processor}, ${processors} processors, ${memoryGigabytes} GB, ${system}, Node ${node} (V8 ${v8})`;
}

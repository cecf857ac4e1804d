// Starts the process that draws an SVG, where Node can start processes: command line, library, Node host.
import { fork } from 'node:child_process';
import { childEnvironment, type Child } from './host.ts';
import { distFile } from './paths.ts';
import { forkedChild } from './wires.ts';

export function forkSvgChild(entry: string = distFile('main/svg.js')): Child {
  const child = fork(entry, [], {
    serialization: 'advanced',
    execArgv: [],
    env: childEnvironment(process.env),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return forkedChild(child);
}

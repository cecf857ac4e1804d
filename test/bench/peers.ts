// The other programs, how each is started, and which of them are on this machine.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { ContestantCommand } from './contestant.ts';

export const PEER_NAMES = ['OpenCV', 'Halide', 'libvips'] as const;
export type PeerName = (typeof PEER_NAMES)[number];

const SCRIPTS = { OpenCV: 'run-opencv.py', Halide: 'run-halide.py' } as const;
const MODULES = { OpenCV: 'cv2', Halide: 'halide' } as const;
const PACKAGES = { OpenCV: 'python3-opencv', Halide: 'python3-halide' } as const;
/** Debian's own Python, which its packages are built for, before whatever else is on the path. */
const PYTHONS = ['/usr/bin/python3', 'python3'];

function pythonWith(module: string): string | null {
  const has = (python: string): boolean =>
    spawnSync(python, ['-c', `import numpy, ${module}`], { timeout: 60_000 }).status === 0;
  return PYTHONS.find(has) ?? null;
}

/** What starts a peer, or the sentence that says why it is left out. */
export function findPeer(name: PeerName, buildFolder: string): ((threads: number) => ContestantCommand) | string {
  if (name === 'libvips') return () => nodeContestant(name, join(buildFolder, 'libvips.mjs'));
  const python = pythonWith(MODULES[name]);
  if (python === null) return `${name} is not installed here (Debian: ${PACKAGES[name]}): skipped.`;
  return (threads) => ({
    name,
    command: python,
    args: [join('test', 'bench', 'peers', SCRIPTS[name])],
    // Halide counts its threads when it is loaded. No bytecode beside the sources.
    env: { HL_NUM_THREADS: `${threads}`, PYTHONDONTWRITEBYTECODE: '1' },
  });
}

export function nodeContestant(name: string, script: string): ContestantCommand {
  return { name, command: process.execPath, args: [script] };
}

// The keys of the step-through, in its dock and on the canvas: its commands, and arrows that move the pixel.
import type { CommandId, Platform } from '../../../src-core/commands.ts';
import type { Point } from '../../../src-core/geometry.ts';
import type { StepThrough } from '../../state/step.svelte.ts';
import { commandFor } from '../chrome/shortcuts.ts';

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

export interface StepKeys {
  readonly step: StepThrough;
  readonly platform: Platform;
  readonly run: (id: CommandId) => void;
}

/** In the dock arrows walk, with Shift they move the pixel. Controls keep the keys that are their own. */
export function dockKey(event: KeyboardEvent, keys: StepKeys): boolean {
  if (event.defaultPrevented) return false;
  const arrow = event.shiftKey && !hasModifier(event) ? ARROWS[event.key] : undefined;
  if (arrow) {
    keys.step.movePixel(arrow.x, arrow.y);
    return taken(event);
  }
  const presses = event.key === ' ' || event.key === 'Enter';
  if (presses && event.target instanceof Element && event.target.closest('button, [role="menuitem"]')) return false;
  return command(event, keys);
}

/** On the canvas arrows move the pixel, with Shift ten at a time, Enter goes to the dock, and the other keys are those of the dock. */
export function canvasKey(event: KeyboardEvent, keys: StepKeys): boolean {
  const { step } = keys;
  const arrow = hasModifier(event) ? undefined : ARROWS[event.key];
  if (arrow) {
    const by = event.shiftKey ? 10 : 1;
    step.movePixel(arrow.x * by, arrow.y * by);
    return taken(event);
  }
  if (event.key === 'Escape') {
    step.close();
    return taken(event);
  }
  if (event.key === 'Enter') {
    if (step.pixel) keys.run('tool-step');
    else step.chooseMiddle();
    return taken(event);
  }
  return step.pixel !== null && command(event, keys);
}

function command(event: KeyboardEvent, { platform, run }: StepKeys): boolean {
  const found = commandFor(event, { platform, place: 'step', singleKeys: true });
  if (!found) return false;
  run(found.id);
  return taken(event);
}

function taken(event: KeyboardEvent): true {
  event.preventDefault();
  return true;
}

function hasModifier(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey;
}

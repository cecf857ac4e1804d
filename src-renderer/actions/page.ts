// Places of the page that commands reach for: the search field of the presets, the chosen cell, where the focus goes.
import { tick } from 'svelte';
import type { Cell } from '../../src-core/kernel/kernel.ts';
import type { Frame } from '../state/frame.svelte.ts';

/** Shows the presets when they are away, then puts the cursor in their search field. */
export async function focusPresetSearch(frame: Frame): Promise<void> {
  if (!frame.leftShown) frame.toggle('left');
  if (frame.rail) frame.railOpen = true;
  await tick();
  const field = document.querySelector<HTMLInputElement>('aside[aria-label="Presets"] input');
  field?.focus();
  field?.select();
}

/** The chosen cell of a kernel that has just been made, once its panel is there and menus have given the focus back. */
export function focusKernelGrid(page: Document): void {
  setTimeout(() => {
    const cell = page.querySelector<HTMLElement>('[role="grid"] [role="gridcell"][tabindex="0"]');
    if (cell) cell.focus();
    else void keepFocus(page);
  });
}

/** What opened by command is where the keyboard goes on; nothing happens when it closed. */
export async function focusDock(page: Document): Promise<void> {
  await tick();
  // Menus give the focus back first.
  setTimeout(() => page.querySelector<HTMLElement>('[data-dock] [role="radio"][tabindex="0"]')?.focus());
}

/** Back to where the keyboard was; to the picture, where that is gone. */
export async function returnFocus(page: Document, before: Element | null): Promise<void> {
  await tick();
  if (before instanceof HTMLElement && before.isConnected && before !== page.body) before.focus();
  else await keepFocus(page);
}

/** When a panel closes around the focus, the picture has it next. */
export async function keepFocus(page: Document): Promise<void> {
  await tick();
  if (page.activeElement && page.activeElement !== page.body) return;
  const picture = page.querySelector<HTMLElement>('main canvas[tabindex]');
  (picture ?? page.querySelector<HTMLElement>('main button:not(:disabled)'))?.focus();
}

/** The grid's own cell, whatever has the focus now; null when no grid shows. */
export function gridCell(page: Document): Cell | null {
  const cell = page.querySelector('[role="grid"] [role="gridcell"][tabindex="0"]');
  const row = Number(cell?.closest('[aria-rowindex]')?.getAttribute('aria-rowindex'));
  const column = Number(cell?.getAttribute('aria-colindex'));
  return Number.isInteger(row) && Number.isInteger(column) && row > 0 && column > 0
    ? { row: row - 1, column: column - 1 }
    : null;
}

/** The picture, once menus have given the focus back. */
export async function focusPicture(page: Document): Promise<void> {
  await tick();
  setTimeout(() => page.querySelector<HTMLElement>('main canvas[tabindex]')?.focus());
}

/** The step-through's own steps, where its keys act. */
export async function focusSteps(page: Document): Promise<void> {
  await tick();
  setTimeout(() => page.querySelector<HTMLElement>('[data-steps]')?.focus());
}

/** The tour's panel, once it is there and menus have given the focus back. */
export async function focusTour(page: Document): Promise<void> {
  await tick();
  setTimeout(() => page.querySelector<HTMLElement>('[data-tour]')?.focus());
}

// The canvas in words, for those who do not see it: "chelsea.png, 150 %, split at 46 %, exact".
import type { RenderState } from '../../picture/snapshot.ts';
import type { CompareMode } from '../../picture/parts.ts';
import { zoomText } from '../../picture/zoom.ts';

export interface CanvasState {
  readonly name: string;
  readonly zoom: number;
  readonly mode: CompareMode;
  /** null where nothing is split. */
  readonly split: number | null;
  readonly original: boolean;
  /** What is marked as out of range, in words; null while nothing is. */
  readonly marked?: string | null;
  readonly state: RenderState;
}

const STATES: Readonly<Record<RenderState, string>> = {
  idle: 'empty',
  approximate: 'approximate',
  exact: 'exact',
  failed: 'not computed',
  lost: 'the engine stopped',
};

export function canvasLabel({ name, zoom, mode, split, original, state, marked = null }: CanvasState): string {
  const view = original
    ? 'the original'
    : mode === 'side'
      ? 'before and after side by side'
      : mode === 'difference'
        ? 'the difference'
        : split === null
          ? null
          : `split at ${Math.round(split * 100)} %`;
  return [name, zoomText(zoom), view, marked, STATES[state]].filter((part) => part !== null).join(', ');
}

// The dock under presets and canvas: one view at a time, over the whole width of both.

export const DOCK_VIEWS = ['step', 'analysis', 'histogram'] as const;
export type DockView = (typeof DOCK_VIEWS)[number];

export const ANALYSIS_VIEWS = ['facts', 'frequency', 'responses', 'shape'] as const;
export type AnalysisView = (typeof ANALYSIS_VIEWS)[number];

export class Dock {
  /** null: closed, the canvas has the room. */
  view = $state<DockView | null>(null);

  /** What of the analysis is shown, or was last. */
  analysis = $state<AnalysisView>('facts');

  toggle(view: DockView): void {
    this.view = this.view === view ? null : view;
  }

  close(): void {
    this.view = null;
  }
}

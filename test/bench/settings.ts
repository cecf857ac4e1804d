// The settings of a cell in the engine's own words.
import type { Settings } from '../../src-core/filters/settings.ts';
import type { Subject } from './cases.ts';
import type { Assignment } from './protocol.ts';

export function settingsOf(subject: Subject, { border, light, opacity }: Assignment): Partial<Settings> {
  const divisor: Partial<Settings> =
    subject.kind === 'matrix' ? { normalise: 'custom', divisor: subject.divisor } : { normalise: 'auto' };
  return { ...divisor, border, light, opacity };
}

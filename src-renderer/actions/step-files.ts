// What is seen in the step-through as a file: its picture as PNG, the whole walk as GIF.
import { AppError } from '../../src-core/errors.ts';
import { fileNameOf } from '../../src-core/file-name.ts';
import { renderSteps } from '../components/step/render-steps.ts';
import type { Environment } from './environment.ts';

export async function saveSteps({ host, editor, step }: Environment, format: 'png' | 'gif'): Promise<void> {
  const { explanation, filter, channel, position } = step;
  if (!explanation || !filter) return;
  const { x, y } = explanation.pixel;
  const target = await host.pickSave({
    suggestedName: `${fileNameOf(filter.name)} pixel ${x}, ${y}.${format}`,
    extensions: [format],
    title: `Save the steps as ${format.toUpperCase()}`,
  });
  if (!target) return;
  const colourSpace = editor.document?.info.colourSpace ?? 'sRGB';
  const bytes = await renderSteps({ explanation, channel, filterName: filter.name, colourSpace, format, position });
  if (bytes.length === 0) throw new AppError('internal', 'The picture of the steps could not be made.');
  if (target.token === null) await target.accept(bytes);
  else await host.control.call('writeBytes', { to: target.token }, { body: bytes });
}

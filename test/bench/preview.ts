// `npm run bench:preview`: what a person waits for, in milliseconds. Lines go to stderr, JSON to stdout.
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { benchEngine } from './preview-engine.ts';
import { loadPhoto } from './preview-photo.ts';
import { lineOf, type Figure } from './preview-report.ts';

const SECTIONS = ['engine'] as const;
type Section = (typeof SECTIONS)[number];

const USAGE = `Usage: npm run bench:preview -- [--section ${SECTIONS.join('|')}]… [--only WORDS] [--repetitions N] [--image FILE] [--output FILE]`;

export async function benchPreview(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      section: { type: 'string', multiple: true },
      only: { type: 'string' },
      repetitions: { type: 'string', default: '100' },
      image: { type: 'string' },
      output: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return void process.stderr.write(`${USAGE}\n`);
  const repetitions = Number(values.repetitions);
  if (!Number.isInteger(repetitions) || repetitions < 1) throw new Error('Expected a number of repetitions.');
  const sections = (values.section ?? SECTIONS) as readonly Section[];
  const unknown = sections.find((section) => !SECTIONS.includes(section));
  if (unknown) throw new Error(`There is no section "${unknown}". ${USAGE}`);

  const photo = await loadPhoto(values.image);
  const figures: Figure[] = [];
  const tell = (figure: Figure): void => {
    figures.push(figure);
    process.stderr.write(`${lineOf(figure)}\n`);
  };
  const wants = (name: string): boolean => name.includes(values.only ?? '');
  process.stderr.write(
    `${photo.name}, ${photo.width} × ${photo.height}, ${(photo.bytes.length / 1e6).toFixed(1)} MB\n`,
  );
  if (sections.includes('engine')) await benchEngine(photo, { repetitions, wants }, tell);

  const { bytes, ...shown } = photo;
  const machine = { node: process.version, processors: cpus().length, model: cpus()[0]?.model ?? '' };
  const report = `${JSON.stringify({ machine, photo: { ...shown, bytes: bytes.length }, figures }, null, 1)}\n`;
  if (values.output === undefined) process.stdout.write(report);
  else await writeFile(values.output, report);
}

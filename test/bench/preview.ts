// `npm run bench:preview`: what a person waits for, in milliseconds. Lines go to stderr, JSON to stdout.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { electronBinary } from '../../scripts/fetch-electron.mjs';
import { launchBrowser } from './preview-browser.ts';
import { benchEngine } from './preview-engine.ts';
import { emptyFrame, openFloors } from './preview-floors.ts';
import { benchPage, type PageBench } from './preview-page.ts';
import { loadPhoto } from './preview-photo.ts';
import { lineOf, type Figure } from './preview-report.ts';
import { openInBrowser, openInElectron } from './preview-window.ts';

const SECTIONS = ['engine', 'browser', 'electron'] as const;
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
  const folder = await mkdtemp(join(tmpdir(), 'kernelcraft-bench-'));
  const photoPath = join(folder, 'photo.jpg');
  await writeFile(photoPath, photo.bytes);
  const given = { photoPath, folder, repetitions, wants, onFigure: tell };
  try {
    if (sections.includes('engine')) await benchEngine(photo, { repetitions, wants }, tell);
    if (sections.includes('browser')) await benchBrowser(given);
    if (sections.includes('electron')) await benchElectron(given);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }

  const { bytes, ...shown } = photo;
  const machine = { node: process.version, processors: cpus().length, model: cpus()[0]?.model ?? '' };
  const report = `${JSON.stringify({ machine, photo: { ...shown, bytes: bytes.length }, figures }, null, 1)}\n`;
  if (values.output === undefined) process.stdout.write(report);
  else await writeFile(values.output, report);
}

type Given = Omit<PageBench, 'section' | 'floor' | 'open'>;

async function benchBrowser(given: Given): Promise<void> {
  const { browser, close } = await launchBrowser();
  try {
    const floor = await openFloors(browser);
    await benchPage({ ...given, section: 'browser', floor, open: () => openInBrowser(browser) });
    await floor.close();
  } finally {
    await close();
  }
}

async function benchElectron(given: Given): Promise<void> {
  if (!electronBinary()) return void process.stderr.write('SKIP electron: no binary\n');
  const window = await openInElectron();
  // Between its processes the bytes go through ports of its own, which no page can open: no floor for them.
  const floor = { emptyFrameMs: await emptyFrame(window.page), transferMs: null };
  await window.close();
  await benchPage({ ...given, section: 'electron', floor, open: openInElectron });
}

// Draws build/icon.png, 1024 × 1024: the mark of the title bar, a 3×3 kernel with its bright anchor.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const build = join(dirname(fileURLToPath(import.meta.url)), '..', 'build');
const SIDE = 1024;
/** macOS and Linux expect a margin round the shape. */
const MARGIN = 100;
const CELL = 216;
const GAP = 28;
/** Greys of a Gaussian 3×3: corners, edges, centre. */
const GREYS = ['#6b6b6b', '#a3a3a3', '#6b6b6b', '#a3a3a3', '#ffffff', '#a3a3a3', '#6b6b6b', '#a3a3a3', '#6b6b6b'];

const start = (SIDE - 3 * CELL - 2 * GAP) / 2;
const cells = GREYS.map((fill, index) => {
  const x = start + (index % 3) * (CELL + GAP);
  const y = start + Math.floor(index / 3) * (CELL + GAP);
  return `<rect x="${x}" y="${y}" width="${CELL}" height="${CELL}" rx="24" fill="${fill}"/>`;
});
const body = `<rect x="${MARGIN}" y="${MARGIN}" width="${SIDE - 2 * MARGIN}" height="${SIDE - 2 * MARGIN}" rx="150" fill="#1f1f1f"/>`;
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}">${body}${cells.join('')}</svg>`;

mkdirSync(build, { recursive: true });
await sharp(Buffer.from(svg)).png({ compressionLevel: 9, palette: true }).toFile(join(build, 'icon.png'));

// ImageMagick's user-defined kernels: `3x3+1+1: 0,-1,0 -1,5,-1 0,-1,0`, with `nan` and `-` for cells outside.
import { assertSize, earlierCentreOf, type Imported, kernelOfList, readNumber, refuseText } from './imported.ts';

const FORMAT = 'ImageMagick';
const HEAD = /^\s*"?'?\s*(\d{1,5})(?:x(\d{1,5}))?(?:\+(\d{1,5})\+(\d{1,5}))?([@<>^]*)\s*:/u;

export function looksLikeImagemagick(text: string): boolean {
  return HEAD.test(text);
}

export function importImagemagick(text: string): Imported {
  const head = HEAD.exec(text);
  if (!head) refuseText(FORMAT, 'Expected a size such as "3x3:" first.');
  const [whole, width = '', height = width, x, y, flags] = head;
  const columns = Number(width);
  const rows = Number(height);
  assertSize(rows, columns, FORMAT);
  const cells = text
    .slice(whole.length)
    .replace(/["']\s*$/u, '')
    .split(/[\s,]+/u)
    .filter((cell) => cell !== '');
  let holes = 0;
  const weights = cells.map((cell, index) => {
    if (cell === '-' || cell.toLowerCase() === 'nan') {
      holes++;
      return 0;
    }
    return readNumber(cell, FORMAT, `Number ${index + 1}`);
  });
  const anchor = x === undefined ? earlierCentreOf(rows, columns) : { row: Number(y), column: Number(x) };
  const notes = ['Imported from ImageMagick: flipped, as -morphology Convolve is; not normalised.'];
  if (holes > 0)
    notes.push(
      holes === 1 ? 'One cell without a value was read as 0.' : `${holes} cells without a value were read as 0.`,
    );
  if (flags) notes.push(`The sign "${flags}" asks for rotated copies; only the kernel as written was imported.`);
  if (rows % 2 === 0 || columns % 2 === 0)
    notes.push(`The anchor is row ${anchor.row + 1}, column ${anchor.column + 1}, as in ImageMagick.`);
  return {
    format: FORMAT,
    name: null,
    kernel: kernelOfList(weights, rows, columns, FORMAT, anchor),
    settings: { flip: true, normalise: 'none', border: 'clamp' },
    notes,
  };
}
